"""A report to leaf through: its sections, indicators, targets and contradictions, without a question.

Refs are digests of names, so that they mean the same after a restart and after a rebuild.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property

from rapidfuzz import fuzz

from bot.answer import ReportRef
from bot.facts.model import Extraction, Finding, Observation
from bot.report.model import ReportMeta, Section
from bot.text.fold import key

#: Names so alike are of one indicator: a target is seldom called exactly what the figure is called.
_ALIKE = 90


def short_ref(*names: str) -> str:
    """Eight hex digits for a name; of 2,000 names the chance that two meet is 1 in 2,000."""
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:8]


class Book:
    """One report, to be leafed through; it is read when it is opened, by ``read``. Immutable."""

    def __init__(self, meta: ReportMeta, read: Callable[[], Extraction]) -> None:
        self._read = read
        self.report = ReportRef(meta.id, meta.title, meta.date)
        self.ref = short_ref(meta.id)

    @property
    def _extraction(self) -> Extraction:
        return self._read()

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections, in the order of the report."""
        return self._extraction.document.sections

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self._extraction.findings

    @property
    def figures(self) -> tuple[Observation, ...]:
        """All figures, in the order of the report."""
        return self._extraction.observations

    @cached_property
    def _by_ref(self) -> dict[str, Section]:
        return {self.ref_of(section): section for section in self.sections}

    def ref_of(self, section: Section) -> str:
        return short_ref(self.report.id, *section.ref.path)

    def section(self, ref: str) -> Section | None:
        return self._by_ref.get(ref)

    def named(self, words: str) -> Section | None:
        """The topmost section whose label is ``words``, or whose heading holds them."""
        wanted = key(words)
        labelled = [s for s in self.sections if s.ref.label == words.strip()]
        holding = [s for s in self.sections if wanted and wanted in key(s.ref.path[-1])]
        return min(labelled or holding, key=lambda s: len(s.ref.path), default=None)

    def chapters(self) -> list[Section]:
        """The topmost sections."""
        top = min((len(s.ref.path) for s in self.sections), default=0)
        return [s for s in self.sections if len(s.ref.path) == top]

    def children(self, section: Section) -> list[Section]:
        """The sections right below one."""
        below = [s for s in self.sections if s is not section and _within(s.ref.path, section.ref.path)]
        depth = min((len(s.ref.path) for s in below), default=0)
        return [s for s in below if len(s.ref.path) == depth]

    def parent(self, section: Section) -> Section | None:
        above = [s for s in self.sections if s is not section and _within(section.ref.path, s.ref.path)]
        return max(above, key=lambda s: len(s.ref.path), default=None)

    def figures_in(self, section: Section) -> list[Observation]:
        """The figures of a section and of all below it."""
        return [row for row in self.figures if _within(row.section.path, section.ref.path)]

    def text_of(self, section: Section) -> str:
        """What stands below a section's heading, clean."""
        return self._extraction.document.text[section.heading[1] : section.span[1]].strip()

    @cached_property
    def indicators(self) -> tuple[Observation, ...]:
        """The newest figure of each indicator, in the order of the report."""
        newest: dict[tuple[str, str, str], Observation] = {}
        for row in self.figures:
            name = (key(row.indicator), row.role, row.aspect)
            if name not in newest or (row.period or "") > (newest[name].period or ""):
                newest[name] = row
        return tuple(sorted(newest.values(), key=lambda row: row.span))

    @cached_property
    def targets(self) -> tuple[tuple[Observation, Observation | None], ...]:
        """Each figure to be reached, with the newest figure of the same thing that is."""
        rows = [row for row in self.figures if row.role == "target"]
        return tuple((row, self._reached(row)) for row in rows)

    def _reached(self, target: Observation) -> Observation | None:
        like = [r for r in self._of_kind[target.unit, target.aspect] if alike(r.indicator, target.indicator)]
        return max(like, key=lambda r: r.period or "", default=None)

    @cached_property
    def _of_kind(self) -> dict[tuple[str | None, str], list[Observation]]:
        rows: dict[tuple[str | None, str], list[Observation]] = defaultdict(list)
        for row in self.figures:
            if row.role == "actual":
                rows[row.unit, row.aspect].append(row)
        return rows


def alike(one: str, other: str) -> bool:
    """Do two names of figures name one thing (小区入民宅盗窃…, 居民小区入民宅盗窃…)?"""
    short, long = sorted((key(one), key(other)), key=len)
    return len(short) >= 4 and fuzz.ratio(short, long) >= _ALIKE


def _within(path: tuple[str, ...], above: tuple[str, ...]) -> bool:
    return path[: len(above)] == above
