"""Lines: a trend, each measure in a panel of its own over one time axis, the years at their true distance."""

from __future__ import annotations

from matplotlib.axes import Axes

from bot.chart import font, theme
from bot.chart.picture import Panel, Picture, Point
from bot.chart.sheet import Sheet
from bot.reply.plain import clean

_HIGH = 380.0
#: Neighbouring points further apart than this many years have years between them that nobody stated.
_APART = 1.01
_MOST_LABELS = 6


def lines(sheet: Sheet, picture: Picture) -> None:
    ends = [point.at or 0.0 for point in picture.points]
    side = _side(picture)
    for number, panel in enumerate(picture.panels):
        colour = theme.SHARE if number else theme.ACTUAL
        if panel.name and len(picture.panels) > 1:
            sheet.lines(clean(panel.name), theme.HEADING, colour, bold=True)
            sheet.y += 26
        axes = sheet.panel(_HIGH, left=side, right=side)
        _frame(axes, min(ends), max(ends), panel)
        _line(axes, panel, colour)
        _years(axes, panel, last=number == len(picture.panels) - 1)
        sheet.y += 76


def _side(picture: Picture) -> float:
    """Room at both sides for what is written at the ends, which is centred on them."""
    ends = [point for panel in picture.panels for point in (panel.points[0], panel.points[-1])]
    widest = max(max(font.width(clean(p.text), theme.FIGURE), font.width(clean(p.label), theme.LABEL)) for p in ends)
    return theme.MARGIN + max(widest / 2, 60.0)


def gaps(panel: Panel) -> list[tuple[Point, Point]]:
    """Neighbours with unstated years between them."""
    pairs = zip(panel.points, panel.points[1:], strict=False)
    return [(one, two) for one, two in pairs if (two.at or 0) - (one.at or 0) > _APART]


def _frame(axes: Axes, first: float, last: float, panel: Panel) -> None:
    values = [point.value for point in panel.points]
    low, high = min(0.0, *values), max(0.0, *values)
    room = (high - low) or 1.0
    axes.set_xlim(first, last)
    axes.set_ylim(low - (room * 0.24 if low < 0 else 0), high + room * 0.24)
    axes.set_yticks([])
    for side in ("top", "left", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.axhline(0, color=theme.INK, linewidth=3, clip_on=False)
    axes.patch.set_alpha(0)


def _line(axes: Axes, panel: Panel, colour: str) -> None:
    apart = gaps(panel)
    for one, two in zip(panel.points, panel.points[1:], strict=False):
        style = (0, (3, 2)) if (one, two) in apart else "solid"
        axes.plot(
            [one.at or 0, two.at or 0],
            [one.value, two.value],
            color=colour,
            linewidth=5,
            linestyle=style,
            clip_on=False,
        )
    for point in panel.points:
        fill = theme.PAPER if point.approximate else colour
        axes.plot(
            [point.at or 0],
            [point.value],
            "o",
            markersize=22,
            markerfacecolor=fill,
            markeredgecolor=colour,
            markeredgewidth=5,
            clip_on=False,
            zorder=3,
        )
    for point in _told(panel.points):
        below = point.value < 0
        axes.annotate(
            clean(point.text),
            (point.at or 0, point.value),
            (0, -26 if below else 26),
            textcoords="offset points",
            ha="center",
            va="top" if below else "bottom",
            color=colour,
            fontproperties=font.properties(theme.FIGURE),
            parse_math=False,
            annotation_clip=False,
        )


def _told(points: tuple[Point, ...]) -> list[Point]:
    """The points whose figures are written: all of a few, of many the ends, the highest and the lowest."""
    if len(points) <= _MOST_LABELS:
        return list(points)
    ranked = sorted(points, key=lambda p: p.value)
    return [p for p in points if p in (points[0], points[-1], ranked[0], ranked[-1])]


def _years(axes: Axes, panel: Panel, last: bool) -> None:
    """Stated times in ink; the unstated years between them as bare ticks."""
    told = _told(panel.points)
    axes.set_xticks([point.at or 0 for point in told], [clean(point.label) for point in told])
    between = range(int(told[0].at or 0), int(told[-1].at or 0) + 1)
    axes.set_xticks([float(year) for year in between], minor=True)
    axes.tick_params("x", which="major", length=14, width=3, color=theme.INK, labelcolor=theme.INK, pad=8)
    axes.tick_params("x", which="minor", length=9, width=2, color=theme.MUTED)
    for label in axes.get_xticklabels():
        label.set_fontproperties(font.properties(theme.LABEL))
        label.set_parse_math(False)
