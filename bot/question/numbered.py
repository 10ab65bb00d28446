"""A lexicon as plain values and back: words as numbers in the word lists, which are in memory anyway.

Only for as long as the word lists stay the same; whoever stores it keeps their fingerprint beside it.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import Any

from bot.question.lexicon import Lexicon, general


def pack(lexicon: Lexicon) -> tuple[list[Any], list[list[int]]]:
    """Its texts and its numbers: [text, words of no list, foreign words of no list] and [forms, the first word
    of each, words of the lists that are not foreign, and for each form with several words its place, how many
    and which]. Numbers behind those of the lists are words of no list."""
    words = _words()
    own = [word for word in _used(lexicon) if word not in _numbers()]
    number = _numbers() | {word: len(words) + place for place, word in enumerate(own)}
    forms = [number[form] for form in lexicon.said]
    firsts = [number[options[0]] for options in lexicon.said.values()]
    several = [
        [place, len(options), *(number[word] for word in options)]
        for place, options in enumerate(lexicon.said.values())
        if len(options) > 1
    ]
    known = sorted(_numbers()[word] for word in _nameable() - lexicon.foreign)
    texts = [lexicon.text, own, sorted(lexicon.foreign - _nameable())]
    return texts, [forms, firsts, known, [n for row in several for n in row]]


def unpack(texts: list[Any], numbers: list[list[int]]) -> Lexicon:
    """The lexicon that ``pack`` was given, under the same word lists."""
    text, own, strange = texts
    forms, firsts, known, several = numbers
    words, alone = _words(), _alone()
    if own:
        words, alone = words + own, alone + [(word,) for word in own]
    said = dict(zip([words[n] for n in forms], [alone[n] for n in firsts], strict=True))
    rest = iter(several)
    for place in rest:
        options = islice(rest, next(rest))
        said[words[forms[place]]] = tuple([words[n] for n in options])
    foreign = _nameable().difference([words[n] for n in known])
    return Lexicon(text, said, foreign.union(strange) if strange else foreign)


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
def _nameable() -> frozenset[str]:
    """The words that name something foreign where no report speaks of it."""
    return frozenset().union(*(term.nameable for term in general()))
