"""A target against what is: the figure to be reached beside the figure that the report states."""

from __future__ import annotations

from bot.answers.builder import when
from bot.chart.comparable import drawable
from bot.chart.picture import Panel, Picture
from bot.chart.shelf import Shelf, unmarked
from bot.facts.model import Observation
from bot.matching.likeness import alike, measure, name_of

#: A shorter name says too little to be met again (投资, 温室).
_NAME = 4


def pair(shelf: Shelf, row: Observation) -> tuple[Observation, Observation] | None:
    """The actual figure and the target of an indicator, given either; None where one of them is not stated.

    Nor where the name is one of several things of a time (the 投资 of one project and of another).
    """
    others = [r for r in shelf.of_report(row) if r.role != row.role and _opposed(r, row)]
    if not others or len(name_of(row)) < _NAME:
        return None
    other = max(others, key=lambda r: (r.indicator == row.indicator, r.period == row.period, r.period or ""))
    if _several(shelf, row) or _several(shelf, other):
        return None
    return (row, other) if row.role == "actual" else (other, row)


def _several(shelf: Shelf, row: Observation) -> bool:
    return len({r.value for r in shelf.same(row) if (r.report, r.period) == (row.report, row.period)}) > 1


def target(shelf: Shelf, row: Observation) -> Picture | None:
    """A picture of both, with the times that they hold for; nothing is said of whether the target is reached."""
    found = pair(shelf, row)
    if found is None:
        return None
    actual, aim = found
    points = tuple(shelf.point(row, f"{called}（{when(row)}）") for row, called in ((actual, "现状"), (aim, "目标")))
    remarks = ["目标和现状放在一起看，图里不判断是否完成。"]
    if actual.indicator != aim.indicator:
        remarks.append(f"现状在报告里写作：{unmarked(actual.indicator)}")
    subtitle = f"目标与现状 · 单位：{aim.unit or '（报告未写）'}"
    return Picture("target", unmarked(aim.indicator), subtitle, (Panel("", aim.unit, points),), tuple(remarks))


def _opposed(one: Observation, other: Observation) -> bool:
    return drawable(one) and drawable(other) and measure(one) == measure(other) and alike(one, other)
