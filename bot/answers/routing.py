"""Which of several reports a question is about: by the district, kind or year that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.facts.model import Extraction
from bot.question.places import bare_name
from bot.text.period import years_of

#: What reports are called; a question that says one of these means a report of that name.
_KINDS = (
    *("统计公报", "政府工作报告", "中期评估", "评估报告", "工作总结", "计划执行", "工作报告", "公报"),
    *("法院", "检察院", "公安", "市场监管"),
)


@dataclass(frozen=True, slots=True)
class Route:
    """``first`` is asked; ``others``, the likelier first, where it has nothing and the question named none."""

    first: Extraction
    others: tuple[Extraction, ...] = ()


class Router:
    """Chooses among the reports of one knowledge base, newest first."""

    def __init__(self, reports: Sequence[Extraction]) -> None:
        self._reports = tuple(reports)
        self._years = {e.document.meta.id: _years(e) for e in reports}

    def route(self, text: str, spoken: Extraction | None) -> Route:
        """For a normalised question; ``spoken`` is the report that the talk is about."""
        named = [e for e in self._reports if names_district(text, e.document.meta.district)]
        kind = next((kind for kind in _KINDS if kind in text), "")
        called = [e for e in named or self._reports if kind and kind in _title(e)]
        years = re.findall(r"(?:19|20)\d\d", text)
        chosen = called or named
        if chosen:
            return Route(self._of_years(chosen, years))
        if spoken:
            same = [e for e in self._reports if e.document.meta.district == spoken.document.meta.district]
            return Route(self._titled(same, years) or spoken)
        first = self._of_years(self._reports, years)
        return Route(first, tuple(e for e in self._reports if e is not first))

    def _of_years(self, reports: Sequence[Extraction], years: Sequence[str]) -> Extraction:
        """Of ``reports`` the one about a year, else the newest with a figure of it, else the newest."""
        if titled := self._titled(reports, years):
            return titled
        holding = (e for e in reports if any(int(year) in self._years[e.document.meta.id] for year in years))
        return next(holding, reports[0])

    def _titled(self, reports: Sequence[Extraction], years: Sequence[str]) -> Extraction | None:
        return next((e for year in years for e in reports if covers(e, year)), None)


def names_district(text: str, district: str | None) -> bool:
    """Does a question name a district, in full or as people say it (长宁, 黔东南)?"""
    bare = bare_name(district)
    return len(bare) >= 2 and bare in text


def covers(extraction: Extraction, year: str) -> bool:
    """Is a report about ``year``: by its title, else by its date?"""
    meta = extraction.document.meta
    titled = re.search(r"(?:19|20)\d\d", meta.title)
    return titled.group() == year if titled else (meta.date or "")[:4] == year


def _title(extraction: Extraction) -> str:
    return extraction.document.meta.title + (extraction.document.meta.issuer or "")


def _years(extraction: Extraction) -> frozenset[int]:
    return frozenset(year for row in extraction.observations for year in years_of(row.period))
