"""Bounds: the words round a number that say how exact it is (近, 余, 以上 …)."""

from __future__ import annotations

import re
from typing import Literal

from bot.text.words import alternation

Bound = Literal["exact", "approx", "more_than", "at_least", "nearly", "less_than", "at_most"]

_BEFORE: dict[Bound, list[str]] = {
    "nearly": ["将近", "接近", "近"],
    "approx": ["大约", "约为", "约合", "约", "大概"],
    "at_least": ["不低于", "不少于", "不小于", "至少"],
    "at_most": ["不超过", "不高于", "不多于", "最多", "至多"],
    "less_than": ["不到", "不足", "低于", "少于", "小于"],
    "more_than": ["超过", "超出", "超", "逾", "突破", "高于", "大于", "多于"],
}
_AFTER: dict[Bound, list[str]] = {
    "at_least": ["及以上", "以上", "之上"],
    "at_most": ["以下", "以内", "之内"],
    "approx": ["左右", "上下"],
    "more_than": ["多"],
}
_BOUND = {word: bound for table in (_AFTER, _BEFORE) for bound, words in table.items() for word in words}

#: Any qualifier before a number.
BEFORE = alternation([word for words in _BEFORE.values() for word in words])
#: Any qualifier behind a number's unit.
AFTER = alternation([word for words in _AFTER.values() for word in words])


def bound_of(match: re.Match[str]) -> Bound:
    """The bound that a match of the quantity grammar states (groups pre, post, m1, m2, m3).

    A qualifier in front tells more than one behind (不超过…以上 does not occur, 近…多 hardly).
    """
    more = match["m1"] or match["m2"] or match["m3"] or match["pre"] == "上"
    word = match["pre"] if match["pre"] in _BOUND else match["post"] or match["pre"]
    return _BOUND.get(word or "", "more_than" if more else "exact")
