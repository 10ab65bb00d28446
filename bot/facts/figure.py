"""The figure that a cell of a table states."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.facts.change import find_change
from bot.facts.heads import units
from bot.text.fold import shadow
from bot.text.numeral import SCALE, parse_numeral, times
from bot.text.quantity import Quantity, find_quantities

_NUMBER = re.compile(
    rf"(?P<sign>[-—−+▲]?)(?P<n>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<s>{SCALE})?(?P<u>\D*)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a cell states: ``value`` in ``unit`` as printed, empty where the cell prints none."""

    value: float
    unit: str
    quantity: Quantity | None = None


def figure_of(text: str) -> Figure | None:
    """The figure that a cell states, and nothing else; None for words, blanks and two figures in one."""
    told = shadow(text).replace(" ", "")
    if told == "持平":
        return Figure(0.0, "")
    if not re.search(r"\d", told) or re.search(r"\d\s+\d", text):
        return None
    match = _NUMBER.fullmatch(told)
    if match and (not match["u"] or units().fullmatch(match["u"])):
        value = times(parse_numeral(match["n"]) or 0.0, match["s"] or "")
        return Figure(-value if match["sign"] in ("-", "—", "−", "▲") else value, match["u"])
    found = find_quantities(told)
    if len(found) == 1 and found[0].kind == "quantity" and found[0].end == len(told):
        change = find_change(told[: found[0].start])
        if found[0].start == 0 or (change and change.start == 0):
            return Figure(found[0].value * (change.sign if change else 1), found[0].unit or "", found[0])
    return None


def is_figure(text: str) -> bool:
    return figure_of(text) is not None
