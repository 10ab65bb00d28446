"""The lines of a report file: what every reader of a format hands over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileLine:
    """One printed line: its text as it stands (``""`` for a blank one) and its 1-based page, 0 without pages.

    ``fresh``: the file itself says that a paragraph begins here, so that the line is never joined to
    the one before it, whatever the widths of the lines look like.
    """

    text: str
    page: int
    fresh: bool = False


def width(line: str) -> int:
    """Columns a line takes in print: a Chinese character two, a Latin one one."""
    return sum(2 if ord(c) > 0x2E7F or c in "“”‘’…—" else 1 for c in line)
