"""The facts of a knowledge base, by what pictures look for them by."""

from __future__ import annotations

import re
from collections import defaultdict

from bot.answers.builder import figure, title_of, when
from bot.chart.comparable import drawable, same_indicator
from bot.chart.picture import Origin, Point, PointRole
from bot.facts.model import Extraction, FindingKind, Observation, Statement
from bot.knowledge.snapshot import Knowledge
from bot.matching.likeness import name_of
from bot.report.model import ReportMeta

Fact = Observation | Statement

_NOTES = re.compile("[①-⑳⑴-⒇]")


def unmarked(name: str) -> str:
    """A name without the marks that point to a footnote of the report (生产总值②)."""
    return _NOTES.sub("", name)


def printed(row: Observation) -> str:
    """The figure as printed; the unit is added where the report prints none (a table's head tells it)."""
    text = figure(row).text
    return text + (row.unit or "") if text[-1:].isdigit() else text


#: Beside those of a figure's own area, so many reports, the newest, are looked through for the same indicator.
_NEWEST = 64


class Shelf:
    """The observations and statements of all reports, newest report first; a report is read when it is asked for."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._places = {card.meta.id: place for place, card in enumerate(knowledge.cards)}
        self._areas: dict[str, list[int]] = defaultdict(list)
        for place, card in enumerate(knowledge.cards):
            self._areas[card.meta.district or ""].append(place)

    def fact(self, name: str) -> Fact | None:
        place = self._knowledge.holder(name)
        if place is None:
            return None
        extraction = self._knowledge.facts(place)
        facts: tuple[Fact, ...] = (*extraction.observations, *extraction.statements)
        return next((fact for fact in facts if fact.id == name), None)

    def row(self, name: str | None) -> Observation | None:
        found = self.fact(name) if name else None
        return found if isinstance(found, Observation) else None

    def report(self, fact: Fact) -> Extraction:
        return self._knowledge.facts(self._places[fact.report])

    def district(self, row: Observation) -> str:
        """The area that a figure's report is about, else the report's title."""
        meta = self._meta(row)
        return meta.district or meta.title

    def _meta(self, fact: Fact) -> ReportMeta:
        return self._knowledge.cards[self._places[fact.report]].meta

    def parts(self, total: Observation) -> list[Observation]:
        return [row for row in self.of_report(total) if row.parent == total.id]

    def same(self, row: Observation) -> list[Observation]:
        """The figures of a figure's indicator and role, itself among them: in its own area's reports and the newest."""
        area = self._areas[self._meta(row).district or ""]
        places = sorted({*area, *range(len(self._places))[:_NEWEST]})
        named = self._knowledge.named(name_of(row), places)
        return [r for r in named if drawable(r) and r.role == row.role and same_indicator(r, row)]

    def of_report(self, row: Observation) -> tuple[Observation, ...]:
        return self.report(row).observations

    def point(self, row: Observation, label: str, role: PointRole | None = None, at: float | None = None) -> Point:
        """A figure as it is drawn, with its printed form and its place."""
        origin = Origin(self._meta(row).title, title_of(row.section), row.page)
        return Point(
            label=unmarked(label),
            value=row.value,
            text=printed(row),
            unit=row.unit,
            bound=row.bound,
            role=role or row.role,
            when=when(row),
            at=at,
            value_to=row.value_to,
            fact=row.id,
            origin=origin,
        )

    def remarks(self, rows: tuple[Observation, ...], said: FindingKind | None = None) -> tuple[str, ...]:
        """The findings that rest on figures shown, and on no others; those of the kind ``said`` are said already."""
        ids, found = {row.id for row in rows}, []
        for report in dict.fromkeys(row.report for row in rows):
            findings = self._knowledge.facts(self._places[report]).findings
            found += [f"注：{f.text}" for f in findings if set(f.observations) <= ids and f.kind != said]
        return tuple(found)
