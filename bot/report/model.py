"""What a report is once it is read: clean text, pages, sections, passages.

All spans are half-open ``(start, end)`` offsets into ``Document.text``, the report's clean
text: lines re-joined, page numbers dropped, white space inside sentences removed. Paragraphs
are separated by one line feed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SectionRef:
    """A section as it is cited: ``label`` 一(三)7, ``path`` the headings above it as printed
    (itself last), ``title`` the nearest heading without its number."""

    label: str
    path: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the outline. ``span`` covers its heading and all that stands below it."""

    ref: SectionRef
    level: int
    span: Span
    heading: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph's stretch of text that belongs to exactly one section, heading excluded.

    ``table``: it is a row of a table, or its caption or note of units.
    """

    span: Span
    section: SectionRef
    table: bool = False


@dataclass(frozen=True, slots=True)
class ReportMeta:
    """``id`` from the file's name; ``date`` is ISO (2023-08-24, or 2023 when only a year is told)."""

    id: str
    title: str
    issuer: str | None
    district: str | None
    date: str | None
    file: str


@dataclass(frozen=True, slots=True)
class Document:
    """One report, read. ``page_starts`` are the offsets where pages 1, 2, … begin (empty: no pages)."""

    meta: ReportMeta
    text: str
    page_starts: tuple[int, ...]
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]

    def prose(self) -> Iterator[Passage]:
        """The passages that are running text: no rows of tables, and nothing that stands above them."""
        return (passage for passage in self.passages if not passage.table)

    def page_at(self, offset: int) -> int | None:
        """The 1-based page that holds ``offset``, or None when the file has no pages."""
        return bisect_right(self.page_starts, offset) or 1 if self.page_starts else None
