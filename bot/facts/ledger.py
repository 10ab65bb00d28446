"""The ledger: every run of digits and every Chinese number with a unit, and what became of it."""

from __future__ import annotations

import re

from bot.facts.clause import sentences
from bot.facts.model import LedgerKind, LedgerRow, Observation
from bot.facts.tokens import read_tokens
from bot.report.model import Document, Span
from bot.text.fold import shadow

_MARKED = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．是]|第[一二三四五六七八九十]+[章节部]")


def ledger(document: Document, observations: tuple[Observation, ...]) -> list[LedgerRow]:
    """The rows of a report in text order; together they cover every digit of it exactly once."""
    reference = int(document.meta.date[:4]) if document.meta.date else 0
    rows = [_row(document, span, "heading") for span in _markers(document)]
    taken = {row.span for row in rows}
    for match in re.finditer(r"[^\n]+", document.text):
        start = next((end for begin, end in taken if begin == match.start()), match.start())
        for span in sentences(document.text, (start, match.end())):
            rows += _sentence(document, span, reference, observations)
    rows += _overlooked(document, rows)
    return sorted(rows, key=lambda row: row.span)


def _row(document: Document, span: Span, kind: LedgerKind, observation: str | None = None) -> LedgerRow:
    return LedgerRow(document.text[slice(*span)], span, document.page_at(span[0]), kind, observation)


def _markers(document: Document) -> list[Span]:
    spans = []
    for section in document.sections:
        match = _MARKED.match(document.text, section.heading[0])
        if match:
            spans.append(match.span())
    return spans


def _sentence(document: Document, span: Span, reference: int, observations: tuple[Observation, ...]) -> list[LedgerRow]:
    text, offset = shadow(document.text[slice(*span)]), span[0]
    tokens = read_tokens(text, reference)
    rows = []
    for period in tokens.periods:
        if re.search(r"[\d一二三四五六七八九十]", period.text):
            kind: LedgerKind = "date" if period.kind == "date" else "period"
            rows.append(_row(document, (offset + period.start, offset + period.end), kind))
    for figure in tokens.figures:
        owner = _owner(observations, offset + figure.start, offset + figure.end)
        rows.append(_row(document, (offset + figure.start, offset + figure.end), "observation" if owner else "unresolved", owner))
    for other in tokens.others:
        if other.kind == "word" and other.unit is None and not re.search(r"\d", text[other.start : other.end]):
            continue  # 一体化, 唯一: a Chinese numeral without a unit is no number
        kind = {"name": "name", "word": "word"}.get(other.kind, "unresolved")  # type: ignore[assignment]
        rows.append(_row(document, (offset + other.start, offset + other.end), kind))
    return rows


def _owner(observations: tuple[Observation, ...], start: int, end: int) -> str | None:
    for row in observations:
        if row.span[0] <= start and end <= row.span[1] + 1 and row.sentence[0] <= start < row.sentence[1]:
            return row.id
    return None


def _overlooked(document: Document, rows: list[LedgerRow]) -> list[LedgerRow]:
    """Digits that no row covers: they must be seen too."""
    covered = [row.span for row in rows]
    missing = []
    for match in re.finditer(r"\d[\d.,]*\d|\d", shadow(document.text)):
        if not any(start < match.end() and match.start() < end for start, end in covered):
            missing.append(_row(document, match.span(), "unresolved"))
    return missing
