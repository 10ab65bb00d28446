"""A comparison: indicators of one unit, one indicator of several reports, or two values for one thing."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose

from bot.answers.builder import when
from bot.chart.comparable import common_start, comparable, grain, related, same_indicator
from bot.chart.picture import Panel, Picture
from bot.chart.shelf import Shelf, unmarked
from bot.facts.model import Observation
from bot.matching.likeness import AREA

_MOST = 12
#: A common beginning of names says something from so many characters on.
_TELLING = 4
_LONGEST_TITLE = 32
#: Two values this close are one, rounded.
_ROUNDED = 0.005
_OWN_WHOLES = "各项百分比的基数不同，只能看高低，不能相加。"


def comparison(shelf: Shelf, rows: Sequence[Observation]) -> Picture | None:
    """All of ``rows`` on one scale, or None where they do not belong on one."""
    if not 2 <= len(rows) <= _MOST:
        return None
    if all(same_indicator(row, rows[0]) and row.role == rows[0].role for row in rows):
        return _one_indicator(shelf, rows)
    return _indicators(shelf, rows) if comparable(rows) else None


def elsewhere(shelf: Shelf, row: Observation) -> list[Observation]:
    """The same indicator for the same time in the reports on other areas, one figure each."""
    areas = {shelf.district(row): row}
    for other in shelf.same(row):
        if other.period == row.period and other.period:
            areas.setdefault(shelf.district(other), other)
    return list(areas.values())[:_MOST]


def beside(shelf: Shelf, row: Observation) -> list[Observation]:
    """The figures of a figure's own sentence that it may be compared with; or its other value for one time."""
    twice = [r for r in shelf.same(row) if r.report == row.report and r.period == row.period]
    apart = list({r.section.label: r for r in reversed(twice)}.values())[::-1]
    if len(apart) > 1 and not all(isclose(r.value, row.value, rel_tol=_ROUNDED) for r in apart):
        return apart
    near = [r for r in shelf.of_report(row) if r.sentence == row.sentence and r.aspect == row.aspect]
    like = [r for r in near if comparable((row, r)) and related(row, r) and r.parent == row.parent]
    distinct = list({r.indicator: r for r in like}.values())
    return distinct if len(distinct) == len(like) else []


def _one_indicator(shelf: Shelf, rows: Sequence[Observation]) -> Picture | None:
    """By area, or by section where one report states two figures; never times of different length."""
    if len({grain(r.period) for r in rows}) > 1:
        return None
    areas, periods = [shelf.district(r) for r in rows], {r.period for r in rows}
    several = len(periods) > 1
    if len(set(areas)) == 1 and several:
        labels = [when(r) for r in rows]
    elif len(set(areas)) > 1:
        labels = [f"{area}（{when(r)}）" if several else area for area, r in zip(areas, rows, strict=True)]
    else:
        labels = [f"{r.section.label}写的数" if r.section.label else f"第{n}处" for n, r in enumerate(rows, 1)]
    return _picture(shelf, rows, labels, _whole(rows[0].indicator, areas), not several)


def _whole(name: str, areas: Sequence[str]) -> str:
    """Beside the names of several areas 全市 is too much."""
    return unmarked(AREA.sub("", name) if len(set(areas)) > 1 else name)


def _indicators(shelf: Shelf, rows: Sequence[Observation]) -> Picture:
    labels = [unmarked(r.indicator) for r in rows]
    if rows[0].role == "target":
        title = f"{when(rows[0])}的目标" if rows[0].period else "报告写明的目标"
    else:
        title = _title(labels, rows)
    return _picture(shelf, rows, labels, title, rows[0].role == "actual")


def _title(names: Sequence[str], rows: Sequence[Observation]) -> str:
    """The names where they are short, else what they begin with alike, else the section's title.

    What they end in alike would often be half a word (出口总值 and 进口总值).
    """
    listed = "、".join(names) + "对比"
    beginning = names[0][: common_start(names)].rstrip("的、和(（")
    titles = {row.section.title for row in rows} - {""}
    moved = "（变化）" if all(row.aspect == "change" for row in rows) else ""
    if len(listed) <= _LONGEST_TITLE:
        return listed
    return beginning if len(beginning) >= _TELLING else (titles.pop() if len(titles) == 1 else "对比") + moved


def _picture(shelf: Shelf, rows: Sequence[Observation], labels: Sequence[str], title: str, dated: bool) -> Picture:
    points = tuple(shelf.point(row, label) for row, label in zip(rows, labels, strict=True))
    unit = f"单位：{rows[0].unit or '（报告未写）'}"
    subtitle = f"{when(rows[0])} · {unit}" if dated else unit
    remarks = list(shelf.remarks(tuple(rows)))
    if rows[0].unit == "%" and rows[0].aspect != "change" and len({r.indicator for r in rows}) > 1:
        remarks += [] if len({r.parent for r in rows} - {None}) == 1 else [_OWN_WHOLES]
    return Picture("comparison", title, subtitle, (Panel("", rows[0].unit, points),), tuple(remarks))
