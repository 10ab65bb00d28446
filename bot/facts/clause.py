"""Sentences, clauses and the stretch of a clause that belongs to one figure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.facts import naming
from bot.report.model import Span
from bot.text.quantity import Quantity

_OPEN, _CLOSE = "“(（《‘『「【", "”)）》’』」】"
_TO = re.compile(
    r"(?:上升|增加|增长|提高|提升|扩大|下降|减少|降低|压降|回落|缩小|跃升|攀升|缩短|压缩|延长|扩容|[升增降])[到至]|(?<![不达得做])[到至]"
    r"|(?:调整|优化|转变|变化|演变|整合|合并|精简|缩减|压减|压缩)[为到至成]"
)
#: The comma of 1,234户 parts no clauses.
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_LONGEST_SENTENCE = 2000
#: What is counted, and that it has already been done.
_DONE_OF = re.compile(r"([\u4e00-\u9fff“”]{2,14}?)(?:目前|现|均|全部)?已[\u4e00-\u9fff]{2,}")
_AND = re.compile(r"以及|(?<![普涉])及(?![时格])|和|与|并|且")


@dataclass(frozen=True, slots=True)
class Segment:
    """A figure with the words before it and behind it, up to the neighbouring figures' words.

    ``joint`` tells how it hangs on the figure before it: clause (first of its clause), list (、 和),
    to (从…到…), count (7类共6465个: the same things counted twice), inner (in brackets).
    """

    start: int
    end: int
    figure: Quantity
    joint: str
    clause: Span


def split_at(text: str, start: int, end: int, marks: str, *, brackets: bool = False) -> list[Span]:
    """The spans between ``marks`` outside quotation marks (and outside brackets unless ``brackets``)."""
    depth, spans, begin = 0, [], start
    for position in range(start, end):
        char = text[position]
        if char in _OPEN and not (brackets and char in "(（"):
            depth += 1
        elif char in _CLOSE and not (brackets and char in ")）"):
            depth = max(0, depth - 1)
        elif char in marks and depth == 0 and not (char == "," and _THOUSANDS.match(text, position - 1)):
            spans.append((begin, position))
            begin = position + 1
    spans.append((begin, end))
    return [span for span in spans if text[slice(*span)].strip()]


def sentences(text: str, span: Span) -> list[Span]:
    """The sentences of a passage, their full stops included; none is longer than any that a person writes."""
    out = []
    for start, end in split_at(text, *span, "。！？!?\n"):
        stop = end + 1 if end < span[1] and text[end] in "。！？!?" else end
        while stop - start > _LONGEST_SENTENCE:
            comma = max(text.rfind(mark, start, start + _LONGEST_SENTENCE) for mark in "；，、,")
            middle = comma + 1 if comma > start else start + _LONGEST_SENTENCE
            out.append((start, middle))
            start = middle
        out.append((start, stop))
    return out


def brackets(sentence: str, figures: tuple[Quantity, ...]) -> list[Span]:
    """The insides of bracket pairs that hold a figure: they are clauses of their own."""
    pairs = [m.span(1) for m in re.finditer(r"[(（]([^()（）]*)[)）]", sentence)]
    return [(start, end) for start, end in pairs if any(start <= f.start and f.end <= end for f in figures)]


def segments(text: str, clause: Span, figures: list[Quantity], joint: str = "clause") -> list[Segment]:
    """One segment for each figure of a clause, left to right."""
    out: list[Segment] = []
    begin = clause[0]
    for number, figure in enumerate(figures):
        following = figures[number + 1] if number + 1 < len(figures) else None
        stop, after, kind = _border(text, figure, following, begin) if following else (clause[1], clause[1], "")
        out.append(Segment(begin, stop, figure, joint, clause))
        begin, joint = after, kind
    return out


def _border(text: str, left: Quantity, right: Quantity, begin: int) -> tuple[int, int, str]:
    """Where the words of ``left``, which begin at ``begin``, end, where those of ``right`` begin, and how the two
    are joined."""
    between = text[left.end : right.start]
    flat = re.sub(r"[(（][^()（）]*[)）]|“[^”]*”", lambda m: "\0" * len(m.group()), between)
    marks = [m.start() for m in re.finditer("[、]", flat)]
    if marks:
        mark = marks[0] if marks[0] == 0 else marks[-1]
        return left.end + mark, left.end + mark + 1, "list"
    to = list(_TO.finditer(flat))
    if to:
        return left.end + to[-1].start(), left.end + to[-1].end(), "to"
    ands = list(_AND.finditer(flat))
    if ands:
        return left.end + ands[-1].start(), left.end + ands[-1].end(), "list"
    if flat.endswith("中") and 1 < len(flat) <= 8:  # 29个行业中20个行业
        return right.start, right.start, "next"
    if re.fullmatch("共计?|合计|总计|累计", flat):
        return left.end, left.end, "count"
    done = _DONE_OF.match(flat)
    if done:  # 8项整改任务已完成2项
        return left.end + done.end(1), left.end + done.end(1), "next"
    own = text[begin : left.start].replace("\0", "")
    bare = not own.strip(" 为对给使向让") or (own[-1:] in "为对给使向让" and naming.trim_front(own) == len(own) - 1)
    if bare and (noun := naming.before_verb(flat)):
        return left.end + noun, left.end + noun, "next"  # 为5名老人发放补贴3万元
    if bare and own.strip() and re.fullmatch("[\u4e00-\u9fff]{2,8}", flat):
        return left.end + len(flat), left.end, "next"  # 向9位商户贷款5万元
    return left.end, left.end, "next"
