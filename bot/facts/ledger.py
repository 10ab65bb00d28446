"""The ledger: every run of digits and every Chinese number with a unit, and what became of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from bot.facts.clause import sentences
from bot.facts.model import LedgerKind, LedgerRow, Observation
from bot.facts.tokens import read_tokens
from bot.report.model import Document, Span
from bot.text.fold import shadow
from bot.text.period import Period
from bot.text.quantity import Quantity

_MARKED = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．是]|第[一二三四五六七八九十]+[章节部]")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def ledger(document: Document, observations: tuple[Observation, ...]) -> list[LedgerRow]:
    """The rows of a report in text order; together they cover every digit of it exactly once."""
    rows = _Ledger(document, observations)
    found = [*rows.markers(), *rows.tokens()]
    found += rows.overlooked(found)
    return sorted(found, key=lambda row: row.span)


class _Ledger:
    def __init__(self, document: Document, observations: tuple[Observation, ...]) -> None:
        self._document = document
        self._reference = int(document.meta.date[:4]) if document.meta.date else 0
        self._observations = observations
        self._sentences = [row.sentence[0] for row in observations]
        self._shadow = shadow(document.text)
        self._marks = dict(self._marker_spans())

    def markers(self) -> Iterator[LedgerRow]:
        """The printed numbers of headings."""
        return (self._row(span, "heading") for span in self._marks.items())

    def tokens(self) -> Iterator[LedgerRow]:
        """The numbers and times of all sentences."""
        for match in re.finditer(r"[^\n]+", self._document.text):
            start = self._marks.get(match.start(), match.start())
            for span in sentences(self._document.text, (start, match.end())):
                yield from self._sentence(span)

    def overlooked(self, rows: list[LedgerRow]) -> Iterator[LedgerRow]:
        """Digits that no row covers: they must be seen too."""
        left, position = "", 0
        for start, end in sorted(row.span for row in rows):
            left += self._shadow[position:start] + "\0" * (end - max(start, position))
            position = max(position, end)
        for match in _NUMBER.finditer(left + self._shadow[position:]):
            yield self._row(match.span(), "unresolved")

    def _marker_spans(self) -> Iterator[Span]:
        for section in self._document.sections:
            match = _MARKED.match(self._document.text, section.heading[0])
            if match:
                yield match.span()

    def _sentence(self, span: Span) -> Iterator[LedgerRow]:
        text = self._shadow[slice(*span)]
        tokens = read_tokens(text, self._reference)
        for period in tokens.periods:
            if re.search(r"[\d一二三四五六七八九十]", period.text):
                yield self._row(_moved(period, span[0]), "date" if period.kind == "date" else "period")
        for figure in tokens.figures:
            place = _moved(figure, span[0])
            owner = self._owner(place)
            yield self._row(place, "observation" if owner else "unresolved", owner)
        for other in tokens.others:
            if kind := _kind(other, text):
                yield self._row(_moved(other, span[0]), kind)

    def _owner(self, figure: Span) -> str | None:
        """The id of the observation whose quote holds a figure."""
        last = bisect_right(self._sentences, figure[0])
        sentence = self._sentences[last - 1] if last else 0
        around = [
            row
            for row in self._observations[bisect_left(self._sentences, sentence) : last]
            if row.span[0] <= figure[0] < row.sentence[1] and figure[1] <= row.span[1] + 1
        ]
        text = self._document.text[slice(*figure)].replace(" ", "")
        best = max(around, key=lambda row: (text in row.value_text, row.span[0]), default=None)
        return best.id if best else None

    def _row(self, span: Span, kind: LedgerKind, observation: str | None = None) -> LedgerRow:
        return LedgerRow(self._document.text[slice(*span)], span, self._document.page_at(span[0]), kind, observation)


def _moved(token: Quantity | Period, offset: int) -> Span:
    return offset + token.start, offset + token.end


def _kind(token: Quantity, text: str) -> LedgerKind | None:
    """What a number is that states nothing; None for 一体化, 唯一: a Chinese numeral without a unit is none."""
    if token.kind == "name":
        return "name"
    if token.kind != "word":
        return "unresolved"
    return "word" if token.unit or re.search(r"\d", text[token.start : token.end]) else None
