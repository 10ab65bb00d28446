"""A sheet of paper that is written from the top down: text, bars and marks, in pixels."""

from __future__ import annotations

import io

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.patheffects import Normal, Stroke
from matplotlib.text import Text
from PIL import Image

from bot.chart import font, theme
from bot.errors import ChartError

#: With 72 dots per inch a point is a pixel.
_DPI = 72
_COLOURS = 96


class Sheet:
    """Everything is placed by pixels from the upper left corner; ``y`` is where the next thing goes.

    Writing beyond the lower edge is allowed: the sheet is cut to what was written when it is finished.
    """

    def __init__(self) -> None:
        self.y = float(theme.MARGIN)
        self._figure = Figure(figsize=(theme.WIDTH / _DPI, theme.TALLEST / _DPI), dpi=_DPI, facecolor=theme.PAPER)
        self._canvas = FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._panels: list[tuple[Axes, float, float, float, float]] = []

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str = theme.INK,
        align: str = "left",
        bold: bool = False,
    ) -> None:
        """One line; ``y`` is the middle of it."""
        drawn = self._axes.text(
            x,
            y,
            text,
            color=colour,
            ha=align,
            va="center_baseline",
            fontproperties=font.properties(size),
            parse_math=False,
        )
        if bold:
            _embolden(drawn, colour, size)

    def lines(
        self, text: str, size: float, colour: str = theme.INK, *, room: float = theme.INNER, bold: bool = False
    ) -> None:
        """A paragraph from the left margin, moving ``y`` below it."""
        for line in font.wrap(text, size, room):
            self.text(theme.MARGIN, self.y + size * theme.LEADING / 2, line, size, colour, bold=bold)
            self.y += size * theme.LEADING

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str | None,
        edge: str | None = None,
        hatched: bool = False,
        dashed: bool = False,
    ) -> None:
        """A rectangle; ``hatched`` for a figure that is known only roughly."""
        patch = Rectangle(
            (x, y),
            width,
            height,
            facecolor=fill or "none",
            edgecolor=edge or "none",
            linewidth=3 if edge else 0,
            linestyle=(0, (3, 2)) if dashed else "solid",
        )
        self._axes.add_patch(patch)
        if hatched and width > 0:
            stripes = Rectangle(
                (x, y), width, height, facecolor="none", edgecolor=theme.PAPER, linewidth=0, hatch=theme.HATCH
            )
            stripes.set_hatch_linewidth(9)
            self._axes.add_patch(stripes)

    def stroke(
        self, x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 2, dashed: bool = False
    ) -> None:
        style = (0, (4, 3)) if dashed else "solid"
        self._axes.plot([x1, x2], [y1, y2], color=colour, linewidth=width, linestyle=style, solid_capstyle="butt")

    def panel(self, height: float, *, left: float, right: float) -> Axes:
        """Axes of their own at ``y``, which moves below them."""
        axes = self._figure.add_axes((0, 0, 1, 1))
        axes.set_facecolor("none")
        self._panels.append((axes, left, self.y, theme.WIDTH - left - right, height))
        self.y += height
        return axes

    def png(self) -> bytes:
        """The finished picture, cut below the last thing written; ChartError if it is too tall for a phone."""
        height = round(self.y + theme.MARGIN)
        if height > theme.TALLEST:
            raise ChartError("这张图太长了，手机上看不清，没有画；请问得具体一些。")
        self._figure.set_size_inches(theme.WIDTH / _DPI, height / _DPI)
        self._axes.set_xlim(0, theme.WIDTH)
        self._axes.set_ylim(height, 0)
        for axes, x, y, wide, high in self._panels:
            axes.set_position((x / theme.WIDTH, 1 - (y + high) / height, wide / theme.WIDTH, high / height))
        self.box(1.5, 1.5, theme.WIDTH - 3, height - 3, fill=None, edge=theme.EDGE)
        self._canvas.draw()  # type: ignore[no-untyped-call]
        size = self._canvas.get_width_height()
        pixels = self._canvas.buffer_rgba()  # type: ignore[no-untyped-call]
        image = Image.frombuffer("RGBA", size, pixels, "raw", "RGBA", 0, 1).convert("RGB")
        out = io.BytesIO()
        image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", optimize=False)
        self._figure.clear()  # its parts refer to each other: without this they stay until the collector comes
        del self._axes, self._panels, self._canvas.renderer
        return out.getvalue()


def _embolden(drawn: Text, colour: str, size: float) -> None:
    drawn.set_path_effects([Stroke(linewidth=size / 28, foreground=colour), Normal()])
