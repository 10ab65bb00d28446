"""Numerals as government reports and people on phones write them, Arabic or Chinese.

>>> parse_numeral("1.48亿"), parse_numeral("三万八千六百"), parse_numeral("廿三"), parse_numeral("三万五")
(148000000.0, 38600.0, 23.0, 35000.0)
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}

#: Nothing that is counted takes more characters; longer ones are serial numbers, or noise.
_LONGEST = 24

#: One Arabic number, thousands separators allowed.
ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
#: A run of Chinese numeral characters.
CHINESE = "[零〇一二两三四五六七八九十廿卅百千万亿]+"
#: A Chinese decimal fraction: 五点五. Elsewhere 点 counts things (三点建议), so that it is only for after 百分之.
DECIMAL = "([零〇一二两三四五六七八九十]+)点([零〇一二三四五六七八九]+)"
#: What may follow an Arabic number to scale it.
SCALE = "万亿|百万|千万|百亿|千亿|[百千万亿]"

_ARABIC = re.compile(rf"(\d+(?:\.\d+)?)({SCALE})?")
_DECIMAL = re.compile(DECIMAL)
_CHINESE = re.compile(CHINESE)


#: Numerals whose values are kept; a report and its questions say the same ones again.
_KEPT = 4096


@lru_cache(maxsize=_KEPT)
def parse_numeral(text: str) -> float | None:
    """The number that ``text`` writes, or None when it is not one numeral from end to end
    or longer than any that counts something."""
    text = text.replace(",", "")
    if len(text) > _LONGEST:
        return None
    match = _ARABIC.fullmatch(text)
    if match:
        return times(float(match[1]), match[2] or "")
    if match := _DECIMAL.fullmatch(text):
        return _chinese(match[1]) + float("0." + _in_digits(match[2]))
    if _CHINESE.fullmatch(text):
        return _chinese(text.replace("廿", "二十").replace("卅", "三十"))
    return None


def scale(text: str) -> int:
    """The factor of a scale word: 万亿 → 10**12; the empty word is 1."""
    factor = 1
    for char in text:
        factor *= _SMALL.get(char) or _LARGE[char]
    return factor


@lru_cache(maxsize=_KEPT)
def times(value: float, scale_word: str) -> float:
    """``value`` times a scale word, without what binary multiplication adds (2.01万亿 is 2010000000000.0)."""
    return float(Decimal(str(value)) * scale(scale_word))


def _in_digits(text: str) -> str:
    return "".join(str(_DIGITS[char]) for char in text)


def _chinese(text: str) -> float:
    if len(text) > 1 and not re.search("[十百千万亿]", text):  # 二〇二二
        return float(_in_digits(text))
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
