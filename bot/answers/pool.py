"""The figures that a question about many of them is limited to: by what it names, by time and by role."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from bot.answers.turn import Turn
from bot.facts.model import Observation
from bot.matching.rules import period_fits, refuse
from bot.matching.search import Library
from bot.question.concepts import Concept
from bot.question.cues import asks, pattern
from bot.question.parse import Parsed
from bot.text.fold import key
from bot.text.words import word_list

#: A figure is of what is named when its name, its clause or its total says so, not a clause before it.
_OWN = 0.78
#: A word this long is a term of its own.
_TERM = 4
#: A measure is named by the last characters of a word: 居民消费价格.
_MEASURE = 2


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def pool(turn: Turn, rest: str, change: bool = False) -> list[Observation] | None:
    """The figures of what ``rest`` names; None where it names what no report speaks of."""
    named = turn.sub(rest)
    concepts = tuple(c for c in named.strong if c.known or len(c.surface) > 1)
    if any(not c.known for c in concepts):
        return None
    rows = [e.observation for e in turn.library.observations if e.observation and e.report == 0]
    if concepts:
        rows = _of(turn, replace(named, concepts=concepts, cues=frozenset(), periods=()), rows, change)
    return [r for r in rows if _timely(r, turn) and _of_role(r, turn)]


def _of(turn: Turn, named: Parsed, rows: list[Observation], change: bool) -> list[Observation]:
    """By their own words; of changes also those of the part of a paragraph that speaks of the thing."""
    own = {
        s.entry.fact.id
        for s in turn.library.ranked(named)
        if s.coverage >= _OWN and refuse(s.entry, replace(named, units=frozenset()), today=turn.library.year) is None
    }
    around = _inside(turn, named.strong) if change else []
    kinds = _of_its_kinds(turn, named.strong[-1], rows, own) if change and asks("kinds", turn.parsed.text) else set()
    return [r for r in rows if r.id in own | kinds or any(a <= r.span[0] < b for a, b in around)]


def _of_its_kinds(turn: Turn, concept: Concept, rows: list[Observation], own: set[str]) -> set[str]:
    """居民消费价格里哪几类跌了: 衣着类价格, which the same paragraph tells of, is a kind of it."""
    measure = concept.surface[-_MEASURE:]
    document = turn.library.report.document
    told = [r.span[0] for r in rows if r.id in own]
    around = [p.span for p in document.passages if any(p.span[0] <= start < p.span[1] for start in told)]
    return {
        r.id
        for r in rows
        if r.aspect == "change" and measure in change_stem(r.indicator) and any(a <= r.span[0] < b for a, b in around)
    }


def change_stem(indicator: str) -> str:
    """The name of what changed."""
    return pattern("change_suffix").sub("", key(indicator))


def _inside(turn: Turn, concepts: tuple[Concept, ...]) -> list[tuple[int, int]]:
    """在规模以上工业中，… and 商品零售额中，…: the rest of the paragraph, of the sentence, is about its parts."""
    document = turn.library.report.document
    found = []
    words = {re.escape(option) for c in concepts[:1] for option in c.options}
    named = f"(?:{'|'.join(words)})"
    near = 14 if any(len(word) >= _TERM for word in words) else 4  # 限额以上批发零售业企业商品零售额中，
    marker = re.compile(f"(在)?[^，。；]{{0,8}}{named}[^，。；]{{0,{near}}}(?:中|里|内|看)，") if words else None
    for passage in document.passages if marker else ():
        text = document.text[slice(*passage.span)]
        for match in marker.finditer(text) if marker else ():
            end = len(text) if match[1] else text.find("。", match.end())
            found.append((passage.span[0] + match.end(), passage.span[0] + (end if end >= 0 else len(text))))
    return found


def _timely(row: Observation, turn: Turn) -> bool:
    periods = turn.parsed.periods
    return not periods or any(p.value and period_fits(p.value, row, turn.library.year) for p in periods)


def _of_role(row: Observation, turn: Turn) -> bool:
    """Targets where targets are asked for; never where it is asked what was reached or went up."""
    if turn.parsed.has("target"):
        return row.role == "target"
    return row.role == "actual" or not (asks("attained", turn.parsed.text) or row.aspect == "change")


def without_totals(library: Library, rows: list[Observation]) -> list[Observation]:
    """哪几种 asks for the parts: their total is none of them."""
    owners = {r.parent for r in rows if r.parent}
    names = {key(r.part_of) for r in rows if r.part_of}
    return [r for r in rows if r.id not in owners and key(r.indicator) not in names]


def of_kind(rows: list[Observation], text: str) -> list[Observation]:
    """哪些行业: only what goes by the name of one."""
    for kind, names in word_list("questions")["kinds"].items():
        if re.search(f"哪[些几一]?个?{kind}|{kind}.{{0,9}}哪", text):
            return [r for r in rows if re.search(names, r.indicator)]
    return rows


def same_time(rows: list[Observation]) -> list[Observation]:
    """Only figures of one time are ranked: those of the time that most of them hold for."""
    times = Counter(r.period for r in rows)
    return [r for r in rows if r.period == times.most_common(1)[0][0]] if rows else []
