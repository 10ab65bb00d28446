"""Answers that were just given: what many people ask is worked out once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from bot.answer import Answer
from bot.question.subject import Subject

#: An answer, and what the next question may lean on.
Told = tuple[Answer, Subject | None]
#: The question, the report that was chosen, what was spoken of before.
Asked = tuple[str, str | None, Subject | None]

_LONGEST = 80


class Recent:
    """The newest answers; the least recently used goes first. An answer depends on nothing but what is asked."""

    def __init__(self, capacity: int = 1000) -> None:
        self._capacity = capacity
        self._told: OrderedDict[Asked, Told] = OrderedDict()

    def get(self, asked: Asked, work_out: Callable[[], Told]) -> Told:
        """The answer to ``asked``; worked out if it is new. A long question is hardly asked twice."""
        if len(asked[0]) > _LONGEST:
            return work_out()
        told = self._told.get(asked)
        if told is None:
            told = self._told[asked] = work_out()
            if len(self._told) > self._capacity:
                self._told.popitem(last=False)
        self._told.move_to_end(asked)
        return told

    def clear(self) -> None:
        self._told.clear()
