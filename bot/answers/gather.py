"""All that the report says of a theme: its figures, what was done, the names that a sentence lists."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.builder import Reply, figure, name, part, word
from bot.answers.lookup import answer_rows, describe, itemise, told_years
from bot.answers.pool import blank, pool
from bot.answers.statement import answer_statements, best_statements
from bot.answers.turn import Turn
from bot.facts.model import Observation, Statement
from bot.question.concepts import Concept
from bot.question.cues import asks, pattern
from bot.text.fold import key

_MOST = 12


def figures_of(turn: Turn) -> Reply | None:
    """就业方面的数字都列一下: every figure that goes by the theme's name."""
    parsed = turn.parsed
    if not asks("all_figures", parsed.text) or parsed.numbers or parsed.has("target", "verify", "change"):
        return None
    theme = pattern("theme_frame").sub(" ", blank(parsed.text, [(p.start, p.end) for p in parsed.periods])).strip()
    rows = _of_theme(turn, theme) if theme and " " not in theme else []
    if len(rows) < 2:
        return None
    reply = turn.reply.line("headline", word("报告里这方面的数有"), part("index", str(len(rows))), word("个："))
    itemise(turn.library, reply, rows)
    told_years(turn.library, reply, parsed)
    return reply


def _of_theme(turn: Turn, theme: str) -> list[Observation]:
    """By the word itself where the report's names have it (a question cuts 就业 in two), else by its aliases."""
    everything = pool(turn, "") or []
    aliased = (pool(turn, theme) or []) if turn.sub(theme).strong else []
    chosen = {r.id for r in aliased} | {r.id for r in everything if key(theme) in key(r.indicator)}
    headed = {r.id for r in everything if _titled(r, theme)}
    return [r for r in everything if r.id in chosen | headed or r.parent in chosen]


def _titled(row: Observation, theme: str) -> bool:
    """Is a figure's section about the theme alone?"""
    title = row.section.title
    return key(theme) in key(title) and not re.search("[、和与及，]", title)


def deeds(turn: Turn) -> Reply | None:
    """电动车整治都干了些啥: the sentence that tells it, with all its figures."""
    parsed = turn.parsed
    if not asks("did_what", parsed.text) or not parsed.strong or parsed.numbers:
        return None
    statements = best_statements(turn.library, parsed, turn.near_sections)
    fact = statements[0].entry.fact if statements else None
    if not isinstance(fact, Statement):
        return None
    rows = [
        e.observation
        for e in turn.library.observations
        if e.observation and e.report == 0 and _overlap(e.observation.sentence, fact.span)
    ]
    if not rows:
        return None
    reply = answer_statements(turn.library, turn.reply, parsed, [fact])
    for row in rows[:_MOST]:
        reply.show(row)
        reply.line("detail", figure(row), word("　"), *describe(row))
        reply.cite(turn.library.extraction(row), row)
    return reply


def _overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def count_named(turn: Turn) -> Reply | None:
    """点名的大案有几个: how many names a sentence lists in quotes, and which."""
    parsed = turn.parsed
    if not asks("by_name", parsed.text) or not parsed.has("number", "list", "count_list"):
        return None
    for scored in best_statements(turn.library, parsed, turn.near_sections)[:3]:
        fact = scored.entry.fact
        listed = pattern("quoted_list").search(fact.quote)
        if listed and isinstance(fact, Statement):
            names = re.findall("“([^”]+)”", listed.group())
            told = [part("index", str(len(names))), word("个：")]
            turn.reply.line("headline", word("报告点名的有"), *told, name("、".join(names)))
            turn.reply.statements.append(fact)
            return turn.reply.cite(turn.library.extraction(fact), fact)
    return None


def ratio(turn: Turn) -> Reply | None:
    """产业结构几比几: the parts of a ratio, those of the latest time."""
    if not asks("ratio_asked", turn.parsed.text):
        return None
    found = turn.find(replace(turn.parsed, units=frozenset()))
    first = next(iter((*found.rows, *found.offers)), None)
    if first is None:
        return None
    rows = [r for r in turn.library.beside(first) if r.aspect == first.aspect and r.unit == first.unit]
    latest = max((r.period or "" for r in rows), default="")
    rows = [r for r in rows if (r.period or "") == latest]
    return answer_rows(turn.library, turn.reply, tuple(rows)) if len(rows) > 1 else None


def each_named(turn: Turn) -> Reply | None:
    """火灾死人还有自杀各多少: things of different kinds named side by side, each answered."""
    if turn.parsed.has("where") and not turn.parsed.has("number"):
        return None
    if not asks("each_one", turn.parsed.text) or len(turn.parsed.strong) < 2 or asks("share_named", turn.parsed.text):
        return None
    rows: list[Observation] = []
    cues = frozenset({"number"}) | (turn.parsed.cues & {"target", "change"})
    things, within = _within(turn)
    for concept in things:
        around = (replace(c, weak=True) for c in within)  # of the parts, not of the total that they are within
        alone = replace(turn.parsed, concepts=(concept, *around), cues=cues)
        found = turn.library.find(alone, turn.near)
        if not found.rows:
            return None
        rows += [row for row in found.rows[:1] if row not in rows]
    if len(rows) < 2:
        return None
    reply = answer_rows(turn.library, turn.reply, tuple(rows))
    told_years(turn.library, reply, turn.parsed)
    return reply


def named_within(turn: Turn) -> Reply | None:
    """市场主体里企业、个体户各多少: the parts that are named, which the total need not know as its own."""
    return each_named(turn) if asks("listed_within", turn.parsed.text) and len(_within(turn)[0]) > 1 else None


def _within(turn: Turn) -> tuple[list[Concept], list[Concept]]:
    """新登记的市场主体里企业、个体户各多少: the things, and what all of them are within."""
    match = pattern("listed_within").match(turn.parsed.text)
    things = list(turn.sub(match[2]).strong) if match else []
    if len(things) < 2:
        return _apart(turn), []
    return things, [concept for concept in turn.parsed.strong if concept.surface in (match[1] if match else "")]


def _apart(turn: Turn) -> list[Concept]:
    """服务器CPU的和GPU的: the things named, without the word that is in the names of all of them."""
    things = list(turn.parsed.strong)
    for concept in things if len(things) > 2 else ():
        others = [other for other in things if other is not concept]
        shared = all(any(option in meant for option in concept.options) for o in others for meant in o.options[1:2])
        if shared and all(len(other.options) > 1 for other in others):
            return others
    return things
