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
from bot.matching.bonus import means
from bot.question.cues import asks, pattern
from bot.text.fold import key

_ENDS = ("from", "to")
_YEAR = 4  # the digits of one
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
    share = next(d for d in computed.derived if d.unit == "%")
    turn.reply.verdict = verdict_on(replace(part, value=share.value, unit="%", bound="exact"), parsed)
    return _verdict_first(turn, computed)


def claimed_move(turn: Turn) -> Reply | None:
    """占比是不是也降了: whether a thing that is told of two years went the way that is claimed."""
    parsed = turn.parsed
    down, up = asks("claims_down", parsed.text), asks("claims_up", parsed.text)
    if not parsed.has("verify") or parsed.numbers or down == up or parsed.has("target", "number"):
        return None
    if any(row.aspect == "change" for row in turn.find(replace(parsed, cues=parsed.cues | {"change"})).rows[:1]):
        return None
    family = _told_twice(turn)
    if not family:
        return None
    one, two = family
    turn.reply.verdict = "yes" if (two.value < one.value) == down and two.value != one.value else "no"
    return _verdict_first(turn, compute.change(turn.library, turn.reply, one, two))


def claimed_less(turn: Turn) -> Reply | None:
    """出生的没死的多: whether the first is less than the second."""
    match = pattern("not_as_much").fullmatch(turn.parsed.text)
    if not match or turn.inherited:
        return None
    left, right = (turn.sub(group) for group in match.groups())
    one = side(turn, left, (), counted=True) if left.strong and right.strong else None
    two = side(turn, right, (one,)) if one else None
    if one is None or two is None or one.id == two.id or one.unit != two.unit:
        return None
    turn.reply.verdict = "yes" if one.value < two.value else "no"
    return _verdict_first(turn, compute.compare(turn.library, turn.reply, one, two))


def claimed_span(turn: Turn) -> Reply | None:
    """占比是从50%降到19%的吧: both ends of how a thing moved, each against what the report says."""
    parsed = turn.parsed
    if not parsed.has("verify") or len(parsed.numbers) != len(_ENDS) or not asks("from_to", parsed.text):
        return None
    family = _told_twice(turn)
    if not family:
        return None
    met = [means(number, row) for number, row in zip(parsed.numbers, family, strict=True)]
    turn.reply.verdict = "yes" if all(met) else "no"
    return _verdict_first(turn, compute.change(turn.library, turn.reply, *family))


def _told_twice(turn: Turn) -> tuple[Observation, Observation] | None:
    """The first and the last figure of what is named, where the report has it of two times."""
    cues = turn.parsed.cues - {"verify", "change", "direction", "compare"}
    plain = replace(turn.parsed, periods=(), numbers=(), units=frozenset(), cues=cues)
    rows = turn.find(plain).rows
    family = [r for r in turn.library.family(rows[0]) if r.period and r.role == "actual"] if rows else []
    two_times = len({r.period for r in family}) > 1 and all(len(r.period or "") == _YEAR for r in family)
    return (family[0], family[-1]) if two_times else None


def _verdict_first(turn: Turn, reply: Reply) -> Reply:
    first = reply.lines[0]
    reply.lines[0] = replace(first, parts=(word(_VERDICTS[turn.reply.verdict or "unknown"]), *first.parts))
    told_years(turn.library, reply, turn.parsed)
    return reply


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
