"""Sizes and colours. One opaque paper that reads on Telegram's light and dark background alike.

A phone shows the picture's 1080 pixels on about 390 points, so that 1 point is 2.8 pixels: nothing is
smaller than 29 pixels (10.5 points).
"""

from __future__ import annotations

WIDTH = 1080
MARGIN = 56
INNER = WIDTH - 2 * MARGIN
#: Telegram takes 10,000 pixels in width and height together and a ratio of 20; no phone wants as much.
TALLEST = 4000

TITLE, SUBTITLE, HEADING, LABEL, FIGURE, REMARK, SOURCE = 50.0, 34.0, 36.0, 36.0, 40.0, 31.0, 29.0
BIG = 60.0
LEADING = 1.36

PAPER, EDGE, LINE, TRACK = "#f7f4ec", "#cfc8b8", "#d9d3c5", "#e6e1d4"
INK, MUTED = "#1c2530", "#535e6b"
ACTUAL, SHARE, TARGET, REST = "#1d63a5", "#b4501a", "#b4501a", "#66707a"
HATCH = "/"
