"""Findings: where a report disagrees with itself. They remark, they never change a figure.

A finding that is not there is worse than one that is overlooked: rounding, qualifiers (近, 余, 以上),
parts that need not add up and names too general to mean one thing make none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations, pairwise

from bot.facts import naming
from bot.facts.model import Finding, Observation
from bot.facts.printed import interval, like, plain, scale_word, slack
from bot.text.fold import key

__all__ = ["find_findings", "plain"]

_Rows = tuple[Observation, ...]
#: Parts further from their total than this share of it are not meant to add up to it.
_NEAR = 0.05
#: Parts that tell less than this share of their total are examples, not a list with something missing.
_MOST = 0.5
#: A name with more values than this in one period is too general to be one thing.
_MOST_VALUES = 3
_SHORTEST_NAME = 4
#: Values further apart are of two things with one name (抓获嫌疑人 500 and 31, of two kinds of crime).
_ALIKE = 0.5
_RATE_SLACK = 0.05


def find_findings(observations: _Rows, text: str) -> list[Finding]:
    """All findings about the observations of ``text``, by kind; every figure in them is one of the observations'
    or computed from them."""
    return [
        *_two_values(observations),
        *_parts(observations, text),
        *_count_and_share(observations),
        *_rates(observations),
    ]


def _grouped(rows: Iterable[Observation], by: Callable[[Observation], Hashable]) -> list[_Rows]:
    groups: defaultdict[Hashable, list[Observation]] = defaultdict(list)
    for row in rows:
        groups[by(row)].append(row)
    return [tuple(group) for group in groups.values()]


# two values


def _two_values(observations: _Rows) -> Iterator[Finding]:
    """One indicator and period, two sections, and two values that no rounding reconciles."""
    stated = [row for row in observations if row.period and row.aspect in ("level", "share") and not row.parent]
    for rows in _grouped(stated, lambda row: (key(row.indicator), row.period, row.unit, row.role, row.rate)):
        first = {row.value: row for row in reversed(rows)}
        if not _is_one_thing(rows[0].indicator) or len(first) > _MOST_VALUES:
            continue
        for one, two in combinations(sorted(first.values(), key=lambda row: row.span), 2):
            far = min(abs(one.value), abs(two.value)) < _ALIKE * max(abs(one.value), abs(two.value))
            if one.section.label != two.section.label and not far and not _may_be_equal(one, two):
                yield Finding("two_values", _two_values_text(one, two), (one.id, two.id))


def _is_one_thing(name: str) -> bool:
    """Does a name mean the same in every section? A bare attribute is of its section."""
    return len(key(name)) >= _SHORTEST_NAME and not naming.is_attribute(name)


def _may_be_equal(one: Observation, two: Observation) -> bool:
    (low, high), (other_low, other_high) = interval(one), interval(two)
    return max(low, other_low) <= min(high, other_high)


def _two_values_text(one: Observation, two: Observation) -> str:
    told = f"{one.period} 年" if str(one.period).isdigit() else str(one.period)
    values = f"{_place(one)}写 {one.value_text}，{_place(two)}写 {two.value_text}"
    return f"{told}{one.indicator}有两个数：{values}。"


def _place(row: Observation) -> str:
    return row.section.label or "前言"


# parts of a total


def _parts(observations: _Rows, text: str) -> Iterator[Finding]:
    """Parts that nearly add up to their total, and parts that leave much of it out.

    Behind a semicolon other things are counted as often as further parts, so that a rest there means nothing.
    """
    by_id = {row.id: row for row in observations}
    for rows in _grouped((row for row in observations if row.parent in by_id), lambda row: row.parent):
        total = by_id[rows[0].parent or ""]
        if len(rows) < 2 or not all(_is_part(row, total) for row in rows):
            continue
        rest = round(total.value - sum(row.value for row in rows), 6)
        ids = (total.id, *(row.id for row in rows))
        if abs(rest) <= slack(total) + sum(slack(row) for row in rows):
            continue
        if abs(rest) <= _NEAR * total.value:
            yield Finding("parts_and_total", _unequal_text(total, rows), ids)
        elif 0 < rest <= (1 - _MOST) * total.value and not re.search("[；;]", text[total.span[0] : rows[-1].span[1]]):
            yield Finding("parts_leave_rest", _rest_text(total, rows, rest), ids)


def _is_part(row: Observation, total: Observation) -> bool:
    """Is a row, as far as its words tell, a share of the same total at the same time?"""
    same = (row.sentence, row.unit, row.period, row.role) == (total.sentence, total.unit, total.period, total.role)
    whole = total.unit not in ("%", "‰") and row.bound == total.bound == "exact" and row.aspect == "level"
    alike = row.rate == total.rate and scale_word(row) == scale_word(total)
    return same and whole and alike and 0 <= row.value <= total.value


def _sum_text(total: Observation, rows: _Rows) -> str:
    added = round(sum(row.value for row in rows), 6)
    return f"{' + '.join(like(row.value, total) for row in rows)} = {like(added, total)}{total.unit or ''}"


def _unequal_text(total: Observation, rows: _Rows) -> str:
    return f"{total.indicator} {total.value_text}，而其中各项相加 {_sum_text(total, rows)}，对不上。"


def _rest_text(total: Observation, rows: _Rows, rest: float) -> str:
    left = f"{like(total.value, total)} − {like(total.value - rest, total)} = {like(rest, total)}{total.unit or ''}"
    return f"{total.indicator} {total.value_text}，其中列出的有 {_sum_text(total, rows)}，其余 {left}没有说明。"


# counts against shares


def _count_and_share(observations: _Rows) -> Iterator[Finding]:
    """A count that falls while its share rises, or the other way round, between the same two times."""
    for rows in _grouped((row for row in observations if row.period), lambda row: row.sentence):
        counts = (row for row in rows if row.aspect == "level" and row.unit not in ("%", "‰"))
        for alike in _grouped(counts, lambda row: key(row.indicator)):
            for one, two in pairwise(alike):
                if str(one.period) < str(two.period):
                    yield from _opposed(one, two, _share_of(one, rows), _share_of(two, rows))


def _opposed(
    one: Observation, two: Observation, one_share: Observation | None, two_share: Observation | None
) -> Iterator[Finding]:
    if one_share is None or two_share is None:
        return
    if (two.value - one.value) * (two_share.value - one_share.value) < 0:
        way = "减少而占比上升" if two.value < one.value else "增加而占比下降"
        counts, shares = (f"{a.value_text}→{b.value_text}" for a, b in ((one, two), (one_share, two_share)))
        text = f"{one.period}→{two.period}：{counts}，占比 {shares}，数量{way}。"
        yield Finding("count_and_share", text, (one.id, two.id, one_share.id, two_share.id))


def _share_of(count: Observation, rows: _Rows) -> Observation | None:
    shares = (row for row in rows if row.unit == "%" and row.aspect != "change" and row.period == count.period)
    return next((row for row in shares if _owner(row) == _owner(count)), None)


def _owner(row: Observation) -> str:
    return re.sub(r"(数|占比|比重|的比例)$", "", row.indicator)


# rates against values


def _rates(observations: _Rows) -> Iterator[Finding]:
    """A growth rate that does not follow from the two values that its own sentence states.

    Values further away may be at other prices or of another scope (可比价, 口径), and are not compared.
    """
    exact = (row for row in observations if row.bound == "exact" and row.period)
    for rows in _grouped(exact, lambda row: row.sentence):
        for change in rows:
            if change.aspect == "change" and change.unit == "%":
                name = re.sub(r"(同比|环比)?(变化|升幅|降幅|增幅|增速)$", "", change.indicator)
                levels = [row for row in rows if row.aspect == "level" and key(row.indicator) == key(name)]
                yield from _unfit(change, name, _held(levels, change.period), _held(levels, _base(change)))


def _base(change: Observation) -> str | None:
    """The period that a change counts from; 同比 without one is the year before."""
    if change.base or not change.indicator.endswith("同比变化") or not (change.period or "").isdigit():
        return change.base
    return str(int(change.period or "0") - 1)


def _held(rows: list[Observation], period: str | None) -> Observation | None:
    """The only row for a period; None where there are none or several."""
    found = [row for row in rows if row.period == period]
    return found[0] if len(found) == 1 and period else None


def _unfit(change: Observation, name: str, now: Observation | None, then: Observation | None) -> Iterator[Finding]:
    if now is None or then is None or now.period == then.period or now.unit != then.unit or then.value <= 0:
        return
    computed = (now.value / then.value - 1) * 100
    off = 100 * (slack(now) + slack(then) * abs(now.value / then.value)) / then.value
    if abs(computed - change.value) > off + slack(change) + _RATE_SLACK:
        values = f"{then.value_text}→{now.value_text}"
        text = f"{name}写{change.value_text}，按 {values} 算是 {plain(round(computed, 2))}%。"
        yield Finding("rate_and_values", text, (change.id, then.id, now.id))
