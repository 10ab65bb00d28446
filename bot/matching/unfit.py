"""Where no figure fits a question: another beside it that does, the slot that is missing, or what comes near."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from bot.facts.model import Observation
from bot.matching.document import unit_class
from bot.matching.found import ENOUGH, WORTH_OFFERING, Found, distinct, rows_of
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
    timely = _at_that_time(library, close, fitting, parsed)
    if timely:
        return timely
    refused = next(((s, r) for s, r in close if r is not None), None)
    beside = (
        _counted_beside(library, refused[0], parsed) if refused and refused[1] and refused[1].slot == "unit" else None
    )
    beside = beside or _rate_beside(refused, fitting, parsed)
    beside = beside or (_money_beside(library, refused[0], parsed) if refused else None)
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


def _rate_beside(
    refused: tuple[Scored, Refusal | None] | None, fitting: list[Scored], parsed: Parsed
) -> Observation | None:
    """客载货隐患清零的比例: of the sentence that counts the thing, the one rate."""
    row = refused[0].entry.observation if refused and refused[1] and refused[1].slot == "unit" else None
    if row is None or not parsed.has("share"):
        return None
    rates = [s.entry.observation for s in fitting if s.coverage >= ENOUGH and s.entry.unit_class == "percent"]
    near = [r for r in rates if r and r.sentence == row.sentence and r.aspect != "change"]
    return near[0] if len({r.indicator for r in near}) == 1 else None


def _money_beside(library: Library, scored: Scored, parsed: Parsed) -> Observation | None:
    """实施临时救助…人次，发放救助资金…万元: what was spent, told right behind, in a name that has the same word."""
    row = scored.entry.observation
    if row is None or "money" not in parsed.units or any(c.surface in scored.unmatched for c in parsed.strong):
        return None
    rows = library.beside(row)
    at = next((n for n, r in enumerate(rows) if r.id == row.id), 0)
    following = rows[at + 1 : at + 2]
    name = key(row.indicator)
    pairs = {name[n : n + 2] for n in range(len(name) - 1)}
    spent = [r for r in following if unit_class(r) == "money" and r.aspect == "level"]
    return next((r for r in spent if any(pair in key(r.indicator) for pair in pairs)), None)


def _counted_beside(library: Library, scored: Scored, parsed: Parsed) -> Observation | None:
    """冬煤补贴发给多少户: of the clause that tells the sum, the one figure of the unit that is asked for."""
    row = scored.entry.observation
    paid = scored.entry.unit_class == "money" and parsed.units & {"person", "house"}
    built = parsed.unit_words & {"栋", "幢", "座", "台", "辆", "条", "套", "户"}  # 改造搞了几栋楼
    if row is None or not (paid or built) or any(c.surface in scored.unmatched for c in parsed.strong):
        return None
    text = library.report.document.text
    found = [
        r
        for r in library.beside(row)
        if (r.unit or "").lower() in parsed.unit_words
        and r.unit != "个"
        and not re.search("[，；。]", _between(text, r, row))
    ]
    return found[0] if len(found) == 1 else None


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
        if held:
            return Found(rows=(held,), coverage=scored.coverage, unmatched=scored.unmatched)
    return None


def _between(text: str, one: Observation, two: Observation) -> str:
    """What stands between the quotes of two figures."""
    first, second = sorted((one.span, two.span))
    return text[first[1] : second[0]]
