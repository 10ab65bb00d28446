"""A lexicon as plain values and back: words as numbers in the word lists, which are in memory anyway.

Only for as long as the word lists stay the same; whoever stores it keeps their fingerprint beside it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence, Set
from functools import cache
from itertools import islice
from typing import Any

from bot.question.lexicon import Lexicon, general


def pack(lexicon: Lexicon) -> tuple[list[Any], list[list[int]]]:
    """Its texts: [text, words of no list, foreign words of no list]; and its numbers: [forms, what each means,
    words of the lists that are not foreign, meanings of several words as how many and which]. A meaning is the
    number of a word, or behind all words that of one of the meanings of several; numbers behind those of the
    lists are words of no list."""
    words = _words()
    own = [word for word in _used(lexicon) if word not in _numbers()]
    number = _numbers() | {word: len(words) + place for place, word in enumerate(own)}
    several = dict.fromkeys(options for options in lexicon.said.values() if len(options) > 1)
    meanings: dict[tuple[str, ...], int] = {(word,): place for word, place in number.items()}
    meanings |= {options: len(number) + place for place, options in enumerate(several)}
    forms = [number[form] for form in lexicon.said]
    meant = [meanings[options] for options in lexicon.said.values()]
    known = [_nameable()[word] for word in _nameable() if word not in lexicon.foreign]
    parts = [n for options in several for n in (len(options), *(number[word] for word in options))]
    strange = sorted(word for word in lexicon.foreign if word not in _nameable())
    return [lexicon.text, own, strange], [forms, meant, known, parts]


def unpack(texts: list[Any], numbers: Sequence[Sequence[int]]) -> Lexicon:
    """The lexicon that ``pack`` was given, under the same word lists."""
    text, own, strange = texts
    forms, meant, known, parts = numbers
    # The lists have tens of thousands of words, and a report hundreds: they are never copied.
    words, alone = _words(), _alone()
    size, rest = len(words), iter(parts)
    several = [tuple([words[n] if n < size else own[n - size] for n in islice(rest, count)]) for count in rest]
    more = [*((word,) for word in own), *several]
    said_words = [words[n] if n < size else own[n - size] for n in forms]
    said = dict(zip(said_words, [alone[n] if n < size else more[n - size] for n in meant], strict=True))
    return Lexicon(text, said, Foreign(frozenset(known), frozenset(strange)))


class Foreign(Set[str]):
    """The words of the lists that name something foreign, but for those whose numbers are ``known``.

    There are thousands of them, and a question asks after a few: no set of them is made for each report.
    """

    def __init__(self, known: frozenset[int], strange: frozenset[str]) -> None:
        self._known = known
        self._strange = strange
        self._numbers = _nameable()

    @property
    def among(self) -> Container[str]:
        """What all of them are among, and few others: asked first, for it is asked in a tenth of the time."""
        return self if self._strange else self._numbers

    def __contains__(self, word: object) -> bool:
        number = self._numbers.get(word)  # type: ignore[call-overload]
        return word in self._strange if number is None else number not in self._known

    def __iter__(self) -> Iterator[str]:
        yield from (word for word, number in _nameable().items() if number not in self._known)
        yield from self._strange

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _used(lexicon: Lexicon) -> dict[str, None]:
    return dict.fromkeys(word for form, options in lexicon.said.items() for word in (form, *options))


@cache
def _words() -> list[str]:
    """All words of the general lists, in an order that never changes."""
    return sorted({word for term in general() for word in (term.official, *term.forms)})


@cache
def _alone() -> list[tuple[str, ...]]:
    return [(word,) for word in _words()]


@cache
def _numbers() -> dict[str, int]:
    return {word: number for number, word in enumerate(_words())}


@cache
def _nameable() -> dict[str, int]:
    """The words that name something foreign where no report speaks of it, with their numbers."""
    nameable = frozenset[str]().union(*(term.nameable for term in general()))
    return {word: number for word, number in _numbers().items() if word in nameable}
