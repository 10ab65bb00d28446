"""What belongs to a figure and can be opened by a button: its other years, parts, share, target, measures.

A ref is a letter and the id of the fact (``y-c93fd31a``), so that a button works without any memory. Only what
is there is offered: a button that opens nothing is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.answer import Choice
from bot.answers import parts
from bot.answers.book import alike
from bot.answers.builder import Reply, figure, name, when, word
from bot.answers.lookup import answer_rows, remark
from bot.answers.statement import ENOUGH, list_statements
from bot.facts.model import Observation, Statement
from bot.matching.search import Library
from bot.question.normalise import normalise
from bot.question.parse import parse
from bot.text.fold import key

Fill = Callable[[Library, Reply, Observation], Reply | None]
_COUNTERS = ("数量", "总数", "数")
#: How a name goes on that is the share, or the change, of what it begins with.
_GOES_ON = {
    "share": re.compile("占|比例|比重"),
    "change": re.compile("同比|环比|比上年|比去年|[升增降]幅|变化|增长|下降"),
}
_MOST_MEASURES = 4
_DOING, _PLANNED = ("measure",), ("plan", "target")
_CLAUSE = re.compile("[，；。;,]")
_SHORTEST_DEED, _WORDY = 8, 12
#: A sentence about a word of the name must explain all of it, one about the whole name only enough.
_WHOLLY = 0.9


@dataclass(frozen=True, slots=True)
class _Aspect:
    label: str
    question: str
    fill: Fill


def aspects(library: Library, row: Observation) -> tuple[Choice, ...]:
    """The buttons under a figure, those only that lead to something."""
    return tuple(
        Choice(aspect.label, aspect.question.format(row.indicator), f"{letter}-{row.id}")
        for letter, aspect in _ASPECTS.items()
        if aspect.fill(library, Reply(row.indicator), row)
    )


def open_aspect(library: Library, letter: str, row: Observation) -> Reply | None:
    """What is behind such a button; None where there is nothing, or no such aspect."""
    aspect = _ASPECTS.get(letter)
    return aspect.fill(library, Reply(row.indicator), row) if aspect else None


def _years(library: Library, reply: Reply, row: Observation) -> Reply | None:
    """The same figure in all its years, newest first."""
    rows = [r for r in library.family(row) if r.role == row.role]
    if len({r.period for r in rows}) < 2:
        return None
    reply.show(row, *rows)
    for each in reversed(rows):
        reply.line("headline", figure(each), word("（"), name(when(each)), word("）"))
    reply.line("detail", name(row.indicator))
    for each in rows:
        reply.cite(library.extraction(each), each)
    remark(library, reply, (row,))
    return reply


def _parts(library: Library, reply: Reply, row: Observation) -> Reply | None:
    found = library.parts_of(row)
    if not found:
        return None
    parsed = parse(normalise(row.indicator), library.lexicon, library.year, None)
    return parts.breakdown(library, reply, parsed, row, found)


def _share(library: Library, reply: Reply, row: Observation) -> Reply | None:
    return _beside(library, reply, row, "share")


def _change(library: Library, reply: Reply, row: Observation) -> Reply | None:
    return _beside(library, reply, row, "change")


def _beside(library: Library, reply: Reply, row: Observation, aspect: str) -> Reply | None:
    """The share or the change that goes by the figure's own name, at its time."""
    stem = key(row.indicator)
    stem = next((stem.removesuffix(c) for c in _COUNTERS if stem.endswith(c)), stem)
    like = [
        r
        for r in _figures(library)
        if r.aspect == aspect != row.aspect and (r.period, r.role, r.report) == (row.period, row.role, row.report)
        if len(stem) > 2 and key(r.indicator).startswith(stem)
        if _GOES_ON[aspect].match(key(r.indicator), len(stem))
    ]
    return answer_rows(library, reply, tuple(like[:3])) if like else None


def _target(library: Library, reply: Reply, row: Observation) -> Reply | None:
    """The target of what is; of a target, what is."""
    like = [
        r
        for r in _figures(library)
        if r.role != row.role and (r.unit, r.aspect, r.report) == (row.unit, row.aspect, row.report)
        if alike(r.indicator, row.indicator)
    ]
    if not like:
        return None
    best = max(like, key=lambda r: r.period or "")
    target, actual = (best, row) if best.role == "target" else (row, best)
    reply.show(best, row)
    reply.line("headline", word("目标："), figure(target), word("（"), name(when(target)), word("）"))
    reply.line("detail", name(target.indicator))
    reply.line(
        "item", word("现状："), figure(actual), word("（"), name(when(actual)), word("） "), name(actual.indicator)
    )
    for each in (target, actual):
        reply.cite(library.extraction(each), each)
    return reply


def _measures(library: Library, reply: Reply, row: Observation) -> Reply | None:
    """What was done about it, then what is planned."""
    rows = _about(library, row, row.indicator, ENOUGH)
    if not rows and (told := _telling_word(library, row)):
        rows = _about(library, row, told, _WHOLLY)
    rows = sorted(rows[:_MOST_MEASURES], key=lambda s: (s.kind in _PLANNED, s.span))
    return list_statements(library, reply, "相关的措施和打算：", rows) if rows else None


def _about(library: Library, row: Observation, words: str, enough: float) -> list[Statement]:
    """What is done or planned about ``words``, said elsewhere than in the figure's own sentence."""
    parsed = parse(normalise(words), library.lexicon, library.year, None)
    good = [s.entry.fact for s in library.find_statements(parsed, _DOING + _PLANNED) if s.coverage >= enough]
    rows = [s for s in good if isinstance(s, Statement) and s.report == row.report]
    return [s for s in rows if not s.span[0] <= row.span[0] < s.span[1] and _tells_a_deed(library, s)]


def _tells_a_deed(library: Library, statement: Statement) -> bool:
    """Is there more in a sentence than figures (初步核算，全年实现生产总值4000亿元 tells of no measure)?"""
    if "目标是" in statement.quote:
        return False
    start, end = statement.span
    figures = [row.quote for row in _figures(library) if row.report == statement.report and start <= row.span[0] < end]
    clauses = [c for c in _CLAUSE.split(statement.quote) if len(c) >= 4 and not re.search(r"\d", c)]
    if not figures:
        return len(statement.quote) >= _SHORTEST_DEED and bool(clauses)
    worded = [c for c in clauses if not any(c in quote or quote in c for quote in figures)]
    return len(worded) > 1 or any(len(c) >= _WORDY for c in worded)


def _telling_word(library: Library, row: Observation) -> str:
    """The longest word of a figure's name that the word lists know: 电信网络诈骗; of two as long the first."""
    folded = key(row.indicator)
    words = (w for w in library.lexicon.officials if len(w) > 2 and w in folded)
    return max(words, key=lambda word: (len(word), -folded.find(word)), default="")


def _figures(library: Library) -> Iterator[Observation]:
    return (entry.observation for entry in library.observations if entry.observation)


_ASPECTS: dict[str, _Aspect] = {
    "y": _Aspect("历年", "{}历年是多少", _years),
    "p": _Aspect("构成", "{}分别是哪些多少", _parts),
    "s": _Aspect("占比", "{}占比多少", _share),
    "c": _Aspect("变化", "{}比上年变化多少", _change),
    "t": _Aspect("目标", "{}的目标是多少", _target),
    "m": _Aspect("措施", "{}有哪些措施", _measures),
}
