"""Rows of a printed table whose cells take more than one line: which lines are one row is told by their leading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.report.lines import CELL_GAP, FileLine

_FIGURE = re.compile(r"[-—–−+]?\d[\d,]*(?:\.\d+)?\s*[%‰]?|[-—–…/]+")
#: Lines of one cell are nearer to each other than this share of what parts two rows.
_LEADING = 0.92
#: A name that is broken reaches this near to the end of the longest, in letters.
_FULL = 1.5
#: What a name that heads the rows below it looks like.
_HEADS = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、])|.*[:：]\s*$"
)


def row_pitch(lines: Sequence[FileLine]) -> float:
    """How far apart two rows stand at least; 0 where no two rows with figures follow each other."""
    pairs = [pair for pair in pairwise(lines) if all(map(_has_figure, pair))]
    return min((gap for one, other in pairs if (gap := _gap(one, other)) is not None), default=0.0)


def runs_on(before: FileLine, after: FileLine, pitch: float) -> bool:
    """Do two lines stand so near that they are of one row?"""
    gap = _gap(before, after)
    return gap is not None and gap < _LEADING * pitch


def is_near(one: FileLine, other: FileLine, pitch: float) -> bool:
    """Do two lines stand so near, whichever is above, that they are of one row?"""
    return runs_on(one, other, pitch) or runs_on(other, one, pitch)


def stands_off(before: FileLine, after: FileLine, pitch: float) -> bool:
    """Does a line stand so far above the next that they are not of one row?"""
    gap = _gap(before, after)
    return gap is not None and gap >= (_LEADING * pitch or 1.6 * before.pieces[0].em)


def whole_rows(lines: Sequence[FileLine]) -> list[FileLine]:
    """``lines`` with those of one row as one; none where it is not told whether a name runs on in the next line."""
    lines = _downwards(lines)
    pitch = row_pitch(lines)
    out: list[list[FileLine]] = []
    for line in lines:
        if out and runs_on(out[-1][-1], line, pitch):
            out[-1].append(line)
        else:
            out.append([line])
    rows = [_joined(run) for run in out]
    return [] if any(_doubtful(rows, number, pitch) for number in range(len(rows))) else rows


def _downwards(lines: Sequence[FileLine]) -> list[FileLine]:
    """The lines of each page from the top down, those at one height as one: the cells of a row may be printed one
    after the other, each with all its lines."""
    out: list[FileLine] = []
    for line in sorted(lines, key=lambda line: (line.page, -_height(line))):
        same = out and out[-1].page == line.page and abs(_height(out[-1]) - _height(line)) < 0.3 * line.pieces[0].em
        out[-1:] = [_joined([out[-1], line])] if same else [*out[-1:], line]
    return out


def _height(line: FileLine) -> float:
    return line.pieces[0].y


def _gap(before: FileLine, after: FileLine) -> float | None:
    if before.page != after.page or not before.pieces or not after.pieces:
        return None
    gap = _height(before) - _height(after)
    return gap if gap > 0 else None


def _has_figure(line: FileLine) -> bool:
    return any(_FIGURE.fullmatch(piece.text) for piece in sorted(line.pieces)[1:])


def _joined(run: Sequence[FileLine]) -> FileLine:
    if len(run) == 1:
        return run[0]
    pieces = tuple(piece for line in run for piece in line.pieces)
    return FileLine(CELL_GAP.join(line.text for line in run), run[0].page, run[0].fresh, pieces=pieces)


def _doubtful(rows: Sequence[FileLine], number: int, pitch: float) -> bool:
    """May a name alone be half of the one above or below it? It may where one of the two reaches the column's end,
    or where no rows tell how near the lines of a cell are."""
    row, data = rows[number], [other for other in rows[:number] if _has_figure(other)]
    if len(row.pieces) != 1 or not data or row.page != rows[number - 1].page or _HEADS.match(row.text):
        return False
    end = max(min(other.pieces).end for other in rows if _has_figure(other))
    near = (min(rows[number - 1].pieces), row.pieces[0])
    return not pitch or any(piece.end > end - _FULL * piece.em for piece in near)
