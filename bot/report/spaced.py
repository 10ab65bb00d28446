"""Blanks inside a number: 2 4 1 . 5万吨, 12 345人. What print set wide is one number, and read as one.

Two figures that stand side by side keep their blank, and no one reads either of them for the whole: a wrong
figure is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.text.fold import shadow

#: Digits that stand apart, and digits that touch: a text that is set wide has next to none of the latter.
_APART = re.compile(r"(?<![\d.,])\d\s(?=\d(?!\d))")
_TOUCHING = re.compile(r"\d(?=\d)")
#: Every report names a year; one that is set wide names it so.
_WIDE_YEAR = re.compile(r"(?<!\d)(?:1\s9|2\s0)\s\d\s\d\s*年")
_MOST_TOUCHING = 0.1
_LETTERS = re.compile(r"(?<![A-Za-z\d.,])[A-Za-z\d.,](?:\s[A-Za-z\d.,](?![A-Za-z\d.,]))+")
_RUN = re.compile(r"(?<![A-Za-z\d.,])\d[\d.,]*(?: [\d.,]+)*(?: [\d.,]*\d)(?![A-Za-z])")
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:(?: \d{3})+|(?:, ?\d{3})+)(?:\.\d+)?")
_SINGLE = re.compile(r"\d[.,]?(?: \d[.,]?)*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(r"[\u4e00-\u9fff%‰℃]")
#: Behind these begins a paragraph or an item, so that the first digits may be its number.
_BEGINS = re.compile(r"(?:^|[。；！？])$")
#: What is numbered: the first digits may be the number of it.
_NUMBERED = re.compile(r"[第表图注件栏] ?$")


def is_spaced(lines: Iterable[str]) -> bool:
    """Is a whole text set wide, each digit by itself?"""
    text = shadow("\n".join(lines))
    apart = len(_APART.findall(text))
    return bool(apart and _WIDE_YEAR.search(text)) and len(_TOUCHING.findall(text)) <= _MOST_TOUCHING * apart


def close_letters(line: str) -> str:
    """A line of a text that is set wide, its letters and digits closed up; a gap wider than a blank parts two."""
    return _without(line, (_blanks(match) for match in _LETTERS.finditer(shadow(line))))


def close_numbers(line: str) -> str:
    """A line in which the digits of what can only be one number are closed up."""
    if " " not in line:
        return line
    text = shadow(line)
    return _without(line, (_blanks(match) for match in _RUN.finditer(text) if _is_one(match, text)))


def _is_one(match: re.Match[str], text: str) -> bool:
    """Is a run of digits and blanks one number? Something must follow that it counts."""
    printed = re.sub(r" ?\. ?", ".", match.group())
    joined = printed.replace(" ", "")
    before, after = text[: match.start()], text[match.end() :].lstrip(" ")
    if not _UNIT.match(after) or not _NUMBER.fullmatch(joined) or _NUMBERED.search(before):
        return False
    if after.startswith("年") and _YEAR.fullmatch(joined):
        return all(len(token) < 4 for token in printed.split())
    singles = bool(_SINGLE.fullmatch(match.group()))
    if _BEGINS.search(before):
        return singles and match.group().count(" ") > 1
    return singles or " " not in printed or bool(_GROUPS.fullmatch(printed))


def _blanks(match: re.Match[str]) -> Iterator[int]:
    return (match.start() + at for at, char in enumerate(match.group()) if char.isspace())


def _without(line: str, blanks: Iterable[Iterable[int]]) -> str:
    dropped = {at for some in blanks for at in some}
    return "".join(char for at, char in enumerate(line) if at not in dropped) if dropped else line
