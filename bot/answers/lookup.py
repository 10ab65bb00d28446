"""The plain answers: figures, a choice between them, and honest refusals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bot.answer import Choice, Derived, Missing, Reason
from bot.answers.builder import Reply, echo, figure, name, part, period_words, title_of, when, word
from bot.facts.model import Observation, Statement
from bot.matching.found import Found
from bot.matching.rules import Refusal
from bot.matching.search import Library
from bot.question.cues import asks
from bot.question.parse import Parsed
from bot.text.fold import key
from bot.text.words import alternation, word_list


def choice_of(library: Library, row: Observation) -> Choice:
    """A choice that leads to one observation: its label, a question that finds it, its ref."""
    told = f"{when(row)}的" if row.period and len(library.family(row)) > 1 else ""
    label = f"{row.indicator}（{when(row)}）" if told or row.indicator[-1:].isdigit() else row.indicator
    goal = "目标" if row.role == "target" else ""
    return Choice(label, f"{told}{row.indicator}{goal}是多少", f"o-{row.id}")


def section_choice(fact: Observation | Statement) -> Choice:
    return Choice("同节其他", f"“{fact.section.title}”那一节讲了什么", f"n-{fact.id}")


def suggest(library: Library, reply: Reply, row: Observation) -> None:
    """What a person may want next, each of it there: other times, parts, the same section, the source."""
    shown = {o.id for o in reply.observations}
    for other in library.family(row):
        if other.id not in shown and other.period != row.period:
            reply.suggestions.append(replace(choice_of(library, other), label=f"{when(other)}的数"))
    if library.parts_of(row):
        reply.suggestions.append(Choice("构成", f"{row.indicator}分别是哪些多少", f"p-{row.id}"))
    reply.suggestions.append(section_choice(row))
    del reply.suggestions[4:]


def describe(row: Observation) -> list:  # type: ignore[type-arg]
    """Indicator, period, and that a target is one."""
    parts = [name(row.indicator)]
    if row.rate and row.rate not in row.indicator:
        parts.append(name(f"（{row.rate}）"))
    parts += [word(" · "), name(when(row))]
    if row.role == "target":
        parts.append(word("（目标，不是已完成的数）"))
    return parts


def answer_rows(library: Library, reply: Reply, rows: tuple[Observation, ...]) -> Reply:
    """One figure in the headline, or each of several on a line of its own."""
    reply.show(*rows)
    if len(rows) == 1:
        reply.line("headline", figure(rows[0]))
        reply.line("detail", *describe(rows[0]))
    else:
        for row in rows:
            reply.line("headline", figure(row), word("　"), *describe(row))
    for row in rows:
        reply.cite(library.extraction(row), row)
    remark(library, reply, rows)
    return reply


#: A list shows so many figures; the rest are counted.
_MOST = 12


def itemise(library: Library, reply: Reply, rows: Sequence[Observation]) -> None:
    """Figures as a list, each with its time; the first of many."""
    for row in rows[:_MOST]:
        reply.show(row)
        goal = [word("（目标）")] if row.role == "target" else []
        # In brackets: a figure without a unit must not run into the year.
        reply.line("item", name(row.indicator), word("："), figure(row), word("（"), name(when(row)), word("）"), *goal)
        reply.cite(library.extraction(row), row)
    if len(rows) > _MOST:
        reply.line("detail", word("只列出前"), part("index", str(_MOST)), word("个。"))


def remark(library: Library, reply: Reply, rows: tuple[Observation, ...]) -> None:
    """The findings that rest on the figures shown."""
    ids = {row.id for row in rows}
    for finding in library.extraction(rows[0]).findings:
        main = finding.observations[0] in ids or (
            finding.kind in ("two_values", "count_and_share") and ids & set(finding.observations)
        )
        if main and (finding.kind == "two_values" or ids & set(finding.observations[:1]) or len(rows) > 1):
            reply.note("finding", f"注：{finding.text}")
            reply.derived += _computed(finding.text, rows[0].unit)


def _computed(text: str, unit: str | None) -> list[Derived]:
    """The sums that a finding's text states, as derivations of their own."""
    found = []
    for match in re.finditer(r"[\d.]+(?: [+−] [\d.]+)+ = ([\d.]+)", text):
        found.append(Derived(float(match[1]), unit, "exact", match.group(), f"{match[1]}{unit or ''}"))
    return found


def told_years(library: Library, reply: Reply, parsed: Parsed) -> None:
    """Relative years follow the report's date, and the reply says so."""
    for period in parsed.periods:
        if period.relative and period.value:
            date = library.report.document.meta.date or ""
            words = period_words(date[:7]) if len(date) >= 7 else period_words(date or None)
            spoken = period.text.strip("的 ")
            reply.note("assumption", f"报告写于{words}，“{spoken}”指{period_words(period.value)}。")


def corrected(reply: Reply, parsed: Parsed) -> None:
    for typed, meant in parsed.corrections:
        reply.note("correction", f"按“{meant}”理解（“{typed}”）。")


def lookup(library: Library, reply: Reply, parsed: Parsed, found: Found) -> Reply:
    """The answer for a search that found its row."""
    answer_rows(library, reply, found.rows)
    row = found.rows[0]
    told_years(library, reply, parsed)
    if not parsed.periods and found.others:
        years = "、".join(dict.fromkeys(when(o) for o in found.others))
        reply.note("assumption", f"没说哪一年，按最近的{when(row)}答；另有{years}。")
    if parsed.periods and row.period is None:
        reply.note("assumption", "报告没有写明这个数是哪一年的。")
    if found.unmatched:
        reply.note("assumption", f"没认出“{'、'.join(found.unmatched[:3])}”，按上面的指标答。")
    suggest(library, reply, row)
    return reply


def choose(library: Library, reply: Reply, rows: tuple[Observation, ...]) -> Reply:
    """Two to five candidates instead of a guess."""
    reply.status = "clarify"
    reply.line("headline", word("报告里有几个相近的数，您要哪一个？"))
    reply.choices, reply.offered = [choice_of(library, row) for row in rows[:5]], rows[:5]
    return numbered(reply)


def numbered(reply: Reply) -> Reply:
    for position, choice in enumerate(reply.choices, 1):
        reply.line("choice", *_index(position), name(choice.label))
    return reply


def _index(position: int) -> list:  # type: ignore[type-arg]
    return [part("index", f"{position}、")]


_REASONS: dict[str, Reason] = {
    "period": "no_such_period",
    "place": "no_such_place",
    "unit": "no_such_unit",
    "breakdown": "no_such_breakdown",
    "indicator": "no_such_indicator",
}


def refuse_slot(
    library: Library, reply: Reply, parsed: Parsed, refusal: Refusal, nearest: tuple[Observation, ...]
) -> Reply:
    """The slot that is missing, by name, and what there is instead."""
    reply.status, reply.reason = "not_found", _REASONS[refusal.slot]
    row = nearest[0] if nearest else None
    district = library.report.document.meta.district
    if refusal.slot == "period" and row:
        _refuse_period(library, reply, parsed, refusal, row)
    elif refusal.slot == "place":
        reply.line("headline", word("报告里没有“"), echo(refusal.asked), word("”的数。"))
        if district:
            inside = refusal.asked.endswith(tuple(word_list("places")["streets"]))
            told = (word("这份报告讲的是整个"), name(district), word("，没有分到那里。"))
            reply.line("detail", *(told if inside else (word("这份报告只讲"), name(district), word("。"))))
        reply.missing.append(Missing("place", refusal.asked, (district,) if district else ()))
    elif refusal.slot == "unit" and row:
        reply.line("headline", word("报告里没有按“"), echo(refusal.asked), word("”说的数。"))
        reply.line(
            "detail", word("相近的是“"), name(row.indicator), word("”，单位是"), name(row.unit or "（无）"), word("。")
        )
        reply.missing.append(Missing("unit", refusal.asked, tuple(dict.fromkeys(r.unit for r in nearest if r.unit))))
    else:
        reply.line("headline", word("报告里没有“"), echo(refusal.asked), word("”的数。"))
        reply.missing.append(
            Missing(refusal.slot, refusal.asked, tuple(dict.fromkeys(r.indicator for r in nearest[:3])))
        )
    told_years(library, reply, parsed)
    return offer(library, reply, nearest)


def _refuse_period(library: Library, reply: Reply, parsed: Parsed, refusal: Refusal, row: Observation) -> None:
    held = tuple(dict.fromkeys(when(r) for r in library.family(row)))
    period = next((p for p in parsed.periods if p.text == refusal.asked), None)
    asked = period_words(period.value) if period and period.value else refusal.asked
    reply.line("headline", word("报告里没有"), echo(asked), word("的“"), name(row.indicator), word("”。"))
    if row.period:
        reply.line("detail", word("报告里有的是："), name("、".join(held)), word("。"))
    else:
        reply.line("detail", word("报告有这个数，但没有写明是哪一年。"))
    reply.missing.append(Missing("period", asked, held))


def refuse_topic(library: Library, reply: Reply, parsed: Parsed, found: Found) -> Reply:
    """Nothing in the report goes by these words; they are shown back."""
    reply.status = "not_found"
    strange = [c.surface for c in parsed.strong if not c.known]
    unknown = strange or [c.surface for c in parsed.strong]
    unknown = unknown or [c.surface for c in parsed.concepts if len(c.surface) > 1 and not asks("how_many", c.surface)]
    reply.reason = "no_such_indicator" if unknown else "not_understood"
    if unknown:
        told = "、".join(dict.fromkeys(unknown[:3]))
        # Of words that the report does use it must not be said that it does not speak of them.
        before, after = ("报告里没有说到“", "”。") if strange else ("报告里没有能回答“", "”的内容。")
        reply.line("headline", word(before), echo(told), word(after))
        reply.missing.append(Missing("indicator", told))
    else:
        reply.line("headline", word("没听懂，换个说法试试？"))
    corrected(reply, parsed)
    return offer(library, reply, found.nearest if found.coverage >= 0.3 else ())


def offer(library: Library, reply: Reply, rows: tuple[Observation, ...]) -> Reply:
    """Up to three answerable questions near by."""
    seen: dict[str, Choice] = {}
    for row in rows:
        seen.setdefault(key(row.indicator) + (row.period or ""), choice_of(library, row))
    reply.suggestions = list(seen.values())[:3]
    if reply.suggestions:
        reply.line("choice", word("可以问："), name(" · ".join(s.label for s in reply.suggestions)))
    return reply


def off_topic(library: Library, reply: Reply, examples: tuple[str, ...]) -> Reply:
    """Not what a report can answer: one sentence, and what can be asked."""
    reply.status, reply.reason = "not_found", "out_of_scope"
    reply.line("headline", word("这不在报告的范围里，我只答报告里写了的内容。"))
    reply.suggestions = [Choice(e, e, f"x-{n}") for n, e in enumerate(examples)]
    return reply


def is_off_topic(text: str) -> bool:
    return bool(_elsewhere().search(text)) or injected(text)


def injected(text: str) -> bool:
    """Is a message meant for a machine that does as it is told?"""
    return bool(_injection().search(text))


@cache
def _elsewhere() -> re.Pattern[str]:
    """What is of no such report."""
    return re.compile(alternation([w.lower() for w in word_list("scope")["off_topic"]["words"]]))


@cache
def _injection() -> re.Pattern[str]:
    return re.compile(alternation([p.lower() for p in word_list("scope")["injection"]["patterns"]]))


def section_title(fact: Observation | Statement) -> str:
    return title_of(fact.section)
