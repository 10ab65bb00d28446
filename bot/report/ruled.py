"""Tables whose cells are drawn: the lines between them tell rows and columns without any guess."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.report.drawn import Rule
from bot.report.glyphs import Stretch
from bot.report.printrows import rows_at
from bot.report.table import Cell, is_frame

#: Lines nearer than this are one, and meet.
_NEAR = 3.0
#: A page with more lines is a drawing.
_MOST = 600
_FIGURE = re.compile(r"[-—–−+]?\d[\d,]*(?:\.\d+)?\s*[%‰]?")
#: So much of the rows with figures have a name in front; in a chart the figures stand alone.
_NAMED = 0.8


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table: its cells row by row, and the stretches that stand in it."""

    rows: tuple[tuple[Cell, ...], ...]
    parts: frozenset[int]


def ruled(printed: Sequence[Stretch], rules: Sequence[Rule]) -> list[Ruled]:
    """The tables of a page whose lines tell the cell of each stretch; ``parts`` are numbers in ``printed``."""
    lines = _merged(rules)
    found = [_Grid(group) for group in _groups(lines)] if len(lines) <= _MOST else []
    return [table for grid in found if (table := grid.read(printed)) is not None]


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Lines that run on in each other, as those of cell after cell do, as one."""
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.level, round(rule.at / _NEAR), rule.begin)):
        last = out[-1] if out else None
        same = last and last.level == rule.level and abs(last.at - rule.at) < _NEAR / 2
        if last and same and rule.begin <= last.end + _NEAR:
            out[-1] = Rule(rule.level, last.at, last.begin, max(last.end, rule.end))
        else:
            out.append(rule)
    return out


def _groups(lines: Sequence[Rule]) -> Iterator[list[Rule]]:
    """The lines that meet, table by table."""
    left = [*lines]
    while left:
        group, met = [], [left.pop()]
        while met:
            line = met.pop()
            group.append(line)
            met += [other for other in left if _meet(line, other)]
            left = [other for other in left if not _meet(line, other)]
        yield group


def _meet(one: Rule, other: Rule) -> bool:
    if one.level == other.level:
        return False
    on_one = one.begin - _NEAR <= other.at <= one.end + _NEAR
    return on_one and other.begin - _NEAR <= one.at <= other.end + _NEAR


class _Grid:
    """The lines of one table."""

    def __init__(self, lines: Sequence[Rule]) -> None:
        self._level = [line for line in lines if line.level]
        self._upright = [line for line in lines if not line.level]
        # The sides may be open: then the ends of the lines are the sides.
        self._xs = _places([*_ats(self._upright), *_ends(self._level)])
        self._ys = _places([*_ats(self._level), *_ends(self._upright)])[::-1]

    def read(self, printed: Sequence[Stretch]) -> Ruled | None:
        """None where the lines do not part each figure from the others, or only frame running text."""
        if len(self._xs) < 3 or len(self._ys) < 2:
            return None
        held: dict[tuple[int, int], list[int]] = {}
        for number, part in enumerate(printed):
            place = self._place(part)
            if place is not None:
                held.setdefault(place, []).append(number)
        rows: list[list[Cell]] = []
        covered: set[tuple[int, int]] = set()
        for row in range(len(self._ys) - 1):
            cells: list[Cell] = []
            for column in range(len(self._xs) - 1):
                if (row, column) not in covered:
                    within, wide, high = self._cell(row, column, covered)
                    covered |= within
                    parts = [printed[number] for place in sorted(within) for number in held.get(place, ())]
                    inside = [line.text() for line in rows_at(parts)]
                    if sum(bool(_FIGURE.fullmatch(text)) for text in inside) > 1 or self._crossed(parts, within):
                        return None
                    cells.append(("".join(inside), wide, high))
            rows.append(cells)
        texts = [[cell[0] for cell in cells] for cells in rows]
        if is_frame(texts) or not _named(texts):
            return None
        return Ruled(tuple(map(tuple, rows)), frozenset(number for numbers in held.values() for number in numbers))

    def _place(self, part: Stretch) -> tuple[int, int] | None:
        """The row and the column of the middle of a stretch."""
        x, y = (part.x + part.end) / 2, part.y + 0.3 * part.em
        if not (self._xs[0] < x < self._xs[-1] and self._ys[-1] < y < self._ys[0]):
            return None
        return sum(y < at for at in self._ys) - 1, sum(x > at for at in self._xs) - 1

    def _cell(self, row: int, column: int, covered: set[tuple[int, int]]) -> tuple[set[tuple[int, int]], int, int]:
        """The places that a cell covers, which no line parts, and how many columns and rows they are."""
        right = column + 1
        while right < len(self._xs) - 1 and (row, right) not in covered and not self._parts_columns(row, right):
            right += 1
        below = row + 1
        while below < len(self._ys) - 1 and not any(self._parts_rows(below, at) for at in range(column, right)):
            below += 1
        return {(y, x) for y in range(row, below) for x in range(column, right)}, right - column, below - row

    def _parts_columns(self, row: int, side: int) -> bool:
        y = (self._ys[row] + self._ys[row + 1]) / 2
        return any(abs(line.at - self._xs[side]) < _NEAR and line.begin < y < line.end for line in self._upright)

    def _parts_rows(self, side: int, column: int) -> bool:
        x = (self._xs[column] + self._xs[column + 1]) / 2
        return any(abs(line.at - self._ys[side]) < _NEAR and line.begin < x < line.end for line in self._level)

    def _crossed(self, parts: Sequence[Stretch], within: set[tuple[int, int]]) -> bool:
        """Does what stands in a cell reach into the next?"""
        left, right = min(x for _, x in within), max(x for _, x in within) + 1
        return any(part.x < self._xs[left] - part.em / 2 or part.end > self._xs[right] + part.em / 2 for part in parts)


def _ats(lines: Sequence[Rule]) -> list[float]:
    return [line.at for line in lines]


def _ends(lines: Sequence[Rule]) -> list[float]:
    return [min(line.begin for line in lines), max(line.end for line in lines)] if lines else []


def _places(values: Sequence[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _NEAR:
            out.append(value)
    return out


def _named(rows: Sequence[Sequence[str]]) -> bool:
    """Do names stand in front of the figures? The head may be all that stands on a page."""
    data = [[cell for cell in row if cell] for row in rows if any(_FIGURE.fullmatch(cell) for cell in row)]
    named = [cells for cells in data if not _FIGURE.fullmatch(cells[0])]
    return len(named) >= _NAMED * len(data) if data else max(map(len, rows)) > 2
