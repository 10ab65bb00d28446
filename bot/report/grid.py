"""Tables in printed lines, where nothing but the look of the lines tells them from running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.report.columns import columns
from bot.report.lines import CELL_GAP, FileLine, width
from bot.report.omission import TABLE, is_caption, is_unit_note
from bot.report.reflow import MARKER, is_page_number
from bot.report.wrapped import is_near, row_pitch, stands_off

_FIGURE = re.compile(r"[-—–+#]?\d[\d,]*(?:\.\d+)?[%‰]?|[-—–…/]+")
_CLAUSE_END = re.compile("[。；，]")
_MARKED = re.compile(rf"\s*(?:{MARKER})")
#: So many lines in a row may look otherwise within a table: its head, a name in two lines.
_MOST_ODD = 3
#: Below a caption the cells of a head may be printed one by one.
_LONGEST_HEAD = 8
#: A blank between words is no wider than so many letters.
_BLANK = 0.6
#: A line of running text falls short of the full width by no more than this, but for a paragraph's last.
_SHORTFALL = 8


def mark_tables(lines: list[FileLine]) -> list[FileLine]:
    """``lines`` with the rows of each table as such; with a note in place of a chart, and of a table whose
    columns cannot be told apart. Captions are kept."""
    lines = [line for line in lines if line.cells or not is_page_number(line.text)]
    full = _usual_width(lines)
    out: list[FileLine] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        captioned = not line.cells and is_caption(line.text)
        begin = number + captioned
        end = _table_end(lines, begin, full, captioned)
        if captioned or end == begin:
            out.append(line)
        if end > begin:
            placed = any(CELL_GAP in other.text for other in lines[begin:end])
            end = _with_rest(lines, begin, end, full)
            titles = _titles(lines[begin:end]) if placed and not captioned else []
            out += titles
            begin += len(titles)
            head = [] if captioned or titles else _take_head(out, full, placed=placed)
            headed = captioned or bool(head or titles) or not looks_like_row(lines[begin].text, full)
            _put(out, [*head, *lines[begin:end]], headed=headed)
        number = max(end, number + 1)
    return out


def _put(out: list[FileLine], table: Sequence[FileLine], *, headed: bool) -> None:
    """Put out a table as rows, where its columns are told; one that runs on over the page has no head."""
    above = 0
    while above < len(table) and is_unit_note(table[above].text):
        above += 1
    rows = columns(table[above:]) if headed or (out and out[-1].cells) else []
    if rows:
        out += [*table[:above], *rows]
    elif not out or out[-1].text != TABLE:
        out.append(FileLine(TABLE, table[0].page, fresh=True))


def _usual_width(lines: list[FileLine]) -> int:
    """The width that full lines reach: the upper decile of all."""
    widths = sorted(width(line.text.strip()) for line in lines if line.text.strip() and not line.cells)
    return widths[int(len(widths) * 0.9)] if widths else 0


def _table_end(lines: list[FileLine], begin: int, full: int, captioned: bool) -> int:
    """Where the table ends that begins at a line; ``begin`` itself when there is none."""
    rows, odd, end = 0, 0, begin
    for number in range(begin, len(lines)):
        text = lines[number].text
        if lines[number].cells:
            break
        if looks_like_row(text, full) or _is_spaced_row(lines[number]):
            rows, odd, end = rows + 1, 0, number + 1
        elif not _may_be_odd(text, full) or odd == (_MOST_ODD if rows or not captioned else _LONGEST_HEAD):
            break
        else:
            odd += 1
    # One line alone that ends with a figure may be a heading or a title.
    return end if captioned or rows >= 2 else begin


def looks_like_row(text: str, full: int) -> bool:
    """Does a line look like a row: a name and figures, or figures only, with no clause in it?"""
    if _CLAUSE_END.search(text):
        return False
    cells = text.split()
    names = len(cells)
    while names and _FIGURE.fullmatch(cells[names - 1]):
        names -= 1
    figures = cells[names:]
    if not names:
        return sum(any(c.isdigit() for c in figure) for figure in figures) >= 2
    return len(figures) >= 2 or (len(figures) == 1 and _is_short(text, full))


def _is_spaced_row(line: FileLine) -> bool:
    """Do a line's words stand so far apart that they are cells, with figures among them and at the end?"""
    figures = [bool(_FIGURE.fullmatch(piece.text)) for piece in line.pieces]
    apart = line.text.count(CELL_GAP) > 1 or len(_cells(line)) > 2
    return apart and figures[-1] and sum(figures) > 1 and not _CLAUSE_END.search(line.text)


def _cells(line: FileLine) -> list[str]:
    """The words of a printed line, joined where a blank may part them."""
    out: list[str] = []
    for number, piece in enumerate(line.pieces):
        apart = not number or piece.begin - line.pieces[number - 1].end > _BLANK * piece.em
        out[-1:] = [*out[-1:], piece.text] if apart else [out[-1] + piece.text]
    return out


def _is_one(line: FileLine) -> bool:
    """Is a line one stretch, as a title is, or cells?"""
    return len(_cells(line)) < 2 if line.pieces else CELL_GAP not in line.text


def _may_be_odd(text: str, full: int) -> bool:
    plain = not _CLAUSE_END.search(text) and not _MARKED.match(text)
    short = _is_short(text, full) or text.count(CELL_GAP) > 1
    return plain and short and not is_caption(text)


def _is_short(text: str, full: int) -> bool:
    return width(text.strip()) < full - _SHORTFALL


def _with_rest(lines: Sequence[FileLine], begin: int, end: int, full: int) -> int:
    """Where a table ends, with the rest of the last row's name, which stands nearer than a row would."""
    pitch = row_pitch(lines[begin:end])
    while end < len(lines) and _may_be_odd(lines[end].text, full) and is_near(lines[end - 1], lines[end], pitch):
        end += 1
    return end


def _titles(table: Sequence[FileLine]) -> list[FileLine]:
    """The lines above a table's head, each of one stretch: its title, its unit."""
    pitch = row_pitch(table)
    number = 0
    for line, below in pairwise(table):
        if not _is_one(line) or not stands_off(line, below, pitch):
            break
        number += 1
    return [replace(line, fresh=True) for line in table[:number]]


def _take_head(out: list[FileLine], full: int, *, placed: bool) -> list[FileLine]:
    """Take back the lines just put out that are the head of the table found below them. One stretch alone is a
    title, where cells are printed apart (``placed``)."""
    head: list[FileLine] = []
    for _ in range(_MOST_ODD):
        text = out[-1].text if out and not out[-1].cells else TABLE
        cells = not _is_one(out[-1]) if placed and out else len(text.split()) >= 2
        if text == TABLE or not (is_unit_note(text) or (cells and _may_be_odd(text, full))):
            break
        head.insert(0, out.pop())
    return head
