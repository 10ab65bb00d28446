"""What a sum is of: three or more things named together, each with a figure of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.sides import side
from bot.answers.turn import Turn
from bot.facts.model import Observation
from bot.question.concepts import Concept
from bot.question.cues import pattern
from bot.question.parse import Parsed
from bot.text.fold import key
from bot.text.words import word_list

#: Two things make a pair.
PAIR = 2


def kinds_of_one(parsed: Parsed, rows: list[Observation]) -> bool:
    """Two figures of one sentence whose names differ in nothing but what the question names."""
    names = {
        re.sub("|".join(re.escape(o) for c in parsed.strong for o in c.options), " ", key(r.indicator)) for r in rows
    }
    return len({row.sentence for row in rows}) == 1 and len(names) == 1


def summands(turn: Turn) -> list[Observation]:
    """引进加居转户加留学: three or more things, each named between the signs of a sum."""
    text = pattern("sum_tail").sub("", turn.parsed.text)
    pieces = [p for p in pattern("sum_apart").split(text) if p.strip()]
    named = [timed(turn, turn.sub(piece)) for piece in pieces] if len(pieces) > PAIR else []
    if not named or not all(p.strong for p in named):
        return []
    rows: list[Observation] = []
    for each in named:
        row = side(turn, each, tuple(rows[:1]), counted=True)
        if row is None or row in rows or (rows and row.unit != rows[0].unit):
            return []
        rows.append(row)
    return rows


def several_named(turn: Turn) -> list[Observation]:
    """Three or more things named for one sum, each found by its own word."""
    rows: list[Observation] = []
    for concept in told_apart(turn.parsed.strong):
        alone = replace(turn.parsed, concepts=(concept,), units=frozenset(), cues=frozenset({"number"}))
        found = turn.library.find(alone, turn.near)
        rows += [row for row in found.rows[:1] if row not in rows]
    same = [row for row in rows if row.unit == rows[0].unit]
    if len(same) != len(turn.parsed.strong):
        return []
    # 新三板和四板的企业: the word for both is in the names that the others find, and names no third.
    shared = [
        c for c in turn.parsed.strong[-1:] if sum(any(o in key(r.indicator) for o in c.options) for r in same) > 1
    ]
    return same[:-1] if shared and len(same) > PAIR else same


def told_apart(strong: tuple[Concept, ...]) -> tuple[Concept, ...]:
    """国内|国际集装箱航线 are 国内集装箱航线 and 国际集装箱航线: what stands against one another shares its noun."""
    if len(strong) != PAIR:
        return strong
    one, two = strong
    for group in word_list("extraction")["contrasts"]:
        word = next((w for w in group if two.surface.startswith(w) and len(two.surface) > len(w)), None)
        if word and one.surface in group and one.surface != word:
            whole = one.surface + two.surface.removeprefix(word)
            return (replace(one, surface=whole, options=(whole,)), two)
    return strong


def timed(turn: Turn, one_side: Parsed) -> Parsed:
    """A time that is said once holds for both sides, and so does that a number is asked for."""
    counted = turn.parsed.cues & ({"number"} if not turn.parsed.has("change", "share") else set())
    cues = (one_side.cues | counted) - ({"change"} - turn.parsed.cues)  # 多多少 of two things is no growth
    return replace(one_side, periods=one_side.periods or turn.parsed.periods, cues=cues)
