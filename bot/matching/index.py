"""Candidates: which entries hold a word, by an inverted index over characters and bigrams."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache

from bot.matching.document import Entry, grams


class Index:
    """Postings of every bigram (and character) of the entries' fields.

    ``holding`` narrows down to the entries that may hold a word; the scorer looks at those only, so
    that an answer costs what the candidates cost and not what the knowledge base holds.
    """

    def __init__(self, entries: list[Entry]) -> None:
        self.size = len(entries)
        anywhere: dict[str, set[int]] = defaultdict(set)
        named: dict[str, set[int]] = defaultdict(set)
        self.frequency: Counter[str] = Counter()
        for entry in entries:
            fields = (entry.name, entry.quote, entry.owner, entry.context, entry.title, entry.sentence, entry.section)
            for gram in {g for text in fields for g in (*grams(text), *text)}:
                anywhere[gram].add(entry.number)
            for gram in set(grams(entry.name if entry.observation else entry.quote)):
                named[gram].add(entry.number)
            self.frequency.update(set(grams(f"{entry.name}\n{entry.quote}")))
        self._anywhere = {gram: frozenset(numbers) for gram, numbers in anywhere.items()}
        self._named = {gram: frozenset(numbers) for gram, numbers in named.items()}
        self.holding = lru_cache(maxsize=4096)(self._holding)

    def _holding(self, word: str) -> frozenset[int]:
        """Numbers of the entries that may hold ``word`` whole, or at least half of its bigrams in their name."""
        pieces = list(grams(word)) or [word]
        postings = sorted((self._anywhere.get(piece, frozenset()) for piece in pieces), key=len)
        whole = frozenset.intersection(*postings) if postings else frozenset()
        return whole | self._half(pieces) if len(word) >= 3 else whole

    def _half(self, pieces: list[str]) -> frozenset[int]:
        count: Counter[int] = Counter()
        for piece in pieces:
            count.update(self._named.get(piece, ()))
        return frozenset(number for number, hits in count.items() if hits * 2 >= len(pieces))
