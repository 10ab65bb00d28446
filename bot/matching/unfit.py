"""Where no figure fits a question: another beside it that does, the slot that is missing, or what comes near."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from bot.facts.model import Observation
from bot.matching.aside import besides
from bot.matching.beside import counted_beside, measured_beside, money_beside, rate_beside
from bot.matching.found import ENOUGH, WORTH_OFFERING, Found, distinct, rows_of
from bot.matching.rivals import by_another_name
from bot.matching.rules import Refusal, Ruling
from bot.matching.score import Scored
from bot.question.parse import Parsed
from bot.text.fold import key

if TYPE_CHECKING:
    from bot.matching.search import Library

#: Names agree so much, of 100, where they are two ways to call one thing.
_SAME = 70


def unfit(
    library: Library, verdicts: list[tuple[Scored, Refusal | None]], fitting: list[Scored], best: Scored, parsed: Parsed
) -> Found:
    """Nothing that fits explains enough: say which slot is missing, or offer what comes near."""
    close = [(s, r) for s, r in verdicts if s.coverage >= max(ENOUGH, best.coverage - 0.08)]
    aside = besides(library, fitting, parsed)
    if aside:
        return aside
    timely = _at_that_time(library, close, fitting, parsed)
    if timely:
        return timely
    refused = next(((s, r) for s, r in close if r is not None), None)
    beside = (
        counted_beside(library, refused[0], parsed) if refused and refused[1] and refused[1].slot == "unit" else None
    )
    beside = beside or rate_beside(refused, fitting, parsed)
    beside = beside or (money_beside(library, refused[0], parsed) if refused else None)
    if not beside and refused and refused[1] and refused[1].slot in ("unit", "indicator"):
        beside = measured_beside(library, refused[0], parsed)
    if beside:
        return Found(rows=(beside,), coverage=best.coverage, unmatched=best.unmatched)
    if refused and (not fitting or fitting[0].coverage < refused[0].coverage - 0.05):
        return Found(
            refusal=refused[1],
            nearest=rows_of([s for s, r in close]),
            coverage=best.coverage,
            unmatched=best.unmatched,
        )
    foreign = any(not c.known and len(c.surface) > 1 for c in parsed.strong)
    offers = [s for s in fitting if s.coverage >= WORTH_OFFERING and not foreign]
    return Found(
        offers=distinct(offers)[:3] if offers and offers[0].coverage >= best.coverage - 0.05 else (),
        nearest=rows_of([s for s, _ in verdicts[:3]]),
        coverage=best.coverage,
        unmatched=best.unmatched,
    )


def _timely(fitting: list[Scored]) -> list[Observation]:
    return [s.entry.observation for s in fitting if s.entry.observation and s.coverage >= ENOUGH]


def _at_that_time(
    library: Library, close: list[tuple[Scored, Refusal | None]], fitting: list[Scored], parsed: Parsed
) -> Found | None:
    """What is refused for its time alone may be told of the time asked for, by a figure of the same name."""
    ruling, timely = Ruling(parsed, library.year), [(r, key(r.indicator)) for r in _timely(fitting)]
    for scored, refusal in close:
        row = scored.entry.observation
        if row is None or refusal is None or refusal.slot != "period":
            continue
        named = key(row.indicator)
        alike = (r for r, other in timely if fuzz.ratio(other, named) >= _SAME)
        told = (r for r in chain(library.family(row), alike) if r.role == "actual")
        held = next((r for r in told if ruling.refuse(library.by_id[r.id]) is None), None)
        if held is None and row.role == "target" and (was := by_another_name(row, fitting)):
            held = was.entry.observation
        if held:
            return Found(rows=(held,), coverage=scored.coverage, unmatched=scored.unmatched)
    return None
