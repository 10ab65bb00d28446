"""The lines that a page of a PDF draws: those between the cells of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.report.matrix import Matrix, Point, number, placed, turned

#: A box that is thinner than this is a line.
_THIN = 3.0
Side = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line that is drawn, level or upright: ``at`` its height or its place, from ``begin`` to ``end``."""

    level: bool
    at: float
    begin: float
    end: float


@dataclass(slots=True)
class Drawing:
    """Collects ``sides``, the straight lines of a page. They count once they are painted; what only clips is none."""

    sides: list[Side] = field(default_factory=list)
    _path: list[Side] = field(default_factory=list)
    _pen: Point = (0.0, 0.0)

    def operate(self, name: str, operands: Any, cm: Matrix) -> None:
        x, y, wide, high = (number(operands, at) for at in range(4))
        match name:
            case "m":
                self._pen = placed((x, y), cm)
            case "l":
                self._path.append((self._pen, placed((x, y), cm)))
                self._pen = placed((x, y), cm)
            case "re":
                a, b, c, d = (
                    placed(corner, cm) for corner in ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high))
                )
                self._path += [(a, b), (b, c), (c, d), (d, a)]
            case "S" | "s" | "B" | "B*" | "b" | "b*":
                self.sides += self._path
                self._path = []
            case "f" | "F" | "f*":
                self.sides += _thin(self._path)
                self._path = []
            case "n":
                self._path = []


def rules_of(sides: Iterable[Side], turn: int) -> list[Rule]:
    """The level and upright ones of the lines, seen along a direction of print."""
    out = []
    for from_, to in sides:
        (a, c), (b, d) = turned(from_, turn), turned(to, turn)
        if abs(c - d) < 1 < abs(a - b):
            out.append(Rule(True, (c + d) / 2, min(a, b), max(a, b)))
        elif abs(a - b) < 1 < abs(c - d):
            out.append(Rule(False, (a + b) / 2, min(c, d), max(c, d)))
    return out


def _thin(path: Sequence[Side]) -> Iterator[Side]:
    """The middle line of each thin box that is filled; four sides make a box, the last of which may not be drawn."""
    step = 4 if len(path) % 4 == 0 else 3
    for at in range(0, len(path) - step + 1, step):
        points = [point for side in path[at : at + step] for point in side]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if y1 - y0 < _THIN < x1 - x0:
            yield (x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)
        elif x1 - x0 < _THIN < y1 - y0:
            yield ((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)
