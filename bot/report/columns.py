"""The columns of a printed table: which words of its lines stand below each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.report.lines import CELL_GAP, FileLine, Piece, row_line
from bot.report.wrapped import whole_rows

#: A cell that holds a figure, or the dash that stands for none.
_FIGURE = re.compile(r"[-—–−+]?\d[\d,]*(?:\.\d+)?\s*[%‰]?|[-—–…/]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: So much of the lines with figures have a name in front; in a chart the figures stand alone.
_NAMED = 0.8
#: Two columns are parted by a gap in all lines of so many letters; by this many in one, if they hold names.
_NARROW, _WIDE = 0.25, 1.2
Place = tuple[float, float]
Line = Sequence[Piece]
"""The words of a printed line."""


def columns(lines: Sequence[FileLine]) -> list[FileLine]:
    """The lines of a table as rows of equal columns, the first of which holds names; none where the places
    of the words, or without gaps their number, do not tell the columns apart."""
    lines = whole_rows(lines) if all(line.pieces for line in lines) else lines
    placed = any(line.pieces and CELL_GAP in line.text for line in lines)
    cut = [line.pieces if placed else _counted(line) for line in lines]
    data = [line for line in cut if any(_FIGURE.fullmatch(piece.text) for piece in sorted(line)[1:])]
    named = sum(not _FIGURE.fullmatch(min(line).text) for line in data)
    if not data or data[0] is cut[0] or named < _NAMED * len(data):
        return []
    if not placed and len({_figures(line) for line in data}) > 1:
        return []
    spans = _spans(data)
    if len(spans) < 2:
        return []
    first = next(number for number, line in enumerate(cut) if line is data[0])
    rows = [_row(line, spans, spanning=number < first - 1) for number, line in enumerate(cut)]
    told = [row_line(row, line.page) for row, line in zip(rows, lines, strict=True) if row is not None]
    return told if len(told) == len(lines) else []


def _counted(line: FileLine) -> Line:
    """The cells of a line without places: the columns are counted from the right, where the figures stand."""
    texts = [text.strip() for text in re.split(r"\t|\s{2,}", line.text.strip()) if text.strip()]
    if len(texts) < 2:
        texts = line.text.split()
    # So far apart that each is a column of its own.
    return [Piece(4.0 * (n - len(texts)), 4.0 * (n - len(texts)) + 1, text, 1) for n, text in enumerate(texts)]


def _figures(line: Line) -> int:
    """How many figures stand at the end of a line."""
    number = 0
    while number < len(line) and _FIGURE.fullmatch(line[-1 - number].text):
        number += 1
    return number


def _spans(data: Sequence[Line]) -> list[Place]:
    """The columns: what the lines leave empty in all of them parts two."""
    spans = _joined([piece for line in data for piece in line])
    out = spans[:1]
    for span in spans[1:]:
        if _parted(data, (out[-1][1], span[0])):
            out.append(span)
        else:
            out[-1] = out[-1][0], span[1]
    return out


def _joined(pieces: Sequence[Piece]) -> list[Place]:
    out: list[Place] = []
    for begin, end, _, em, _ in sorted(pieces):
        if out and begin < out[-1][1] + _NARROW * em:
            out[-1] = out[-1][0], max(out[-1][1], end)
        else:
            out.append((begin, end))
    return out


def _parted(data: Sequence[Line], gap: Place) -> bool:
    """Does a gap part two columns? One that is narrow in every line may stand within a name (甲 区)."""
    for line in data:
        for left, right in pairwise(sorted(line)):
            if left.end <= gap[0] + 0.01 and right.begin >= gap[1] - 0.01:
                figures = bool(_FIGURE.fullmatch(left.text)) + bool(_FIGURE.fullmatch(right.text))
                if figures or right.begin - left.end > _WIDE * left.em:
                    return True
    return False


def _row(line: Line, spans: Sequence[Place], *, spanning: bool) -> list[str] | None:
    """The line's cells by column; a head over several columns (``spanning``: of which more are told apart below)
    stands in the first. None where a word stands in several columns, or a figure shares its cell."""
    texts = [""] * len(spans)
    for piece in line:
        over = [n for n, span in enumerate(spans) if piece.begin < span[1] and span[0] < piece.end]
        if len(over) > 1 and not spanning:
            return None
        if not over:
            middle = (piece.begin + piece.end) / 2
            over = [min(range(len(spans)), key=lambda n: abs((spans[n][0] + spans[n][1]) / 2 - middle))]
        if not _may_share(texts[over[0]], piece.text):
            return None
        texts[over[0]] += piece.text  # a name that is set wide (鲜　菜)
    return texts


def _may_share(before: str, text: str) -> bool:
    """May a word stand in the cell of another? A figure may not, but for a year in a name."""
    figures = [cell for cell in (before, text) if _FIGURE.fullmatch(cell)]
    return not before or not figures or all(_YEAR.fullmatch(figure) for figure in figures)
