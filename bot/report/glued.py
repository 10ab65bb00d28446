"""Headings that stand in running text, because the file keeps no line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.report.lines import CELL_GAP
from bot.report.model import Span

_CHINESE = "一二三四五六七八九十"
#: Behind these a heading may follow at once; the signature ends a text.
_PLAIN = re.compile(
    r"(?<=[。！？；])(?:(?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])"
    r"|(?=\d{1,2}[.．](?=[\u4e00-\u9fff“])))"
)
_SIGNED = re.compile(r"(?<=。)([\u4e00-\u9fff]{2,30})((?:19|20)\d\d年\d{1,2}月\d{1,2}日)$")
#: A paragraph longer than any that a person writes has lost its line ends.
_ENDLESS = 1500
#: Where such paragraphs are so much of a text, its shorter ones have lost their line ends too.
_MOST = 0.4
_MARK = re.compile(
    r"(?P<chapter>[一二三四五六七八九十]{1,3})、|[（(](?P<part>[一二三四五六七八九十]{1,3})[)）]|(?<![\d.—-])(?P<point>\d{1,2})[.．](?=[\u4e00-\u9fff“])"
    r"|(?P<item>[一二三四五六七八九十])是"
)
_LEVELS = ("chapter", "part", "point", "item")


def cuts(text: str) -> list[int]:
    """Where lines begin that the file does not tell: headings behind a stop, the signature and, in a text
    without line ends, headings that follow each other in order."""
    found = {match.start() for match in _PLAIN.finditer(text)}
    if signature := _SIGNED.search(text):
        found |= {signature.start(1), signature.start(2)}
    return sorted(found | set(_in_order(text, _without_ends(text))))


def _without_ends(text: str) -> list[Span]:
    """The paragraphs that have lost their line ends: the endless ones, and where they are much of a text all but
    the rows of its tables."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    endless = [(start, end) for start, end in lines if end - start >= _ENDLESS]
    if sum(end - start for start, end in endless) < _MOST * len(text):
        return endless
    return [(start, end) for start, end in lines if text.find(CELL_GAP, start, end) < 0]


def _in_order(text: str, spans: list[Span]) -> Iterator[int]:
    """Headings told by their numbers: each is the next of its level (1. 2. may go on over parts), or the first."""
    last = dict.fromkeys(_LEVELS, 0)
    for start, end in spans:
        for match in _MARK.finditer(text, start, end):
            level = next(name for name in _LEVELS if match[name])
            number = _number(match[level])
            if number in (1, last[level] + 1) and _may_begin(text, match, level, end):
                last[level] = number
                if match.start() > start:
                    yield match.start()


def _may_begin(text: str, match: re.Match[str], level: str, end: int) -> bool:
    before = text[max(0, match.start() - 1) : match.start()]
    if level == "chapter":
        return before in "。！？；：:”）)\n"
    if level == "item":  # 一是…；二是… within a sentence is no heading
        following = _CHINESE[_CHINESE.index(match["item"]) + 1 :][:1]
        behind = (
            re.compile(f"(.)?{following}是").search(text, match.end(), min(end, match.end() + 800))
            if following
            else None
        )
        return before not in "，、；" and (behind is None or (behind[1] or "") in "。！？")
    return before not in "，、“（("


def _number(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    tens, _, ones = printed.rpartition("十")
    if "十" not in printed:
        return _CHINESE.index(printed) + 1 if len(printed) == 1 else 0
    return 10 * (_CHINESE.index(tens) + 1 if tens else 1) + (_CHINESE.index(ones) + 1 if ones else 0)
