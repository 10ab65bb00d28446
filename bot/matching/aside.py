"""What a question tells besides: words that nobody knows and that narrow nothing down."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.matching.found import Found, printed_unit
from bot.matching.score import Scored
from bot.question.concepts import Concept
from bot.question.cues import asks
from bot.question.listed import deeds
from bot.question.parse import Parsed
from bot.text.words import word_list

if TYPE_CHECKING:
    from bot.matching.search import Library

#: The words that are known are met so well, and no other figure so well within this.
_MET, _AHEAD = 0.75, 0.25
#: A word stands in a figure's own name.
_NAMED = 0.9
#: More words that nobody knows are no aside.
_MOST = 2


def besides(library: Library, fitting: list[Scored], parsed: Parsed) -> Found | None:
    """种地的能借的闪贷批了多少户: 闪贷 and 户 tell the figure; who may borrow it is told besides."""
    top = fitting[0] if fitting else None
    unknown = [c for c in parsed.strong if not c.known]
    known = [c for c in parsed.strong if c.known]
    row = top.entry.observation if top else None
    if (
        top is None
        or row is None
        or not known
        or not 1 <= len(unknown) <= _MOST
        or row.unit in word_list("questions")["unit_rules"]["vague"]
    ):
        return None
    if not printed_unit(top, parsed) or any(_narrows(c, parsed, known) for c in unknown):
        return None
    others = [s for s in fitting[1:] if s.entry.name != top.entry.name and printed_unit(s, parsed)]
    if others and top.score - others[0].score < _AHEAD:
        return None
    matches = {c: library.scorer.match(top.entry, c) for c in known}
    things = [c for c in known if c.surface not in deeds() and c.surface not in _verbs() and matches[c] >= _NAMED]
    if not things or sum(matches.values()) / len(matches) < _MET:
        return None
    return Found(rows=(row,), coverage=top.coverage, unmatched=top.unmatched)


def _verbs() -> frozenset[str]:
    return frozenset(word_list("extraction")["verbs"])


def _narrows(concept: Concept, parsed: Parsed, known: list[Concept]) -> bool:
    """刷单 of 电诈里面刷单的, 外卖员 of 外卖员的事故, 苹 of 苹果产量: what tells a part of the things from others."""
    word, text = concept.surface, parsed.text
    if asks("within", text) or word.endswith(_kinds()) or re.search("[a-z0-9]", word):
        return True
    begin = text.find(word)
    end = begin + len(word)
    if begin < 0 or re.match("的?(?:多少|几|占|数|率|量)", text[end:]):
        return True
    if any(text.startswith(c.surface, end) for c in known):  # one word with what follows
        return True
    clause = any(char in _acts() for char in word)
    return not clause and text[end : end + 1] == "的"


def _kinds() -> tuple[str, ...]:
    """What words for people, places and kinds end with."""
    return tuple(word_list("questions")["narrowing"])


def _acts() -> frozenset[str]:
    """Characters of deeds: a clause and no noun has one."""
    lists = word_list("questions")
    return frozenset((*lists["light"], *lists["handling"], *lists["acting"]))
