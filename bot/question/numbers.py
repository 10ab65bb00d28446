"""The numbers that a question states: figures to be checked, half remembered or doubled, and no counts of lists."""

from __future__ import annotations

import re

from bot.question.cues import pattern
from bot.question.lexicon import Lexicon
from bot.text.numeral import parse_numeral
from bot.text.quantity import Quantity

_HALF = re.compile("一半(多|以上)?")
_SOME = re.compile("几([十百千万])")
_ORDINAL = re.compile("第[一二两三四五六七八九十0-9]+[个栋家座位条项类种次]")
_DURATION = re.compile("(?:连续|连着|一连|坚持了?|已经)([0-9]+|[一二三四五六七八九十两]+)年")


def stated(text: str, found: list[Quantity], lexicon: Lexicon) -> tuple[Quantity, ...]:
    """The numbers of a question's text: of the quantities ``found`` in it those that are figures, and those that are
    said in words."""
    halves = [_half(m) for m in _HALF.finditer(text)] + [_some(m) for m in _SOME.finditer(text)]
    told = [q for q in found if _states(q, text, lexicon) and not _counting(text, q) and not _lettered(text, q)]
    return (*halves, *told, *_durations(text), *_doubled(text))


def _counting(text: str, quantity: Quantity) -> bool:
    """三个委办局, 四句, 两个区: small Chinese counts speak of a list, they are no figure to check."""
    return quantity.value <= 10 and not text[quantity.number[0]].isdigit() and quantity.unit not in ("%", "倍")


def _lettered(text: str, quantity: Quantity) -> bool:
    """5g, 4a级, pm2.5: a number with a letter beside it is part of a name, not one to check."""
    start, end = quantity.number
    behind = text[end : end + 1] if quantity.unit is None else ""
    if quantity.value >= 10 and behind in ("p", "t", "g"):
        behind = ""  # 30p is a size
    beside = text[start - 1 : start] + behind
    return any(char.isascii() and char.isalpha() for char in beside)


def counts_of_lists(text: str, quantities: list[Quantity], lexicon: Lexicon) -> list[tuple[int, int]]:
    """七类摄像机, 第一栋: counts and places in a list name nothing, unless a name begins with them (四道防线)."""
    spans = [m.span() for m in _ORDINAL.finditer(text)]
    for quantity in quantities:
        start, end = quantity.number
        counted = (
            end < len(text)
            and quantity.kind == "word"
            and quantity.unit not in (None, "天", "小时", "周", "次", "级", "等")
        )
        if counted and not lexicon.knows(text[start : end + 2].strip()):
            spans.append((start, end + len(quantity.unit or "")))
    return spans


def _durations(text: str) -> list[Quantity]:
    """连续十年了: a length of time that is asked about."""
    found = []
    for match in _DURATION.finditer(text):
        found.append(Quantity(*match.span(), match.span(1), parse_numeral(match[1]) or 0.0, "年", "exact"))
    return found


def _doubled(text: str) -> list[Quantity]:
    """翻了一倍, 翻两番: a growth of so many per cent."""
    found = []
    for match in pattern("doubled").finditer(text):
        times = parse_numeral((match[1] or "一").replace("几", "一")) or 1
        value = 100.0 * times if match[2] == "倍" else 100.0 * (2**times - 1)
        found.append(Quantity(*match.span(), match.span(), value, "%", "exact"))
    return found


def _half(match: re.Match[str]) -> Quantity:
    """一半, 一半多: fifty per cent, or more than that."""
    return Quantity(match.start(), match.end(), match.span(), 50.0, "%", "at_least" if match[1] else "exact")


def _some(match: re.Match[str]) -> Quantity:
    """几十, 几百: at least two of them."""
    value = 2 * (parse_numeral(match[1]) or 10)
    return Quantity(match.start(), match.end(), match.span(), value, None, "at_least")


def _states(quantity: Quantity, text: str, lexicon: Lexicon) -> bool:
    """A figure of the asker's: with a unit, in digits, or a Chinese numeral too large for a turn of
    phrase that does not begin a name of the report's (百亿楼)."""
    if quantity.kind == "word":
        long = quantity.number[1] - quantity.number[0] > 1  # 一万, but not the 百 of 老百姓
        counted = quantity.value >= 10 and quantity.unit and quantity.bound in ("more_than", "approx")  # 五十多起
        return (
            long
            and (quantity.value >= 100 or bool(counted))
            and not lexicon.knows(text[quantity.start : quantity.end + 1].strip() or "\0")
        )
    return quantity.kind in ("quantity", "bare")
