"""The printed lines of a page, put together of the stretches that stand at one height."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.report.footnote import is_footnote
from bot.report.glyphs import Stretch
from bot.report.lines import CELL_GAP, Piece

#: Further apart than so many letters, what stands at one height stands in two columns; the letters of a
#: word that is set wide (指　标) are nearer.
_CELLS_APART = 1.6
#: Nearer than this many letters, two stretches are one word: print parts Chinese and Latin by a quarter.
_WORDS_APART = 0.3
_AUTOSPACE, _STOP = 0.15, 0.7
#: A raised mark is smaller than this, and stands higher than this, in letters of its line.
_SMALL, _RAISED = 0.8, 0.15
#: A figure that a mark of a note stands behind; the power of ten is none.
_FIGURE_END = re.compile(r"(?<![×xX*＊]10)(?<![\d.])\d[\d.,]*$")

#: The print of a note is so much smaller than the text; a line of fewer letters is a page's number.
_NOTE, _WORDS = 0.87, 6
#: So many lines of short cells may be printed before the next cell of the first line.
_CELL_LINES, _SHORT = 9, 14


@dataclass(slots=True)
class Row:
    """What is printed at one height: the height, the size of its letters, its stretches in order, and the raised
    marks of notes that were left out of it."""

    y: float
    em: float
    parts: list[Stretch] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    @property
    def x(self) -> float:
        return self.parts[0].x

    def takes(self, part: Stretch) -> bool:
        """Does a stretch stand in this row, beside what is there?"""
        if abs(part.y - self.y) >= 0.35 * max(self.em, part.em):
            return False
        # A stop takes half a place where print is tight, and what follows stands on its other half.
        on = part.x > self.parts[-1].x and part.x > self.parts[-1].end - _STOP * part.em
        return on or all(part.x >= other.end or part.end <= other.x for other in self.parts)

    def letters(self) -> int:
        return sum(len(part.text) for part in self.parts)

    def is_mark(self, part: Stretch) -> bool:
        """Is a stretch the raised mark of a note, or part of one, behind what is there?"""
        last = self.parts[-1]
        raised = part.em < _SMALL * self.em and _RAISED * self.em < part.y - self.y < self.em
        near = -0.3 * self.em < part.x - last.end < _WORDS_APART * self.em
        return raised and near and is_footnote(part.text, _FIGURE_END.sub("", last.text))

    def text(self) -> str:
        """With a blank between words, and more between what may be cells."""
        out = self.parts[0].text
        for before, part in zip(self.parts, self.parts[1:], strict=False):
            gap = (part.x - before.end) / max(self.em, 0.01)
            least = _WORDS_APART if out[-1].isascii() and part.text[0].isascii() else _AUTOSPACE
            out += (CELL_GAP if gap > _CELLS_APART else " " if part.blank or gap > least else "") + part.text
        return out

    def pieces(self) -> tuple[Piece, ...]:
        """The words with their places."""
        out: list[Piece] = []
        for part in self.parts:
            near = out and not part.blank and part.x - out[-1].end <= _WORDS_APART * self.em
            if near:
                out[-1] = out[-1]._replace(text=out[-1].text + part.text, end=max(out[-1].end, part.end))
            else:
                out.append(Piece(part.x, part.end, part.text, self.em, self.y))
        return tuple(out)


def rows_at(printed: Iterable[Stretch]) -> list[Row]:
    """The lines of a cell, from the top down."""
    return sorted(rows_of(printed), key=lambda row: -row.y)


def turns(printed: Sequence[Stretch]) -> list[int]:
    """The directions of print on a page, that of most letters first."""
    return [turn for turn, _ in _letters(printed).most_common()]


def _letters(printed: Sequence[Stretch]) -> Counter[int]:
    count: Counter[int] = Counter()
    for part in printed:
        count[part.turn] += len(part.text)
    return count


def _beside(rows: Sequence[Row], part: Stretch) -> Row | None:
    """The row that a stretch stands in: the last one, or the one before the cells that were printed since then, each
    with all its lines."""
    for number in range(1, min(_CELL_LINES, len(rows)) + 1):
        row = rows[-number]
        if row.takes(part):
            return row
        if len(part.text) > _SHORT or not (row.letters() <= _SHORT and row.parts[-1].end < part.x):
            return None
    return None


def rows_of(printed: Iterable[Stretch]) -> list[Row]:
    """The rows of what is printed in one direction, in the order in which they are printed."""
    rows: list[Row] = []
    for part in printed:
        if rows and rows[-1].is_mark(part):
            rows[-1].marks.append(part.text.strip())
            continue
        row = _beside(rows, part)
        if row is not None:
            row.parts.append(part)
            row.y, row.em = (row.y, row.em) if row.em >= part.em else (part.y, part.em)
        else:
            rows.append(Row(part.y, part.em, [part]))
    for row in rows:
        row.parts.sort(key=lambda part: part.x)
    return sorted(rows, key=lambda row: -row.y) if _upward(rows) else rows


def _upward(rows: Sequence[Row]) -> bool:
    """Is a page printed from its foot up? Columns begin again at the head too, but most of their lines go down."""
    steps = [below.y - above.y for above, below in pairwise(rows)]
    return len(steps) > 1 and sum(step > 0 for step in steps) > sum(step < 0 for step in steps)


def notes(rows: Sequence[Row]) -> list[Row]:
    """The notes at the foot of a page: small print below its text that begins with a mark that stands in it."""
    marks = tuple(mark for row in rows for mark in row.marks)
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.em, 1)] += row.letters()
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    foot = min((row.y for row in rows if row.em > _NOTE * body and row.letters() >= _WORDS), default=0.0)
    out: list[Row] = []
    for row in rows:
        small = row.em <= _NOTE * body and row.y < foot
        if small and ((marks and row.text().startswith(marks)) or (out and row.letters() >= _WORDS)):
            out.append(row)
    return out
