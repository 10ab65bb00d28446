"""Observations, statements, findings and ledger rows: the vocabulary of what a report says.

The fields follow MeasEval (quantity, unit, modifier, entity, property) and SDMX (observation,
unit, period, status), reduced to what Chinese government reports state. ``quote`` is verbatim:
``document.text[span[0]:span[1]] == quote``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from bot.report.model import Document, SectionRef, Span

if TYPE_CHECKING:
    from bot.text.bound import Bound

Role = Literal["actual", "target"]
Aspect = Literal["level", "change", "share", "rank"]
StatementKind = Literal["measure", "event", "trend", "problem", "plan", "target", "rank", "meta"]
FindingKind = Literal["two_values", "parts_and_total", "parts_leave_rest", "count_and_share", "rate_and_values"]
LedgerKind = Literal["observation", "period", "date", "heading", "page", "name", "word", "unresolved"]


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of the report.

    ``value`` is a plain number in ``unit`` (1.48 亿 元 → 148000000; 近七成 → 70 %; 下降 42.5% → -42.5).
    ``value_text`` is the figure as printed with its qualifier, white space removed. ``period`` is
    2022, 2023-H1, 2022-Q3, 2022-03, 2021/ (since 2021), 2016/2020 or None. ``sentence`` is the span
    of the whole sentence; ``parent`` the id of the total it is 其中 of (``part_of`` is its name).
    """

    id: str
    report: str
    indicator: str
    value: float
    value_text: str
    unit: str | None
    bound: Bound
    role: Role
    aspect: Aspect
    section: SectionRef
    quote: str
    span: Span
    sentence: Span
    value_to: float | None = None
    base: str | None = None
    period: str | None = None
    period_text: str | None = None
    rate: str | None = None
    part_of: str | None = None
    parent: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What was done, happened, is wrong or is planned; ``names`` are the quoted names in it."""

    id: str
    report: str
    kind: StatementKind
    label: str
    section: SectionRef
    quote: str
    span: Span
    period: str | None = None
    page: int | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a careful reader would notice; it never changes a figure. ``observations`` are ids."""

    kind: FindingKind
    text: str
    observations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One run of digits or Chinese number of the text and what became of it."""

    text: str
    span: Span
    page: int | None
    kind: LedgerKind
    observation: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one report yields; the unit that is cached and assembled into a knowledge base.

    ``aliases`` are those of its correction file: another word, and the indicator that it stands for.
    """

    document: Document
    observations: tuple[Observation, ...]
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]
    ledger: tuple[LedgerRow, ...]
    aliases: tuple[tuple[str, str], ...] = ()

    def sentence_of(self, observation: Observation) -> str:
        """The whole sentence that states an observation, verbatim."""
        return self.document.text[slice(*observation.sentence)]


def public_row(row: Observation | Statement) -> dict[str, Any]:
    """The JSON object of ``facts --json`` and of an answer: facts.md's fields, None kept."""
    hidden = {"parent", "sentence", "names"}
    out: dict[str, Any] = {}
    for name in row.__dataclass_fields__:
        if name in hidden:
            continue
        value = getattr(row, name)
        if isinstance(value, SectionRef):
            value = {"label": value.label, "path": list(value.path), "title": value.title}
        out[name] = list(value) if isinstance(value, tuple) else value
    return out
