"""Tiles: an overview card. Figures in two columns, each with its name and time; nothing is compared."""

from __future__ import annotations

from bot.chart import font, theme
from bot.chart.picture import Picture, Point
from bot.chart.sheet import Sheet
from bot.reply.plain import clean

_GUTTER, _PAD = 24.0, 22.0
_WIDE = (theme.INNER - _GUTTER) / 2
_ROOM = _WIDE - 2 * _PAD
_NAME, _TIME = 32.0, 29.0


def tiles(sheet: Sheet, picture: Picture) -> None:
    points = picture.points
    for number in range(0, len(points), 2):
        pair = points[number : number + 2]
        names = [font.wrap(clean(point.label), _NAME, _ROOM) for point in pair]
        high = 2 * _PAD + theme.BIG * theme.LEADING + (max(map(len, names)) * _NAME + _TIME) * theme.LEADING
        for column, (point, lines) in enumerate(zip(pair, names, strict=True)):
            _tile(sheet, theme.MARGIN + column * (_WIDE + _GUTTER), point, lines, high)
        sheet.y += high + _GUTTER
    sheet.y -= _GUTTER - 8


def _tile(sheet: Sheet, x: float, point: Point, name: list[str], high: float) -> None:
    colour = theme.TARGET if point.role == "target" else theme.ACTUAL
    sheet.box(x, sheet.y, _WIDE, high, fill="#ffffff")
    sheet.box(x, sheet.y, 8, high, fill=colour)
    figure, y = clean(point.text), sheet.y + _PAD
    size = min(theme.BIG, theme.BIG * _ROOM / max(font.width(figure, theme.BIG), 1))
    sheet.text(x + _PAD, y + theme.BIG * theme.LEADING / 2, figure, size, colour, bold=True)
    y += theme.BIG * theme.LEADING
    for line in name:
        sheet.text(x + _PAD, y + _NAME * theme.LEADING / 2, line, _NAME)
        y += _NAME * theme.LEADING
    if point.when and "未写明" not in point.when:
        sheet.text(x + _PAD, y + _TIME * theme.LEADING / 2, clean(point.when), _TIME, theme.MUTED)
