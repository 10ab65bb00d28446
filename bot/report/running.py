"""What a print repeats on its pages: headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from bot.report.lines import FileLine

#: So many lines at a page's top and at its foot may be a header or footer.
_EDGE = 2
_SHORTEST = 3
_DIGITS = re.compile(r"\d{1,4}")
#: A line as it comes again: its text with the page's number in it marked, and where the numbers began.
_Key = tuple[str, int]


def drop_running(lines: list[FileLine]) -> list[FileLine]:
    """``lines`` without those that stand at the edge of many pages and change, if at all, only by the page's
    number; a text without pages as it is."""
    if not lines or lines[-1].page < 2:
        return lines
    edges = {number for page in _pages(lines) for number in (*page[:_EDGE], *page[-_EDGE:])}
    seen: dict[_Key, set[int]] = defaultdict(set)
    for number in edges:
        for key in _keys(lines[number]):
            seen[key].add(lines[number].page)
    pages = lines[-1].page
    again = {key for key, on in seen.items() if len(on) >= _often(key, pages)}
    return [line for number, line in enumerate(lines) if number not in edges or again.isdisjoint(_keys(line))]


def _pages(lines: list[FileLine]) -> list[list[int]]:
    """The numbers of the filled lines of each page."""
    pages: list[list[int]] = [[] for _ in range(lines[-1].page + 1)]
    for number, line in enumerate(lines):
        if line.text.strip():
            pages[line.page].append(number)
    return pages


def _keys(line: FileLine) -> Iterator[_Key]:
    text = "".join(line.text.split())
    if len(text) >= _SHORTEST:
        yield text, 0
    for match in _DIGITS.finditer(text):
        yield f"{text[: match.start()]}\0{text[match.end() :]}", int(match.group()) - line.page


def _often(key: _Key, pages: int) -> float:
    """Left and right pages may have headers of their own, and a title page none; a number alone says more."""
    return max(2 if key[0] == "\0" else 3, 0.4 * pages)
