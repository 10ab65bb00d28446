"""How many times one figure is another: 人脸算法的路数是人体的几倍, with the division shown."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import compute
from bot.answers.builder import Reply
from bot.answers.sides import side
from bot.answers.turn import Turn
from bot.question.cues import pattern


def times_of(turn: Turn) -> Reply | None:
    """A是B的几倍, of two like figures; None where one of them is not found."""
    text = turn.parsed.text
    match = pattern("times_of").search(text) if "倍" in text else None  # the pattern is a slow one
    if not match:
        return None
    turn = replace(turn, parsed=replace(turn.parsed, units=frozenset()))  # 倍 is not what they are counted in
    one = side(turn, turn.sub(match[1]), ())
    two = side(turn, turn.sub(match[2]), (one,)) if one else None
    return compute.multiple(turn.library, turn.reply, one, two) if one and two else None
