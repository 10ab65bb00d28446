"""Claims about a part of a whole: 民办的超过一半了吗, 5G用户占手机用户有一半了没."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import compute
from bot.answers.builder import Reply, word
from bot.answers.lookup import told_years
from bot.answers.sides import side
from bot.answers.turn import Turn
from bot.answers.verify import verdict_on
from bot.facts.model import Observation
from bot.question.cues import pattern
from bot.text.fold import key

_VERDICTS = {"yes": "是的，", "no": "不是，", "unknown": "说不准，"}


def claimed_share(turn: Turn) -> Reply | None:
    """Whether a share that is claimed holds of one that can only be computed from two counts."""
    parsed = turn.parsed
    number = next(iter(parsed.numbers), None)
    if number is None or number.unit != "%" or not parsed.has("verify"):
        return None
    part, whole = _named(turn) or _implied(turn) or (None, None)
    computed = compute.share(turn.library, turn.reply, part, whole) if part and whole else None
    if computed is None or part is None:
        return None
    share = computed.derived[-1]
    turn.reply.verdict = verdict_on(replace(part, value=share.value, unit="%", bound="exact"), parsed)
    first = computed.lines[0]
    computed.lines[0] = replace(first, parts=(word(_VERDICTS[turn.reply.verdict]), *first.parts))
    told_years(turn.library, computed, parsed)
    return computed


def _named(turn: Turn) -> tuple[Observation, Observation] | None:
    """Both are named: A占B."""
    match = pattern("share_claim").search(turn.parsed.text)
    left, right = (turn.sub(match[1]), turn.sub(match[2])) if match else (None, None)
    if not left or not right or not left.strong or not right.strong or (turn.find().rows[:1] and _stated(turn)):
        return None
    part = side(turn, replace(left, periods=turn.parsed.periods), (), counted=True)
    whole = side(turn, replace(right, periods=turn.parsed.periods), (part,)) if part else None
    return (part, whole) if part and whole else None


def _stated(turn: Turn) -> bool:
    """Does the report state the share itself?"""
    rows = turn.find().rows
    return bool(rows) and rows[0].unit in ("%", "‰")


def _implied(turn: Turn) -> tuple[Observation, Observation] | None:
    """The part alone is named, and its whole stands beside it: its total, or what its name ends like."""
    parsed = replace(turn.parsed, units=frozenset(), cues=turn.parsed.cues - {"verify", "share"})
    if _stated(turn):
        return None
    rows = turn.library.find(parsed, turn.near).rows
    part = rows[0] if rows else None
    if part is None or part.unit in ("%", "‰") or part.aspect != "level":
        return None
    parent = turn.library.by_id[part.parent].observation if part.parent else None
    beside = [r for r in turn.library.beside(part) if r.unit == part.unit and r.value >= part.value and r.id != part.id]
    ending = next((r for r in beside if key(part.indicator).endswith(key(r.indicator))), None)
    whole = parent or ending
    return (part, whole) if whole else None
