"""A lexicon as plain JSON values and back: words as numbers in the word lists, which are in memory anyway.

Only for as long as the word lists stay the same; whoever stores it keeps their fingerprint beside it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from bot.question.lexicon import Lexicon, general


def pack(lexicon: Lexicon) -> list[Any]:
    """[text, words of no list, forms, the first word of each, further words by the form's place, strange]:
    ``strange`` are the words of the lists that are not foreign; numbers behind the lists' are ``own``."""
    words = _words()
    own = [word for word in _used(lexicon) if word not in _numbers()]
    number = _numbers() | {word: len(words) + place for place, word in enumerate(own)}
    forms = [number[form] for form in lexicon.said]
    firsts = [number[options[0]] for options in lexicon.said.values()]
    several = [
        [place, [number[word] for word in options]]
        for place, options in enumerate(lexicon.said.values())
        if len(options) > 1
    ]
    known = sorted(_numbers()[word] for word in _nameable() - lexicon.foreign)
    return [lexicon.text, own, forms, firsts, several, known, sorted(lexicon.foreign - _nameable())]


def unpack(packed: list[Any]) -> Lexicon:
    """The lexicon that ``pack`` was given, under the same word lists."""
    text, own, forms, firsts, several, known, strange = packed
    words, alone = _words(), _alone()
    if own:
        words, alone = words + own, alone + [(word,) for word in own]
    said = dict(zip([words[n] for n in forms], [alone[n] for n in firsts], strict=True))
    for place, options in several:
        said[words[forms[place]]] = tuple(words[n] for n in options)
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
