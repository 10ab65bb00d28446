"""What may share a picture: only figures that mean something beside each other.

Of one indicator: other times of one length, the same measure. Of different indicators: the same unit, aspect,
base, rate, role and time, and for counts by a bare 个 or 项 also things called alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from bot.facts.model import Observation
from bot.matching.likeness import measure, name_of

#: Units that count anything at all: 10个街镇 and 5234个摄像机 have nothing in common.
_ANYTHING = {None, "个", "项", "类", "种", "次", "件", "条"}
#: What nearly every name ends in.
_ATTRIBUTE = re.compile("(?:同比变化|环比变化|变化|占比|比例|比重|数量|总数|数|量)$")


def drawable(row: Observation) -> bool:
    """A rank has no length, and what is no finite number cannot be drawn."""
    return row.aspect != "rank" and abs(row.value) < 1e18


def distinct(rows: Iterable[Observation]) -> list[Observation]:
    """Rows without those that say again what an earlier one said: reports repeat themselves."""
    told = {(name_of(r), r.report, r.period, r.role, r.aspect, r.value_text): r for r in reversed(list(rows))}
    return list(reversed(told.values()))


def same_indicator(one: Observation, other: Observation) -> bool:
    return name_of(one) == name_of(other) and measure(one) == measure(other)


def related(one: Observation, other: Observation) -> bool:
    """Parts of one total, or called alike at an end that says something (第一产业增加值, 第二产业增加值)."""
    if one.parent and one.parent == other.parent:
        return True
    first, second = (_ATTRIBUTE.sub("", name_of(row)) for row in (one, other))
    return first[-2:] == second[-2:] or common_start((first, second)) >= 2


def grain(period: str | None) -> str | None:
    """The length of a period: year, month, H1, Q3, since, span; only equal ones make a trend.

    A first half is compared with first halves, a third quarter with third quarters.
    """
    if period is None:
        return None
    if period.endswith("/"):
        return "since"
    if "/" in period:
        return "span"
    rest = period.partition("-")[2]
    if not rest:
        return "year"
    return rest if rest[0] in "HQ" else "day" if "-" in rest else "month"


def comparable(rows: Sequence[Observation]) -> bool:
    """May these different indicators share one scale?"""
    first = rows[0]
    same = all(
        drawable(row)
        and measure(row) == measure(first)
        and (row.role, row.period, row.report) == (first.role, first.period, first.report)
        for row in rows
    )
    return same and (first.unit not in _ANYTHING or all(related(row, first) for row in rows))


def common_start(sequences: Sequence[Sequence[object]]) -> int:
    """How many elements all sequences begin with alike."""
    return sum(1 for _ in takewhile(lambda same: len(set(same)) == 1, zip(*sequences, strict=False)))
