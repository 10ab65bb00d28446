"""Thresholds: quantities that say which things are counted, and count nothing (亿元以上项目1827个)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.text.quantity import Quantity

_BEHIND = re.compile("(?:及?以上|以下|以内)$")
_AGES = ("岁", "周岁")
_SHARES = ("%", "‰", "百分点", "倍")
_CLAUSE_END = re.compile("[，。；;：:！？]")
_NOUN = re.compile("[\u4e00-\u9fff“A-Za-z]")


def is_threshold(text: str, quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Does a quantity of ``text`` with 以上, 以下 or 以内 only tell the class of what another one counts?

    An age always does; a sum of money without digits (亿元以上) does before a noun; any other one where a
    second figure of its clause counts that noun. A share does only before 的 (增幅在30%以上的有7个行业).
    """
    if quantity.unit == "类" and not text.startswith("共", quantity.end):
        return _rate_next(text, quantity, others)
    behind = text[quantity.end :]
    if _AMONG.match(behind) and _ALL.search(text[: quantity.start]):  # 在全市8个区县中列第2位
        return True
    if quantity.unit in _SPANS and _WITHIN.match(behind) and not _SHORTENED.search(text[: quantity.start]):
        return _counts_or_rates_next(text, quantity, others)  # 7日内回复率100%
    aged = quantity.unit in _AGES and _NOUN.match(behind)
    if aged and quantity.value_to is not None:  # 60至79周岁老年人
        return True
    if not _BEHIND.search(text[quantity.start : quantity.end]) or not _NOUN.match(behind):
        return False
    if aged:
        return True
    if quantity.unit in _SHARES:
        return behind.startswith("的") and _counts_next(text, quantity, others)
    if not text[quantity.number[0]].isdigit() and text[quantity.number[0]] in "百千万亿":
        return True
    return _counts_next(text, quantity, others) or _counted_before(text, quantity, others)


_ALL = re.compile("(?:全[国省市区州县]|各)$")
_AMONG = re.compile("(?:区县|县区|县市区?|市县|市州|地市|设区市|城市|区|县|市)(?:中|里|当中)?(?:位?列|位居|排|居)")
_SPANS = ("天", "日", "小时", "分钟", "个月", "工作日", "年", "个工作日", "周")
_WITHIN = re.compile("(?:以|之)?内[\u4e00-\u9fff]")
_SHORTENED = re.compile("(?:[到至为在]|控制|缩短|压缩)$")


def _counts_or_rates_next(text: str, quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Is another figure told behind it, in its clause?"""
    following = next((other for other in others if other.start >= quantity.end), None)
    return following is not None and not re.search("[，。；;：:！？]", text[quantity.end : following.start])


def _counts_next(text: str, quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Does the next figure of the clause count things, and is no part of a list with this one?"""
    following = next((other for other in others if other.start >= quantity.end), None)
    if following is None or following.kind != "quantity" or following.unit in _SHARES:
        return False
    between = text[quantity.end : following.start]
    return not _CLAUSE_END.search(between) and not re.search("[、和及与]$", between) and "、" not in between


def _rate_next(text: str, quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """8类严重暴力案件破案率达99%: a class of things by its usual number, of which something is told."""
    following = next((other for other in others if other.start >= quantity.end), None)
    if following is None or following.unit not in ("%", "‰"):
        return False
    return not re.search("[，。；;、：:！？]", text[quantity.end : following.start])


def _counted_before(text: str, quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """1467位80岁以上老人: the figure before it counts the noun behind it."""
    return any(other.end == quantity.start and other.kind == "quantity" for other in others)
