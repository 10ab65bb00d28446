"""Printed lines re-joined to paragraphs: the clean text that all spans count in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.report.lines import FileLine, is_wrapped, usual_width, width

#: The printed numbers that begin a heading or an enumerated paragraph.
MARKER = (
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、](?![\d%])|[（(]\d{1,2}[)）]|[①-⑳]|"
    r"[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,3}[章节部](?:分)?"
)
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–]+\s*\d{1,4}\s*[-—–]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,3}\s*/\s*\d{1,3})\s*")
#: How the title of a report ends.
TITLE_END = re.compile(r"(?:报告|总结|公报|规划|纲要|要点|意见|方案|计划|通报|情况|思路)[①②]?$")
_ENDED = "。！？；：!?;:…”』」)）"
_GLUED = re.compile(r"(?<=[。！？；])(?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])")


@dataclass(frozen=True, slots=True)
class CleanText:
    """``clean``: paragraphs separated by one line feed; ``page_starts``: where each page begins in it."""

    clean: str
    page_starts: tuple[int, ...]


def reflow(lines: list[FileLine]) -> CleanText:
    """Join wrapped lines, drop page numbers, remove white space that print put between characters."""
    kept = [FileLine(line.text, line.page) for line in lines if line.text.strip() and not _PAGE_NUMBER.fullmatch(line.text)]
    texts = [line.text for line in kept]
    wrapped, full = is_wrapped(texts), usual_width(texts)
    clean, starts, page = "", [], 0
    for number, line in enumerate(kept):
        text = squeeze(line.text)
        if number:
            clean += "\n" if not wrapped or _breaks(texts[number - 1], line.text, full) else _joint(clean, text)
        if line.page > page:
            starts += [len(clean)] * (line.page - page)
            page = line.page
        clean += text if wrapped else _GLUED.sub("\n", text)
    return CleanText(clean, tuple(starts))


def squeeze(text: str) -> str:
    """Drop white space but between two ASCII letters or digits, where one blank stays."""
    text = re.sub(r"[\s\u3000\xa0\u200b\ufeff]+", " ", text).strip()
    return re.sub(r"(?<![A-Za-z0-9,.]) | (?![A-Za-z0-9])", "", text)


def _joint(before: str, after: str) -> str:
    """What stands between two joined lines: a blank between Latin words, nothing in Chinese."""
    return " " if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha() else ""


def _breaks(before: str, after: str, full: int) -> bool:
    """Does a paragraph end between two printed lines of hard-wrapped text?"""
    ended = before.rstrip()[-1:] in _ENDED
    short = width(before.strip()) < full - 8
    indented = after.startswith(("\u3000", "  ", "\t"))
    if re.match(rf"\s*(?:{MARKER})", after):
        return ended or short
    if short:
        return ended or bool(TITLE_END.search(before.rstrip())) or width(after.strip()) < full - 8 or bool(re.match(rf"\s*(?:{MARKER})", before))
    return ended and (indented or (before.rstrip()[-1:] in "。！？" and full - 8 <= width(after.strip()) <= full - 4))
