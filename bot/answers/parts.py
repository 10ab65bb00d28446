"""Breakdowns: the parts of a total, the largest of them, and what the report leaves unsaid."""

from __future__ import annotations

from bot.answer import Derived, Part
from bot.answers.builder import Reply, figure, name, word
from bot.answers.lookup import describe, remark, suggest, told_years
from bot.facts.finding import plain
from bot.facts.model import Observation
from bot.matching.search import Library
from bot.question.cues import pattern
from bot.question.parse import Parsed
from bot.text.fold import key

#: How a figure's words begin that counts what was named before it.
TOTALS = ("共", "合计", "总计")


def members(library: Library, total: Observation) -> list[Observation]:
    """The parts of a total; where the report marks none, the figures that its sentence counts before it."""
    parts = library.parts_of(total)
    if parts:
        return parts
    if not total.quote.startswith(TOTALS):
        return []
    return [row for row in library.beside(total) if row.span < total.span and row.aspect == "level"]


def restrict(rows: list[Observation], parsed: Parsed) -> list[Observation]:
    """The members that the question names, all of them when it names none."""
    hit = [r for r in rows if any(o in key(r.indicator + r.quote) for c in parsed.strong for o in c.options)]
    units = [r for r in rows if (r.unit or "").lower() in parsed.unit_words]
    return hit if 0 < len(hit) < len(rows) else units or rows


def breakdown(library: Library, reply: Reply, parsed: Parsed, total: Observation, rows: list[Observation]) -> Reply:
    """Each part a line; the total with what the parts leave open."""
    reply.show(*rows)
    for row in rows:
        reply.line("headline", figure(row), word("　"), *describe(row))
    reply.line("detail", word("总数："), figure(total), word("　"), name(total.indicator))
    reply.show(total)
    rest = round(total.value - sum(row.value for row in rows), 6)
    whole = library.parts_of(total)
    remarked = any(finding.observations[0] == total.id for finding in library.extraction(total).findings)
    if len(rows) == len(whole) and rest > 0 and total.unit not in ("%", None) and not remarked:
        formula = f"{plain(total.value)} − {' − '.join(plain(r.value) for r in rows)} = {plain(rest)}"
        text = f"其余 {plain(rest)}{total.unit} 报告未说明（{formula}）"
        reply.derived.append(Derived(rest, total.unit, "exact", formula, text))
        reply.line("remark", Part("derived", text))
    for row in [*rows, total]:
        reply.cite(library.extraction(row), row)
    remark(library, reply, (total,))
    told_years(library, reply, parsed)
    suggest(library, reply, total)
    return reply


def extreme_word(text: str, least: bool) -> str:
    """最长 is answered as 最长; what is asked in another way (占大头) as 最多 or 最少."""
    said = pattern("said_extreme").search(text)
    return f"{said[0] if said else '最少' if least else '最多'}："


def _named(row: Observation, parsed: Parsed) -> bool:
    """Does a part's own name speak of what the question names last?"""
    said = key(row.indicator)
    return any(option in said for option in parsed.strong[-1].options if len(option) > 1) if parsed.strong else False


def extreme(
    library: Library, reply: Reply, parsed: Parsed, total: Observation, rows: list[Observation], least: bool
) -> Reply | None:
    """The largest or smallest of comparable parts; the set is named."""
    like = [row for row in rows if row.unit == rows[0].unit]
    if len(like) < 2:
        return None
    top = min(like, key=lambda r: r.value) if least else max(like, key=lambda r: r.value)
    claimed = [row for row in like if _named(row, parsed)] if parsed.has("verify") else []
    if len(claimed) == 1:  # 海归最多吧
        reply.verdict = "yes" if claimed[0].value == top.value else "no"
    reply.show(top)
    reply.line("headline", name(top.indicator), word(extreme_word(parsed.text, least)), figure(top))
    reply.line("detail", word("在“"), name(total.indicator), word("”的各项里比："))
    reply.line("item", name("、".join(f"{row.indicator} {row.value_text}" for row in like)))
    reply.show(*(row for row in like if row is not top))
    reply.cite(library.extraction(top), top)
    told_years(library, reply, parsed)
    suggest(library, reply, top)
    return reply
