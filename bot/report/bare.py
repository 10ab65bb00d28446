"""Headings without a number: short lines of their own above running text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.report.model import Span
from bot.report.omission import is_caption, is_omission, is_unit_note
from bot.report.table import is_row

_SHORTEST, _LONGEST = 2, 30
#: A paragraph so long that a line above it may head it.
_TEXT = 30
_STOP = re.compile("[。！？；：，,;:!?…]$|[。；]")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、]|[①-⑳]|[-—－]|第[一二三四五六七八九十]+[章节部])"
)
_CHAPTER = re.compile("[一二三四五六七八九十]{1,3}、")
#: What a report's parts are called where its sections are numbered within each.
_PART = re.compile(
    r"(?:(?:19|20)\d\d年(?:度|上半年|下半年)?|过去(?:的?一年|五年)?|今后五年|今年|下一步|下半年|上半年|今后).{0,10}"
    "(?:工作|情况|安排|回顾|思路|打算|总结|目标|任务|建议|举措)$"
)
_DATE = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")


def bare_headings(text: str, paragraphs: Sequence[Span]) -> set[int]:
    """Where the paragraphs begin that are headings without a number.

    In a report whose chapters are numbered (一、) only its parts have such (2024年主要工作); in any other one every
    short line without a stop above a longer paragraph is one, but for the title and what belongs to it.
    """
    lines = [text[slice(*span)] for span in paragraphs]
    body = next((number for number, line in enumerate(lines) if _is_text(line)), len(lines))
    numbered = sum(bool(_CHAPTER.match(line)) for line in lines) >= 2
    found = set()
    for number, (line, below) in enumerate(zip(lines, _below(lines), strict=True)):
        if number == 0 or not _is_line(line):
            continue
        part = bool(_PART.search(line)) and (_is_text(below) or bool(_CHAPTER.match(below)))
        # Neither below running text nor directly below the title it belongs to the title.
        own = number > body or number == 1
        if part or (not numbered and number > body - 2 and own and _is_text(below)):
            found.add(paragraphs[number][0])
    return found


def _below(lines: Sequence[str]) -> list[str]:
    """For each line the next one that is no caption, "" at the end."""
    out: list[str] = []
    below = ""
    for line in reversed(lines):
        out.append(below)
        below = below if is_caption(line) else line
    return out[::-1]


def _is_line(line: str) -> bool:
    plain = not _STOP.search(line) and not _NUMBERED.match(line) and not _DATE.search(line)
    of_table = is_row(line) or is_caption(line) or is_unit_note(line) or is_omission(line)
    return _SHORTEST <= len(line) <= _LONGEST and plain and not of_table and bool(re.search("[\u4e00-\u9fff]", line))


def _is_text(line: str) -> bool:
    return len(line) >= _TEXT and bool(re.search("[。，；,]", line)) and not is_row(line)
