"""Lines: a trend, each measure in a panel of its own over one time axis, the years at their true distance."""

from __future__ import annotations

from itertools import pairwise

from matplotlib.axes import Axes

from bot.chart import font, theme
from bot.chart.picture import Panel, Picture, Point
from bot.chart.sheet import Sheet
from bot.reply.plain import clean

_HIGH = 380.0
#: Neighbouring points further apart than this many years have years between them that nobody stated.
_APART = 1.01
_MOST_LABELS = 5
#: Labels closer than this part of the axis would touch.
_CLOSE = 0.2


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
        _years(axes, panel)
        sheet.y += 76
        if crowded(panel.points):
            _list(sheet, panel)


def _side(picture: Picture) -> float:
    """Room at both sides for what is written at the ends, which is centred on them."""
    ends = [point for panel in picture.panels for point in (panel.points[0], panel.points[-1])]
    widest = max(max(font.width(clean(p.text), theme.FIGURE), font.width(clean(p.label), theme.LABEL)) for p in ends)
    return theme.MARGIN + max(widest / 2, 60.0)


def gaps(panel: Panel) -> list[tuple[Point, Point]]:
    """Neighbours with unstated years between them."""
    pairs = pairwise(panel.points)
    return [(one, two) for one, two in pairs if (two.at or 0) - (one.at or 0) > _APART]


def _frame(axes: Axes, first: float, last: float, panel: Panel) -> None:
    values = [point.value for point in panel.points]
    low, high = min(0.0, *values), max(0.0, *values)
    room = (high - low) or 1.0
    axes.set_xlim(first, last)
    axes.set_ylim(low - (room * 0.34 if low < 0 else 0), high + room * 0.24)
    axes.set_yticks([])
    for side in ("top", "left", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.axhline(0, color=theme.INK, linewidth=3, clip_on=False)
    axes.patch.set_alpha(0)


def _line(axes: Axes, panel: Panel, colour: str) -> None:
    apart = gaps(panel)
    for one, two in pairwise(panel.points):
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
    times = [point.at for point in panel.points]
    for point in (p for p in _told(panel.points) if times.count(p.at) == 1):
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


def crowded(points: tuple[Point, ...]) -> bool:
    """Would the figures run into each other, were they all written at their points?"""
    span = (points[-1].at or 0) - (points[0].at or 0) or 1.0
    pairs = pairwise(points)
    return len(points) > _MOST_LABELS or any(((b.at or 0) - (a.at or 0)) / span < _CLOSE for a, b in pairs)


def _list(sheet: Sheet, panel: Panel) -> None:
    """All figures in words, where only the ends are written at their points."""
    told = [f"{point.label} {point.text}" for point in panel.points]
    sheet.lines(clean("；".join(told)), theme.REMARK)
    sheet.y += 20


def _told(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The points whose figures are written at them: all, or of many only the ends."""
    return (points[0], points[-1]) if crowded(points) else points


def _years(axes: Axes, panel: Panel) -> None:
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
