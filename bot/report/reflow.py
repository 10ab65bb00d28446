"""Printed lines re-joined to paragraphs: the clean text that all spans count in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from bot.report.contents import drop_contents
from bot.report.glued import cuts
from bot.report.lines import CELL_GAP, FileLine
from bot.report.spaced import close_letters, close_numbers, is_spaced
from bot.report.titles import TITLE_END
from bot.report.wrap import ENDED, Wrapping, wrapping

#: The printed numbers that begin a heading or an enumerated paragraph.
MARKER = (
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、](?![\d%])|[（(]\d{1,2}[)）]|"
    r"[①-⑳]|[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,3}[章节部](?:分)?"
)
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–]+\s*\d{1,4}\s*[-—–]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,3}\s*/\s*\d{1,3})\s*"
)
_MARKED = re.compile(rf"\s*(?:{MARKER})")
#: What print does not break: a number, a Latin word or one character, with the brackets before and stops behind it.
_UNBROKEN = re.compile(r"[（(“‘《【]*(?:[A-Za-z0-9.,:/+~%‰-]+|.)[，。；：、！？”’）)》】%‰]*")
_UNCOUNTED = re.compile(r"[，。；、][^，。；、]*[\u4e00-\u9fff]\d[\d.]*$")
#: A title that stands on its own line so many times is printed on every page; the first one stays at the head.
_OFTEN, _HEAD = 4, 4


@dataclass(frozen=True, slots=True)
class CleanText:
    """``clean``: paragraphs separated by one line feed; ``page_starts``: where each page begins in it."""

    clean: str
    page_starts: tuple[int, ...]


def reflow(lines: list[FileLine]) -> CleanText:
    """Join wrapped lines, drop page numbers and page headers, remove white space that print put between characters."""
    kept = _text_lines(lines)
    wrap = wrapping([line.text for line in kept if not line.cells])
    spaced = is_spaced(line.text for line in kept)
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for number, line in enumerate(kept):
        between = _between(kept[number - 1], line, wrap) if number else ""
        length += len(between)
        starts += [length] * (line.page - len(starts))
        parts += [between, _clean(line, spaced)]
        length += len(parts[-1])
    return _unglued("".join(parts), starts)


def _text_lines(lines: list[FileLine]) -> list[FileLine]:
    """The lines without blank ones, page numbers, the table of contents, and a title that pages repeat."""
    kept = [line for line in lines if line.text.strip() and (line.cells or not is_page_number(line.text))]
    kept = drop_contents(kept)
    often = {text for text, count in Counter(line.text.strip() for line in kept).items() if count >= _OFTEN}
    headers = {text for text in often if TITLE_END.search(text)}
    head = {line.text.strip(): number for number, line in reversed([*enumerate(kept[:_HEAD])])}
    return [
        line
        for number, line in enumerate(kept)
        if line.text.strip() not in headers or head.get(line.text.strip()) == number
    ]


def _unglued(text: str, starts: list[int]) -> CleanText:
    """Headings and the signature that stand in running text, set on lines of their own."""
    at = cuts(text)
    pieces = [text[begin:end] for begin, end in pairwise([0, *at, len(text)])]
    return CleanText("\n".join(pieces), tuple(start + bisect_right(at, start) for start in starts))


def is_page_number(line: str) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line))


def _clean(line: FileLine, spaced: bool) -> str:
    """A line as the clean text has it; ``spaced``: each digit of the text stands by itself."""
    texts = [close_letters(text) if spaced else text for text in line.cells or (line.text,)]
    return CELL_GAP.join(map(squeeze, texts)) if line.cells else close_numbers(squeeze(texts[0]))


def squeeze(text: str) -> str:
    """Drop white space but between two Latin letters or digits, where one blank stays."""
    text = re.sub(r"[\s\u3000\xa0\u200b\ufeff]+", " ", text).strip()
    return re.sub(r"(?<![A-Za-z0-9,.０-９．]) | (?![A-Za-z0-9０-９])", "", text)


def _between(before: FileLine, after: FileLine, wrap: Wrapping | None) -> str:
    """What stands between two lines: a paragraph's end, a blank between Latin words, nothing in Chinese."""
    if wrap is None or after.fresh or before.cells or _breaks(before.text, after.text, wrap):
        return "\n"
    return " " if wrap.tolerance and _words(squeeze(before.text)[-1:] + squeeze(after.text)[:1]) else ""


def _words(pair: str) -> bool:
    """Do two letters belong to two Latin words? Two capitals are one abbreviation (CP/U), and so is whatever a
    program sliced."""
    return len(pair) == 2 and pair.isascii() and pair.isalpha() and not pair.isupper()


def _breaks(before: str, after: str, wrap: Wrapping) -> bool:
    """Does a paragraph end between two printed lines of wrapped text?"""
    ended = before.rstrip()[-1:] in ENDED
    if not wrap.is_full(before):
        return ended or _heads(before) or not (_nearly(before, wrap) and _goes_on(before, after, wrap))
    if not ended:
        return bool(_MARKED.match(before) and _MARKED.match(after)) or (_indented(after) and _heads(before))
    alone = not wrap.is_full(after) and after.rstrip()[-1:] not in ENDED
    if alone or _MARKED.match(after) or _indented(after):
        return True
    return before.rstrip()[-1:] in "。！？" and wrap.lacks_indent(after)


def _heads(line: str) -> bool:
    """Is a line that ends early a title, or a numbered heading and nothing behind it?"""
    return bool(TITLE_END.search(line.rstrip()) or (_MARKED.match(line) and not re.search("[，。；]", line)))


def _nearly(line: str, wrap: Wrapping) -> bool:
    """Is a line so long that print may only have broken it early?"""
    return wrap.length(line) >= 0.7 * wrap.full


def _goes_on(before: str, after: str, wrap: Wrapping) -> bool:
    """Does a sentence go on behind a line that is not full? A comma says so, a number without its unit, a full
    line behind it, or that the first number, word or character of the next one had no room left."""
    before = before.rstrip()
    if wrap.is_full(after) or before[-1:] in "，、,":
        return True
    token = _UNBROKEN.match(after.strip())
    no_room = token is not None and wrap.is_full(before + token.group())
    return (no_room or bool(_UNCOUNTED.search(before))) and not _MARKED.match(after) and not _indented(after)


def _indented(line: str) -> bool:
    return line.startswith(("\u3000", "  ", "\t"))
