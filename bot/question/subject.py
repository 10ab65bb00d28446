"""What a chat is talking about: bounded, forgotten after half an hour, never shared between people."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, replace

from bot.facts.model import Observation, Statement
from bot.question.concepts import Concept
from bot.question.cues import asks, pattern
from bot.question.listed import deeds
from bot.question.parse import Parsed
from bot.text.fold import key
from bot.text.numeral import parse_numeral


@dataclass(frozen=True, slots=True)
class Subject:
    """The last question that found something, with what it found. ``row`` is the figure it spoke of,
    also when the answer was a refusal of one slot. ``before`` are the figures of the turn before;
    ``answered`` tells figures that were given from those that were only offered; ``listed`` is the last list,
    which 第三个 still points into after 第一个 was opened."""

    parsed: Parsed
    rows: tuple[Observation, ...]
    statements: tuple[Statement, ...] = ()
    before: tuple[Observation, ...] = ()
    report: str = ""
    answered: bool = True
    listed: tuple[Observation | Statement, ...] = ()


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


def substance(parsed: Parsed) -> bool:
    """Does the question name a thing of its own?"""
    others = [c for c in parsed.concepts if c.surface not in deeds()]
    alone = not any(c.known or not c.weak for c in others)  # 罚了多少钱, of what was spoken of; 破了几个案子 names what
    return any(len(c.surface) > 1 and not (alone and c.surface in deeds()) for c in parsed.strong)


def follows(parsed: Parsed) -> bool:
    """Does a question that names a thing still lean on the one before (人体呢, 靠这个破了多少案)?"""
    return asks("leans", parsed.text.rstrip("?？!！。 "))


def corrects(text: str) -> bool:
    """不对我问的是总量: the last answer was not what was asked."""
    return asks("corrects", text)


def nth(text: str, count: int) -> int | None:
    """The place in the last answer's list that 第二个 points at, from 0; None when there is no such place."""
    if count and len(text) <= 14 and asks("last_one", text):
        return count - 1
    match = pattern("nth").search(text)
    number = int(parse_numeral(match[1]) or 0) if match else 0
    return number - 1 if 0 < number <= count and len(text) <= 14 else None


ASPECTS = frozenset({"share", "change", "target", "rate"})


def resembling(parsed: Parsed, subject: Subject) -> Parsed:
    """The question with the subject's aspect and time, where it has none of its own."""
    if parsed.cues & ASPECTS or parsed.units or parsed.has("sum") or asks("whole_asked", parsed.text):
        return parsed
    carried = subject.parsed.cues & ASPECTS
    return replace(parsed, cues=parsed.cues | carried, periods=parsed.periods or subject.parsed.periods)


_KEEPS_TIME = (
    "share",
    "change",
    "target",
    "parts",
    "source",
    "verify",
    "how",
    "why",
    "next",
    "compare",
    "sum",
    "difference",
)
_ASKS_TEXT = frozenset({"how", "why", "what", "who", "where", "next", "list", "browse", "source", "problems"})


def _carried(parsed: Parsed, subject: Subject) -> tuple[Concept, ...]:
    """The subject's words; after a target 实际多少 asks of what is."""
    actual = asks("as_it_is", parsed.text) and not asks("goal", parsed.text)
    concepts = tuple(c for c in subject.parsed.concepts if not (actual and asks("goal", c.surface)))
    if not subject.rows or not subject.answered:
        return concepts
    # 三产占GDP多少 spoke of both; what goes on is the talk of the first figure shown.
    said = key(subject.rows[0].indicator)
    own = {c for c in concepts if c.weak or any(option in said for option in c.options)}
    return tuple(c for c in concepts if c in own) if any(not c.weak for c in own) else concepts


def inherit(parsed: Parsed, subject: Subject) -> Parsed:
    """The question completed by the subject's thing, and by its time where none is asked."""
    keep = bool(parsed.units) or parsed.has(*_KEEPS_TIME)
    bare = not (parsed.cues & ASPECTS or parsed.units or parsed.concepts)  # 2019年呢 asks the same of another year
    carried = subject.parsed.cues & ASPECTS if bare else frozenset[str]()
    asks_text = parsed.cues & _ASKS_TEXT or parsed.has("verify")
    counting = frozenset({"number"}) if subject.rows and not asks_text else frozenset[str]()
    return replace(
        parsed,
        cues=parsed.cues | counting | carried,
        units=parsed.units or (subject.parsed.units & {"kind"}),  # of how many kinds the talk is
        concepts=(*_carried(parsed, subject), *parsed.concepts),
        periods=parsed.periods or (subject.parsed.periods if keep else ()),
        demands=parsed.demands | subject.parsed.demands,
    )
