"""How a figure moved: as the report states it, else worked out from two of its times."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers import compute
from bot.answers.builder import Reply
from bot.answers.lookup import answer_rows, choose, lookup, refuse_slot
from bot.answers.statement import answer_statements, best_statements
from bot.answers.turn import Turn
from bot.answers.verify import against
from bot.facts.model import Observation, Statement
from bot.matching.found import Found
from bot.matching.rules import Refusal
from bot.question.cues import asks, pattern
from bot.question.parse import Parsed
from bot.text.fold import key

#: What a share is of has a name of so many characters at least.
_STEM = 2
#: Figures of so many times can be compared.
_TIMES = 2


def movement(turn: Turn) -> Reply | None:
    """A rate as stated; else computed from two times; else none."""
    parsed = turn.parsed
    ranks = parsed.has("rank") and not parsed.has("change")  # 在全市算高还是低
    if not parsed.has("change", "direction") or parsed.has("target") or ranks:
        return None
    found = turn.find(replace(parsed, cues=parsed.cues | {"change"}))
    aside = {"change"} if asks("share_named", parsed.text) else {"change", "share"}
    plain = turn.find(replace(parsed, units=frozenset(), cues=parsed.cues - aside))
    if plain.rows and not found.rows:  # the change of what is found, not of a part of it that is told beside
        named = key(plain.rows[0].indicator)
        twin = next((r for r in found.offers if r.aspect == "change" and key(r.indicator).startswith(named)), None)
        found = replace(found, rows=(twin,)) if twin else found
    stated = found.rows and found.rows[0].aspect == "change"
    supposed = _as_supposed(turn, found, plain)
    if supposed:
        return compute.change(turn.library, turn.reply, *supposed)
    if not plain.rows and len(found.offers) > 1 and all(row.aspect == "change" for row in found.offers[:2]):
        return choose(turn.library, turn.reply, found.offers)
    if stated and not (parsed.has("direction") and plain.rows and plain.others):
        return lookup(turn.library, turn.reply, parsed, found)
    statements = best_statements(turn.library, parsed)
    trend = next((s for s in statements if isinstance(s.entry.fact, Statement) and s.entry.fact.kind == "trend"), None)
    grown = _grown(turn, plain.rows[0]) if plain.rows else ()
    if grown and asks("grown_to", parsed.text):
        return answer_rows(turn.library, turn.reply, grown)
    if grown:
        return compute.change(turn.library, turn.reply, *grown)
    if plain.rows:
        family = [r for r in turn.library.family(plain.rows[0]) if r.period]
        points = _points_of(turn, plain.rows[0])
        if points and not any(p.value not in (None, points.period) for p in parsed.periods):
            return answer_rows(turn.library, turn.reply, (points,))
        if len(family) >= 2 and family[0].period != family[-1].period and not any(p.value for p in parsed.periods):
            return compute.change(turn.library, turn.reply, family[0], family[-1])
    if trend and plain.rows and asks("moved", parsed.text) and not _moves(trend.entry.quote, parsed):
        trend = None
    if trend and trend.coverage > plain.coverage - 0.1 and isinstance(trend.entry.fact, Statement):
        if plain.refusal and plain.refusal.slot == "period" and not _of_time(trend.entry.fact, parsed):
            return None
        return answer_statements(turn.library, turn.reply, parsed, [trend.entry.fact])
    if plain.rows and asks("moved", parsed.text) and not any(asks("way", row.indicator) for row in plain.rows):
        asked = Refusal("indicator", f"{plain.rows[0].indicator}的变化")
        return refuse_slot(turn.library, turn.reply, parsed, asked, plain.rows)
    return None


def _as_supposed(turn: Turn, found: Found, plain: Found) -> tuple[Observation, Observation] | None:
    """降了百分之几, of cases that fell, beside a sum that rose: the change that is spoken of."""
    if not (turn.inherited and found.rows and plain.rows and against(found.rows[0], turn.parsed.text)):
        return None
    told = [r for r in turn.library.family(plain.rows[0]) if r.period and r.aspect == "level"]
    if len({r.period for r in told}) < _TIMES or (told[-1].value < told[0].value) != asks(
        "claims_down", turn.parsed.text
    ):
        return None
    return told[0], told[-1]


def _grown(turn: Turn, row: Observation) -> tuple[Observation, ...]:
    """从8100元提高至9960元: what it was, of which no time is told, and what it grew to."""
    told = [r for r in turn.library.family(row) if r.sentence == row.sentence and r.aspect == "level"]
    before, after = [r for r in told if r.period is None], [r for r in told if r.period]
    return (before[0], after[0]) if len(before) == len(after) == 1 and before[0].span < after[0].span else ()


def _points_of(turn: Turn, row: Observation) -> Observation | None:
    """By how many points a share moved, where the report says it itself (第三产业所占比重上升1.5个百分点)."""
    stem = pattern("share_word").sub("", key(row.indicator))
    if row.unit != "%" or not asks("share_named", turn.parsed.text) or len(stem) < _STEM:
        return None
    told = (e.observation for e in turn.library.observations)
    moved = [r for r in told if r and r.aspect == "change" and r.unit == "百分点" and r.report == row.report]
    named = [r for r in moved if key(r.indicator).startswith(stem) and asks("share_word", r.indicator)]
    return named[0] if len(named) == 1 else None


def _moves(quote: str, parsed: Parsed) -> bool:
    """Does the clause that names the thing, or the next one, say that it moved?"""
    clauses = re.split("[，；;。]", quote)
    words = [option for c in parsed.strong for option in c.options if len(option) > 1]
    named = [n for n, clause in enumerate(clauses) if any(word in key(clause) for word in words)]
    return any(asks("claims_up", c) or asks("claims_down", c) for n in named for c in clauses[n : n + 2])


def _of_time(fact: Statement, parsed: Parsed) -> bool:
    """Is a sentence about the time that was asked for?"""
    asked = [p.value for p in parsed.periods if p.value]
    return fact.period in asked or any(value[:4] in fact.quote for value in asked)
