"""The columns of a printed table: which cells of its lines stand below each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.report.lines import CELL_GAP, FileLine, row_line

#: A cell that holds a figure, or the dash that stands for none.
_FIGURE = re.compile(r"[-—–−+]?\d[\d,]*(?:\.\d+)?\s*[%‰]?|[-—–…/]+")
#: So much of the lines with figures have a name in front; in a chart the figures stand alone.
_NAMED = 0.8
Place = tuple[float, float]
Line = list[tuple[Place, str]]
"""The cells of a printed line with where they begin and end."""


def columns(lines: Sequence[FileLine]) -> list[FileLine]:
    """The lines of a table as rows of equal columns, the first of which holds names; none where the places
    of the cells, or without places their number, do not tell the columns apart."""
    placed = any(len(line.places) > 1 for line in lines)
    cut = [_placed(line) if placed else _counted(line) for line in lines]
    data = [line for line in cut if any(_FIGURE.fullmatch(text) for _, text in line[1:])]
    if not data or data[0] is cut[0] or sum(not _FIGURE.fullmatch(line[0][1]) for line in data) < _NAMED * len(data):
        return []
    spans = _joined([place for line in data for place, _ in line])
    if len(spans) < 2:
        return []
    rows = [_row(line, spans) for line in cut]
    told = [row_line(row, line.page) for row, line in zip(rows, lines, strict=True) if row is not None]
    return told if len(told) == len(lines) else []


def _placed(line: FileLine) -> Line:
    texts = line.text.split(CELL_GAP)
    return [(place, text.strip()) for place, text in zip(line.places, texts, strict=False) if text.strip()]


def _counted(line: FileLine) -> Line:
    """The cells of a line without places: the columns are counted from the right, where the figures stand."""
    texts = [text.strip() for text in re.split(r"\t|\s{2,}", line.text.strip()) if text.strip()]
    if len(texts) < 2:
        texts = line.text.split()
    return [((number - len(texts), number - len(texts) + 0.9), text) for number, text in enumerate(texts)]


def _joined(places: Sequence[Place]) -> list[Place]:
    """The columns: places that overlap belong to one."""
    out: list[Place] = []
    for begin, end in sorted(places):
        if out and begin < out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], end)
        else:
            out.append((begin, end))
    return out


def _row(line: Line, spans: Sequence[Place]) -> list[str] | None:
    """The line's cells by column; a head over several columns stands in the first. None for two figures in one."""
    texts = [""] * len(spans)
    for (begin, end), text in line:
        over = [n for n, span in enumerate(spans) if begin < span[1] and span[0] < end]
        if not over:
            middle = (begin + end) / 2
            over = [min(range(len(spans)), key=lambda n: abs((spans[n][0] + spans[n][1]) / 2 - middle))]
        if texts[over[0]] and (_FIGURE.fullmatch(text) or _FIGURE.fullmatch(texts[over[0]])):
            return None
        texts[over[0]] += text  # a name that is set wide (鲜　菜)
    return texts
