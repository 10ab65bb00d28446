"""Coordination: the bare names of a clause's figures, which share verbs, tails and subjects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.facts import naming
from bot.facts.change import find_change
from bot.facts.clause import Segment
from bot.text.words import word_list


@dataclass(frozen=True, slots=True)
class Name:
    """What a clause calls a figure. ``kind``: part (earlier clauses may complete it), whole (they may not),
    predicate (what is said of the figure behind it, whose subject is still to be put in front)."""

    words: str
    kind: Literal["part", "whole", "predicate"] = "part"


def names_of(text: str, parts: list[Segment], earlier: Sequence[str] = ()) -> list[Name]:
    """One name for each figure of a clause; ``earlier`` are the names of the sentence's figures before it."""
    owners = _distributed(text, parts, earlier)
    if owners:
        return [Name(owner, "whole") for owner in owners]
    tail = common_tail(text, parts)
    names = [_name(text, parts, number, tail) for number in range(len(parts))]
    verb = _leading_verb(naming.core(_before(text, parts[0]))[0])
    for number, part in enumerate(parts[1:], 1):  # 接入163家单位楼宇、393家人群密集场所: the verb is common
        if verb and part.joint == "list" and not tail and _is_bare(text, part):
            names[number] = Name(verb + names[number].words, names[number].kind)
    return names


def common_tail(text: str, parts: list[Segment]) -> str:
    """Coordinated figures with one tail: 10个街镇、3个委办局及1个重点场所的视频资源联网; else the empty word."""
    if len(parts) < 2 or not all(_is_bare(text, part) for part in parts[1:]):
        return ""
    last = naming.behind(_after(text, parts[-1]))
    first = naming.core(_before(text, parts[0]))[0]
    return last.rpartition("的")[2] if not first and "的" in last else ""


def _distributed(text: str, parts: list[Segment], earlier: Sequence[str]) -> Sequence[str]:
    """甲、乙、丙分别下降 56.7%、50%、20%: one name for each figure; without names in front they are those of
    the figures before (进口 3 亿元、出口 5 亿元，分别增长 5%、3%)."""
    before = _before(text, parts[0])
    if "分别" not in before or len(parts) < 2:
        return []
    change = find_change(before)
    head, _ = naming.core(before[: min(before.index("分别"), change.start if change else len(before))])
    if not head:
        return earlier[-len(parts) :] if change and len(earlier) >= len(parts) else []
    splits = (
        [o for o in re.split(marks, head) if o] for marks in ("、|以及|和|及|与", "、(?:以及|和|及|与)?|以及|及", "、")
    )
    return next((owners for owners in splits if len(owners) == len(parts)), [])


def _name(text: str, parts: list[Segment], number: int, tail: str) -> Name:
    segment = parts[number]
    after = naming.behind(_after(text, segment))
    if tail and after:
        return Name(after.removesuffix(tail).strip("的") + tail)
    counted = _counted_name(text, parts, number, after)
    return _own_name(text, segment, after) if counted is None else Name(counted)


def _counted_name(text: str, parts: list[Segment], number: int, after: str) -> str | None:
    """7类共6465个摄像机: the same things by kind and by number, named once; None where it is not so."""
    segment = parts[number]
    following = parts[number + 1] if number + 1 < len(parts) else None
    if segment.figure.unit in ("类", "种") and following and following.joint == "count":
        return naming.behind(_after(text, following)) + "类别"
    if segment.joint == "count" and not after:
        return naming.core(_before(text, parts[number - 1]))[0]
    return None


def _own_name(text: str, segment: Segment, after: str) -> Name:
    """From the words before the figure, behind it, or both (破获 8 起电信诈骗案)."""
    before = _before(text, segment)
    change = find_change(before)
    head, _ = naming.core(before[: change.start] if change else before)
    if change or (segment.joint == "to" and not head and not after):
        return Name(head)
    if head and after.startswith(("内", "里", "以内", "之内", "中")):
        return Name(head)
    if head and after and (naming.ends_with_verb(head) or len(after) <= 10):
        return Name(head + after)
    return Name(head or after, "part" if head or not naming.begins_predicate(after) else "predicate")


def _leading_verb(head: str) -> str:
    """The verb that ``head`` is, whole: the words before a post-nominal figure (接入)."""
    return head if head in word_list("extraction")["verbs"] else ""


def _is_bare(text: str, part: Segment) -> bool:
    """Do no words stand before the figure?"""
    return not _before(text, part).strip("\0 ")


def _before(text: str, part: Segment) -> str:
    return text[part.start : part.figure.start]


def _after(text: str, part: Segment) -> str:
    return text[part.figure.end : part.end]
