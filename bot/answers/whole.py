"""Questions about the report as a whole, and about a figure's footing: digest, parts, basis."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Missing, Part
from bot.answers.builder import Reply, figure, name, part, period_words, title_of, when, word
from bot.answers.lookup import describe, refuse_slot
from bot.answers.turn import Turn
from bot.facts.model import Observation
from bot.matching.rules import Refusal
from bot.question.cues import asks, pattern
from bot.report.model import Section

_YEAR = 4  # the digits of one


def top_sections(turn: Turn) -> list[Section]:
    sections = turn.library.report.document.sections
    outer = min((s.level for s in sections), default=0)
    return [s for s in sections if s.level == outer]


def outline_count(turn: Turn) -> Reply | None:
    """报告分几部分: how many, and which."""
    if not asks("section_count", turn.parsed.text):
        return None
    sections, reply = top_sections(turn), turn.reply
    if not sections:
        return None
    reply.line("headline", word("报告分"), part("index", str(len(sections))), word("部分："))
    _titles(turn, sections)
    return reply


def digest(turn: Turn) -> Reply | None:
    """总体情况怎么样: the parts of the report and the movements that it states, in its own words."""
    if not asks("overall", turn.parsed.text) or any(c.known and len(c.surface) > 1 for c in turn.parsed.strong):
        return None
    reply, sections = turn.reply, top_sections(turn)
    meta = turn.library.report.document.meta
    reply.line("headline", name(meta.title))
    _titles(turn, sections)
    moved = [r for r in turn.library.report.observations if r.aspect == "change"][:4]
    reply.show(*moved)
    for row in moved:
        reply.line("item", name(row.indicator), word("："), figure(row), word("（"), name(when(row)), word("）"))
        reply.cite(turn.library.report, row)
    return reply if sections or moved else None


def _titles(turn: Turn, sections: list[Section]) -> None:
    for section in sections:
        turn.reply.line("item", Part("citation", title_of(section.ref)))


def basis(turn: Turn) -> Reply | None:
    """累计还是一年的, 单位是什么, 截止哪天: what a figure rests on, or that the report does not say."""
    parsed = turn.parsed
    if not asks("basis", parsed.text):
        return None
    row = turn.near[0] if turn.near and asks("counted_by", parsed.text) else _row(turn)
    if row is None:
        return _as_of(turn) if not parsed.strong else None
    reply = turn.reply.show(row)
    if parsed.has("verify") and asks("one_year", parsed.text):
        asked = [p.value for p in parsed.periods if p.value]
        one = len(row.period or "") == _YEAR and (not asked or row.period in asked)
        reply.verdict = "yes" if one else "unknown" if row.period is None else "no"
    if row.period is None:
        reply.line("headline", word("报告没有写明这个数是哪一段时间的"))
    elif row.period.endswith("/"):
        reply.line("headline", word("累计数，"), name(period_words(row.period)))
    else:
        reply.line("headline", word("不是累计数，是"), name(period_words(row.period)), word("的数"))
    reply.line("detail", figure(row), word("　"), *describe(row))
    reply.line("detail", word("单位："), name(row.unit or "（报告没有写）"))
    return reply.cite(turn.library.extraction(row), row)


def _row(turn: Turn) -> Observation | None:
    plain = replace(turn.parsed, units=frozenset(), periods=())
    found = turn.find(plain)
    valued = [r for r in turn.library.report.observations if any(q.value == r.value for q in turn.parsed.numbers)]
    rows = found.rows or tuple(valued) or (turn.near if not turn.parsed.strong else ())
    return rows[0] if rows else None


def _as_of(turn: Turn) -> Reply:
    meta = turn.library.report.document.meta
    turn.reply.line("headline", word("报告没有写统一的截止日；落款日期是"), name(meta.date or "（没有写）"))
    return turn.reply


def only_planned(turn: Turn) -> Reply | None:
    """综合考评拿了第几: asked is what was reached, and the report only says what was to be."""
    parsed = turn.parsed
    if (parsed.has("verify") and not parsed.has("number")) or not asks("achieved", parsed.text) or parsed.has("target"):
        return None
    found = turn.find()
    if not found.rows or any(row.role != "target" for row in found.rows) or found.others:
        return None
    row, reply = found.rows[0], turn.reply
    reply.status, reply.reason = "not_found", "no_such_indicator"
    reply.line("headline", word("报告只写了目标，没有写实际做到多少"))
    reply.line("detail", word("目标："), figure(row), word("　"), *describe(row))
    reply.missing.append(Missing("indicator", row.indicator))
    return reply.show(row).cite(turn.library.extraction(row), row)


def per_thing(turn: Turn) -> Reply | None:
    """每个群多少人: a figure per thing that the report does not have."""
    match = pattern("per_thing").search(turn.parsed.text)
    if not match or not turn.parsed.has("number"):
        return None
    found = turn.find()
    rows = found.rows or found.offers
    if not rows or rows[0].rate:
        return None
    return refuse_slot(turn.library, turn.reply, turn.parsed, Refusal("breakdown", match.group()), rows[:1])
