"""Answers in the report's own sentences: what was done, how, when, by whom, what is planned."""

from __future__ import annotations

import re

from bot.answers.builder import Reply, name, word
from bot.answers.lookup import corrected, section_choice, told_years
from bot.facts.model import Statement
from bot.matching.score import Scored
from bot.matching.search import Library
from bot.question.cues import asks
from bot.question.parse import Parsed
from bot.text.words import word_list

ENOUGH = 0.56
#: A sentence up to this many characters is told whole; of how and why more of it is.
_WHOLE, _WHOLE_WAY = 48, 90


def best_statements(library: Library, parsed: Parsed, near: tuple[str, ...] = ()) -> list[Scored]:
    """The statements that explain enough of a question, best first; plans first where plans are asked for."""
    ranked = library.find_statements(parsed)
    if parsed.has("next", "target"):
        planned = [s for s in ranked if isinstance(s.entry.fact, Statement) and s.entry.fact.kind in ("plan", "target")]
        close = planned and planned[0].coverage >= ranked[0].coverage - 0.25
        ranked = planned if close else ranked
    if parsed.has("problems"):
        wrong = [s for s in ranked if isinstance(s.entry.fact, Statement) and s.entry.fact.kind == "problem"]
        ranked = wrong if wrong and wrong[0].coverage >= ranked[0].coverage - 0.25 else ranked
    good = [s for s in ranked if s.coverage >= ENOUGH and not _undemanded(s, parsed)]
    if near:
        good.sort(key=lambda s: (-(s.score + (0.15 if s.entry.fact.section.label in near else 0)), s.entry.number))
    return good


def _undemanded(scored: Scored, parsed: Parsed) -> bool:
    """A distinguishing word asked for (凶手, 型号) that the sentence does not hold."""
    if "环比" in parsed.text and "环比" not in scored.entry.quote:
        return True
    tables = word_list("questions")["distinguishing"]
    text = scored.entry.quote
    return any(not any(w in text for w in [d, *tables[d]] if len(w) > 1 or w in "破亡伤判") for d in parsed.demands)


def answer_statements(library: Library, reply: Reply, parsed: Parsed, statements: list[Statement]) -> Reply:
    """The sentences, the telling clause of the first in the headline."""
    first = statements[0]
    reply.statements += statements
    reply.line("headline", name(telling_clause(first.quote, parsed)))
    if first.period:
        from bot.answers.builder import period_words

        reply.line("detail", name(period_words(first.period)))
    told_years(library, reply, parsed)
    corrected(reply, parsed)
    for statement in statements:
        reply.cite(library.extraction(statement), statement)
    reply.suggestions.append(section_choice(first))
    return reply


def telling_clause(quote: str, parsed: Parsed) -> str:
    """The clause of a sentence that meets most of the question's words; the whole of a short one."""
    if len(quote) <= (_WHOLE_WAY if parsed.has("how", "why") else _WHOLE):
        return quote
    clauses = [c for c in re.split("(?<=[，；;])", quote) if c.strip()]

    def met(clause: str) -> int:
        return sum(
            len(c.surface)
            for c in parsed.concepts
            for o in c.options
            if o in clause.lower().replace("“", "").replace("”", "")
        )

    listed = parsed.has("list")
    best = max(range(len(clauses)), key=lambda i: (met(clauses[i]) + (3 * clauses[i].count("、") if listed else 0), -i))
    first = best
    while first and asks("subjectless", clauses[first]) and sum(map(len, clauses[first:best])) < _WHOLE_WAY:
        first -= 1  # 成为掣肘…最大的问题 does not say what has become it
    last = best + 1
    while parsed.has("how", "why") and last < len(clauses) and sum(map(len, clauses[first : last + 1])) <= _WHOLE_WAY:
        last += 1  # a way of doing things takes more than one clause
    return "".join(clauses[first:last]).strip("，；;。")


def list_statements(library: Library, reply: Reply, heading: str, statements: list[Statement]) -> Reply:
    """Several statements, one a line."""
    from bot.answers.builder import part

    if heading:
        reply.line("headline", word(heading))
    reply.statements += statements
    for position, statement in enumerate(statements, 1):
        reply.line("item", part("index", f"{position}、"), name(statement.quote))
        reply.cite(library.extraction(statement), statement)
    return reply
