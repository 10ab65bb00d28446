"""Codes: digits that name something and count nothing (2004.1.19, 0903, 1+6, T800, 4A)."""

from __future__ import annotations

import re

_CODE = re.compile(
    r"https?://[^\s，。；）]+|[A-Za-z]+(?:/[\w.-]+)+|[A-Za-z]*\d[\dA-Za-z]*(?:[.+×xX*:/-]\d[\dA-Za-z]*)+|[A-Za-z]+\d+|0\d+(?![.\d])"
)
_PLAIN = re.compile(r"(?!0\d)-?\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?")
_FRACTION = re.compile(r"([1-9]\d{0,2})/([1-9]\d{0,2})")
#: Longer numbers are serial numbers.
_LONGEST = 24
_REACH = 12
#: How far before a number the address of a page may begin.
_FAR = 120


def code_around(text: str, number: tuple[int, int], floor: int = 0) -> tuple[int, int] | None:
    """The span of the code that an Arabic number of ``text`` is part of, or None; a range (40-60) is no code.

    It does not begin before ``floor``.
    """
    if not text[number[0]].isdigit():
        return None
    if number[1] - number[0] > _LONGEST:
        return number
    reach = _FAR if "/" in text[max(floor, number[0] - _REACH) : number[1] + _REACH] else _REACH
    begin = max(floor, number[0] - reach)
    for match in _CODE.finditer(text[begin : number[1] + reach]):
        start, end = match.start() + begin, match.end() + begin
        if start <= number[0] < end and not _counts(match.group()):
            return start, end
    return None


def _counts(written: str) -> bool:
    """Is it a number, a range or a part of a whole (1/5), and no code (24/7, 202509/101528)?"""
    fraction = _FRACTION.fullmatch(written)
    return int(fraction[1]) < int(fraction[2]) if fraction else bool(_PLAIN.fullmatch(written))
