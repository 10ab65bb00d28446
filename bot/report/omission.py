"""What of a file was not read, said in the clean text by a line of its own, in words without a number."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.report.lines import FileLine

#: Stands for each table or chart: without its rows and columns a figure of it would mean nothing.
TABLE = "（此处有图表，未读入）"
#: Stands for each page that is a picture, or drawn of too many strokes to be read.
PAGE = "（此页读不出文字，未读入）"
_ALL = (TABLE, PAGE)
#: What is printed above a table or a chart, and belongs to it: its number and name, its unit.
_CAPTION = re.compile(
    r"\s*(?:续|附)?[表图]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[-—.．]\d{1,2})?(?![\d%])(?:[\s:：、.．]|(?=[^，。是中]))"
)
_UNIT_NOTE = re.compile(r"\s*[（(]?(?:计量)?单位[:：]")
_CLAUSE_END = re.compile("[。；，]")
_LONGEST_CAPTION = 60


def is_omission(text: str) -> bool:
    """Is a paragraph of the clean text a note of what was left out?"""
    return text in _ALL


def omissions(text: str) -> int:
    """How many tables, charts and pages are missing from a clean text."""
    return sum(text.count(note) for note in _ALL)


def is_caption(text: str) -> bool:
    """Does a line name a table or chart by its number (表 1 …)? A sentence about one is no caption."""
    return len(text) <= _LONGEST_CAPTION and bool(_CAPTION.match(text)) and not _CLAUSE_END.search(text)


def is_unit_note(text: str) -> bool:
    """单位：亿元, as it stands above a table."""
    return len(text) <= _LONGEST_CAPTION and bool(_UNIT_NOTE.match(text))


def fold_captions(lines: list[FileLine]) -> list[FileLine]:
    """Captions as lines of their own above the rows of their tables; one without rows below it, as for a
    picture, is a note that something was not read, and so is a table that was left out with its caption."""
    out: list[FileLine] = []
    for line, headed in zip(lines, _above_rows(lines), strict=True):
        heads = not line.cells and (is_caption(line.text) or is_unit_note(line.text))
        if (heads and not headed and is_caption(line.text)) or line.text == TABLE:
            if not (out and out[-1].text == TABLE and line.text == TABLE):
                out.append(FileLine(TABLE, line.page, fresh=True))
        elif not (heads and not headed and out and out[-1].text == TABLE):
            after = bool(out) and (is_omission(out[-1].text) or _is_head(out[-1]))
            out.append(replace(line, fresh=line.fresh or after or heads))
    return out


def _above_rows(lines: list[FileLine]) -> list[bool]:
    """For each line, whether a row of a table is the next below it that is no note of units."""
    out: list[bool] = []
    row = False
    for line in reversed(lines):
        out.append(row)
        row = row if is_unit_note(line.text) else bool(line.cells)
    return out[::-1]


def _is_head(line: FileLine) -> bool:
    return not line.cells and (is_caption(line.text) or is_unit_note(line.text))
