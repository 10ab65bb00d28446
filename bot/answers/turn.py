"""One question on its way up the ladder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.answers.builder import Reply
from bot.facts.model import Observation, Statement
from bot.matching.found import Found
from bot.matching.search import Library
from bot.question.parse import Parsed
from bot.question.subject import Subject


@dataclass(slots=True)
class Turn:
    """One question on its way: the library, what was asked, what the chat spoke of before."""

    library: Library
    parsed: Parsed
    reply: Reply
    near: tuple[Observation, ...]
    near_sections: tuple[str, ...]
    offer: Callable[[], tuple[str, ...]]
    inherited: bool = False
    before: tuple[Observation, ...] = ()
    said: tuple[Statement, ...] = ()
    exclude: frozenset[str] = frozenset()

    @property
    def examples(self) -> tuple[str, ...]:
        """Questions that are answered, for whoever asked something else."""
        return self.offer()

    def sub(self, text: str) -> Parsed:
        return self.library.parse(text)

    def find(self, parsed: Parsed | None = None, near: tuple[Observation, ...] | None = None) -> Found:
        beside = self.near if near is None else near
        return self.library.find(parsed or self.parsed, beside, exclude=self.exclude)


def subject_of(turn: Turn, reply: Reply) -> Subject | None:
    """What the next question may lean on: what was shown, or offered as a choice."""
    parsed, report = turn.parsed, turn.library.report.document.meta.id
    if reply.status == "smalltalk" or not (parsed.strong or reply.observations or reply.statements):
        return None
    rows, told = tuple(reply.observations or reply.offered), tuple(reply.statements[:6])
    listed: tuple[Observation | Statement, ...] = told if len(told) > 1 else rows
    return Subject(parsed, rows, told, report=report, answered=reply.status == "answer", listed=listed)
