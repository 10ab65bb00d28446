"""Questions about the report itself: its scope, its issuer, its sections and lists, where a thing stands."""

from __future__ import annotations

from bot.answer import Missing
from bot.answers import outline
from bot.answers.builder import Reply, word
from bot.answers.lookup import answer_rows, injected, off_topic, offer
from bot.answers.statement import best_statements
from bot.answers.turn import Turn
from bot.facts.model import Statement
from bot.matching.bonus import means
from bot.question.cues import asks, pattern


def scope(turn: Turn) -> Reply | None:
    if injected(turn.parsed.text):
        return off_topic(turn.library, turn.reply, turn.examples)
    return None


#: A title holds nearly all that is named.
_TITLED = 0.95


def personal(turn: Turn) -> Reply | None:
    """他们叫什么住哪里: a report of counts names nobody."""
    parsed = turn.parsed
    if not asks("personal", parsed.text) or parsed.has("number"):
        return None
    rows = turn.find().rows
    told = best_statements(turn.library, parsed, turn.near_sections)
    named = told and asks("titled", told[0].entry.quote) and not asks("private", parsed.text)
    if named or not (rows or turn.near or told):
        return None
    reply = turn.reply
    reply.status, reply.reason = "not_found", "no_such_person"
    reply.line("headline", word("报告里没有具体到个人的信息。"))
    reply.missing.append(Missing("person", parsed.text))
    return offer(turn.library, reply, (rows or turn.near)[:1])


def masthead(turn: Turn) -> Reply | None:
    if not asks("about_report", turn.parsed.text):
        return None
    own = turn.sub(turn.parsed.text).strong  # not what the talk was of before
    if not any(len(c.surface) > 2 and c.known for c in own if "报告" not in c.surface):
        return outline.masthead(turn.library, turn.reply)
    return None


def section(turn: Turn) -> Reply | None:
    parsed = turn.parsed
    if asks("outlook", parsed.text) and not any(len(c.surface) > 1 and c.known for c in parsed.strong):
        outlook = outline.chapter_on(turn.library, "trend_headings")
        return outline.browse(turn.library, turn.reply, outlook, parsed) if outlook else None
    if parsed.has("list", "count_list") and asks("chaptered", parsed.text) and not (parsed.numbers or parsed.periods):
        titled = outline.section_of(turn.library, parsed) if parsed.strong else None
        if titled and outline.title_fit(titled.ref.title, parsed) >= _TITLED:  # 环境变化那章点了哪四个方面
            return outline.browse(turn.library, turn.reply, titled, parsed)
    if not (parsed.has("browse") or (asks("ordinal", parsed.text) and not parsed.has("source"))):
        return None
    own = turn.sub(parsed.text)  # 工作思路的第四条呢, after another section
    section = outline.section_of(turn.library, own if own.strong else parsed)
    return outline.browse(turn.library, turn.reply, section, parsed) if section else None


def lists(turn: Turn) -> Reply | None:
    """Problems, next steps and targets as the report lists them, when no thing of its own is asked about."""
    parsed = turn.parsed
    topical = [c for c in parsed.strong if c.known and len(pattern("list_word").sub("", c.surface)) > 1]
    if topical and asks("first_few", parsed.text):
        return None
    if parsed.has("problems") and not topical:
        return outline.problems(turn.library, turn.reply)
    if (
        parsed.has("next")
        and not asks("goal", parsed.text)
        and not topical
        and not parsed.has("verify", "share")
        and not parsed.units
        and asks("next_step", parsed.text)
    ):
        return outline.plans(turn.library, turn.reply)
    if parsed.has("compare", "difference") and (len(topical) > 1 or (topical and parsed.has("difference"))):
        return None
    listed = asks("enumerates", parsed.text) or (not topical and asks("what", parsed.text))
    if parsed.has("target") and not topical and parsed.periods and not parsed.numbers:
        return outline.targets(turn.library, turn.reply, parsed)
    if parsed.has("target") and listed and (asks("goal", parsed.text) or not topical):
        rows = turn.find().rows if topical else ()
        covered = rows and turn.find().coverage > 0.9 and len(topical) > 1
        return None if covered else outline.targets(turn.library, turn.reply, parsed)
    return None


def source(turn: Turn) -> Reply | None:
    parsed = turn.parsed
    if not parsed.has("source") or parsed.has("parts"):
        return None
    valued = [
        e.observation
        for e in turn.library.observations
        if e.observation and any(means(q, e.observation) for q in parsed.numbers)
    ]
    if valued and parsed.numbers:
        best = max(valued, key=lambda r: (any(q.unit == r.unit for q in parsed.numbers), -r.span[0]))
        return outline.place(turn.library, turn.reply, best)
    if turn.inherited and (turn.near or turn.said):  # 出处, said of the last answer
        return outline.place(turn.library, turn.reply, turn.near[0] if turn.near else turn.said[0])
    found = turn.find()
    if found.rows or found.offers:
        return outline.place(turn.library, turn.reply, (found.rows or found.offers)[0])
    statements = best_statements(turn.library, parsed)
    if statements and isinstance(statements[0].entry.fact, Statement):
        return outline.place(turn.library, turn.reply, statements[0].entry.fact)
    return outline.place(turn.library, turn.reply, turn.near[0]) if turn.near and not parsed.strong else None


def overview(turn: Turn) -> Reply | None:
    """A bare topic: its section, or all its figures."""
    parsed = turn.parsed
    figures = asks("figures", parsed.text)
    asked = parsed.cues - {"overview", "verify", "now"} - ({"list", "number", "browse"} if figures else set())
    if parsed.has("verify") and len(parsed.strong) > 1:  # 教育局的视频有没有连上 asks for a verdict
        return None
    if asked or parsed.periods or parsed.numbers or not parsed.strong or parsed.demands:
        return None
    ranked = [
        s
        for s in turn.library.ranked(parsed, turn.near)
        if s.coverage >= (0.6 if figures else 0.85) and s.entry.observation
    ]
    if ranked and ranked[0].fit >= 0.9 and not parsed.has("overview") and not figures:
        return None
    section = outline.section_of(turn.library, parsed)
    if section and outline.title_fit(section.ref.title, parsed) >= 0.95:
        return outline.browse(turn.library, turn.reply, section, parsed)
    rows = [
        s.entry.observation
        for s in ranked
        if s.entry.observation and s.entry.observation.section == ranked[0].entry.fact.section
    ][:6]
    return answer_rows(turn.library, turn.reply, tuple(rows)) if len(rows) > 1 else None
