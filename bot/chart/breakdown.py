"""A breakdown: a total, its parts, and what they leave open."""

from __future__ import annotations

from itertools import accumulate
from math import isclose

from bot.answers.builder import when
from bot.answers.compute import plain
from bot.chart.comparable import distinct, drawable
from bot.chart.picture import Panel, Picture, Point
from bot.chart.shelf import Shelf, unmarked
from bot.facts.model import Observation
from bot.matching.likeness import name_of

_MOST = 12
#: Parts that come to more than this of their total overlap: they divide nothing.
_OVER = 1.02
#: Two values this close are one, rounded.
_ROUNDED = 0.005


def breakdown(shelf: Shelf, row: Observation) -> Picture | None:
    """The parts of ``row``, or of the total that it is a part of; None where fewer than two are stated."""
    for total in (row, *_again(shelf, row), shelf.row(row.parent)):
        parts = _parts(shelf, total) if total else []
        if total and len(parts) >= 2:
            return _picture(shelf, total, parts)
    return None


def _again(shelf: Shelf, row: Observation) -> list[Observation]:
    """The same figure where the report tells it again, perhaps with its parts there (in a table, say)."""
    same = [r for r in shelf.same(row) if (r.report, r.period) == (row.report, row.period) and r.id != row.id]
    return [r for r in same if isclose(r.value, row.value, rel_tol=_ROUNDED)]


def _parts(shelf: Shelf, total: Observation) -> list[Observation]:
    """Parts of the total's own unit and time; others are told of it, but do not add up to it."""
    parts = [r for r in shelf.parts(total) if drawable(r) and r.aspect != "change" and r.unit == total.unit]
    same = distinct(r for r in parts if r.role == total.role and r.period in (total.period, None))
    own = [r for r in same if not any(_within(r, other) for other in same)]
    fits = drawable(total) and total.value > 0 and all(0 <= r.value <= total.value for r in own)
    return _division(total, own)[:_MOST] if fits else []


def _within(part: Observation, other: Observation) -> bool:
    """个人消费贷款 is told beside 个人贷款, but is a part of it."""
    letters = iter(name_of(part))
    return part.value < other.value and all(letter in letters for letter in name_of(other))


def _division(total: Observation, parts: list[Observation]) -> list[Observation]:
    """夏粮, 秋粮, 小麦 of 粮食: of parts that overlap the first ones that come to the total, if any do."""
    sums = list(accumulate(r.value for r in parts))
    if not sums or sums[-1] <= total.value * _OVER:
        return parts
    whole = next((n for n, value in enumerate(sums, 1) if isclose(value, total.value, rel_tol=1e-4)), 0)
    return parts[:whole]


def _picture(shelf: Shelf, total: Observation, parts: list[Observation]) -> Picture:
    rows = (total, *parts)
    points = [shelf.point(total, "合计", "total"), *(shelf.point(r, r.indicator) for r in parts)]
    rest, remarks = _rest(total, parts)
    told = shelf.remarks(rows, said="parts_leave_rest" if rest else None)
    subtitle = f"{when(total)} · 单位：{total.unit or '（报告未写）'}"
    panel = Panel("", total.unit, (*points, *rest))
    return Picture("breakdown", f"{unmarked(total.indicator)}的构成", subtitle, (panel,), (*remarks, *told))


def _rest(total: Observation, parts: list[Observation]) -> tuple[tuple[Point, ...], tuple[str, ...]]:
    """What the parts leave of the total, computed; or that they come to more than it."""
    rest = round(total.value - sum(r.value for r in parts), 6)
    exact = all(r.bound == "exact" for r in (total, *parts))
    if rest < 0 and not isclose(rest + total.value, total.value, rel_tol=1e-4):
        return (), ("各项相加略多于合计，报告没有说明。",) if exact else ()
    if rest <= 0:
        return (), ()
    about, unit = "" if exact else "约", total.unit or ""
    formula = f"{plain(total.value)} − {' − '.join(plain(r.value) for r in parts)}"
    text = f"{about}{plain(rest)}{unit}"
    point = Point("其余（报告未说明）", rest, text, total.unit, "exact" if exact else "approx", "rest")
    return (point,), (f"其余 = {formula} = {text}",)
