"""What can be found: observations and statements, each with the texts it may be found by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from bot.facts.clause import split_at
from bot.facts.model import Extraction, Observation, Statement
from bot.question.asked import unit_classes
from bot.question.cues import pattern
from bot.text.fold import key


class Entry(NamedTuple):
    """A fact with its fields folded for matching (``bot.text.fold.key``).

    ``name`` is what it is called, ``quote`` the clause that states it, ``owner`` the total it is part
    of, ``context`` the clauses of its sentence that hold no figure of their own, ``sentence`` all of
    it, ``section`` all of its section where that is short, ``title`` the
    headings above it. ``own_length`` counts the characters of the name that
    tell it from others (without 全市 and 变化), ``unit_class`` is the class of ``questions.toml``.
    """

    number: int
    report: int
    fact: Observation | Statement
    name: str
    quote: str
    owner: str
    context: str
    sentence: str
    section: str
    title: str
    unit_class: str | None
    observation: Observation | None = None
    own_length: int = 0


def unit_class(row: Observation) -> str | None:
    """The class of a figure's unit; a rank is of a class of its own."""
    if row.aspect == "rank":
        return "rank"
    unit = (row.unit or "").lower()
    return unit_classes().get(unit) or unit_classes().get(unit.partition("/")[0]) or ("thing" if unit else None)


def entries(extractions: tuple[Extraction, ...]) -> list[Entry]:
    """Every fact of every report; the numbers run through, observations of a report before statements."""
    out: list[Entry] = []
    for report, extraction in enumerate(extractions):
        by_id = {row.id: row for row in extraction.observations}
        around = _sections(extraction)
        for row in extraction.observations:
            out.append(_observation(len(out), report, extraction, row, by_id, around.get(row.section.path, "")))
        for statement in extraction.statements:
            out.append(_statement(len(out), report, statement))
    return out


#: Longer sections say too many things for one of them to speak for a figure.
_SHORT_SECTION = 1200


def _sections(extraction: Extraction) -> dict[tuple[str, ...], str]:
    """The folded text of each short section, by its path."""
    texts: dict[tuple[str, ...], str] = defaultdict(str)
    for passage in extraction.document.passages:
        texts[passage.section.path] += extraction.document.text[slice(*passage.span)]
    return {path: key(text) for path, text in texts.items() if len(text) <= _SHORT_SECTION}


def _observation(
    number: int, report: int, extraction: Extraction, row: Observation, by_id: dict[str, Observation], around: str
) -> Entry:
    sentence = extraction.sentence_of(row)
    clauses = [sentence[slice(*span)] for span in split_at(sentence, 0, len(sentence), "，；。;：")]
    at = next((n for n, c in enumerate(clauses) if row.quote in c or c in row.quote), 0)
    before = _leading(clauses[:at])
    if row.quote.startswith(("共", "合计", "总计")):  # a total counts what the clause before it names
        before += clauses[max(0, at - 1) : at]
    head = clauses[at][: max(0, clauses[at].find(row.quote))] if clauses else ""
    if "等" in head and "、" in head:  # 甲、乙、丙等7类共6465个: what a count lists, it counts
        before = [*before, head]
    parent = by_id.get(row.parent or "")
    name = key(row.indicator)
    own = pattern("change_suffix").sub("", pattern("scope_prefix").sub("", name))
    return Entry(
        number=number,
        report=report,
        fact=row,
        name=name + ("日均每天一天" if row.rate in ("日均", "每天", "每日") else key(row.rate or "")),
        quote=key(row.quote),
        owner=key(parent.indicator if parent else row.part_of or ""),
        context=key("，".join(before)),
        sentence=key(sentence),
        section=around,
        title=key(" ".join(row.section.path)),
        unit_class=unit_class(row),
        observation=row,
        own_length=len(own),
    )


def _leading(clauses: list[str]) -> list[str]:
    """The clauses right before a figure's own that hold no figure: what they speak of, it speaks of."""
    out: list[str] = []
    for clause in reversed(clauses):
        if re.search(r"\d[^年]|零发生|个位数|百分百|[一二三四五六七八九]成", clause):
            break
        out.insert(0, clause)
    return out


def _statement(number: int, report: int, row: Statement) -> Entry:
    text = key(row.quote)
    title = key(" ".join(row.section.path))
    return Entry(number, report, row, key(row.label), text, "", "", text, "", title, None)


def grams(text: str) -> Iterator[str]:
    """Character bigrams, the unit in which weights are counted."""
    return (text[i : i + 2] for i in range(len(text) - 1))
