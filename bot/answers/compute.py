"""Numbers computed from shown figures, each with its formula; refused where they make no sense."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isclose

from bot.answer import Derived, Part
from bot.answers.builder import Reply, figure, name, when, word
from bot.answers.lookup import answer_rows, describe, remark, suggest
from bot.facts.finding import plain as digits
from bot.facts.model import Observation
from bot.matching.search import Library
from bot.text.fold import key
from bot.text.words import word_list


@dataclass(frozen=True, slots=True)
class Sum:
    """A computed number before it is told."""

    value: float
    unit: str | None
    formula: str
    words: str


def plain(value: float) -> str:
    """Digits; of large round numbers in 亿 and 万, as the reports print them."""
    for scale, told in ((1e8, "亿"), (1e4, "万")):
        scaled = round(value / scale, 4)
        if abs(value) >= 10 * scale / (1 if told == "万" else 10) and isclose(scaled * scale, value, rel_tol=1e-12):
            return digits(scaled) + told
    return digits(value)


_PRINTED = re.compile(r"\d+(?:\.\d+)?[万亿]?")


def told(row: Observation) -> str:
    """A figure in a formula, on the scale that the report prints it on: 0.35亿, not 3500万."""
    printed = _PRINTED.search(row.value_text.replace(",", ""))
    if not printed or row.value < 0 or row.value_to is not None:
        return plain(row.value)
    scale = {"万": 1e4, "亿": 1e8}.get(printed[0][-1], 1.0)
    same = isclose(float(printed[0].rstrip("万亿")) * scale, row.value, rel_tol=1e-12)
    return printed[0] if same and printed[0][-1] in "万亿" else plain(row.value)


def _exactness(*rows: Observation) -> str:
    return "exact" if all(row.bound == "exact" for row in rows) else "approx"


def derive(reply: Reply, computed: Sum, *rows: Observation) -> Derived:
    """Record a computed number and write its line, formula included."""
    about = "约" if _exactness(*rows) == "approx" else ""
    text = computed.words.replace("{}", f"{about}{plain(abs(computed.value))}{computed.unit or ''}")
    derived = Derived(computed.value, computed.unit, _exactness(*rows), computed.formula, text)
    reply.derived.append(derived)
    reply.line("headline", Part("derived", text))
    reply.line("detail", word("按报告数字计算："), Part("derived", computed.formula))
    return derived


def difference(reply: Reply, one: Observation, two: Observation, labels: tuple[str, str]) -> Reply:
    """``two`` against ``one``: 739 − 935 = −196."""
    value = round(two.value - one.value, 6)
    unit = "个百分点" if one.unit == "%" else one.unit
    way = "多" if value > 0 else "少"
    if one.unit == "%":
        way = "高" if value > 0 else "低"
    words = f"{labels[1]}比{labels[0]}{way}{{}}" if value else f"{labels[1]}和{labels[0]}一样"
    formula = f"{told(two)} − {told(one)} = {'−' if value < 0 else ''}{plain(abs(value))}{unit or ''}"
    derive(reply, Sum(value, unit, formula, words), one, two)
    return reply


def _listed(library: Library, reply: Reply, rows: tuple[Observation, ...]) -> Reply:
    reply.show(*rows)
    for row in rows:
        reply.line("detail", figure(row), word("　"), *describe(row))
        reply.cite(library.extraction(row), row)
    remark(library, reply, rows)
    suggest(library, reply, rows[0])
    return reply


def alike(one: Observation, two: Observation) -> bool:
    """Of one unit, or both counts of cases, which reports print in 起 and in 件."""
    cases = word_list("questions")["case_units"]
    counted = one.unit in cases["units"] and two.unit in cases["units"]
    return one.unit == two.unit or (counted and all(cases["name"] in row.indicator for row in (one, two)))


def _addable(one: Observation, two: Observation) -> bool:
    """Alike, or both counts of places: 42个警务站 and 26处检查站."""
    places = word_list("questions")["case_units"]["places"]
    return alike(one, two) or (one.unit in places and two.unit in places)


#: Measures are the same when their names end alike in so many characters.
_MEASURE = 4


def _same_measure(one: Observation, two: Observation) -> bool:
    """城镇居民可支配收入 and 农村居民人均可支配收入: what one name leaves out is meant of both."""
    return key(one.indicator)[-_MEASURE:] == key(two.indicator)[-_MEASURE:] and one.unit == two.unit == "元"


def compare(
    library: Library, reply: Reply, one: Observation, two: Observation, labels: tuple[str, str] | None = None
) -> Reply:
    """Two figures side by side: only like with like is subtracted."""
    per_head = one.rate != two.rate and not _same_measure(one, two)
    if not alike(one, two) or one.id == two.id or per_head:
        reply.line("headline", word("两个数单位或口径不同，不能比大小："))
        return _listed(library, reply, (one, two))
    same = one.indicator == two.indicator
    if same and one.period == two.period:  # the report gives two values for one thing
        return answer_rows(library, reply, (one, two))
    named = (when(one), when(two)) if same else (one.indicator, two.indicator)
    difference(reply, one, two, labels or named)
    if not same and one.period != two.period and one.period and two.period:
        reply.note("assumption", f"两个数的时间不同：{when(one)}，{when(two)}。")
    return _listed(library, reply, (one, two))


def add(library: Library, reply: Reply, rows: tuple[Observation, ...]) -> Reply:
    """A sum of like counts; shares are not added, nor are different times."""
    first = rows[0]
    fit = all(_addable(row, first) and row.aspect == "level" and row.unit not in ("%", "‰") for row in rows)
    times = {row.period for row in rows if row.period}
    if not fit or len(times) > 1 or any(row.parent == other.id for row in rows for other in rows):
        reply.line("headline", word("这几个数口径不同，加起来没有意义，分别是："))
        return _listed(library, reply, rows)
    value = round(sum(row.value for row in rows), 6)
    formula = f"{' + '.join(told(row) for row in rows)} = {plain(value)}{first.unit or ''}"
    derive(reply, Sum(value, first.unit, formula, "合计{}"), *rows)
    return _listed(library, reply, rows)


def rest(library: Library, reply: Reply, total: Observation, parts: list[Observation]) -> Reply:
    """A total less some of its parts: 557 − 284 − 109 = 164."""
    value = round(total.value - sum(row.value for row in parts), 6)
    formula = f"{told(total)} − {' − '.join(told(row) for row in parts)} = {plain(value)}{total.unit or ''}"
    derive(reply, Sum(value, total.unit, formula, "其余{}"), total, *parts)
    return _listed(library, reply, (total, *parts))


def back(library: Library, reply: Reply, row: Observation, moved: Observation, year: str) -> Reply:
    """What a figure was in the year that its change is against: 3000 + 1200 = 4200."""
    value = round(row.value - moved.value, 6)
    sign = "+" if moved.value < 0 else "−"
    formula = f"{told(row)} {sign} {plain(abs(moved.value))} = {plain(value)}{row.unit or ''}"
    derive(reply, Sum(value, row.unit, formula, f"按报告推算，{year}年是{{}}"), row, moved)
    return _listed(library, reply, (row, moved))


def share(library: Library, reply: Reply, part: Observation, whole: Observation) -> Reply | None:
    """What part of ``whole`` ``part`` is; None when their units differ or the whole is no whole."""
    counted = part.aspect == whole.aspect == "level" and part.unit not in ("%", "‰")
    alike = part.unit == whole.unit and part.period == whole.period and part.id != whole.id
    if not counted or not alike or not whole.value or part.value > whole.value:
        return None
    value = round(part.value / whole.value * 100, 2)
    formula = f"{told(part)} ÷ {told(whole)} = {plain(value)}%"
    derive(reply, Sum(value, "%", formula, f"{part.indicator}占{whole.indicator}{{}}"), part, whole)
    return _listed(library, reply, (part, whole))


def multiple(library: Library, reply: Reply, one: Observation, two: Observation) -> Reply | None:
    """How many times ``two`` ``one`` is; None unless both are like counts."""
    if one.unit != two.unit or one.unit in ("%", "‰") or not two.value or one.id == two.id:
        return None
    value = round(one.value / two.value, 2)
    formula = f"{told(one)} ÷ {told(two)} = {plain(value)}倍"
    derive(reply, Sum(value, "倍", formula, f"{one.indicator}是{two.indicator}的{{}}"), one, two)
    return _listed(library, reply, (one, two))


def change(library: Library, reply: Reply, one: Observation, two: Observation) -> Reply:
    """How a figure moved between two times: the difference and, of counts, the rate."""
    moved(reply, one, two)
    return _listed(library, reply, (one, two))


def moved(reply: Reply, one: Observation, two: Observation) -> None:
    """The lines of ``change`` alone, for figures of two reports."""
    difference(reply, one, two, (when(one) if one.period or not two.period else "原来", when(two)))
    if one.unit != "%" and one.value:
        rate = round((two.value / one.value - 1) * 100, 2)
        shown = f"{'−' if rate < 0 else ''}{plain(abs(rate))}%"
        formula = f"({told(two)} − {told(one)}) ÷ {told(one)} = {shown}"
        text = f"{'增长' if rate > 0 else '下降'} {plain(abs(rate))}%"
        reply.derived.append(Derived(rate, "%", _exactness(one, two), formula, text))
        reply.line("detail", Part("derived", f"{text}（{formula}）"))


def per_year(library: Library, reply: Reply, row: Observation, years: int) -> Reply:
    """A cumulated figure spread evenly over the years it covers; told as an average, not as a year's figure."""
    value = round(row.value / years, 2)
    formula = f"{told(row)} ÷ {years} = {plain(value)}{row.unit or ''}"
    derive(reply, Sum(value, row.unit, formula, "平均每年{}"), row)
    return _listed(library, reply, (row,))


def per(library: Library, reply: Reply, rows: tuple[Observation, ...], count: int, each: str) -> Reply:
    """A figure of a closed time (two, where the report gives two values) spread over its days or months."""
    for row in rows:
        value = round(row.value / count, 2)
        formula = f"{told(row)} ÷ {count} = {plain(value)}{row.unit or ''}"
        derive(reply, Sum(value, row.unit, formula, f"平均{each}{{}}"), row)
    return _listed(library, reply, rows)


def quotient(library: Library, reply: Reply, total: Observation, count: Observation) -> Reply:
    """What a sum comes to for each of the things counted beside it: 148000000 ÷ 739 = 200270.64."""
    value = round(total.value / count.value, 2)
    formula = f"{told(total)} ÷ {told(count)} = {plain(value)}{total.unit or ''}"
    derive(reply, Sum(value, total.unit, formula, f"平均每{count.unit or '个'}{{}}"), total, count)
    return _listed(library, reply, (total, count))


def named(row: Observation) -> Part:
    return name(row.indicator)
