"""The lines of a report file: what every reader of a format hands over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Piece(NamedTuple):
    """A word of a printed line: from where to where it stands, the size of its letters, and the line's height."""

    begin: float
    end: float
    text: str
    em: float
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class FileLine:
    """One printed line: its text as it stands (``""`` for a blank one) and its 1-based page, 0 without pages.

    ``fresh``: the file itself says that a paragraph begins here, so that the line is never joined to
    the one before it, whatever the widths of the lines look like. ``cells``: the line is a row of a
    table, and these are its cells, ``""`` for an empty one and for the rest of a merged one. ``pieces``:
    the words of a printed line with their places on the page, from left to right.
    """

    text: str
    page: int
    fresh: bool = False
    cells: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()


#: Between the cells of a row, or what may be some; the clean text holds it only in rows of tables.
CELL_GAP = "\t"


def row_line(cells: Iterable[str], page: int) -> FileLine:
    """A row of a table as a line of its own."""
    texts = tuple(cells)
    return FileLine(CELL_GAP.join(texts), page, fresh=True, cells=texts)


def width(line: str) -> int:
    """Columns a line takes in print: a Chinese character two, a Latin one one."""
    return sum(2 if ord(c) > 0x2E7F or c in "“”‘’…—" else 1 for c in line)
