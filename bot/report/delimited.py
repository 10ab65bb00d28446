"""Tables in plain text, whose cells are parted by bars, tabs or wide gaps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.report.columns import columns
from bot.report.lines import FileLine, row_line

_BARS = re.compile(r"[|｜│┃]|\t")
_GAPS = re.compile(r"\t|[ \u3000]{2,}")
_FIGURE = re.compile(r"[-—–−+]?\d[\d,]*(?:\.\d+)?\s*[%‰]?|[-—–−…/]+")
_STOP = re.compile("[。；]")
#: So many rows make a table; fewer may be a heading with its date.
_FEWEST = 3
#: A line shorter than this may be the rest of a cell.
_BROKEN = 20


def delimited(lines: list[FileLine]) -> list[FileLine]:
    """``lines`` with the rows of tables as such."""
    out: list[FileLine] = []
    number = 0
    while number < len(lines):
        if not lines[number].text.strip():  # no row begins with one, however many follow
            out.append(lines[number])
            number += 1
            continue
        end = _end(lines, number)
        rows = _rows(lines[number:end])
        out += rows or lines[number : max(end, number + 1)]
        number = max(end, number + 1)
    return out


def _end(lines: Sequence[FileLine], begin: int) -> int:
    """Where the stretch ends of lines that may be rows, blank ones between them included."""
    end = begin
    for number in range(begin, len(lines)):
        text = lines[number].text
        if text.strip() and not (
            _may_be_row(text) or (number > begin and _BARS.search(lines[begin].text) and len(text) < 20)
        ):
            break
        end = number + 1 if text.strip() else end
    return end


def _may_be_row(text: str) -> bool:
    return not _STOP.search(text) and (len(_BARS.findall(text)) >= 1 or len(_GAPS.split(text.strip())) >= 2)


def _rows(lines: Sequence[FileLine]) -> list[FileLine]:
    """The rows of a stretch, or none where it is no table."""
    lines = [line for line in lines if line.text.strip()]
    if len(lines) < _FEWEST:
        return []
    barred = [len(_BARS.findall(line.text)) for line in lines]
    often = [bars for bars, count in Counter(barred).items() if bars and count >= max(2, len(lines) / 3)]
    if often:
        return _barred(lines, max(often))
    figures = sum(any(_FIGURE.fullmatch(cell) for cell in _GAPS.split(line.text.strip())[1:]) for line in lines)
    return columns(lines) if figures >= _FEWEST - 1 else []


def _barred(lines: Sequence[FileLine], bars: int) -> list[FileLine]:
    """Rows of ``bars`` bars each; a cell may be broken over lines."""
    rows: list[FileLine] = []
    text = ""
    for line in lines:
        text += line.text.strip() if not text or line.text.startswith("|") else " " + line.text.strip()
        if len(_BARS.findall(text)) >= bars:
            cells = [cell.strip() for cell in _BARS.split(text)]
            if not all(re.fullmatch("[-:=+ ]*", cell) for cell in cells):
                rows.append(row_line(cells, line.page))
            text = ""
    figures = sum(any(_FIGURE.fullmatch(cell) for cell in row.cells[1:]) for row in rows)
    return _trimmed(rows) if figures else []


def _trimmed(rows: list[FileLine]) -> list[FileLine]:
    """Rows without the empty columns at both ends, which outer bars make."""
    width = max(len(row.cells) for row in rows)
    filled = [n for n in range(width) if any(n < len(row.cells) and row.cells[n] for row in rows)]
    return [row_line(row.cells[filled[0] : filled[-1] + 1], row.page) for row in rows]
