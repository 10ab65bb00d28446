"""How long a report may be: what lies beyond is no report, and would only take time and memory.

A government report has fewer than 60,000 characters, a five-year plan fewer than 150,000, a statistical
communique 3,000 figures; the limits are several times that, and whatever keeps them is read within a minute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.errors import ReportError
from bot.report.lines import FileLine

MAX_CHARACTERS = 600_000
#: Paragraphs, or printed lines, or rows of tables.
MAX_LINES = 40_000
#: Runs of digits and of Chinese numerals, those of tables and headings included.
MAX_NUMBERS = 60_000
_ADVICE = "太长了，请拆分后再放进来"
_NUMBER = re.compile(r"[\d〇零一二两三四五六七八九十百千万亿]+")


def within_limits(lines: Iterable[FileLine], name: str) -> list[FileLine]:
    """``lines``, read no further than to where they are too many or too long; ReportError there.

    Where they come one by one, a file too long is refused before all of it is read.
    """
    kept: list[FileLine] = []
    length = filled = numbers = 0
    for line in lines:
        kept.append(line)
        length += len(line.text)
        filled += bool(line.text)
        numbers += sum(1 for _ in _NUMBER.finditer(line.text))
        if length > MAX_CHARACTERS:
            raise too_long(name)
        if filled > MAX_LINES:
            raise ReportError(f"{name} 超过 {MAX_LINES} 行，{_ADVICE}。")
        if numbers > MAX_NUMBERS:
            raise ReportError(f"{name} 里的数字超过 {MAX_NUMBERS} 个，不像一份报告，请拆分后再放进来。")
    return kept


def too_long(name: str) -> ReportError:
    return ReportError(f"{name} 超过 {MAX_CHARACTERS} 字，{_ADVICE}。")
