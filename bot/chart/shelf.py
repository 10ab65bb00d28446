"""The facts of a knowledge base, by what pictures look for them by. Made once, never changed."""

from __future__ import annotations

import re
from collections import defaultdict

from bot.answers.builder import figure, title_of, when
from bot.chart.comparable import drawable, same_indicator
from bot.chart.picture import Origin, Point, PointRole
from bot.facts.model import Extraction, FindingKind, Observation, Statement
from bot.knowledge.snapshot import Knowledge
from bot.matching.likeness import name_of

Fact = Observation | Statement

_NOTES = re.compile("[①-⑳⑴-⒇]")


def unmarked(name: str) -> str:
    """A name without the marks that point to a footnote of the report (生产总值②)."""
    return _NOTES.sub("", name)


def printed(row: Observation) -> str:
    """The figure as printed; the unit is added where the report prints none (a table's head tells it)."""
    text = figure(row).text
    return text + (row.unit or "") if text[-1:].isdigit() else text


class Shelf:
    """All observations and statements of all reports, newest report first."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._reports = {e.document.meta.id: e for e in knowledge.reports}
        self._facts: dict[str, Fact] = {}
        self._named: dict[str, list[Observation]] = defaultdict(list)
        self._parts: dict[str, list[Observation]] = defaultdict(list)
        for extraction in knowledge.reports:
            for statement in extraction.statements:
                self._facts.setdefault(statement.id, statement)
            for row in extraction.observations:
                self._put(row)

    def _put(self, row: Observation) -> None:
        self._facts[row.id] = row
        self._named[name_of(row)].append(row)
        if row.parent:
            self._parts[row.parent].append(row)

    def fact(self, name: str) -> Fact | None:
        return self._facts.get(name)

    def row(self, name: str | None) -> Observation | None:
        found = self._facts.get(name or "")
        return found if isinstance(found, Observation) else None

    def report(self, fact: Fact) -> Extraction:
        return self._reports[fact.report]

    def district(self, row: Observation) -> str:
        """The area that a figure's report is about, else the report's title."""
        meta = self.report(row).document.meta
        return meta.district or meta.title

    def parts(self, total: Observation) -> list[Observation]:
        return self._parts.get(total.id, [])

    def same(self, row: Observation) -> list[Observation]:
        """The figures of a figure's indicator and role in all reports, itself among them."""
        named = self._named.get(name_of(row), [])
        return [r for r in named if drawable(r) and r.role == row.role and same_indicator(r, row)]

    def of_report(self, row: Observation) -> tuple[Observation, ...]:
        return self.report(row).observations

    def point(self, row: Observation, label: str, role: PointRole | None = None, at: float | None = None) -> Point:
        """A figure as it is drawn, with its printed form and its place."""
        origin = Origin(self.report(row).document.meta.title, title_of(row.section), row.page)
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
            findings = self._reports[report].findings
            found += [f"注：{f.text}" for f in findings if set(f.observations) <= ids and f.kind != said]
        return tuple(found)
