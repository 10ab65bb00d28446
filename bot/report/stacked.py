"""Tables of a text that was copied cell by cell: each cell stands on a line of its own.

Where the rows end is not told (an empty cell leaves no line), so that such a table is noted as not read. Left as
it is, its numbered rows would become headings, and its names and figures running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.report.lines import FileLine
from bot.report.omission import TABLE, is_caption, is_unit_note

_FIGURE = re.compile(r"[-—–−+]?\d[\d,]*(?:\.\d+)?\s*[%‰]?|[-—–−…/]+")
_STOP = re.compile("[。；，！？：;!?:]")
#: A table's number where its name is a cell below it.
_NUMBER = re.compile(r"(?:续|附)?表\s*\d{1,2}")
_PART = re.compile("其中[:：]|[:：]$")
_HEADING = re.compile(
    "[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]+[章节部]"
)
#: A cell is no longer; fewer cells, or fewer of them bare figures, make no table.
_LONGEST, _FEWEST, _FEWEST_FIGURES = 24, 6, 3
_SHARE = 0.3
#: So many names in a row are no row of a table: what they stand between are two.
_NAMES = 4


def note_stacked(lines: list[FileLine]) -> list[FileLine]:
    """``lines`` with a note in place of each table whose cells stand below each other."""
    out: list[FileLine] = []
    position = 0
    for begin, end in _tables(lines):
        out += lines[position:begin]
        while out and (not out[-1].text.strip() or _heads(out[-1])):  # what names a table goes with it
            out.pop()
        out.append(FileLine(TABLE, lines[begin].page, fresh=True))
        position = end
        if following := next((n for n in range(end, len(lines)) if lines[n].text.strip()), None):
            lines[following] = replace(lines[following], fresh=True)
    return out + lines[position:] if position else lines


def _tables(lines: Sequence[FileLine]) -> Iterator[tuple[int, int]]:
    """Where such tables begin and end."""
    run: list[int] = []
    for number, line in enumerate([*lines, FileLine("。", 0)]):
        if _may_be_cell(line):
            run.append(number)
        elif line.text.strip() or line.cells:
            yield from _in_run(lines, run)
            run = []


def _may_be_cell(line: FileLine) -> bool:
    text = line.text.strip()
    plain = 0 < len(text) <= _LONGEST and not _STOP.search(_PART.sub("", text))
    return plain and not line.cells and not _heads(line)


def _heads(line: FileLine) -> bool:
    named = is_caption(line.text) or is_unit_note(line.text) or _NUMBER.fullmatch(line.text.strip())
    return not line.cells and bool(named)


def _in_run(lines: Sequence[FileLine], run: list[int]) -> Iterator[tuple[int, int]]:
    """The tables of a run of short lines, parted where many names follow each other."""
    figures = [place for place, number in enumerate(run) if _FIGURE.fullmatch(lines[number].text.strip())]
    first = 0
    for place, figure in enumerate(figures):
        if place + 1 == len(figures) or figures[place + 1] - figure > _NAMES + 1:
            table = figures[first : place + 1]
            begin = _begin(lines, run, table[0], figures[first - 1] + 1 if first else 0, table)
            cells = figure + 1 - begin
            if cells >= _FEWEST and len(table) >= max(_FEWEST_FIGURES, _SHARE * cells) and begin < table[0]:
                yield run[begin], run[figure] + 1
            first = place + 1


def _begin(lines: Sequence[FileLine], run: list[int], first: int, floor: int, figures: list[int]) -> int:
    """Where the head of a table begins whose first figure is ``first``: below its caption, or else no further
    up than its columns are many, and never above a heading."""
    columns = next((n for n in range(1, len(figures)) if figures[n] != figures[n - 1] + 1), len(figures)) + 1
    captioned = floor == 0 and any(_heads(line) for line in lines[max(0, run[0] - 3) : run[0]])
    lowest = floor if captioned else max(floor, first - columns - 1)
    begin = first
    while begin > lowest and not (begin < first and _HEADING.match(lines[run[begin - 1]].text.strip())):
        begin -= 1
    return begin
