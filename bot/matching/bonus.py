"""What speaks for a figure besides the words of its name: the unit, the aspect, the number that was asked."""

from __future__ import annotations

from typing import NamedTuple

from bot.facts.model import Observation
from bot.matching.document import Entry
from bot.question.cues import asks, says
from bot.question.parse import Parsed
from bot.text.quantity import Quantity


class Wish(NamedTuple):
    """What a question wants of a figure, whatever it names and counts: questions of one kind share it, and what
    it is worth of each figure is worked out once for all of them."""

    units: frozenset[str]
    listed: frozenset[str]
    lists: bool
    number: bool
    plainly: bool
    rank: bool
    change: bool
    share: bool
    target: bool
    rate: bool
    rates: bool
    per_head: bool
    of_a_person: bool
    whole: bool


def wish_of(parsed: Parsed) -> Wish:
    """What a question wants of figures. ``plainly``: how many there are of a thing, and not of its kinds."""
    text, cues = parsed.text, parsed.cues
    number, lists, change = "number" in cues, "list" in cues, "change" in cues
    plainly = number and not (lists or change or "count_list" in cues or "kind" in parsed.units)
    return Wish(
        parsed.units,
        parsed.listed,
        lists=lists,
        number=number,
        plainly=plainly and not asks("of_kinds", text),
        rank="rank" in cues,
        change=change,
        share="share" in cues or "percent" in parsed.units,
        target="target" in cues,
        rate="rate" in cues,
        rates=asks("rate_word", text),
        per_head=asks("per_head", text),
        of_a_person=asks("of_a_person", text),
        whole=asks("whole_asked", text),
    )


def of_unit(entry: Entry, unit: str | None, parsed: Parsed) -> float:
    """What it is worth that a figure is printed in a unit that is asked for, or in one of its class."""
    extra = 0.12 if (unit or "").lower() in parsed.unit_words else 0.0
    return extra + 0.05 if entry.unit_class in parsed.units else extra


def told_further(parsed: Parsed, near: tuple[Observation, ...]) -> bool:
    """Does anything of a question but its wish speak for a figure?"""
    return bool(parsed.numbers or parsed.base or near)


def further(extra: float, row: Observation, parsed: Parsed, near: tuple[Observation, ...]) -> float:
    """``extra``, and what a figure's value, its base and the last answer's nearness add to it."""
    if any(q.unit and q.unit == row.unit for q in parsed.numbers):
        extra += 0.08
    if any(means(q, row) for q in parsed.numbers):
        # A growth to be verified is not chosen by its number: 销量涨了22.9%吗 may be that of 产量.
        extra += 0.05 if parsed.has("verify") and parsed.strong and row.aspect == "change" else 0.25
    if parsed.base:
        extra += 0.3 if row.base == parsed.base else 0.0
    if near:
        extra += 0.12 if any(n.section == row.section for n in near) else 0.0
        extra += 0.06 if any(n.sentence == row.sentence for n in near) else 0.0
        extra += 0.05 if any(n.role == row.role and n.unit == row.unit for n in near) else 0.0
        if asks("corresponds", parsed.text):  # 对应多少个摄像机: of what was just spoken of
            extra += 0.2 if any(n.sentence == row.sentence for n in near) else 0.0
    return extra


def wished(entry: Entry, row: Observation, wish: Wish) -> float:
    """What a figure's aspect is worth to a wish."""
    extra = 0.0
    if wish.lists and row.unit in ("类", "种"):
        extra += 0.2
    if entry.unit_class == "kind" and wish.plainly:
        extra -= 0.25  # 多少摄像机 counts cameras, not kinds of them
    if entry.unit_class == "money" and "money" not in wish.units:
        extra -= 0.06
    if row.aspect == "rank" and not wish.rank:
        extra -= 0.2
    if row.aspect == "change":
        extra += 0.2 if wish.change else -0.2
    elif wish.change and not wish.target:
        extra -= 0.05
    extra += _share(entry, row, wish)
    if wish.target:
        extra += 0.2 if row.role == "target" else -0.05
    elif row.role == "target":
        extra -= 0.12
    if not wish.of_a_person and says("per_person", row.indicator):
        extra -= 0.2  # 生产总值 is not 人均生产总值
    elif not wish.per_head and says("per_head", row.indicator + (row.rate or "")):
        extra -= 0.12
    if row.indicator.count("、") >= 2 and entry.unit_class not in wish.units:
        extra -= 0.2  # a list of names that a count stands behind (…等六项) is about none of them
    if wish.whole:  # 一共: the total rather than one of its kinds, or how many kinds there are
        extra += 0.12 if says("whole_named", row.indicator) else 0.0
        extra -= 0.5 if entry.unit_class == "kind" and "kind" not in wish.units else 0.0
    if row.quote.startswith("其中"):
        extra -= 0.04
    if row.unit in wish.listed:
        extra += 0.2
    return extra + (0.12 if wish.rate and row.rate else 0.0)


def _share(entry: Entry, row: Observation, wish: Wish) -> float:
    """Shares are for those who ask for one."""
    if wish.share:
        return 0.15 if entry.unit_class == "percent" and row.aspect != "change" else 0.0
    if row.aspect == "share":
        return -0.2 if wish.number and not wish.rates else -0.08
    counted = row.unit == "%" and row.aspect == "level" and wish.number
    return -0.12 if counted and not wish.rates else 0.0


def means(quantity: Quantity, row: Observation) -> bool:
    """Is a number in a question this figure, exactly or half remembered (六千多 for 6166)?"""
    if quantity.value in (row.value, abs(row.value)):
        return quantity.unit in (None, row.unit) or (row.unit not in ("%", "‰") and quantity.unit not in ("%", "‰"))
    step = 10 ** (len(str(int(abs(quantity.value)))) - 1) if abs(quantity.value) >= 10 else 0
    return quantity.bound in ("more_than", "approx") and quantity.value <= row.value < quantity.value + step
