"""How well a fact explains a question: a small linear score over fields."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.matching.document import Entry, grams
from bot.matching.index import Index, Laid
from bot.question.concepts import Concept
from bot.question.parse import Parsed
from bot.text.words import word_list

#: What a match in a field is worth, best field first: the name says what a figure is, the headings
#: and the rest of the sentence only where it stands.
FIELDS = (
    ("name", 1.0),
    ("quote", 0.9),
    ("owner", 0.8),
    ("context", 0.75),
    ("title", 0.55),
    ("sentence", 0.4),
    ("section", 0.3),
)
#: The most that a word met in part is worth.
_PARTLY = 0.8
#: Scores and weights that are kept; when there are more, all are forgotten.
_KEPT = 256
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

    def __init__(self, entries: list[Entry], laid: Laid | None = None) -> None:
        self.entries = entries
        self.index = Index(entries, laid)
        # Plain dicts and not lru_cache over own methods: a report that makes room must go at once, and not
        # wait in a circle for the collector.
        self._scored: dict[tuple[Concept, ...], tuple[Scored, ...]] = {}
        self._weights: dict[Concept, float] = {}

    def scored(self, parsed: Parsed) -> tuple[Scored, ...]:
        """Every entry that meets a concept of the question, in the entries' order; asked again, from memory."""
        found = self._scored.get(parsed.concepts)
        if found is None:
            if len(self._scored) >= _KEPT:
                self._scored.clear()
            found = self._scored[parsed.concepts] = self._score(parsed.concepts)
        return found

    def _weighed(self, concept: Concept) -> float:
        weight = self._weights.get(concept)
        if weight is None:
            if len(self._weights) >= _KEPT:
                self._weights.clear()
            weight = self._weights[concept] = self._weight(concept)
        return weight

    def _weight(self, concept: Concept) -> float:
        """Rare words weigh more than frequent ones, long ones a little more, what is counted most."""
        return self._plain_weight(concept) * (1.6 if concept.head else 1.0)

    def _plain_weight(self, concept: Concept) -> float:
        if concept.weak:  # one that the report has another word for (挣 for 收入) says more
            return 0.25 if len(concept.options) == 1 else 0.5
        length = len(concept.surface)
        if not concept.known:
            return 1.3 if length == 1 else min(1.3 + 0.3 * (length - 2), 2.2)
        rarest = max(self._rarity(option) for option in concept.options)
        return rarest * (0.6 if length == 1 else 1.0 + 0.15 * (min(length, 6) - 2))

    def _rarity(self, word: str) -> float:
        pieces = list(grams(word)) or [word]
        total = len(self.entries) + 1
        rarity = sum(math.log(total / (self.index.frequency(p) + 0.5)) for p in pieces) / len(pieces)
        return max(0.5, min(1.3, rarity / 3.2))

    def _score(self, concepts: tuple[Concept, ...]) -> tuple[Scored, ...]:
        strong = [c for c in concepts if not c.weak]
        candidates = {n for c in strong for option in _naming(c) for n in self.index.holding(option)}
        total = sum(self._weighed(c) for c in strong)
        return tuple(self._one(self.entries[number], concepts, total) for number in sorted(candidates))

    def _one(self, entry: Entry, concepts: tuple[Concept, ...], total: float) -> Scored:
        gained = bonus = 0.0
        explained: set[int] = set()
        unmatched = []
        for concept in concepts:
            match, spots = self.match(entry, concept)
            explained |= spots
            if concept.weak:
                bonus += self._weighed(concept) * match * 0.3
                continue
            gained += self._weighed(concept) * match
            if match < 0.3:
                unmatched.append(concept.surface)
        coverage = round(gained / total, 6) if total else 0.0
        fit = round(min(1.0, len(explained) / max(1, entry.own_length or len(entry.name))), 6)
        return Scored(entry, coverage, fit, round(coverage + 0.3 * fit + bonus, 6), tuple(unmatched))

    def match(self, entry: Entry, concept: Concept) -> tuple[float, set[int]]:
        """How well one concept is met (0 to 1), and which characters of the name it explains."""
        best, spots = 0.0, set[int]()
        fields = FIELDS if entry.observation else STATEMENT_FIELDS
        for option in _naming(concept):
            if entry.number not in self.index.holding(option):
                continue
            worth = next((value for field, value in fields if option in getattr(entry, field)), 0.0)
            if _absorbed(option, entry.name):
                best = max(best, min(worth, _PARTLY / 2))  # 进出口总额 speaks of 出口 only beside
                continue
            if worth and f"未{option}" in entry.name and not option.startswith("未"):
                continue  # 未结案 is not 结案
            if worth < _PARTLY and len(option) >= 3:
                worth = max(worth, _partial(option, entry.name if entry.observation else entry.quote))
            worth *= 0.98 if option != concept.options[0] else 1.0
            at = entry.name.find(option)
            if at >= 0:
                spots |= set(range(at, at + len(option)))
            best = max(best, worth)
        return best, spots


def _absorbed(option: str, name: str) -> bool:
    """Does a name hold a word only inside another one, which means something else?"""
    longer = word_list("questions")["absorbing"].get(option)
    return bool(longer) and longer in name and option not in name.replace(longer, "")


def _naming(concept: Concept) -> tuple[str, ...]:
    """What a concept is looked up by; a lone character is in too many words (电 in 电信) to name anything."""
    return concept.options[1:] if len(concept.options[0]) == 1 else concept.options


def _partial(option: str, text: str) -> float:
    """A longer word met in part, by its bigrams: 入民宅盗窃小区 against 小区入民宅盗窃."""
    pieces = list(grams(option))
    share = sum(piece in text for piece in pieces) / len(pieces)
    return _PARTLY * share if share >= 0.5 else 0.0
