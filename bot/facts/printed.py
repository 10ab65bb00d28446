"""How exactly a figure is printed, and numbers written back the way the report prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.facts.model import Observation
from bot.text.fold import shadow
from bot.text.numeral import SCALE, scale

_NUMBER = re.compile(rf"(\d[\d,]*)(?:\.(\d+))?[余多]?({SCALE})?")
_SHARES = ("%", "‰", "百分点", "千分点")


@dataclass(frozen=True, slots=True)
class Precision:
    """``step`` is worth one of the last printed digit, ``place`` one of the last that is not a zero; ``decimals``
    are those printed. ``rounded``: the true value may differ by half a step (1.7万, 19%; not 739起)."""

    step: float
    place: float
    decimals: int
    rounded: bool


def precision(row: Observation) -> Precision:
    """The precision that a row's ``value_text`` shows; a figure in Chinese numerals counts as whole."""
    match = _NUMBER.search(shadow(row.value_text))
    if match is None:
        return Precision(1.0, 1.0, 0, False)
    whole, decimals, word = match[1].replace(",", ""), match[2] or "", match[3] or ""
    step = scale(word) / 10 ** len(decimals)
    digits = (whole + decimals).rstrip("0") or "0"
    place = step * 10 ** (len(whole + decimals) - len(digits))
    return Precision(step, place, len(decimals), bool(decimals or word or row.unit in _SHARES))


def slack(row: Observation) -> float:
    """By how much the true value of an exact figure may differ from the printed one."""
    exactness = precision(row)
    return exactness.step / 2 if exactness.rounded else 0.0


def interval(row: Observation) -> tuple[float, float]:
    """The values that a row's words leave open: 近1.7万起 is from 16000 to 17000, 7000余 from 7000 to 8000.

    A round 2万 without decimals is taken to within a hundredth, since it states no more digits on purpose.
    """
    low = high = row.value
    exactness, off = precision(row), slack(row)
    if not exactness.decimals and exactness.step > 1:
        off = min(off, abs(row.value) / 100)
    place = exactness.place
    below = {"exact": off, "approx": place, "nearly": place, "less_than": float("inf"), "at_most": float("inf")}
    above = {"exact": off, "approx": place, "more_than": place, "at_least": float("inf")}
    return low - below.get(row.bound, 0.0), high + above.get(row.bound, 0.0)


def plain(number: float) -> str:
    """A number as people write it, without powers of ten: 6152, 0.5, 25580000000.

    >>> plain(25_580_000_000.0), plain(0.1 + 0.2), plain(-3.0)
    ('25580000000', '0.3', '-3')
    """
    written = f"{number:.6f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def scale_word(row: Observation) -> str:
    """万, 亿 or whatever a row's figure is printed with; empty where it is printed in full."""
    match = _NUMBER.search(shadow(row.value_text))
    return (match[3] if match else None) or ""


def like(number: float, row: Observation) -> str:
    """``number`` in the scale that ``row`` is printed in: 25580000000 beside 286.8亿元 is 255.8亿."""
    return f"{plain(number / scale(scale_word(row)))}{scale_word(row)}"
