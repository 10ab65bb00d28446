"""Quotes: the stretch of a sentence that states one figure, verbatim."""

from __future__ import annotations

import re

from bot.facts import naming
from bot.facts.clause import Segment
from bot.facts.sentence import Sentence
from bot.report.model import Span

_LONGEST_LEAD = 40
_LONGEST_NOUN = 30
_PUNCTUATION = "，、；;：: "


def quote_of(sentence: Sentence, segment: Segment, changed: bool, shared: int | None = None) -> Span:
    """From the words that name the figure to the figure, or to the noun behind it; offsets in the sentence.

    ``shared``: where the words begin that a list of figures has in common.
    """
    begin = _begin(sentence.text, segment) if shared is None else _skip(sentence.text, shared, segment.figure.start)
    return begin, _end(sentence, segment, changed)


def _begin(text: str, segment: Segment) -> int:
    figure = segment.figure.start
    start = _skip(text, segment.start, figure)
    lead = text[start:figure]
    if len(lead) <= _LONGEST_LEAD:
        return start
    return figure if lead.endswith("等") else start + max(lead.rfind("、"), lead.rfind("的")) + 1


def _skip(text: str, start: int, stop: int) -> int:
    while start < stop and text[start] in _PUNCTUATION:
        start += 1
    return start


def _end(sentence: Sentence, segment: Segment, changed: bool) -> int:
    end = segment.figure.end
    if sentence.text.startswith("连续", segment.figure.start) and segment.end < segment.clause[1]:
        return segment.clause[1]  # 连续3年居第1位: what has gone on stands behind
    if segment.figure.kind == "zero" and sentence.text.startswith("”", end):
        return end + 1
    noun = naming.behind(sentence.masked[end : segment.end])
    joined = _joined_end(sentence.masked, segment)
    if changed or len(noun) > _LONGEST_NOUN or not (noun or joined):
        return end
    stop = joined or _bracket_start(sentence.masked, segment)
    while stop > end and sentence.text[stop - 1] in "，、。；; ":
        stop -= 1
    return stop


def _bracket_start(masked: str, segment: Segment) -> int:
    """The segment's end without a bracket of other figures that closes it."""
    blanked = re.search(r"[(（]\0+[)）]$", masked[segment.start : segment.end])
    return segment.start + blanked.start() if blanked else segment.end


def _joined_end(masked: str, segment: Segment) -> int:
    """7类共6465个摄像机建设: the kinds are named only behind the count; 0 elsewhere."""
    if segment.end > segment.figure.end:
        return 0
    counted = re.compile(r"(?:共计?|合计|总计)\d+[^，。；、]*").match(masked, segment.figure.end, segment.clause[1])
    return counted.end() if counted else 0
