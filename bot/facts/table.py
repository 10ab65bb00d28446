"""Tables of a document: their rows of cells, the title and the unit that stand above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.report.lines import CELL_GAP
from bot.report.model import Document, SectionRef, Span
from bot.report.omission import is_unit_note
from bot.report.table import is_row

_UNIT_NOTE = re.compile(r"[（(]?(?:计量)?单位[:：]([^，。）)]{1,12})")
_NUMBERED = re.compile(r"(?:续|附)?表\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[-—.．]\d{1,2})?[\s:：、.．]*")
_LONGEST_TITLE = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` is ``document.text[span]``."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` have any number of cells; ``title`` is without its number, ``unit`` as printed, both maybe empty."""

    section: SectionRef
    title: str
    unit: str
    rows: tuple[tuple[Cell, ...], ...]


def tables(document: Document) -> Iterator[Table]:
    """The tables of a document in order: paragraphs in a row that are rows."""
    rows: list[tuple[Cell, ...]] = []
    section = None
    for passage in document.passages:
        row = is_row(document.text[slice(*passage.span)])
        if rows and not (row and passage.span[0] == rows[-1][-1].span[1] + 1):
            yield _table(document, section or passage.section, rows)
            rows = []
        if row:
            section = section if rows else passage.section
            rows.append(tuple(_cells(document.text, passage.span)))
    if rows and section:
        yield _table(document, section, rows)


def _cells(text: str, span: Span) -> Iterator[Cell]:
    start = span[0]
    for cell in text[slice(*span)].split(CELL_GAP):
        yield Cell(cell, (start, start + len(cell)))
        start += len(cell) + 1


def _table(document: Document, section: SectionRef, rows: list[tuple[Cell, ...]]) -> Table:
    """With what the lines above say: 表 1 …, 单位：亿元; a short line without a stop is a title too."""
    title = unit = ""
    end = rows[0][0].span[0] - 1
    for _ in range(3):
        start = document.text.rfind("\n", 0, max(0, end)) + 1
        line = document.text[start : max(start, end)]
        if noted := _UNIT_NOTE.search(line):
            unit = unit or noted[1]
            line = line[: noted.start()].rstrip("（( ")
        if line and not is_unit_note(line):
            title = line if _is_title(line) and start not in _headings(document) else ""
            break
        end = start - 1
    return Table(section, _NUMBERED.sub("", title, count=1), unit, tuple(rows))


def _headings(document: Document) -> set[int]:
    return {section.heading[0] for section in document.sections}


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not re.search("[。；：！？]", line) and not is_row(line)
