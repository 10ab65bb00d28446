"""Yes, no or not known: a half-remembered number or a deed against what the report says."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Verdict
from bot.answers.builder import Reply, echo, figure, name, word
from bot.answers.lookup import describe, remark, suggest, told_years
from bot.facts.model import Observation
from bot.matching.search import Library
from bot.question.cues import asks, pattern
from bot.question.parse import Parsed
from bot.text.numeral import parse_numeral
from bot.text.quantity import Quantity

#: What is nearly a number is at least so much of it.
_ALMOST = 0.85


def verdict_on(row: Observation, parsed: Parsed) -> Verdict:
    """The verdict that one figure gives; a target is no achievement, a zero answers a deed with no."""
    if row.role == "target" and (asks("done", parsed.text) or not (parsed.has("target") and parsed.numbers)):
        return "unknown"
    number = next(iter(parsed.numbers), None)
    if parsed.base and row.aspect == "change" and row.base and row.base != parsed.base:
        return "no"  # 比2022年降了42.5%, of what fell against 2021
    claimed = pattern("rank_claim").search(parsed.text)
    if row.aspect == "rank" and claimed:
        return "yes" if row.value == parse_numeral(claimed[1]) else "no"
    if number is None and none_of(row.indicator, parsed):
        return "no"
    if number is not None:
        solved = "破获" in parsed.demands and row.bound == "exact" and number.value == row.value
        return "yes" if solved and number.bound == "exact" else _number(row, number, parsed.text)  # 破了30起
    if row.aspect == "change" and (asks("goes_up", parsed.text) or asks("goes_down", parsed.text)):
        return "yes" if (row.value < 0) == asks("goes_down", parsed.text) else "no"
    if row.unit == "%" and row.value == 100 and asks("still_not", parsed.text):
        return "no"  # 还有没破掉的吗: all were
    if row.unit == "%" and row.value < 100 and asks("universal", parsed.text):
        return "no"  # 都覆盖了吗: a part is not all
    if row.value == 0:
        return "yes" if asks("zero_asked", parsed.text) else "no"
    return "yes"


def none_of(text: str, parsed: Parsed) -> bool:
    """零伤亡: what is asked about did not happen."""
    if asks("zero_asked", parsed.text):
        return False
    return any(f"{no}{option}" in text for c in parsed.strong for option in c.options for no in "零无未" if option)


def _number(row: Observation, asked: Quantity, text: str) -> Verdict:
    """The logic of 余, 近 and 以上 (asking-statistics.md, 8.15): 4141余 is at least 4141, 近50% below 50."""
    if against(row, text):
        return "no"
    if row.aspect == "change":  # 降了四成多: the direction is told by the verb, the number by its size
        row, asked = replace(row, value=abs(row.value)), replace(asked, value=abs(asked.value))
    low, high = _range(row)
    value = asked.value
    before = text[: asked.start]
    half = asked.unit == row.unit == "%" and asks("over_half", text)
    if half or (asks("over_before", before) and asked.bound == "exact"):  # 过四千处了没
        return _above(row, value, low, high, strict=True)
    if asks("reaches", before) and not asks("under", before) and asked.bound == "exact":  # 有十亿了吗, 有两万条吗
        return _above(row, value, low, high, strict=False)
    if asked.bound == "nearly" or asks("almost_before", before):  # 快一半了: little less, or 近50% itself
        return "yes" if _ALMOST * value <= row.value and _short_of(row, value, high) else "no"
    if asked.bound == "more_than" and not asks("over_word", text):  # 四千多 is between 4000 and 5000
        return "yes" if value <= low < _next_step(value) else "no"
    if asks("over", text) or asked.bound in ("more_than", "at_least"):
        return _above(row, value, low, high, strict=asked.bound != "at_least")
    if asks("under", text) or asked.bound == "less_than":
        return "yes" if _short_of(row, value, high) else "no" if low >= value else "unknown"
    if asks("doubled", text):
        return _above(row, value, low, high, strict=False)
    if value == row.value:
        short = row.bound in ("nearly", "less_than") and asks("reached", text)
        return "no" if short else "yes"
    if asked.bound == "approx" or asks("roughly", text):
        return "yes" if abs(value - row.value) <= 0.05 * max(abs(row.value), 1) else "no"
    return "no" if not low <= value <= high or row.bound in ("exact", "nearly", "more_than", "approx") else "unknown"


def against(row: Observation, text: str) -> bool:
    """降了28%吧, of what rose by 28%: the direction is wrong, whatever the number."""
    down, up = asks("claims_down", text), asks("claims_up", text)
    return row.aspect == "change" and bool(row.value) and down != up and (row.value < 0) != down


def _short_of(row: Observation, value: float, high: float) -> bool:
    return high < value or (high == value and row.bound in ("nearly", "less_than"))


def _above(row: Observation, value: float, low: float, high: float, *, strict: bool) -> Verdict:
    """Is the figure over ``value``? 413家 is not over 413; 4141余处 and 95%以上 reach what they print."""
    if low > value or (low == value and (not strict or row.bound == "more_than")):
        return "yes"
    return "no" if high <= value else "unknown"


def _next_step(value: float) -> float:
    """四千多 is anything from 4000 to 5000, 一千三百多 from 1300 to 1400: one more of the last digit said."""
    digits = str(int(value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(value + 10 ** max(1, min(zeros, len(digits) - 1)))


def _range(row: Observation) -> tuple[float, float]:
    """The values a figure leaves open."""
    infinite = float("inf")
    value = row.value
    zeros = len(str(int(abs(value)))) - len(str(int(abs(value))).rstrip("0")) if value == int(value) else 0
    return {
        # 4141余 is little more than 4141, 7000余 not yet 8000: less than one more of the last digit written
        "more_than": (value, value + 10 ** max(1, zeros) - 1e-6),
        "at_least": (value, infinite),
        "nearly": (value * 0.9, value),
        "less_than": (-infinite, value),
        "at_most": (-infinite, value),
        "approx": (value * 0.95, value * 1.05),
    }.get(row.bound, (value, row.value_to or value))


def verify(library: Library, reply: Reply, parsed: Parsed, rows: tuple[Observation, ...]) -> Reply:
    """The verdict in the headline, with the figure it rests on."""
    row = rows[0]
    verdicts = {verdict_on(r, parsed) for r in rows}
    reply.verdict = verdicts.pop() if len(verdicts) == 1 else "yes" if "yes" in verdicts else "unknown"
    if row.role == "target" and reply.verdict == "unknown":
        reply.line("headline", word("报告只写了目标，没写是否完成："), figure(row))
    elif reply.verdict == "unknown":
        reply.line("headline", word("报告没有说得这么细，只写了："), figure(row))
    else:
        reply.line("headline", *_opening(reply.verdict, row, parsed), figure(row))
    reply.show(*rows)
    for shown in rows:
        reply.line("detail", *([figure(shown), word("　")] if len(rows) > 1 else []), *describe(shown))
        reply.cite(library.extraction(shown), shown)
    remark(library, reply, rows)
    told_years(library, reply, parsed)
    suggest(library, reply, row)
    return reply


def not_so_fine(library: Library, reply: Reply, parsed: Parsed, row: Observation) -> Reply:
    """What the report tells, where it leaves open what is asked."""
    reply.verdict = "unknown"
    reply.line("headline", word("报告没有说得这么细，只写了："), figure(row))
    reply.show(row)
    reply.line("detail", *describe(row))
    reply.cite(library.extraction(row), row)
    told_years(library, reply, parsed)
    suggest(library, reply, row)
    return reply


def _opening(verdict: Verdict, row: Observation, parsed: Parsed) -> list:  # type: ignore[type-arg]
    number = next(iter(parsed.numbers), None)
    if verdict == "yes":
        return [word("是的，")]
    if parsed.base and row.base and row.base != parsed.base:
        return [word("比较的年份不对，报告写的是比"), name(f"{row.base}年")]
    if number is not None and against(row, parsed.text):
        return [word("方向不对，报告写的是")]
    if number is not None:
        return [word("不是"), echo(parsed.text[number.start : number.end]), word("，报告写的是")]
    return [word("没有，")] if row.value == 0 else [word("不是，报告写的是")]
