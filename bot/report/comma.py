"""Tables of values parted by commas (CSV), as spreadsheets save them: a whole file of rows, never prose."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence

from bot.report.lines import FileLine, row_line
from bot.report.omission import TABLE

#: Parts cells; the Chinese comma parts clauses, and one between a digit and three more is part of a number.
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_STOP = re.compile("[。；，！？]")
_DIGIT = re.compile(r"\d")
#: A head and two rows; so many of the lines are rows, and of those so many have as many cells as the others.
_FEWEST, _SHARE = 3, 0.8
#: How long most cells are at most; how many lines may stand around a short table.
_LONGEST, _AROUND = 30, 4


def comma_rows(lines: Sequence[str]) -> list[FileLine]:
    """The rows of a file that is one table, or none where it is no such file.

    A row of another number of cells cannot be told and is noted as not read; a line without a comma (the title, a
    note) is text.
    """
    cells = {number: _cells(line) for number, line in enumerate(lines) if _COMMA.search(line)}
    counts = Counter(map(len, cells.values()))
    filled = sum(bool(line.strip()) for line in lines)
    if len(cells) < _FEWEST or filled - len(cells) > max(_AROUND, (1 - _SHARE) * filled):
        return []
    width, often = counts.most_common(1)[0]
    rows = [row for row in cells.values() if len(row) == width]
    if width < 2 or often < _SHARE * len(cells) or not _tabular(rows):
        return []
    return [_line(line, cells.get(number), width) for number, line in enumerate(lines) if line.strip()]


def _cells(line: str) -> list[str]:
    """The cells of a line, quotation marks around them taken off; a broken one is no row."""
    try:
        return [cell.strip() for cell in next(csv.reader([line]), [])]
    except csv.Error:
        return []


def _tabular(rows: Sequence[Sequence[str]]) -> bool:
    """Are most cells short and without a stop, and most rows below the head with a figure?"""
    cells = [cell for row in rows for cell in row]
    short = sum(len(cell) <= _LONGEST and not _STOP.search(cell) for cell in cells)
    figures = sum(any(_DIGIT.search(cell) for cell in row[1:]) for row in rows[1:])
    return short >= 0.9 * len(cells) and figures >= 0.5 * len(rows[1:])


def _line(line: str, cells: Sequence[str] | None, width: int) -> FileLine:
    if cells is None:
        return FileLine(line.strip(), 0, fresh=True)
    return row_line(cells, 0) if len(cells) == width else FileLine(TABLE, 0, fresh=True)
