"""Targets against what is: the gap between the two, and a target asked for that the report does not state."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Missing
from bot.answers import compute
from bot.answers.builder import Reply, figure, name, word
from bot.answers.lookup import describe, offer, told_years
from bot.answers.turn import Turn
from bot.facts.model import Observation
from bot.matching.rivals import called_alike
from bot.matching.rules import period_fits, refuse
from bot.question.cues import asks
from bot.question.parse import Parsed
from bot.text.fold import key


def gap(turn: Turn) -> Reply | None:
    """今年目标比去年实际多多少: the target less the figure that is, both shown."""
    parsed = turn.parsed
    if not asks("gap_to_target", parsed.text) or parsed.numbers or asks("two_targets", parsed.text):
        return None
    rows = _named(turn, parsed)
    targets = [r for r in rows if r.role == "target" and _timely(turn, r)]
    if not asks("growth", parsed.text):
        targets.sort(key=lambda r: r.aspect == "change")
    for target in targets[:3]:
        actual = _reached(turn, rows, target)
        if actual:
            labels = ("实际", "目标") if key(actual.indicator) == key(target.indicator) else None
            reply = compute.compare(turn.library, turn.reply, actual, target, labels)
            told_years(turn.library, reply, parsed)
            return reply
    return _unreached(turn, targets[0]) if targets else None


def _unreached(turn: Turn, target: Observation) -> Reply:
    """The report has the target and not what was reached."""
    reply = turn.reply
    reply.status, reply.reason = "not_found", "no_such_indicator"
    reply.line("headline", word("报告写了目标，没找到能同它比的实际数"))
    reply.line("detail", word("目标："), figure(target), word("　"), *describe(target))
    reply.missing.append(Missing("indicator", target.indicator))
    return reply.show(target).cite(turn.library.extraction(target), target)


def _reached(turn: Turn, rows: list[Observation], target: Observation) -> Observation | None:
    """The figure of the target's indicator; by another name where it is the only one of its unit."""
    kind = (target.unit, target.aspect == "change")
    like = [r for r in rows if r.role == "actual" and _timely(turn, r) and (r.unit, r.aspect == "change") == kind]
    named = [r for r in like if called_alike(key(r.indicator), key(target.indicator))]
    chosen = named[:1] or (like if len(like) == 1 else [])
    return chosen[0] if chosen and chosen[0].rate == target.rate else None


def no_target(turn: Turn) -> Reply | None:
    """去年GDP目标定的涨几个点: the report says what was reached, not what was aimed at."""
    parsed = turn.parsed
    asked = asks("target_named", parsed.text) and parsed.has("number", "change", "rate") and not parsed.has("verify")
    if not asked or parsed.numbers or parsed.has("list", "compare", "difference", "source", "how", "why"):
        return None
    found = turn.find()
    if not found.rows or found.coverage < 0.75 or any(r.role == "target" for r in (*found.rows, *found.others)):
        return None
    row, reply = found.rows[0], turn.reply
    if any(r.role == "target" and _timely(turn, r) for r in _named(turn, parsed)):
        return None
    reply.status, reply.reason = "not_found", "no_such_indicator"
    reply.line("headline", word("报告没有写“"), name(row.indicator), word("”的目标，只写了实际的数。"))
    reply.missing.append(Missing("indicator", f"{row.indicator}目标", (row.indicator,)))
    told_years(turn.library, reply, parsed)
    return offer(turn.library, reply, found.rows[:1])


def _named(turn: Turn, parsed: Parsed) -> list[Observation]:
    """The figures that explain most of what is named, whatever their time, role and unit."""
    concepts = tuple(c for c in parsed.concepts if c.weak or not asks("target_frame", c.surface))
    plain = replace(parsed, concepts=concepts, periods=(), units=frozenset(), cues=frozenset())
    ranked = turn.library.ranked(plain, turn.near)
    top = ranked[0].coverage if ranked else 0.0
    fitting = [s for s in ranked if s.coverage >= max(0.6, top - 0.1)]
    rows = [s.entry.observation for s in fitting if refuse(s.entry, plain, today=turn.library.year) is None]
    return [r for r in rows if r]


def _timely(turn: Turn, row: Observation) -> bool:
    periods = turn.sub(turn.parsed.text).periods if turn.inherited else turn.parsed.periods
    return not periods or any(p.value and period_fits(p.value, row, turn.library.year) for p in periods)
