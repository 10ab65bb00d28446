"""What speaks for a sentence besides its words: that it is brief, and of the kind that is asked for."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.facts.model import Statement
from bot.question.cues import asks, says
from bot.question.parse import Parsed
from bot.text.fold import key

#: A sentence up to this many characters is brief.
_BRIEF = 30


class Telling:
    """What one question wants of sentences: told once, and asked of many."""

    __slots__ = ("_lists", "_meaning", "_moved", "_numbers", "_parsed", "_rank", "_way", "_why")

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._rank, self._why, self._lists = (parsed.has(cue) for cue in ("rank", "why", "list"))
        self._moved = parsed.has("direction") and not self._rank  # how a thing has gone, not how it is meant to go
        self._way = parsed.has("how") and not parsed.has("why", "overview")  # how it is done, not how it has gone
        self._meaning = parsed.has("what") and asks("defines", parsed.text)
        self._numbers = [parsed.text[q.start : q.end] for q in parsed.numbers]

    def bonus(self, row: Statement) -> float:
        """Brief sentences say a thing closer than long ones, headings least of all; ranks answer ranks."""
        kind, size = row.kind, len(row.quote)
        heading = bool(row.section.path) and row.quote.startswith(row.section.path[-1][:6])
        bonus = -0.06 if heading else 0.1 * (_BRIEF / size) if size > _BRIEF else 0.1
        if self._rank and kind == "rank":
            bonus += 0.3
        if self._moved:
            bonus += 0.2 if kind in ("trend", "event") else -0.2 if kind in ("plan", "target") else 0.0
        if self._why and kind in ("trend", "problem"):
            bonus += 0.12
        if self._way:
            bonus += {"measure": 0.12, "trend": -0.1}.get(kind, 0.0)
        if self._meaning and says("defined", row.quote):
            bonus += 0.3
        if self._lists:  # which kinds: the sentence that enumerates them
            bonus += 0.04 * min(4, _enumerated(row.quote, self._parsed))
        return bonus + 0.2 if any(number in row.quote for number in self._numbers) else bonus


def _enumerated(quote: str, parsed: Parsed) -> int:
    """How many things the clause lists that holds what is asked about."""
    words = [option for concept in parsed.strong for option in concept.options]
    return max((listed for clause, listed in _clauses(quote) if any(w in clause for w in words)), default=0)


@lru_cache(maxsize=1024)
def _clauses(quote: str) -> tuple[tuple[str, int], ...]:
    """The clauses of a sentence, folded, and how many things each lists."""
    return tuple((key(clause), clause.count("、")) for clause in re.split("[，；]", quote))
