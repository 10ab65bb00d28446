"""The matrices of a PDF page, which place what is printed and drawn."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def number(operands: Any, at: int = 0) -> float:
    """One of an operator's numbers; 0 for what a damaged file has instead."""
    value = operands[at] if at < len(operands) else 0
    return float(value) if isinstance(value, int | float) else 0.0


def matrix(operands: Any) -> Matrix:
    values = [float(value) for value in operands if isinstance(value, int | float)]
    return (values[0], values[1], values[2], values[3], values[4], values[5]) if len(values) == 6 else IDENTITY


def times(m: Matrix, n: Matrix) -> Matrix:
    """First ``m``, then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def placed(point: Point, m: Matrix) -> Point:
    x, y = point
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]


def turned(point: Point, turn: int) -> Point:
    """A point as seen along a direction of so many degrees."""
    (x, y), a = point, turn * pi / 180
    return x * cos(a) + y * sin(a), y * cos(a) - x * sin(a)
