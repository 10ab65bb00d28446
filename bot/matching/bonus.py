"""What speaks for a figure besides the words of its name: the unit, the aspect, the number that was asked."""

from __future__ import annotations

from bot.facts.model import Observation
from bot.matching.document import Entry
from bot.question.cues import asks
from bot.question.parse import Parsed
from bot.text.quantity import Quantity


def bonus(entry: Entry, parsed: Parsed, near: tuple[Observation, ...]) -> float:
    """What beside its words speaks for a figure: its unit, its aspect, its value, and the last answer's nearness."""
    row = entry.observation
    assert row is not None
    extra = 0.0
    if parsed.unit_words:
        extra += 0.12 if (row.unit or "").lower() in parsed.unit_words else 0.0
        extra += 0.05 if entry.unit_class in parsed.units else 0.0
    extra += _aspect_bonus(row, entry, parsed)
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


def _aspect_bonus(row: Observation, entry: Entry, parsed: Parsed) -> float:
    extra = 0.0
    if parsed.has("list") and row.unit in ("类", "种"):
        extra += 0.2
    counted = parsed.has("number") and not parsed.has("list", "count_list", "change") and "kind" not in parsed.units
    if entry.unit_class == "kind" and counted and not asks("of_kinds", parsed.text):
        extra -= 0.25  # 多少摄像机 counts cameras, not kinds of them
    if entry.unit_class == "money" and "money" not in parsed.units:
        extra -= 0.06
    if row.aspect == "rank" and not parsed.has("rank"):
        extra -= 0.2
    if row.aspect == "change":
        extra += 0.2 if parsed.has("change") else -0.2
    elif parsed.has("change") and not parsed.has("target"):
        extra -= 0.05
    if parsed.has("share") or "percent" in parsed.units:
        extra += 0.15 if entry.unit_class == "percent" and row.aspect != "change" else 0.0
    elif row.aspect == "share" and parsed.has("number") and not asks("rate_word", parsed.text):
        extra -= 0.2
    elif row.aspect == "share":
        extra -= 0.08
    elif row.unit == "%" and row.aspect == "level" and parsed.has("number") and not asks("rate_word", parsed.text):
        extra -= 0.12
    if parsed.has("target"):
        extra += 0.2 if row.role == "target" else -0.05
    elif row.role == "target":
        extra -= 0.12
    if asks("per_person", row.indicator) and not asks("of_a_person", parsed.text):
        extra -= 0.2  # 生产总值 is not 人均生产总值
    elif asks("per_head", row.indicator + (row.rate or "")) and not asks("per_head", parsed.text):
        extra -= 0.12
    if row.indicator.count("、") >= 2 and entry.unit_class not in parsed.units:
        extra -= 0.2  # a list of names that a count stands behind (…等六项) is about none of them
    whole = asks("whole_named", row.indicator)
    if asks("whole_asked", parsed.text):  # 一共: the total rather than one of its kinds
        extra += 0.08 if whole else 0.0
    if row.quote.startswith("其中"):
        extra -= 0.04
    if row.unit in parsed.listed:
        extra += 0.2
    return extra + (0.12 if parsed.has("rate") and row.rate else 0.0)


def means(quantity: Quantity, row: Observation) -> bool:
    """Is a number in a question this figure, exactly or half remembered (六千多 for 6166)?"""
    if quantity.value in (row.value, abs(row.value)):
        return quantity.unit in (None, row.unit) or (row.unit not in ("%", "‰") and quantity.unit not in ("%", "‰"))
    step = 10 ** (len(str(int(abs(quantity.value)))) - 1) if abs(quantity.value) >= 10 else 0
    return quantity.bound in ("more_than", "approx") and quantity.value <= row.value < quantity.value + step
