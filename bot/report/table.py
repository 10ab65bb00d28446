"""Tables whose cells are known: which of them are only a frame around running text."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SENTENCES = re.compile(r"[。；].|。$")
_LONG = 60


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
