"""Bars: breakdown, target against actual, comparison. Name and figure stand above each bar, for a narrow phone."""

from __future__ import annotations

from bot.chart import font, theme
from bot.chart.picture import Picture, Point
from bot.chart.sheet import Sheet
from bot.reply.plain import clean

_THICK, _GAP, _LEAST = 44.0, 30.0, 6.0
_COLOURS = {"actual": theme.ACTUAL, "target": theme.TARGET, "total": theme.INK, "rest": theme.REST}


def bars(sheet: Sheet, picture: Picture) -> None:
    """All bars of a picture begin at one zero and share one scale."""
    points = picture.points
    low, high = scale(points)
    for point in points:
        _caption(sheet, point)
        _bar(sheet, point, low, high)
        sheet.y += _THICK + _GAP
    sheet.y -= _GAP - 12


def scale(points: tuple[Point, ...]) -> tuple[float, float]:
    """The ends of the scale, zero among them; percentages of a whole are seen against the whole."""
    ends = [p.value for p in points] + [p.value_to for p in points if p.value_to is not None]
    low, high = min(0.0, *ends), max(0.0, *ends)
    if points[0].unit == "%" and low == 0 and 30 <= high <= 100:
        high = 100.0
    return (low, high) if high > low else (0.0, 1.0)


def _caption(sheet: Sheet, point: Point) -> None:
    figure = clean(point.text)
    taken = font.width(figure, theme.FIGURE)
    beside = font.wrap(clean(point.label), theme.LABEL, theme.INNER - taken - 40)
    colour = _COLOURS[point.role] if point.role != "total" else theme.INK
    for number, line in enumerate(beside):
        middle = sheet.y + theme.LABEL * theme.LEADING / 2
        sheet.text(theme.MARGIN, middle, line, theme.LABEL)
        if number == len(beside) - 1:
            sheet.text(theme.WIDTH - theme.MARGIN, middle, figure, theme.FIGURE, colour, "right", bold=True)
        sheet.y += theme.LABEL * theme.LEADING
    sheet.y += 4


def _bar(sheet: Sheet, point: Point, low: float, high: float) -> None:
    def at(value: float) -> float:
        return theme.MARGIN + theme.INNER * (value - low) / (high - low)

    sheet.box(theme.MARGIN, sheet.y, theme.INNER, _THICK, fill=theme.TRACK)
    start, end = sorted((at(0), at(point.value)))
    if point.value:  # little is not nothing
        start, end = (min(start, end - _LEAST), end) if point.value < 0 else (start, max(end, start + _LEAST))
    colour, aim = _COLOURS[point.role], point.role == "target"
    filled = None if aim else colour
    sheet.box(start, sheet.y, end - start, _THICK, fill=filled, hatched=point.approximate and not aim)
    if aim:
        sheet.box(
            start + 2, sheet.y + 2, max(0.0, end - start - 4), _THICK - 4, fill="#ecd3bf", edge=colour, dashed=True
        )
    if point.value_to is not None:
        sheet.box(at(point.value), sheet.y, at(point.value_to) - at(point.value), _THICK, fill=colour, hatched=True)
    sheet.stroke(at(0), sheet.y - 6, at(0), sheet.y + _THICK + 6, theme.INK, 3)
