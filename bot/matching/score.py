"""How well a fact explains a question: a small linear score over fields."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from bot.matching.document import Entry, grams
from bot.question.concepts import Concept
from bot.question.parse import Parsed

#: What a match in a field is worth, best field first: the name says what a figure is, the headings
#: and the rest of the sentence only where it stands.
FIELDS = (("name", 1.0), ("quote", 0.9), ("owner", 0.8), ("context", 0.75), ("title", 0.55), ("sentence", 0.4))
STATEMENT_FIELDS = (("quote", 1.0), ("title", 0.5))


@dataclass(frozen=True, slots=True)
class Scored:
    """``coverage``: how much of the question's strong concepts the fact explains, 0 to 1;
    ``fit``: how much of the fact's name the question mentions; ``score`` orders."""

    entry: Entry
    coverage: float
    fit: float
    score: float
    unmatched: tuple[str, ...]


class Scorer:
    """Scores entries; word weights come from how many entries use a word."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries

    @cached_property
    def _frequency(self) -> Counter[str]:
        count: Counter[str] = Counter()
        for entry in self.entries:
            count.update(set(grams(entry.name + "\n" + entry.quote)))
        return count

    def weight(self, concept: Concept) -> float:
        """Rare words weigh more than frequent ones, long ones a little more, what is counted most."""
        return self._plain_weight(concept) * (1.6 if concept.head else 1.0)

    def _plain_weight(self, concept: Concept) -> float:
        if concept.weak:
            return 0.25
        length = len(concept.surface)
        if not concept.known:
            return 1.0 if length == 1 else min(1.25 + 0.3 * (length - 2), 2.2)
        return max(self._rarity(option) for option in concept.options) * (
            0.6 if length == 1 else 1.0 + 0.15 * (min(length, 6) - 2)
        )

    def _rarity(self, word: str) -> float:
        pieces = list(grams(word)) or [word]
        total = len(self.entries) + 1
        return max(0.5, min(1.3, sum(math.log(total / (self._frequency[p] + 0.5)) for p in pieces) / len(pieces) / 3.2))

    def score(self, entry: Entry, parsed: Parsed) -> Scored:
        gained = total = bonus = 0.0
        explained: set[int] = set()
        unmatched = []
        for concept in parsed.concepts:
            weight = self.weight(concept)
            match, spots = self.match(entry, concept)
            explained |= spots
            if concept.weak:
                bonus += weight * match * 0.3
                continue
            total += weight
            gained += weight * match
            if match < 0.3:
                unmatched.append(concept.surface)
        coverage = gained / total if total else 0.0
        fit = len(explained) / max(1, len(entry.name))
        return Scored(
            entry, round(coverage, 6), round(fit, 6), round(coverage + 0.3 * fit + bonus, 6), tuple(unmatched)
        )

    @staticmethod
    def match(entry: Entry, concept: Concept) -> tuple[float, set[int]]:
        """How well one concept is met (0 to 1), and which characters of the name it explains."""
        best, spots = 0.0, set[int]()
        fields = FIELDS if entry.observation else STATEMENT_FIELDS
        for rank, option in enumerate(concept.options):
            worth = next((value for field, value in fields if option in getattr(entry, field)), 0.0)
            if not worth and len(option) >= 3:
                worth = _partial(option, entry.name if entry.observation else entry.quote)
            worth *= 0.98 if rank else 1.0
            at = entry.name.find(option)
            if at >= 0:
                spots |= set(range(at, at + len(option)))
            best = max(best, worth)
        return best, spots


def _partial(option: str, text: str) -> float:
    """A longer word met in part, by its bigrams: 入民宅盗窃小区 against 小区入民宅盗窃."""
    pieces = list(grams(option))
    share = sum(piece in text for piece in pieces) / len(pieces)
    return 0.8 * share if share >= 0.5 else 0.0
