"""Whether two figures are of one thing: of one measure, and called alike. Across reports names are seldom the same."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from bot.facts.model import Observation
from bot.knowledge.snapshot import indicator_key
from bot.text.words import word_list

#: What a change is measured against, where the indicator's name says it.
_AGAINST = re.compile("同比|环比|比上年|比年初|年均|升幅|增幅|降幅")
#: Names so alike are of one indicator.
_ALIKE = 80


def measure(row: Observation) -> tuple[str | None, ...]:
    """Figures of one measure may be drawn on one scale."""
    against = row.base or next(iter(_AGAINST.findall(row.indicator)), "")
    # 占比 and 率 are both percentages of something; a change in per cent is not.
    aspect = "change" if row.aspect == "change" else "level"
    return (row.unit, aspect, row.rate, against if aspect == "change" else None)


def name_of(row: Observation) -> str:
    """The indicator's match key, without the area that the whole report is about."""
    return indicator_key(row.indicator)


def alike(one: Observation, other: Observation) -> bool:
    """Names of one indicator, as a target and its figure seldom go by the very same; 新增 is never the whole."""
    names = name_of(one), name_of(other)
    return fuzz.token_ratio(*names) >= _ALIKE and not any(
        {word for word in group if word in names[0]} != {word for word in group if word in names[1]}
        for group in _never_merged()
    )


@cache
def _never_merged() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group["words"]) for group in word_list("confusions")["group"])
