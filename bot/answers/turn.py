"""One question on its way up the ladder."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.builder import Reply
from bot.facts.model import Observation
from bot.matching.search import Found, Library
from bot.question.parse import Parsed, parse
from bot.question.subject import Subject


@dataclass(slots=True)
class Turn:
    """One question on its way: the library, what was asked, what the chat spoke of before."""

    library: Library
    parsed: Parsed
    reply: Reply
    near: tuple[Observation, ...]
    near_sections: tuple[str, ...]
    examples: tuple[str, ...]
    inherited: bool = False
    before: tuple[Observation, ...] = ()

    def sub(self, text: str) -> Parsed:
        meta = self.library.report.document.meta
        return parse(text, self.library.lexicon, self.library.year, meta.district)

    def find(self, parsed: Parsed | None = None, near: tuple[Observation, ...] | None = None) -> Found:
        return self.library.find(parsed or self.parsed, self.near if near is None else near)


def subject_of(parsed: Parsed, reply: Reply, found: Found | None = None) -> Subject | None:
    """What the next question may lean on."""
    if reply.status == "smalltalk" or not parsed.strong:
        return None
    rows = tuple(reply.observations) or (found.nearest[:1] if found else ())
    return Subject(parsed, rows, tuple(reply.statements[:3]))
