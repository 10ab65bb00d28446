"""The font that comes with the program: what it can draw, how wide text is, where a line is broken.

Noto Sans CJK SC (SIL Open Font License, ``data/fonts/OFL.txt``), cut to GBK and the common symbols by
``scripts/font``. It is always named by its file: what a machine has installed makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

from bot.errors import ChartError

FONT = Path(__file__).resolve().parents[2] / "data" / "fonts" / "NotoSansCJKsc-GBK.otf"

_EM = 100
#: Characters that no line begins with, and those that none ends with.
_CLOSING = "，。；：、！？）》”’」』】%‰…·)]>"
_OPENING = "（《“‘「『【([<"


@cache
def _face() -> FT2Font:
    try:
        face = FT2Font(str(FONT))
    except (OSError, RuntimeError):
        raise ChartError("画图用的字体文件 data/fonts 不在或坏了，请重新取一份完整的程序。") from None
    face.set_size(_EM, 72)
    return face


@cache
def covered() -> frozenset[int]:
    """The code points that the font has a glyph for."""
    return frozenset(_face().get_charmap())


def check(texts: Iterable[str]) -> None:
    """ChartError, naming them, if any character has no glyph: a gap in a figure or a name is a wrong answer."""
    missing = dict.fromkeys(c for text in texts for c in text if ord(c) not in covered())
    if missing:
        shown = "、".join(f"{c}（U+{ord(c):04X}）" for c in list(missing)[:5])
        raise ChartError(f"这张图里有字体画不出的字：{shown}，没有画。")


@lru_cache(maxsize=8192)
def _advance(character: str) -> float:
    return float(_face().load_char(ord(character), LoadFlags.NO_HINTING).linearHoriAdvance) / 65536 / _EM


def width(text: str, size: float) -> float:
    """The width of ``text`` in the unit of ``size``."""
    return sum(map(_advance, text)) * size


def wrap(text: str, size: float, room: float) -> list[str]:
    """``text`` in lines no wider than ``room``; numbers and Latin words stay whole, as does what closes a clause."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width(line + piece, size) > room:
            lines.append(line.rstrip())
            line = ""
        while width(piece, size) > room and len(piece) > 1:  # a word wider than a line
            cut = max(1, int(len(piece) * room / width(piece, size)))
            lines.append(piece[:cut])
            piece = piece[cut:]
        line += piece if line else piece.lstrip()
    return [*lines, line] if line or not lines else lines


def _pieces(text: str) -> list[str]:
    """What is not broken: a character with the marks that cling to it, a run of Latin letters and digits."""
    pieces: list[str] = []
    for c in text:
        clings = pieces and (c in _CLOSING or pieces[-1][-1] in _OPENING or (_latin(c) and _latin(pieces[-1][-1])))
        if clings:
            pieces[-1] += c
        else:
            pieces.append(c)
    return pieces


def _latin(c: str) -> bool:
    return c.isascii() and (c.isalnum() or c in ".,-+")


def properties(pixels: float) -> FontProperties:
    """The font at a height of so many pixels (drawings are made at 72 dots per inch)."""
    return FontProperties(fname=FONT, size=pixels)
