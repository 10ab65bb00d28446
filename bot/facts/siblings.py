"""Figures of one sentence among themselves: parts that add up to a total, and two that are called the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.facts import naming
from bot.facts.model import Observation

#: Sums of so many figures or more are no accident.
_PARTS = 3
#: Decimals that are printed add up this well.
_ROUNDED = 1e-9
#: A name so short may be the end of a longer one.
_BARE = 4
#: A holder's name has so many characters.
_HOLDER = range(2, 21)
_Called = tuple[str, str | None, str, str, str | None, str | None]


def told_apart(rows: list[Observation], text: str) -> list[Observation]:
    """The observations of a sentence of ``text``, in its order: the parts of a total know it, and of those that are
    called the same each is called by what its stretch of the sentence is about."""
    return _parted(_held(rows, text)) if len(rows) > 1 else rows


def continued(rows: list[Observation], before: Sequence[Observation]) -> list[Observation]:
    """去年诈骗案件发案9起。今年1至8月，发案4起: what the sentence before called in full, of another time."""
    return [replace(row, indicator=_in_full(row, before) or row.indicator) for row in rows]


def _in_full(row: Observation, before: Sequence[Observation]) -> str:
    alike = [r for r in before if (r.unit, r.aspect, r.role) == (row.unit, row.aspect, row.role)]
    named = {r.indicator for r in alike if r.indicator != row.indicator and r.indicator.endswith(row.indicator)}
    other = all(r.period != row.period for r in alike if r.indicator in named)
    return named.pop() if len(row.indicator) <= _BARE and len(named) == 1 and other and row.period else ""


def _called(row: Observation) -> _Called:
    return row.indicator, row.unit, row.aspect, row.role, row.period, row.rate


def _held(rows: list[Observation], text: str) -> list[Observation]:
    """检查甲类企业9家，立案2起；检查乙类企业8家，立案4起: 甲类企业立案 and 乙类企业立案."""
    alike = Counter(_called(row) for row in rows)
    out = list(rows)
    for called in (called for called, count in alike.items() if count > 1):
        numbers = [number for number, row in enumerate(rows) if _called(row) == called]
        heads = [_head(rows, number, text) for number in numbers]
        holders = [_holder(head, called[0]) for head in heads]
        if all(holders) and len(set(holders)) == len(holders):
            shared = _common([called[0], *(head.indicator for head in heads if head)])
            own = called[0].removeprefix(shared) or called[0]
            own = next((own.removeprefix(holder) for holder in holders if own.startswith(holder)), own)
            for number, holder in zip(numbers, holders, strict=True):
                out[number] = replace(out[number], indicator=naming.joined(holder, own))
    return out


def _head(rows: list[Observation], number: int, text: str) -> Observation | None:
    """The figure that a stretch of a sentence begins with: behind its semicolon; where it has none, the one before."""
    begin = number
    while begin and not re.search("[；;]", text[rows[begin - 1].span[1] : rows[begin].span[0]]):
        begin -= 1
    listed = begin or re.search("[；;]", text[rows[number].span[1] : rows[number].sentence[1]])
    head = rows[begin if listed else number - 1] if number else None
    return head if head is not rows[number] else None


def _holder(head: Observation | None, called: str) -> str:
    """The thing that a figure counts or measures; empty where it has none of its own."""
    if head is None or head.aspect != "level" or _called(head)[0] == called:
        return ""
    name = head.indicator.removeprefix(_common([head.indicator, called]))
    parts = naming.around_verb(name)
    thing = naming.holder_of(parts[1] if parts and len(parts[1]) in _HOLDER else name).removesuffix("人数")
    whole = len(thing) in _HOLDER and thing.count("《") == thing.count("》")
    return thing if whole and not naming.is_attribute(thing) else ""


def _common(names: Sequence[str]) -> str:
    """What all names begin with."""
    shortest = min(names, key=len)
    length = next((n for n, char in enumerate(shortest) if any(name[n] != char for name in names)), len(shortest))
    return shortest[:length]


def _parted(rows: list[Observation]) -> list[Observation]:
    """任务30项，完成13项、推进中9项、未启动8项: what adds up to the figure before it is its parts."""
    out = list(rows)
    for number, total in reversed([*enumerate(rows)]):
        same = [n for n in range(number + 1, len(rows)) if _alike(out[n], total) and out[n].parent is None]
        count = next((k for k in range(_PARTS, len(same) + 1) if _adds_up(rows, same[:k], total)), 0)
        for n in same[:count]:
            out[n] = replace(out[n], part_of=total.indicator, parent=total.id, indicator=_part(out[n], total))
    return out


def _part(row: Observation, total: Observation) -> str:
    """实施任务30项，完成13项: the part is called by its own words too."""
    if row.indicator != total.indicator:
        return row.indicator
    own = re.sub("[^\u4e00-\u9fff]", "", row.quote.removesuffix(row.value_text))
    return row.indicator if own in row.indicator or len(own) > _BARE else row.indicator + own


def _alike(row: Observation, total: Observation) -> bool:
    same = (row.unit, row.aspect, row.role, row.period) == (total.unit, total.aspect, total.role, total.period)
    return same and row.aspect == "level" and row.unit is not None and row.bound == total.bound == "exact"


def _adds_up(rows: list[Observation], numbers: list[int], total: Observation) -> bool:
    return abs(sum(rows[n].value for n in numbers) - total.value) <= _ROUNDED * total.value
