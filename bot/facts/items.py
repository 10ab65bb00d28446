"""The items of a coordinated subject, each in full: 第一、二、三产业增加值, 养老、失业、医疗保险覆盖面."""

from __future__ import annotations

import re

from bot.facts import naming
from bot.text.words import word_list

#: The noun that a name ends with has so many characters.
_NOUN = 2


def split_items(head: str, wanted: int | None) -> list[str]:
    """The items of a coordinated subject: ``wanted`` of them, or as many as its marks tell; those that share an
    end in full (第一、二、三产业增加值, 刑事、治安案件)."""
    marks = (
        "、|以及|和|(?<![普涉])及(?!以[上下]|时|格)|与",
        "、(?:以及|和|及|与)?|以及|(?<![普涉])及(?!以[上下]|时|格)",
        "、",
    )
    splits = [[item for item in re.split(mark, head) if item] for mark in marks]
    if splits[-1]:  # 甲、乙和丙类和丁: the last 和 of all
        splits.append([*splits[-1][:-1], *re.split("和(?=[^和]*$)", splits[-1][-1])])
    fitting = next((items for items in splits if wanted in (None, len(items))), [])
    if not fitting and wanted == 2:
        return _fused(head)
    return completed(fitting)


def _fused(head: str) -> list[str]:
    """产销量 is 产量 and 销量."""
    for pair, (one, two) in word_list("extraction")["pairs"].items():
        if pair in head:
            return [head.replace(pair, one), head.replace(pair, two)]
    return []


#: The last of several things that have one measure is told in so many characters (养老、失业、医疗保险覆盖面).
_MEASURED = 5


_SECTOR = re.compile("第?[一二三]")


_SECTORS = re.compile("第?([一二三])(?:次)?(产业.*)")


def completed(items: list[str]) -> list[str]:
    """Items that leave out what the last one ends with."""
    last = items[-1] if items else ""
    sectors = _SECTORS.fullmatch(last)
    if sectors and all(_SECTOR.fullmatch(item) for item in items[:-1]):
        return [f"第{item[-1]}{sectors[2]}" for item in [*items[:-1], sectors[1]]]
    if len(items) > 1 and (shared := _contrasted(items)):
        return shared
    if len(last) >= _MEASURED and naming.is_measure(last) and not any(map(naming.is_measure, items[:-1])):
        measure = naming.measure_of(last)
        alike = all(item[-1] == last[-len(measure) - 1] for item in items[:-1])
        tail = measure if alike else last[_NOUN:]  # 烟酒类、粮油类|零售额, 养老、失业、医疗|保险覆盖面
        return [naming.joined(item, tail) for item in items[:-1]] + [last]
    noun = last.rpartition("”")[2] if "”" in last else last[2:]
    if len(noun) != 2:
        return items
    return [item + noun if len(item) == 2 else item for item in items[:-1]] + [last]


def _contrasted(items: list[str]) -> list[str]:
    """城镇 beside 农村居民人均可支配收入 is 城镇居民人均可支配收入: words that stand against one another."""
    for group in word_list("extraction")["contrasts"]:
        word = next((w for w in group if items[-1].startswith(w) and len(items[-1]) > len(w) + 1), None)
        if word and all(item in group for item in items[:-1]):
            return [item + items[-1].removeprefix(word) for item in items[:-1]] + [items[-1]]
    return []
