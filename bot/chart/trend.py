"""A trend: one indicator at several times, the count and its share together, at their true distance in time."""

from __future__ import annotations

import re

from bot.answers.compute import plain
from bot.chart.comparable import common_start, grain
from bot.chart.picture import Panel, Picture, Point
from bot.chart.shelf import Shelf, unmarked
from bot.facts.model import Observation
from bot.matching.likeness import measure, name_of

#: A share's name goes on so where the name of what it is the share of ends.
_SHARE = re.compile("(?:占.*)?(?:占比|比例|比重|份额)")
_COUNT = re.compile("(?:总?数量?|总量|量)?")
#: Two names have at least so many characters in common to be of one thing.
_STEM = 3
_MOST = 24


def trend(shelf: Shelf, row: Observation) -> Picture | None:
    """The indicator of ``row`` over time, or None where the reports state it for one time only."""
    rows = times(shelf, row)
    if len({r.period for r in rows}) < 2:
        return None
    twin = _twin(shelf, row, {r.period for r in rows})
    groups = [rows, twin] if twin else [rows]
    groups.sort(key=lambda group: group[0].unit == "%")  # the count above, its share below
    stem = _stem(groups[0][0].indicator, groups[-1][0].indicator) if twin else rows[0].indicator
    shown = tuple(r for group in groups for r in group)
    panels = tuple(Panel(_panel_name(g[0], stem), g[0].unit, _points(shelf, g)) for g in groups)
    subtitle = f"{panels[0].points[0].when}—{panels[0].points[-1].when}"
    if not twin:
        subtitle += f" · 单位：{rows[0].unit or '（报告未写）'}"
    return Picture("trend", unmarked(stem), subtitle, panels, (*_moved(rows), *shelf.remarks(shown)))


def times(shelf: Shelf, row: Observation) -> list[Observation]:
    """The figures of one indicator, role and area at times of one length, oldest first; one for each time.

    Where a report states two figures for one time, both stay; another report's figure for a time that
    this one states is left out.
    """
    area, length = shelf.district(row), grain(row.period)
    if length is None or length in ("since", "span", "day"):
        return []
    same = [r for r in shelf.same(row) if grain(r.period) == length and shelf.district(r) == area]
    own = {r.period for r in same if r.report == row.report}
    first: dict[str | None, str] = {}
    for r in same:
        first.setdefault(r.period, r.report)
    kept = [r for r in same if r.report == (row.report if r.period in own else first[r.period])]
    unique = {(r.period, r.value_text): r for r in reversed(kept)}
    return sorted(unique.values(), key=lambda r: (r.period or "", r.span))[-_MOST:]


def position(period: str) -> float:
    """A period's place on a time axis in years; all of one length keep their true distance."""
    year, _, rest = period.partition("-")
    return int(year) + ((int(rest[:2]) - 1) / 12 if rest[:2].isdecimal() else 0)


def _twin(shelf: Shelf, row: Observation, periods: set[str | None]) -> list[Observation]:
    """The share beside a count, or the count beside a share, where it is stated for two of its times."""
    for other in shelf.of_report(row):
        if (other.unit == "%") == (row.unit == "%") or other.role != row.role or other.aspect == "change":
            continue
        if row.aspect == "change" or not _belong(name_of(row), name_of(other)):
            continue
        rows = [r for r in times(shelf, other) if r.period in periods]
        if len({r.period for r in rows}) >= 2 and measure(rows[0]) == measure(other):
            return rows
    return []


def _belong(one: str, other: str) -> bool:
    """…案件数 and …案件占比."""
    stem = one[: common_start([one, other])]
    ends = [name[len(stem) :] for name in (one, other)]
    shares = [end for end in ends if _SHARE.fullmatch(end)]
    counts = [end for end in ends if _COUNT.fullmatch(end)]
    return len(stem) >= _STEM and len(shares) == 1 and len(counts) == 1


def _stem(one: str, other: str) -> str:
    return one[: common_start([one, other])].rstrip("占的") or one


def _panel_name(row: Observation, stem: str) -> str:
    rest = row.indicator[len(stem) :] if row.indicator.startswith(stem) else row.indicator
    called = {"": row.indicator if row.indicator != stem else "数量", "数": "数量"}.get(rest, rest)
    return unmarked(f"{called}（{row.unit}）" if row.unit else called)


def _points(shelf: Shelf, rows: list[Observation]) -> tuple[Point, ...]:
    return tuple(shelf.point(r, _label(r), at=position(r.period or "0")) for r in rows)


def _label(row: Observation) -> str:
    """The year; 目前 and 上半年 stay, for such a figure is not a whole year's."""
    period = row.period or ""
    told = row.period_text or ""
    year, _, rest = period.partition("-")
    short = {"H1": "上半年", "H2": "下半年", "Q1": "一季度", "Q2": "二季度", "Q3": "三季度", "Q4": "四季度"}.get(rest)
    if short:
        return f"{year}年{short}"
    if rest:
        return f"{year}.{int(rest[:2])}"
    return f"{year}年（目前）" if "目前" in told or "截至" in told else f"{year}年"


def _moved(rows: list[Observation]) -> tuple[str, ...]:
    """From the first to the last, where both are exact and one figure each: computed, with its formula."""
    first, last = rows[0], rows[-1]
    exact = first.bound == last.bound == "exact" and len({r.period for r in rows}) == len(rows)
    if not exact or first.aspect == "change" or first.value == last.value:
        return ()
    moved = round(last.value - first.value, 6)
    percent = first.unit == "%"
    way = ("高" if percent else "多") if moved > 0 else ("低" if percent else "少")
    unit = "个百分点" if percent else first.unit or ""
    sign = "−" if moved < 0 else ""
    formula = f"{plain(last.value)} − {plain(first.value)} = {sign}{plain(abs(moved))}"
    return (f"{_label(last)}比{_label(first)}{way}{plain(abs(moved))}{unit}（{formula}）",)
