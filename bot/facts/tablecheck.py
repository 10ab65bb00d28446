"""What a table's cells must look like to be read: a table whose columns print ran together states nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.facts.figure import figure_of
from bot.facts.heads import Head
from bot.facts.table import Cell
from bot.text.fold import shadow
from bot.text.period import find_periods

#: A growth or a share of so many per cent is two figures glued together, or a figure of another column.
_ABSURD = {"change": 20_000, "share": 1_000}
#: A figure with the name of something else behind it, or a name with a decimal figure in it.
_GLUED = re.compile(r"[-—–−+]?\d[\d,]*\.\d+[\u4e00-\u9fff]{2,}.*|[\u4e00-\u9fff]{2,}\d+\.\d+")


def is_sound(rows: Iterable[Sequence[Cell]], heads: Sequence[Head]) -> bool:
    """Does each column of figures hold what its head says? Else none of the table's cells is sure."""
    for row in rows:
        for cell, head in zip(row, heads, strict=False):
            if head.kind in ("name", "unit") or not cell.text:
                continue
            figure = figure_of(cell.text)
            if figure is None and _GLUED.fullmatch(shadow(cell.text).replace(" ", "")):
                return False
            rate = head.kind in _ABSURD and not head.amount and (figure is None or figure.unit in ("", "%"))
            if figure and rate and head.unit in ("", "%") and abs(figure.value) > _ABSURD[head.kind]:
                return False
    return True


def period_of(name: str, reference: int) -> tuple[str, str] | None:
    """The period that a row is named by, as its value and as printed: 2019年, 2019."""
    found = find_periods(name, reference, question=True)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(name)) and found[0].kind == "period"
    if whole and found[0].value and re.match(r"(?:19|20)\d\d", name):
        return found[0].value, name
    return (name, name) if re.fullmatch(r"(?:19|20)\d\d", name) else None
