"""What a print repeats on its pages: headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from bot.report.lines import FileLine
from bot.report.reflow import is_page_number
from bot.report.titles import TITLE_END

#: So many lines at a page's top and at its foot may be a header or footer.
_EDGE = 2
_SHORTEST = 3
#: The title stands among so many lines of its page, and not where the header does: so far, in points, from it.
_HEAD, _ELSEWHERE = 4, 3.0
_DIGITS = re.compile(r"\d{1,4}")
#: A line as it comes again: its text with the page's number in it marked, and where the numbers began.
_Key = tuple[str, int]


def drop_running(lines: list[FileLine]) -> list[FileLine]:
    """``lines`` without those that stand at the edge of many pages and change, if at all, only by the page's
    number; a text without pages as it is. The title stays, though the header may say the same."""
    if not lines or lines[-1].page < 2:
        return lines
    edges = {number for page in _pages(lines) for number in (*page[:_EDGE], *page[-_EDGE:])}
    seen: dict[_Key, set[int]] = defaultdict(set)
    for number in edges:
        for key in _keys(lines[number]):
            seen[key].add(lines[number].page)
    pages = lines[-1].page
    again = {key for key, on in seen.items() if len(on) >= _often(key, pages)}
    dropped = {n for n in edges if is_page_number(lines[n].text) or not again.isdisjoint(_keys(lines[n]))}
    dropped -= set(_titles(lines, dropped))
    return [line for number, line in enumerate(lines) if number not in dropped]


def _titles(lines: list[FileLine], dropped: set[int]) -> Iterator[int]:
    """The lines at the head of the first page that are no header, though they come again as one: they stand in
    another place than it, or below it, or nothing else there ends like a title."""
    first = next((page for page in _pages(lines) if page), [])
    head = first[:_HEAD]
    titled = any(TITLE_END.search(lines[number].text.strip()) for number in head if number not in dropped)
    for number in [number for number in first[:_EDGE] if number in dropped]:
        text = lines[number].text.strip()
        again = [other for other in dropped if lines[other].text.strip() == text and other != number]
        above, below = (any(a in head for a in again if (a < number) == before) for before in (True, False))
        alone = not titled and not below and bool(TITLE_END.search(text))
        if again and (above or alone or _elsewhere(lines[number], [lines[other] for other in again])):
            yield number


def _elsewhere(line: FileLine, others: list[FileLine]) -> bool:
    """Does a line begin where none of its copies does?"""
    return bool(line.pieces) and all(
        other.pieces and abs(other.pieces[0].begin - line.pieces[0].begin) > _ELSEWHERE for other in others
    )


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
