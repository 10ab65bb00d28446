"""What a chat is talking about: bounded, forgotten after half an hour, never shared between people."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, replace

from bot.facts.model import Observation, Statement
from bot.question.parse import Parsed


@dataclass(frozen=True, slots=True)
class Subject:
    """The last question that found something, with what it found. ``row`` is the figure it spoke of,
    also when the answer was a refusal of one slot."""

    parsed: Parsed
    rows: tuple[Observation, ...]
    statements: tuple[Statement, ...] = ()


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


def inherit(parsed: Parsed, subject: Subject) -> Parsed:
    """The question completed by the subject's thing, and by its time where none is asked."""
    keep = parsed.has("share", "change", "target", "parts", "source", "verify", "how", "why", "next") or bool(parsed.units)
    return replace(
        parsed,
        concepts=(*subject.parsed.concepts, *parsed.concepts),
        periods=parsed.periods or (subject.parsed.periods if keep else ()),
        demands=parsed.demands | subject.parsed.demands,
    )
