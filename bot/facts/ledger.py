"""The ledger: every run of digits and every Chinese number with a unit, and what became of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate

from bot.facts.clause import sentences
from bot.facts.figure import is_figure
from bot.facts.model import LedgerKind, LedgerRow, Observation
from bot.facts.tokens import read_tokens
from bot.report.lines import CELL_GAP
from bot.report.model import Document, Span
from bot.report.omission import is_caption, is_omission
from bot.report.table import is_row
from bot.text.fold import shadow
from bot.text.period import Period, find_periods
from bot.text.quantity import Quantity

_MARKED = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．是]|第[一二三四五六七八九十]+[章节部]")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_TABLE_NUMBER = re.compile(r"\s*(?:续|附)?[表图]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[-—.．]\d{1,2})?")
#: The number of a note, as it begins a paragraph: 注：1.… , [1]….
_NOTE_NUMBER = re.compile(
    r"(?:(?:注|注释|备注)[:：]\s*)?[\[［【]?(?P<n>\d{1,2})(?:[\]］】]|[.．、])\s*(?=[\u4e00-\u9fff“《])"
)
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def ledger(
    document: Document, observations: tuple[Observation, ...], dropped: tuple[Span, ...] = ()
) -> list[LedgerRow]:
    """The rows of a report in text order; together they cover every digit of it exactly once.

    What stands in ``dropped`` is no figure, as a person says, but part of a name.
    """
    rows = _Ledger(document, observations, dropped)
    found = [*rows.markers(), *rows.tokens()]
    found += rows.overlooked(found)
    return sorted(found, key=lambda row: row.span)


class _Ledger:
    def __init__(self, document: Document, observations: tuple[Observation, ...], dropped: tuple[Span, ...]) -> None:
        self._document, self._dropped = document, dropped
        self._reference = int(document.meta.date[:4]) if document.meta.date else 0
        self._observations = observations
        self._sentences = [row.sentence[0] for row in observations]
        self._quotes = _Quotes(-1, ())  # of the sentence looked at last
        self._shadow = shadow(document.text)
        self._marks = dict(self._marker_spans())

    def markers(self) -> Iterator[LedgerRow]:
        """The printed numbers of headings."""
        return (self._row(span, "heading") for span in self._marks.items())

    def tokens(self) -> Iterator[LedgerRow]:
        """The numbers and times of all sentences."""
        for match in re.finditer(r"[^\n]+", self._document.text):
            start = self._marks.get(match.start(), match.start())
            if is_row(match.group()):
                yield from self._table_row(match.span())
            elif is_caption(match.group()):
                yield from self._caption(match.span())
            elif number := _NOTE_NUMBER.match(self._shadow, match.start(), match.end()):
                if match.start() not in self._marks:
                    yield self._row(number.span("n"), "heading")
                    start = number.end("n")
                yield from self._prose((start, match.end()))
            elif is_omission(match.group()):
                yield self._row(match.span(), "unresolved")
            else:
                yield from self._prose((start, match.end()))

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
            known = any(start <= place[0] and place[1] <= end for start, end in self._dropped)
            yield self._row(place, "observation" if owner else "name" if known else "unresolved", owner)
        for other in tokens.others:
            if kind := _kind(other, text):
                yield self._row(_moved(other, span[0]), kind)

    def _prose(self, span: Span) -> Iterator[LedgerRow]:
        for sentence in sentences(self._document.text, span):
            yield from self._sentence(sentence)

    def _table_row(self, span: Span) -> Iterator[LedgerRow]:
        """A row of a table: its figures by their cells, the numbers in its names as names."""
        cells = {row.span[1]: row.id for row in self._in_sentence(span[0])}
        start = span[0]
        for cell in self._document.text[slice(*span)].split(CELL_GAP):
            end = start + len(cell)
            data = start > span[0] and re.search(r"\d", cell) and not re.search("[\u4e00-\u9fff]", cell)
            if end in cells and cell:
                yield self._row((start, end), "observation", cells[end])
            elif start > span[0] and (data or is_figure(cell)) and not _YEAR.fullmatch(cell):
                yield self._row((start, end), "unresolved")
            else:
                yield from self._named((start, end))
            start = end + 1

    def _caption(self, span: Span) -> Iterator[LedgerRow]:
        """The number of a table, and the numbers in its title."""
        number = _TABLE_NUMBER.match(self._shadow, *span)
        start = number.end() if number else span[0]
        if number:
            yield self._row(number.span(), "heading")
        yield from self._named((start, span[1]))

    def _named(self, span: Span) -> Iterator[LedgerRow]:
        """What stands in a name counts nothing: its times, and all other digits as parts of the name."""
        text = self._shadow[slice(*span)]
        position = 0
        for period in [p for p in find_periods(text, self._reference, question=True) if re.search(r"\d", p.text)]:
            yield from self._digits(span[0] + position, span[0] + period.start)
            yield self._row(_moved(period, span[0]), "date" if period.kind == "date" else "period")
            position = period.end
        yield from self._digits(span[0] + position, span[1])

    def _digits(self, start: int, end: int) -> Iterator[LedgerRow]:
        for match in _NUMBER.finditer(self._shadow, start, end):
            yield self._row(match.span(), "name")

    def _in_sentence(self, start: int) -> tuple[Observation, ...]:
        """The observations of the sentence that begins at ``start``."""
        return self._observations[bisect_left(self._sentences, start) : bisect_right(self._sentences, start)]

    def _owner(self, figure: Span) -> str | None:
        """The id of the observation whose quote holds a figure."""
        last = bisect_right(self._sentences, figure[0])
        sentence = self._sentences[last - 1] if last else 0
        if sentence != self._quotes.sentence:
            self._quotes = _Quotes(sentence, self._in_sentence(sentence))
        around = self._quotes.around(figure)
        text = self._document.text[slice(*figure)].replace(" ", "")
        best = max(around, key=lambda row: (text in row.value_text, row.span[0]), default=None)
        return best.id if best else None

    def _row(self, span: Span, kind: LedgerKind, observation: str | None = None) -> LedgerRow:
        return LedgerRow(self._document.text[slice(*span)], span, self._document.page_at(span[0]), kind, observation)


class _Quotes:
    """The observations of one sentence by where their quotes begin, so that those around a figure are found
    without a look at each of them."""

    def __init__(self, sentence: int, rows: tuple[Observation, ...]) -> None:
        self.sentence = sentence
        self._rows = sorted(rows, key=lambda row: row.span[0])
        self._starts = [row.span[0] for row in self._rows]
        self._reach = list(accumulate((row.span[1] for row in self._rows), max))

    def around(self, figure: Span) -> list[Observation]:
        """Those whose quote holds ``figure``, by where they begin."""
        found = []
        for number in range(bisect_right(self._starts, figure[0]) - 1, -1, -1):
            if self._reach[number] + 1 < figure[1]:  # neither this quote nor one before it gets so far
                break
            row = self._rows[number]
            if figure[0] < row.sentence[1] and figure[1] <= row.span[1] + 1:
                found.append(row)
        return found[::-1]


def _moved(token: Quantity | Period, offset: int) -> Span:
    return offset + token.start, offset + token.end


def _kind(token: Quantity, text: str) -> LedgerKind | None:
    """What a number is that states nothing; None for 一体化, 唯一: a Chinese numeral without a unit is none."""
    if token.kind == "name":
        return "name"
    if token.kind != "word":
        return "unresolved"
    return "word" if token.unit or re.search(r"\d", text[token.start : token.end]) else None
