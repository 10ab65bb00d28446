"""Tables that run on over the page: their head printed again, and a row that is parted by the page's end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.report.lines import FileLine, row_line

_FIGURE = re.compile(r"[-—–−+]?\d[\d,]*(?:\.\d+)?\s*[%‰]?")


def run_on(lines: Sequence[FileLine]) -> list[FileLine]:
    """``lines`` with each table that runs on as one."""
    out: list[FileLine] = []
    table: list[FileLine] = []  # the rows of the one that is being read
    page: list[FileLine] = []  # its rows on the page that is being read
    for line in [*lines, FileLine("", 0)]:
        if page and (not line.cells or line.page != page[-1].page):
            table += _continued(table, page)
            page = []
        if line.cells:
            page.append(line)
            continue
        out += table
        table = []
        out.append(line)
    return out[:-1]


def _continued(table: list[FileLine], page: list[FileLine]) -> list[FileLine]:
    """The rows of a further page; the rest of a row is put to the last of ``table``."""
    if not table or not page:
        return page
    head = _head(table)
    if head and [_texts(line) for line in page[: len(head)]] == head:
        page = page[len(head) :]
    if page and _is_rest(page[0], table):
        table[-1] = row_line(map("".join, zip(table[-1].cells, page[0].cells, strict=True)), table[-1].page)
        page = page[1:]
    return page


def _head(table: Sequence[FileLine]) -> list[list[str]]:
    """The rows above the first with a figure."""
    head: list[list[str]] = []
    for line in table:
        if any(_FIGURE.fullmatch(cell) for cell in line.cells[1:]):
            return head
        head.append(_texts(line))
    return []


def _texts(line: FileLine) -> list[str]:
    return ["".join(cell.split()) for cell in line.cells if cell]


def _is_rest(line: FileLine, table: Sequence[FileLine]) -> bool:
    """Is a row the rest of the last one's words? A name alone may head the rows below it, where others do."""
    rows = table[len(_head(table)) :]
    grouped = any(sum(map(bool, row.cells)) == 1 for row in rows)
    bare = not any(_FIGURE.fullmatch(cell) for cell in line.cells) and not all(line.cells)
    last = table[-1].cells
    fits = len(line.cells) == len(last) and all(before for before, cell in zip(last, line.cells, strict=True) if cell)
    return bare and fits and not grouped
