"""Answers about the report itself: its sections, its problems, targets and plans, where a figure stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import add

from bot.answer import Missing
from bot.answers.builder import Reply, echo, figure, name, part, title_of, when, word
from bot.answers.lookup import section_choice
from bot.facts.model import Observation, Statement
from bot.facts.statement import announces
from bot.matching.search import Library
from bot.question.cues import asks, pattern
from bot.question.parse import Parsed
from bot.report.model import Section
from bot.text.fold import key
from bot.text.numeral import parse_numeral
from bot.text.words import word_list


def section_of(library: Library, parsed: Parsed) -> Section | None:
    """The section a question names by its number or by the words of its title."""
    sections = library.report.document.sections
    ordinal = pattern("ordinal").search(parsed.text)
    if ordinal:
        highest = min((s.level for s in sections), default=0)
        top = [s for s in sections if s.level == highest]
        number = int(parse_numeral(ordinal[1]) or 0)
        named = [s for s in sections if title_fit(s.ref.title, parsed) >= _NAMED] if parsed.strong else []
        below = _children(sections, named[0]) if named else []
        if below:  # 下一步举措第五条
            return below[number - 1] if 0 < number <= len(below) else None
        return top[number - 1] if 0 < number <= len(top) else None
    best, worth = None, 0.0
    pieces = {piece for c in parsed.strong for option in c.options for piece in _pieces(option)}
    for section in sections:
        if pieces.isdisjoint(_pieces(key(section.ref.title))):
            continue
        fit = title_fit(section.ref.title, parsed)
        if fit > worth + 0.03:  # of two alike the earlier: what was done before what is planned
            best, worth = section, fit
    return best if worth >= 0.6 else None


#: A title holds so much of what is named.
_NAMED = 0.9


def _children(sections: Sequence[Section], section: Section) -> list[Section]:
    path = section.ref.path
    return [s for s in sections if s.ref.path[: len(path)] == path and len(s.ref.path) == len(path) + 1]


def chapter_on(library: Library, table: str) -> Section | None:
    """The chapter whose heading holds most of the words of a list of ``extraction.toml``."""
    words = word_list("extraction")[table]
    chapters = [s for s in library.report.document.sections if len(s.ref.path) == 1]
    counts = [(sum(word in s.ref.title for word in words), -n) for n, s in enumerate(chapters)]
    best = max(counts, default=(0, 0))
    return chapters[-best[1]] if best[0] else None


def title_fit(title: str, parsed: Parsed) -> float:
    """How much of the question's words a title holds, with a little for how much of the title they are."""
    folded = key(title)
    strong = parsed.strong
    if not strong:
        return 0.0
    met = [max((_share(o, folded) for o in c.options), default=0.0) * len(c.surface) for c in strong]
    hits = sum(len(o) for c in strong for o in c.options if o in folded)
    return sum(met) / sum(len(c.surface) for c in strong) + 0.2 * min(1.0, hits / max(1, len(folded)))


@lru_cache(maxsize=1024)
def _pieces(text: str) -> frozenset[str]:
    """The characters of a text and its pairs of them: a text that holds something of another shares some."""
    return frozenset((*text, *map(add, text, text[1:])))


def _share(option: str, text: str) -> float:
    if option in text:
        return 1.0
    pieces = [option[i : i + 2] for i in range(len(option) - 1)]
    share = sum(p in text for p in pieces) / len(pieces) if pieces else 0.0
    return share if share >= 0.5 else 0.0


def browse(library: Library, reply: Reply, section: Section, parsed: Parsed | None = None) -> Reply:
    """A section in short: its subsections, else its figures and its sentences."""
    document = library.report.document
    below = [
        s for s in document.sections if s.ref.path[: len(section.ref.path)] == section.ref.path and s is not section
    ]
    children = [s for s in below if len(s.ref.path) == len(section.ref.path) + 1]
    first = pattern("first_few").search(parsed.text) if parsed else None
    if first:
        children = children[: int(parse_numeral(first[1]) or 1)]
    reply.line("headline", name(title_of(section.ref)))
    if children:
        reply.cite_heading(library.report, section)
        for position, child in enumerate(children, 1):
            reply.line("item", part("index", f"{position}、"), name(child.ref.path[-1]))
    for row in _rows_in(library, section)[: 4 if children else 8]:
        if not first:
            reply.show(row)
            reply.line("item", name(row.indicator), word("："), figure(row))
    statements = _statements_in(library, section, bool(children))
    wanted = [s for s in statements if not first or any(s.section == c.ref for c in children)]
    for statement in wanted[: 8 if children else 6]:
        reply.statements.append(statement)
        reply.cite(library.extraction(statement), statement)
    if not reply.sources and reply.observations:
        reply.cite(library.extraction(reply.observations[0]), reply.observations[0])
    return reply


def _rows_in(library: Library, section: Section) -> list[Observation]:
    rows = [e.observation for e in library.observations if e.report == 0 and e.observation]
    return [r for r in rows if r.section.path[: len(section.ref.path)] == section.ref.path]


def _statements_in(library: Library, section: Section, headings: bool) -> list[Statement]:
    """The sentences right below a heading; of a section with subsections their headings."""
    rows = [e.fact for e in library.statements if e.report == 0 and isinstance(e.fact, Statement)]
    inside = [s for s in rows if s.section.path[: len(section.ref.path)] == section.ref.path]
    if not headings:
        return [s for s in inside if s.span[0] >= section.heading[1]] or inside
    return [
        s
        for s in inside
        if s.quote.startswith(s.section.path[-1][:6]) and len(s.section.path) == len(section.ref.path) + 1
    ]


def place(library: Library, reply: Reply, fact: Observation | Statement) -> Reply:
    """Where a figure or a sentence stands."""
    extraction = library.extraction(fact)
    page = f"，第{fact.page}页" if fact.page else ""
    reply.line("headline", part("citation", f"{title_of(fact.section)}{page}"))
    if isinstance(fact, Observation):
        reply.show(fact)
        reply.line("detail", figure(fact), word("　"), name(fact.indicator))
    else:
        reply.statements.append(fact)
    reply.cite(extraction, fact)
    reply.suggestions.append(section_choice(fact))
    return reply


def problems(library: Library, reply: Reply) -> Reply | None:
    """The headings of the problem chapter, or its sentences."""
    rows = [
        e.fact
        for e in library.statements
        if isinstance(e.fact, Statement) and e.fact.kind == "problem" and e.report == 0
    ]
    rows = [s for s in rows if not announces(s.quote)] or rows
    heads = [s for s in rows if s.section.path and s.quote.startswith(s.section.path[-1][:6])]
    chosen = heads or rows[:6]
    if chosen:
        reply.line("headline", word("报告列出的问题有"), part("index", str(len(chosen))), word("个："))
    return _listed(library, reply, "", chosen)


def plans(library: Library, reply: Reply) -> Reply | None:
    rows = [
        e.fact
        for e in library.statements
        if isinstance(e.fact, Statement) and e.fact.kind in ("plan", "target") and e.report == 0
    ]
    heads = [s for s in rows if s.section.path and s.quote.startswith(s.section.path[-1][:6])]
    last = max((s.section.path[1:2] for s in heads), key=lambda p: (asks("next_step", "".join(p)), p), default=())
    deepest = max((len(s.section.path) for s in heads), default=0)
    chosen = [s for s in heads if s.section.path[1:2] == last and len(s.section.path) == deepest] or heads or rows[:6]
    return _listed(library, reply, "报告写的下一步：", chosen)


def _listed(library: Library, reply: Reply, heading: str, rows: list[Statement]) -> Reply | None:
    from bot.answers.statement import list_statements

    return list_statements(library, reply, heading, rows) if rows else None


def targets(library: Library, reply: Reply, parsed: Parsed) -> Reply | None:
    """All figures to be reached, one a line."""
    rows = [
        e.observation
        for e in library.observations
        if e.observation and e.observation.role == "target" and e.report == 0
    ]
    asked = {p.value for p in parsed.periods if p.value}
    planned = (
        [r for r in rows if r.period in asked] if asked else [r for r in rows if r.period or len(rows) < 4] or rows
    )
    if not planned:
        return _no_target(reply, rows, parsed) if rows and asked else None
    reply.line("headline", word("报告写明的目标："))
    if asks("done", parsed.text):
        reply.note("assumption", "报告只写了目标，没有写完成情况。")
    reply.show(*planned)
    for row in planned[:10]:
        reply.line("item", name(row.indicator), word("："), figure(row))
        reply.cite(library.extraction(row), row)
    return reply


def _no_target(reply: Reply, rows: list[Observation], parsed: Parsed) -> Reply:
    """Targets of another year than the one asked for."""
    held = tuple(dict.fromkeys(when(r) for r in rows if r.period))
    reply.status, reply.reason = "not_found", "no_such_period"
    reply.line("headline", word("报告没有写"), echo(parsed.periods[0].text), word("的目标。"))
    if held:
        reply.line("detail", word("报告里有的是："), name("、".join(held)), word("的目标。"))
    reply.missing.append(Missing("period", parsed.periods[0].text, held))
    return reply


def masthead(library: Library, reply: Reply) -> Reply:
    """Who issued the report, and when."""
    meta = library.report.document.meta
    reply.line("headline", name(f"{meta.issuer or '报告没有写明单位'}，{meta.date or '没有写明日期'}"))
    reply.line("detail", name(meta.title))
    signed = next((e.fact for e in library.statements if isinstance(e.fact, Statement) and e.fact.kind == "meta"), None)
    if signed:
        reply.statements.append(signed)
        reply.cite(library.report, signed)
    return reply
