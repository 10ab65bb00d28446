"""The heads of a table's columns: what their cells count, in which unit, for which time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.text.fold import shadow
from bot.text.period import find_periods
from bot.text.words import alternation, word_list

Kind = Literal["name", "unit", "level", "change", "share"]

_BRACKET = re.compile(r"[（(]([^（）()]*)[)）]")
_AMOUNT = re.compile("(?:增加|增减|净增|减少|增长|变动)[额量数]")
_AGAINST = ("比", "较", "为", "以")
_SHARE = re.compile("比重|构成|占比|所占|占.{0,8}的?比")


@dataclass(frozen=True, slots=True)
class Head:
    """A column: ``noun`` is what it adds to the names of rows (产量), empty for 绝对数 and the like; ``unit``
    as printed, with its scale; ``base`` what a change is against."""

    kind: Kind
    noun: str = ""
    unit: str = ""
    period: str | None = None
    period_text: str | None = None
    base: str | None = None
    target: bool = False
    amount: bool = False  # a change in the unit of what changed (增加额)


@cache
def _change() -> re.Pattern[str]:
    words = word_list("tables")
    return re.compile(alternation(words["change"]))


@cache
def _plain() -> re.Pattern[str]:
    """What a head says that is no name: 绝对数, 指标值, 全年."""
    return re.compile(alternation(word_list("tables")["plain"]))


@cache
def units() -> re.Pattern[str]:
    """A unit with its scale, from end to end."""
    lists = word_list("units")
    known = alternation(lists["counters"] + lists["measures"] + lists["ratios"])
    return re.compile(rf"(?:万亿|百万|千万|百亿|千亿|[百千万亿])?(?:{known})(?:/(?:{known}|[^/\d]{{1,4}}))?|万|亿")


def unit_in(text: str) -> tuple[str, str]:
    """The unit in the last brackets of a name, and the name without it: 失业率（%） → %, 失业率."""
    for match in reversed([*_BRACKET.finditer(text)]):
        inner = match[1].strip().removeprefix("±").removeprefix("单位：").removeprefix("单位:")
        if units().fullmatch(inner):
            return inner, (text[: match.start()] + text[match.end() :]).strip()
    if text.endswith("%") and len(text) > 1:
        return "%", text[:-1].rstrip("±")
    return "", text


def read_head(text: str, reference: int) -> Head:
    """The head that a column's texts, joined, make; ``reference`` is the report's year."""
    told = shadow(text)
    if re.fullmatch("(?:计量)?单位", told):
        return Head("unit")
    unit, name = unit_in(told)
    periods = [p for p in find_periods(name, reference, question=True) if p.value]
    against = [p for p in periods if name[max(0, p.start - 1) : p.start] in _AGAINST]
    period = next((p for p in periods if p not in against), None)
    base = next((p.value for p in against), None)
    kind: Kind = "share" if _SHARE.search(name) else "change" if _change().search(name) else "level"
    for found in reversed(periods):
        name = name[: found.start - (found in against)] + name[found.end :]
    name = _BRACKET.sub("", _change().sub("", name) if kind == "change" else name)
    if kind == "share":
        name = _SHARE.sub("", name)
    noun = _plain().sub("", name).strip("±+-、，:：% ")
    noun = noun if len(noun) > 1 else ""
    target = any(word in told for word in word_list("tables")["target"])
    amount = kind == "change" and bool(_AMOUNT.search(told))
    held = period.value if period else None
    return Head(kind, noun, unit, held, period.text if period else None, base, target, amount)
