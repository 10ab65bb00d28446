"""Plain text: its lines, page by page where it was copied from a paged file."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import pairwise

from bot.report.comma import comma_rows
from bot.report.delimited import delimited
from bot.report.lines import FileLine
from bot.report.running import drop_running
from bot.report.stacked import note_stacked
from bot.report.wrap import wrapping


def text_lines(text: str) -> list[FileLine]:
    """The lines of ``text``, running heads left out, tables as rows; form feeds, or else wide gaps, tell its pages."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if rows := comma_rows(text.split("\n")):
        return rows
    if "\f" in text.strip("\f\n "):
        pages = text.split("\f")
        lines = [FileLine(line.rstrip(), i) for i, page in enumerate(pages, 1) for line in page.split("\n")]
    else:
        lines = _gap_pages([line.rstrip() for line in text.split("\n")])
    return note_stacked(delimited(drop_running(lines)))


def _gap_pages(lines: list[str]) -> list[FileLine]:
    """Pages told by wider gaps: text copied from a paged file keeps two blank lines more at a page's end.

    Counted as pages only in hard-wrapped text and where the stretches between the gaps are page-like.
    """
    breaks = _wide_gaps(lines) if wrapping(lines) else set()
    page, out = 1 if breaks else 0, []
    for number, line in enumerate(lines):
        if number in breaks:
            page += 1
        out.append(FileLine(line, page))
    return out


def _wide_gaps(lines: list[str]) -> set[int]:
    """Numbers of the lines that begin a page after a wide gap."""
    filled = [n for n, line in enumerate(lines) if line.strip()]
    gaps = [(after, after - before) for before, after in pairwise(filled)]
    if not gaps:
        return set()
    usual = Counter(gap for _, gap in gaps).most_common(1)[0][0]
    wide = [after for after, gap in gaps if gap >= usual + 2]
    sizes = [bisect_left(filled, b) - bisect_left(filled, a) for a, b in pairwise(wide)]
    page_like = len(wide) >= 2 and all(12 <= size <= 80 for size in sizes) and max(sizes) <= 2 * min(sizes)
    return set(wide) if page_like else set()
