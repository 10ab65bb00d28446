"""The table of contents: it repeats the headings with their pages, and is no part of what a report says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.report.lines import FileLine
from bot.report.titles import TITLE_END

_HEADING = re.compile(r"(?:目\s*[录錄次]|CONTENTS|Contents)")
#: An entry: the heading, dots or a gap, and the page.
_ENTRY = re.compile(r"\s*(?P<name>\S.*?)(?P<lead>[\s.．·•…‥・﹒_—-]+)[（(]?(?P<page>\d{1,3})[)）]?\s*")
_LEADER = re.compile(r"(?:[.．·•…‥・﹒_]\s*){3}")
_STOP = re.compile("[，。；]")
#: A heading, and with its dots.
_LONGEST, _WIDEST = 60, 300
#: So many entries make a table of contents that no heading announces; its headings must come again.
_FEWEST = 3


def drop_contents(lines: list[FileLine]) -> list[FileLine]:
    """``lines`` without the table of contents, which 目录 announces, or which its dots and headings give away."""
    names = _Names(lines)
    out: list[FileLine] = []
    at = 0
    while at < len(lines):
        announced = bool(_HEADING.fullmatch(lines[at].text.strip()))
        end = _end(lines, at + announced, announced, names)
        if end - at > (1 if announced else _FEWEST - 1):
            at = end
        else:
            out.append(lines[at])
            at += 1
    return out


class _Names:
    """Where the short lines of a text stand: an entry is a heading that comes again."""

    def __init__(self, lines: Sequence[FileLine]) -> None:
        self._last = {"".join(line.text.split()): number for number, line in enumerate(lines)}

    def again(self, name: str, number: int) -> bool:
        return self._last.get("".join(name.split()), number) > number


def _end(lines: Sequence[FileLine], start: int, announced: bool, names: _Names) -> int:
    """Where the entries that begin at ``start`` end: their pages rise, and a long one may take two lines. An entry
    without a page comes again as a heading."""
    page, end, at, coming = 0, start, start, 0
    while at < len(lines) and at <= end + announced:
        text = lines[at].text
        entry = _ENTRY.fullmatch(text) if len(text) <= _WIDEST else None
        again = names.again(entry["name"] if entry else text, at)
        if entry and (announced or _LEADER.search(entry["lead"])) and _fits(entry, page):
            page, end = int(entry["page"]), at + 1
            coming += again
        elif _STOP.search(text) or TITLE_END.search(text.strip()):
            break
        elif announced and again and at == end:
            end = at + 1
        at += 1
    return end if announced or 2 * coming >= end - start else start


def _fits(entry: re.Match[str], page: int) -> bool:
    return len(entry["name"]) <= _LONGEST and int(entry["page"]) >= page
