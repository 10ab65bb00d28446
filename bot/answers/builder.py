"""Replies built of typed parts, so that a number of no kind cannot be written.

A word part with a digit in it is refused unless it is the report's own wording (an indicator's name, a
heading) or the asker's: those go through ``name`` and ``echo``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from bot.answer import (
    Answer,
    Choice,
    Derived,
    Line,
    LineRole,
    Missing,
    Note,
    Part,
    PartKind,
    Reason,
    ReportRef,
    Source,
    Status,
    Verdict,
)
from bot.facts.model import Extraction, Observation, Statement
from bot.report.model import Section, SectionRef

_DIGIT = re.compile(r"\d")


def part(kind: PartKind, text: str) -> Part:
    """A typed part; ValueError for a word with a digit in it."""
    if kind == "word" and _DIGIT.search(text):
        raise ValueError(f"a number of no kind: {text}")
    return Part(kind, text)


def word(text: str) -> Part:
    return part("word", text)


def name(text: str) -> Part:
    """The report's own wording."""
    return Part("quote", text)


def echo(text: str) -> Part:
    """The asker's own wording."""
    return Part("echo", text)


def figure(row: Observation) -> Part:
    """The figure as printed; the unit is added where the report prints none (1.48亿 → 1.48亿元)."""
    bare = row.unit == "元" and not row.value_text.endswith("元") and row.aspect == "level"
    return Part("figure", row.value_text + ("元" if bare else ""))


def when(row: Observation) -> str:
    """A period in words: 2022年, 2023年上半年, 2021年以来, or 报告未写明时间."""
    return period_words(row.period)


def period_words(period: str | None) -> str:
    if period is None:
        return "报告未写明时间"
    if period.endswith("/"):
        return f"{period[:-1]}年以来"
    if "/" in period:
        return "至".join(period_words(p) for p in period.split("/"))
    year, _, rest = period.partition("-")
    told = {"H1": "上半年", "H2": "下半年", "Q1": "第一季度", "Q2": "第二季度", "Q3": "第三季度", "Q4": "第四季度"}.get(
        rest
    )
    if told or not rest:
        return f"{year}年{told or ''}"
    month, _, day = rest.partition("-")
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")


def title_of(section: SectionRef) -> str:
    """A section as it is cited: 一(二)4 加强消防安全管理."""
    return f"{section.label} {section.title}".strip() if section.label != section.title else section.title


@dataclass(slots=True)
class Reply:
    """An answer under construction."""

    question: str
    status: Status = "answer"
    reason: Reason | None = None
    verdict: Verdict | None = None
    lines: list[Line] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    derived: list[Derived] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    suggestions: list[Choice] = field(default_factory=list)
    offered: tuple[Observation, ...] = ()

    def line(self, role: LineRole, *parts: Part) -> Reply:
        self.lines.append(Line(role, parts))
        return self

    def note(self, kind: str, text: str, *, shown: bool = True) -> Reply:
        """A remark for programs and, unless it is told elsewhere, for people."""
        if all(n.text != text for n in self.notes):
            self.notes.append(Note(kind, text))  # type: ignore[arg-type]
            if shown:
                self.line("remark", name(text))
        return self

    def show(self, *rows: Observation) -> Reply:
        self.observations = list({row.id: row for row in (*self.observations, *rows)}.values())
        return self

    def cite(self, extraction: Extraction, fact: Observation | Statement) -> Reply:
        """The source line and the whole sentence, once for each sentence."""
        meta = extraction.document.meta
        quote = extraction.sentence_of(fact) if isinstance(fact, Observation) else fact.quote
        page = fact.page
        if any(s.quote == quote and s.section == fact.section for s in self.sources):
            return self
        self.sources.append(Source(ReportRef(meta.id, meta.title, meta.date), fact.section, page, quote))
        return self

    def cite_heading(self, extraction: Extraction, section: Section) -> Reply:
        """A section as a whole, by its heading."""
        meta, document = extraction.document.meta, extraction.document
        quote = document.text[slice(*section.heading)].strip()
        page = document.page_at(section.heading[0])
        self.sources.append(Source(ReportRef(meta.id, meta.title, meta.date), section.ref, page, quote))
        return self

    def sourced(self) -> Reply:
        """Write the collected sources: where each sentence stands, then the sentence."""
        shown, told = "", "\n".join(line.text for line in self.lines)
        for source in self.sources:
            title = f"《{source.report.title}》" if source.report.title != shown else ""
            shown = source.report.title
            dated = f"（{source.report.date}）" if title and source.report.date else ""
            page = f" · 第{source.page}页" if source.page else ""
            self.line("source", Part("citation", f"{title}{dated}{title_of(source.section)}{page}"))
            if source.quote not in told:  # a list has said its sentences already
                quote = source.quote.replace("\t", "｜")  # the cells of a table's row
                self.line("quote", name(f"“{quote}”" if "“" not in quote else quote))
        return self

    def build(self) -> Answer:
        digest = hashlib.sha256(
            repr((self.question, self.status, [line.text for line in self.lines])).encode()
        ).hexdigest()
        return Answer(
            id=digest[:12],
            question=self.question,
            status=self.status,
            lines=tuple(self.lines),
            reason=self.reason,
            verdict=self.verdict,
            observations=tuple(self.observations),
            statements=tuple(self.statements),
            derived=tuple(self.derived),
            sources=tuple(self.sources),
            missing=tuple(self.missing),
            notes=tuple(self.notes),
            choices=tuple(self.choices),
            suggestions=tuple(self.suggestions),
        )
