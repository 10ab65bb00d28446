"""Findings: where a report disagrees with itself. They remark, they never change a figure."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations

from bot.facts.model import Finding, Observation
from bot.text.fold import key


def find_findings(observations: tuple[Observation, ...], text: str) -> list[Finding]:
    """All findings, by kind; every figure in their texts is one of the observations' or a difference."""
    return [*_two_values(observations), *_parts(observations, text), *_count_and_share(observations), *_rates(observations)]


def plain(number: float) -> str:
    """A number as people write it: 6152, 0.5."""
    return f"{number:.10g}" if abs(number) < 1e15 else f"{number:g}"


def _place(row: Observation) -> str:
    return row.section.label or "前言"


def _two_values(observations: tuple[Observation, ...]) -> list[Finding]:
    groups = defaultdict(list)
    for row in observations:
        if row.period and row.aspect in ("level", "share") and not row.parent:
            groups[key(row.indicator), row.period, row.unit, row.role, row.rate].append(row)
    out = []
    for rows in groups.values():
        for one, two in combinations(rows, 2):
            if one.value != two.value and one.section.label != two.section.label:
                told = f"{one.period} 年" if str(one.period).isdigit() else str(one.period)
                text = f"{told}{one.indicator}有两个数：{_place(one)}写 {one.value_text}，{_place(two)}写 {two.value_text}。"
                out.append(Finding("two_values", text, (one.id, two.id)))
    return out


def _parts(observations: tuple[Observation, ...], text: str) -> list[Finding]:
    by_id, parts = {row.id: row for row in observations}, defaultdict(list)
    for row in observations:
        if row.parent in by_id:
            parts[row.parent].append(row)
    out = []
    for parent, rows in parts.items():
        total = by_id[parent]
        exact = all(row.bound == "exact" for row in [total, *rows])
        if not exact or total.unit in ("%", "‰"):
            continue
        added = round(sum(row.value for row in rows), 6)
        ids = (total.id, *(row.id for row in rows))
        shown = " + ".join(plain(row.value) for row in rows)
        if len(rows) > 1 and added != total.value and abs(added - total.value) <= 0.05 * total.value:
            out.append(Finding("parts_and_total", f"{total.indicator} {total.value_text}，而其中各项相加 {shown} = {plain(added)}，对不上。", ids))
        elif added < total.value:
            rest = round(total.value - added, 6)
            words = f"{total.indicator} {total.value_text}，其中列出的合计 {plain(added)}{total.unit or ''}，另有 {plain(rest)}{total.unit or ''}未说明。"
            out.append(Finding("parts_leave_rest", words, ids))
    return out


def _count_and_share(observations: tuple[Observation, ...]) -> list[Finding]:
    """A count that falls while its share rises, or the other way round, between the same two times."""
    counts = [row for row in observations if row.aspect == "level" and row.unit not in ("%", "‰") and row.period]
    shares = [row for row in observations if row.unit == "%" and row.aspect != "change" and row.period]
    out = []
    for one, two in combinations(counts, 2):
        if key(one.indicator) != key(two.indicator) or one.sentence != two.sentence or str(one.period) >= str(two.period):
            continue
        pair = [next((s for s in shares if s.period == row.period and s.sentence == row.sentence and _owner(s) == _owner(row)), None) for row in (one, two)]
        if pair[0] and pair[1] and (two.value - one.value) * (pair[1].value - pair[0].value) < 0:
            way = "减少而占比上升" if two.value < one.value else "增加而占比下降"
            text = f"{one.period}→{two.period}：{one.value_text}→{two.value_text}，占比 {pair[0].value_text}→{pair[1].value_text}，数量{way}。"
            out.append(Finding("count_and_share", text, (one.id, two.id, pair[0].id, pair[1].id)))
    return out


def _owner(row: Observation) -> str:
    return re.sub(r"(数|占比|比重|的比例)$", "", row.indicator)


def _rates(observations: tuple[Observation, ...]) -> list[Finding]:
    """A stated growth rate that does not follow from the two stated values."""
    out = []
    levels = [row for row in observations if row.aspect == "level" and row.bound == "exact"]
    for change in observations:
        if change.aspect != "change" or change.unit != "%" or not change.base:
            continue
        name = re.sub(r"(同比|环比)?(变化|升幅|降幅|增幅|增速)$", "", change.indicator)
        now = next((r for r in levels if key(r.indicator) == key(name) and r.period == change.period), None)
        then = next((r for r in levels if key(r.indicator) == key(name) and r.period == change.base), None)
        if now and then and then.value and abs((now.value / then.value - 1) * 100 - change.value) > 0.6:
            computed = round((now.value / then.value - 1) * 100, 2)
            text = f"{name}写{change.value_text}，按 {then.value_text}→{now.value_text} 算是 {plain(computed)}%。"
            out.append(Finding("rate_and_values", text, (change.id, then.id, now.id)))
    return out
