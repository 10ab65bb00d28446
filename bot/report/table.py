"""Tables whose cells are known: which of them are only a frame around running text, and their rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.report.lines import CELL_GAP, FileLine, row_line

_SENTENCES = re.compile(r"[。；].|。$")
_LONG = 60
#: A table that is wider was made by a program for a program.
_MOST_COLUMNS = 60
#: A cell of a table as its format tells it: text, columns and rows that it covers.
Cell = tuple[str, int, int]


def is_frame(rows: Sequence[Sequence[str]]) -> bool:
    """Is a table a frame (a box, a page's layout) around running text? ``rows`` are the texts of its cells.

    It is when its rows hold one filled cell each, or when most of its text is in long sentences.
    """
    filled = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    filled = [row for row in filled if row]
    if sum(len(row) == 1 for row in filled) >= 0.9 * len(filled):
        return True
    cells = [cell for row in filled for cell in row]
    prose = sum(len(cell) for cell in cells if len(cell) >= _LONG and _SENTENCES.search(cell))
    return prose > 0.6 * sum(map(len, cells))


def is_row(text: str) -> bool:
    """Is a paragraph of the clean text a row of a table?"""
    return CELL_GAP in text


def spread(rows: Iterable[Sequence[Cell]]) -> Iterator[list[str]]:
    """Rows of equal columns: a merged cell stands in its first row and column, and leaves the others empty."""
    covered: dict[int, int] = {}  # by column: how many rows more a cell from above covers
    for row in rows:
        texts: list[str] = []
        for text, columns, height in row:
            while covered.get(len(texts), 0) > 0:
                covered[len(texts)] -= 1
                texts.append("")
            for column in range(max(1, min(columns, _MOST_COLUMNS))):
                covered[len(texts)] = height - 1
                texts.append("" if column else text)
        while covered.get(len(texts), 0) > 0:
            covered[len(texts)] -= 1
            texts.append("")
        yield texts[:_MOST_COLUMNS]


def row_lines(rows: Iterable[Sequence[Cell]], page: int = 0) -> list[FileLine]:
    """The rows of a table as lines; rows and columns without any text are left out."""
    filled = [[text.strip() for text in texts] for texts in spread(rows)]
    width = max(map(len, filled), default=0)
    kept = [column for column in range(width) if any(texts[column : column + 1] not in ([], [""]) for texts in filled)]
    return [
        row_line(((texts[column] if column < len(texts) else "") for column in kept), page)
        for texts in filled
        if any(texts)
    ]
