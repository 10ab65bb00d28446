"""Numerals as government reports and people on phones write them, Arabic or Chinese.

>>> parse_numeral("1.48亿"), parse_numeral("三万八千六百"), parse_numeral("廿三"), parse_numeral("三万五")
(148000000.0, 38600.0, 23.0, 35000.0)
"""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}

#: One Arabic number, thousands separators allowed.
ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
#: A run of Chinese numeral characters.
CHINESE = "[零〇一二两三四五六七八九十廿卅百千万亿]+"
#: What may follow an Arabic number to scale it.
SCALE = "万亿|百万|千万|百亿|千亿|[百千万亿]"


def parse_numeral(text: str) -> float | None:
    """The number that ``text`` writes, or None when it is not one numeral from end to end."""
    text = text.replace(",", "")
    match = re.fullmatch(rf"(\d+(?:\.\d+)?)({SCALE})?", text)
    if match:
        return _exact(float(match[1]) * scale(match[2] or ""))
    if re.fullmatch(CHINESE, text):
        return _chinese(text.replace("廿", "二十").replace("卅", "三十"))
    return None


def scale(text: str) -> int:
    """The factor of a scale word: 万亿 → 10**12; the empty word is 1."""
    factor = 1
    for char in text:
        factor *= _SMALL.get(char) or _LARGE[char]
    return factor


def _exact(value: float) -> float:
    """Drop what binary multiplication adds (1.48e8 must be 148000000.0)."""
    return float(round(value, 6))


def _chinese(text: str) -> float | None:
    if len(text) > 1 and not re.search("[十百千万亿]", text):  # 二〇二二
        return float("".join(str(_DIGITS[c]) for c in text))
    total = section = number = 0
    last = 1
    for char in text:
        if char in _DIGITS:
            number = _DIGITS[char]
        elif char in _SMALL:
            last = _SMALL[char]
            section += (number or (1 if char == "十" or not section else 0)) * last
            number = 0
        else:
            last = _LARGE[char]
            total = (total + section + number or 1) * last if char == "亿" else total + (section + number or 1) * last
            section = number = 0
    if number and text[-2:-1] in {"百", "千", "万", "亿"}:  # 三万五 = 35000, 一百二 = 120
        number *= last // 10
    return float(total + section + number)
