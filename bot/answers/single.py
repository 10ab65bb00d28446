"""One figure or one sentence: looked up, its movement; else the honest refusal."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answer import Missing
from bot.answers import outline
from bot.answers.builder import Reply, figure, name, word
from bot.answers.lookup import answer_rows, choose, describe, is_off_topic, lookup, off_topic, refuse_slot, refuse_topic
from bot.answers.statement import answer_statements, best_statements, telling_clause
from bot.answers.turn import Turn
from bot.facts.model import Observation, Statement
from bot.matching.bonus import means
from bot.matching.document import unit_class
from bot.matching.found import Found
from bot.matching.rules import Refusal
from bot.matching.score import Scored
from bot.question.cues import asks, pattern
from bot.question.parse import Parsed
from bot.text.fold import key
from bot.text.numeral import parse_numeral
from bot.text.words import word_list


def elsewhere(turn: Turn) -> Reply | None:
    """Of another district the report tells nothing, however it is asked for."""
    parsed = turn.parsed
    if not parsed.places or parsed.has("rank") or any(turn.library.lexicon.knows(place) for place in parsed.places):
        return None
    if not parsed.strong and not parsed.numbers:  # 那静安区呢
        return refuse_slot(turn.library, turn.reply, parsed, Refusal("place", parsed.places[0]), turn.near)
    found = turn.find()
    if found.refusal is None or found.refusal.slot != "place":
        return None
    return refuse_slot(turn.library, turn.reply, turn.parsed, found.refusal, found.nearest)


def _wants_text(parsed: Parsed) -> bool:
    asked = parsed.has("how", "why", "what", "who", "where", "when", "list", "browse") and not (
        parsed.has("number") and parsed.units
    )
    asked = asked or (asks("which_one", parsed.text) and not parsed.has("number", "verify"))
    return asked or (parsed.has("next") and not parsed.has("number", "target"))


def single_figure(turn: Turn) -> Reply | None:
    parsed = turn.parsed
    if turn.inherited and asks("which_of", parsed.text):
        return nothing(turn, Found())  # 哪个高, of one figure
    if turn.inherited and parsed.has("when") and turn.near:
        if turn.near[0].period is None:
            return refuse_slot(turn.library, turn.reply, parsed, Refusal("period", "时间"), turn.near[:1])
        return answer_rows(turn.library, turn.reply, turn.near[:1])
    found = turn.find()
    if parsed.numbers and not parsed.strong and not found.rows:
        found = _by_value(turn)
    counted = parsed.has("number", "share", "change", "target", "rate") or parsed.numbers
    if found.rows and _one_of_two(parsed, found.rows[0]):
        return nothing(turn, Found(nearest=found.rows))
    if found.rows and counted and not found.offers and not _wants_text(parsed):
        return lookup(turn.library, turn.reply, parsed, found)
    statements = best_statements(turn.library, parsed, turn.near_sections)
    told = statements[0].coverage if statements else 0.0
    if _wants_text(parsed) and statements and not (found.rows and found.coverage > told + 0.12):
        return None
    missed = found.refusal and found.refusal.slot in ("period", "place") and found.coverage >= told - 0.1
    if missed and found.refusal and not _wants_text(parsed) and not parsed.has("rank"):
        return refuse_slot(turn.library, turn.reply, parsed, found.refusal, found.nearest)
    if parsed.has("rank") and not found.rows and any(_ranks(s) for s in statements[:1]):
        return None
    closer = told - 0.05 if _wants_text(parsed) else told - 0.35
    if (
        found.offers
        and not _wants_text(parsed)
        and parsed.periods
        and not parsed.has("verify")
        and found.coverage > told - 0.1
    ):
        return choose(turn.library, turn.reply, found.offers) if len(found.offers) > 1 else None
    if found.rows and (counted or found.coverage >= closer):
        return lookup(turn.library, turn.reply, parsed, found)
    if found.offers and (parsed.has("number") or not (statements or _wants_text(parsed))):
        rows = found.offers
        if len(rows) == 1 and parsed.units and not _wants_text(parsed):
            return nothing(turn, found)  # a figure was asked for: a sentence without one answers nothing
        return choose(turn.library, turn.reply, rows) if len(rows) > 1 else None
    if found.refusal and (parsed.has("number", "share", "change", "rate") or not statements):
        return refuse_slot(turn.library, turn.reply, parsed, found.refusal, found.nearest)
    if parsed.has("number", "share") and not _wants_text(parsed):
        return nothing(turn, found)
    return None


def _one_of_two(parsed: Parsed, row: Observation) -> bool:
    """城市和农村一共多少户: the figure of one of two things that stand against one another is no answer."""
    if not parsed.has("sum", "compare", "more"):
        return False
    words = {c.surface for c in parsed.strong}
    for group in word_list("extraction")["contrasts"]:
        asked = [w for w in group if w in words]
        if len(asked) > 1 and sum(w in key(row.indicator) for w in asked) == 1:
            return True
    return False


def _ranks(scored: Scored) -> bool:
    fact = scored.entry.fact
    return isinstance(fact, Statement) and fact.kind == "rank"


def _by_value(turn: Turn) -> Found:
    """A bare number: what is it the number of?"""
    rows = [
        e.observation
        for e in turn.library.observations
        if e.observation and any(means(q, e.observation) for q in turn.parsed.numbers)
    ]
    same_unit = [r for r in rows if any(q.unit in (None, r.unit) for q in turn.parsed.numbers)]
    chosen = same_unit or rows
    return Found(rows=tuple(chosen[:1]), coverage=1.0) if len(chosen) == 1 else Found(offers=tuple(chosen[:5]))


def sentence(turn: Turn) -> Reply | None:
    statements = best_statements(turn.library, turn.parsed, turn.near_sections)
    statements = [s for s in statements if _tells(s.entry.quote, turn.parsed)]
    if not statements:
        return None
    facts = [s.entry.fact for s in statements if isinstance(s.entry.fact, Statement)]
    latin = [c for c in turn.parsed.strong if re.search("[a-z]", c.surface)]
    if turn.parsed.has("number") and any(not any(o in key(facts[0].quote) for o in c.options) for c in latin):
        return None  # PM2.5浓度多少, of a sentence on six pollutants
    places = turn.parsed.places
    vague = set(word_list("places")["vague"])
    said = [p in facts[0].quote or (p in vague and asks("elsewhere", facts[0].quote)) for p in places]
    if places and facts[0].kind != "rank" and not any(said):
        return None
    if turn.parsed.has("when") and not turn.parsed.has("number") and not _dated(facts[0]):
        return _undated(turn, facts[0])
    return _under_heading(turn, facts[0]) or _with_figures(turn, _holding(turn, statements) or facts[0])


def _dated(fact: Statement) -> bool:
    return bool(fact.period) or asks("dated", fact.quote)


def _undated(turn: Turn, fact: Statement) -> Reply:
    """哪天来的: the sentence is there, and says no time."""
    reply = turn.reply
    reply.status, reply.reason = "not_found", "no_such_period"
    reply.missing.append(Missing("period", "时间"))
    reply.line("headline", word("报告没有写明时间。"))
    reply.line("detail", name(telling_clause(fact.quote, turn.parsed)))
    return reply.cite(turn.library.extraction(fact), fact)


def _tells(quote: str, parsed: Parsed) -> bool:
    """哪个最多 is told by a sentence that names an extreme, 哪八类 by one that names eight."""
    text = parsed.text
    if parsed.has("most") and asks("of_all", text) and not asks("extreme_told", quote):
        return False
    street = pattern("street_asked").search(text)
    if street and parsed.has("where", "list") and street[1][-1] not in quote:
        return False
    if parsed.has("list") and asks("names_asked", text) and max(map(_listed, re.split("[，；;。]", quote))) < _NAMES:
        return False
    counted = pattern("which_n").search(text)
    count = int(parse_numeral(counted[1].replace("俩", "两")) or 0) if counted else 0
    clauses = re.split("[，；。]", quote)
    return count < 3 or quote.count("；") + 1 >= count or any(_listed(clause) >= count for clause in clauses)


#: Names are listed by a clause that has so many.
_NAMES = 3


def _listed(clause: str) -> int:
    """How many things a clause lists."""
    return clause.count("、") + len(re.findall("和|及|与", clause)) + 1


def _under_heading(turn: Turn, fact: Statement) -> Reply | None:
    """A heading asked about by 哪些, 怎么 or 什么 is answered by what stands below it."""
    section = next((s for s in turn.library.report.document.sections if s.ref == fact.section), None)
    is_heading = section is not None and fact.span[0] == section.heading[0]
    below = section is not None and section.span[1] - section.heading[1] > 10
    if section and is_heading and below and turn.parsed.has("list", "how", "what"):
        return outline.browse(turn.library, turn.reply, section, turn.parsed)
    return None


def _holding(turn: Turn, statements: list[Scored]) -> Statement | None:
    """Of sentences that explain a question about as well, the one with the figure that explains it best."""
    ranked = turn.library.ranked(turn.parsed, turn.near)
    told = ranked and ranked[0].coverage >= 0.9 and ranked[0].fit >= 0.4
    row = ranked[0].entry.observation if told else None
    for scored in statements:
        fact = scored.entry.fact
        close = scored.score >= statements[0].score - 0.12
        if row and close and isinstance(fact, Statement) and fact.span[0] <= row.span[0] < fact.span[1]:
            return fact
    return None


def _with_figures(turn: Turn, fact: Statement) -> Reply:
    """A sentence, and the figure in it that the question names (联网的三个委办局是哪几个)."""
    found = turn.find(replace(turn.parsed, units=frozenset()))
    beside = [e.observation for e in turn.library.observations if e.observation and e.observation.report == fact.report]
    rows = [r for r in found.rows if found.coverage >= 0.75 and fact.span[0] <= r.span[0] < fact.span[1]]
    if turn.parsed.has("list") and not rows:  # 算法能力有哪些: the figures that the sentence lists
        near = [s.entry.observation for s in turn.library.ranked(turn.parsed) if s.coverage >= 0.5]
        rows = [r for r in near if r and fact.span[0] <= r.span[0] < fact.span[1]][:6]
    if turn.parsed.has("number") and not rows:  # 一共管着多少微信群: the figure of what is counted
        heads = [option for c in turn.parsed.strong if c.head for option in c.options if len(option) > 1]
        inside = [r for r in beside if fact.span[0] <= r.span[0] < fact.span[1] and r.aspect == "level"]
        rows = [r for r in inside if any(option in key(r.indicator) for option in heads)][:1]
    counts = [r for r in beside if fact.span[0] <= r.span[0] < fact.span[1] and r.aspect == "level"]
    if turn.parsed.has("list") and turn.parsed.strong:  # 哪几个县市: how many they are
        last = turn.parsed.strong[-1].options
        named = [r for r in counts if unit_class(r) == "thing" and any(option in key(r.indicator) for option in last)]
        rows = list(dict.fromkeys((*named[:1], *rows)))
    told = telling_clause(fact.quote, turn.parsed)
    if turn.parsed.has("most") and not rows:  # what is said to be the most, with its figures
        rows = [r for r in beside if fact.span[0] <= r.span[0] < fact.span[1] and r.value_text in told][:6]
    rows = [r for r in rows if r.id not in turn.exclude]
    reply = answer_statements(turn.library, turn.reply, turn.parsed, [fact])
    for row in rows:
        reply.show(row)
        reply.line("detail", figure(row), word("　"), *describe(row))
    return reply


def nothing(turn: Turn, found: Found | None = None) -> Reply:
    text = turn.parsed.text
    if is_off_topic(text) and not any(c.known and len(c.surface) > 1 for c in turn.parsed.strong):
        return off_topic(turn.library, turn.reply, turn.examples)
    found = found or turn.find()
    return refuse_topic(turn.library, turn.reply, turn.parsed, found)
