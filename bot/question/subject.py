"""What a chat is talking about: bounded, forgotten after half an hour, never shared between people."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from dataclasses import dataclass, replace

from bot.facts.model import Observation, Statement
from bot.question.parse import Parsed
from bot.text.numeral import parse_numeral


@dataclass(frozen=True, slots=True)
class Subject:
    """The last question that found something, with what it found. ``row`` is the figure it spoke of,
    also when the answer was a refusal of one slot. ``before`` are the figures of the turn before."""

    parsed: Parsed
    rows: tuple[Observation, ...]
    statements: tuple[Statement, ...] = ()
    before: tuple[Observation, ...] = ()


class Subjects:
    """The last subject of each key; the oldest is dropped beyond ``capacity``, each after ``lifetime`` seconds."""

    def __init__(self, capacity: int = 5000, lifetime: float = 1800.0) -> None:
        self._capacity, self._lifetime = capacity, lifetime
        self._kept: OrderedDict[str, tuple[float, Subject]] = OrderedDict()

    def get(self, name: str) -> Subject | None:
        kept = self._kept.get(name)
        if kept is None or time.monotonic() - kept[0] > self._lifetime:
            self._kept.pop(name, None)
            return None
        return kept[1]

    def put(self, name: str, subject: Subject) -> None:
        self._kept[name] = (time.monotonic(), subject)
        self._kept.move_to_end(name)
        while len(self._kept) > self._capacity:
            self._kept.popitem(last=False)

    def forget(self, name: str) -> None:
        self._kept.pop(name, None)


_POINTERS = ("这个", "那个", "它", "其中", "里面", "这里", "这些", "这里面", "上面", "刚才", "这事")


def substance(parsed: Parsed) -> bool:
    """Does the question name a thing of its own?"""
    return any(len(c.surface) > 1 for c in parsed.strong)


def follows(parsed: Parsed) -> bool:
    """Does a question that names a thing still lean on the one before (人体呢, 靠这个破了多少案)?"""
    text = parsed.text.rstrip("?？!！。 ")
    return text.endswith("呢") or text.startswith(("那", "还有", "另外")) or any(p in text for p in _POINTERS)


_CORRECTION = re.compile(r"^(?:不是这个|不对|不是|错了|搞错了|no)[\s,，。]*(?:我(?:问|说|要|是问|是说)的?是)?|^我(?:问|说|要)的是")
_NTH = re.compile(r"第([一二三四五六七八九十\d]+)(?:个|条|项|点|类)?(?!次|季|年|届)")


def corrects(text: str) -> bool:
    """不对我问的是总量: the last answer was not what was asked."""
    return bool(_CORRECTION.match(text))


def nth(text: str, count: int) -> int | None:
    """The place in the last answer's list that 第二个 points at, from 0; None when there is no such place."""
    match = _NTH.search(text)
    number = int(parse_numeral(match[1]) or 0) if match else 0
    return number - 1 if 0 < number <= count and len(text) <= 14 else None


def inherit(parsed: Parsed, subject: Subject) -> Parsed:
    """The question completed by the subject's thing, and by its time where none is asked."""
    keep = parsed.has("share", "change", "target", "parts", "source", "verify", "how", "why", "next", "compare", "sum", "difference") or bool(parsed.units)
    told = {"how", "why", "what", "who", "where", "next", "list", "browse", "source", "problems"}
    counting = frozenset({"number"}) if subject.rows and not parsed.cues & told else frozenset()
    return replace(
        parsed,
        cues=parsed.cues | counting,
        concepts=(*subject.parsed.concepts, *parsed.concepts),
        periods=parsed.periods or (subject.parsed.periods if keep else ()),
        demands=parsed.demands | subject.parsed.demands,
    )
