"""From the data of a picture to a PNG. The only door to matplotlib: import this module when a picture is asked for.

matplotlib is used through ``Figure`` alone (no pyplot, no global state), under one lock, for it is not
made for several threads.
"""

from __future__ import annotations

from threading import Lock

from bot.chart import font, theme
from bot.chart.bars import bars
from bot.chart.lines import gaps, lines
from bot.chart.picture import Picture
from bot.chart.sheet import Sheet
from bot.chart.tiles import tiles
from bot.reply.plain import clean

#: What is said on a picture besides its data; tested to have glyphs.
HATCHED, HOLLOW = "斜纹＝约数或界限（近、余、以上等）", "空心＝约数或界限（近、余、以上等）"
GAP, AIM = "虚线＝中间的年份报告没有写", "虚线框＝目标，不是已完成的数"

_lock = Lock()


def draw(picture: Picture) -> bytes:
    """A PNG of 1080 pixels' width.

    Raises:
        ChartError: a character has no glyph, or the picture would be too tall.
    """
    with _lock:
        font.check(clean(text) for text in picture.texts())
        return _drawn(picture)


def _drawn(picture: Picture) -> bytes:
    sheet = Sheet()
    sheet.lines(clean(picture.title), theme.TITLE, bold=True)
    sheet.lines(clean(picture.subtitle), theme.SUBTITLE, theme.MUTED)
    sheet.y += 24
    form = {"trend": lines, "overview": tiles}.get(picture.kind, bars)
    form(sheet, picture)
    _foot(sheet, picture)
    return sheet.png()


def _foot(sheet: Sheet, picture: Picture) -> None:
    """The key, the remarks, and where the figures stand."""
    sheet.y += 18
    for sentence in (*key(picture), *picture.remarks):
        sheet.lines(clean(sentence), theme.REMARK, theme.INK)
        sheet.y += 8
    sheet.y += 10
    sheet.stroke(theme.MARGIN, sheet.y, theme.WIDTH - theme.MARGIN, sheet.y, theme.LINE)
    sheet.y += 14
    for source in picture.sources:
        sheet.lines(clean(f"来源：{source}"), theme.SOURCE, theme.MUTED)


def key(picture: Picture) -> tuple[str, ...]:
    """What the marks on a picture mean, of those that are on it."""
    points = picture.points
    rough = any(point.approximate and point.value and point.role != "target" for point in points)
    if picture.kind == "overview":
        return ()
    if picture.kind == "trend":
        return ((HOLLOW,) if rough else ()) + ((GAP,) if any(map(gaps, picture.panels)) else ())
    return ((HATCHED,) if rough else ()) + ((AIM,) if any(point.role == "target" for point in points) else ())
