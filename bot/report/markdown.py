"""Markdown: its marks taken off, its lines kept."""

from __future__ import annotations

import re

from bot.report.lines import FileLine, row_line

_FENCE = re.compile(r"\s*(?:```|~~~)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*)")
_RULE = re.compile(r"\s{0,3}(?:[-*_]\s*){3,}$|\s{0,3}=+\s*$|\[[^\]]+\]:\s*\S+.*$")
_TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?")
_ITEM = re.compile(r"^(?P<indent>\s*)(?:[-*+]|\d{1,3}[.)](?=\s))\s+(?:\[[ xX]\]\s+)?")
_NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
#: What stands between two marks is bounded, so that a long line of marks without end takes no quadratic time.
_INLINE = (
    (re.compile(r"!\[[^\]]{0,300}\]\([^)]{0,300}\)"), ""),
    (re.compile(r"\[\^[^\]]{1,30}\]:?"), ""),
    (re.compile(r"\[([^\]]{0,300})\]\([^)]{0,300}\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![*\w])\*(?=\S)([^*]{1,300}?)(?<=\S)\*(?![*\w])"), r"\1"),
    (re.compile(r"~~(.{1,300}?)~~"), r"\1"),
    (re.compile(r"`([^`]*)`"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])"), r"\1"),
)


def markdown_lines(text: str) -> list[FileLine]:
    """The lines of ``text`` without its marks, those of tables as rows.

    A blank line, a heading, an item and a forced line break begin a paragraph; other line ends may be wraps.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tables = _table_rows(lines)
    out: list[FileLine] = []
    fresh = True
    for number, line in enumerate(lines):
        heading = _HEADING.match(line)
        if number in tables:
            if not _TABLE_RULE.fullmatch(line.strip()):
                out.append(row_line((plain(cell) for cell in _cells(line)), 0))
            fresh = True
        elif not line.strip() or _FENCE.match(line) or _RULE.match(line):
            fresh = True
        else:
            begins = fresh or heading is not None or bool(_ITEM.match(line))
            out.append(FileLine(plain(heading[1].rstrip().rstrip("#") if heading else line), 0, begins))
            fresh = heading is not None or line.endswith(("  ", "\\"))
    return out


def plain(line: str) -> str:
    """One line without its marks; the number of a numbered item stays, in the form of a heading's."""
    line = _QUOTE.sub("", line)
    number = _NUMBER.match(line)
    line = f"{number[1]}. {line[number.end() :]}" if number else _ITEM.sub(r"\g<indent>", line, count=1)
    for mark, kept in _INLINE:
        line = mark.sub(kept, line)
    return line.rstrip(" \\")


def _cells(line: str) -> list[str]:
    """The cells of a pipe table's row; an escaped pipe is text."""
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _table_rows(lines: list[str]) -> set[int]:
    """Numbers of the lines that belong to pipe tables: a row of dashes, the head above it, the rows below."""
    rows: set[int] = set()
    for number, line in enumerate(lines):
        below = number - 1 in rows and "|" in line
        if below or (_TABLE_RULE.fullmatch(line.strip()) and number and "|" in lines[number - 1]):
            rows |= {number} if below else {number - 1, number}
    return rows
