"""What the title of a table says of all its cells: their time, and what they count."""

from __future__ import annotations

import re
from functools import cache

from bot.text.fold import shadow
from bot.text.period import find_periods
from bot.text.words import alternation, word_list

#: What stands around the thing that a title names: 2019-2023年全市…, …情况.
_SPAN = re.compile(
    r"(?:19|20)\d\d年?[-—~至到]+(?:19|20)\d\d年?|(?:19|20)\d\d年?(?:以来|底|末)?|(?:历|近\S|各)年|^全[市区县省州]"
)


@cache
def nouns() -> tuple[str, ...]:
    return tuple(sorted(word_list("tables")["nouns"], key=len, reverse=True))


@cache
def _tails() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(word_list('tables')['title_tails'])})+$")


def title_period(title: str, reference: int) -> tuple[str | None, str | None]:
    found = next((p for p in find_periods(shadow(title), reference) if p.value and p.kind == "period"), None)
    return (found.value, found.text) if found else (None, None)


def title_noun(title: str) -> str:
    """What a title says that all rows count: 产量 of 2016年主要农产品产量及其增长速度."""
    text = _tails().sub("", shadow(title))
    return next((word for word in nouns() if text.endswith(word)), "")


def title_subject(title: str) -> str:
    """The one thing that a title names, where the rows are years: 地区生产总值 of 2019-2023年地区生产总值及其增速.
    Empty for several (主要指标)."""
    text = _tails().sub("", _SPAN.sub("", shadow(title))).strip("的 ")
    return "" if re.search("主要|指标|情况", title) or re.search("[、和及与]", text) else text
