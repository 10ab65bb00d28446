"""Candidates: which entries hold a word, by searching the texts of a report themselves."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from bot.matching.document import Entry, grams

#: Answers that are kept; when there are more, all are forgotten.
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Laid:
    """The texts of some entries, each of them once, laid end to end with line feeds between them.

    The first ``stated`` of them are names and clauses, which are also searched alone. The entries that
    have the text at ``place`` are ``owners[bounds[place]:bounds[place + 1]]``.
    """

    text: str
    stated: int
    owners: list[int]
    bounds: list[int]


def lay(entries: list[Entry]) -> Laid:
    """Lay out the texts of entries; the numbers of a text's owners ascend."""
    owners: dict[str, list[int]] = {}
    for e in entries:
        owners[e.name], owners[e.quote] = [], []
    stated = len(owners)
    for e in entries:
        for text in dict.fromkeys((e.name, e.quote, e.owner, e.context, e.title, e.sentence, e.section)):
            owners.setdefault(text, []).append(e.number)
    bounds = list(accumulate(map(len, owners.values()), initial=0))
    return Laid("\n".join(owners), stated, [number for held in owners.values() for number in held], bounds)


class Index:
    """Which entries hold a word, by searching their texts.

    A report says some ten thousand characters, and looking through those for a word takes a few
    microseconds: less than any postings cost to make or to read when a report is first asked.
    """

    def __init__(self, entries: list[Entry], laid: Laid | None = None) -> None:
        self.size = len(entries)
        self._entries = entries
        self._laid = laid or lay(entries)
        sizes = map(len, self._laid.text.split("\n"))
        self._starts = list(accumulate(sizes, lambda start, size: start + size + 1, initial=0))
        self._held: dict[str, frozenset[int]] = {}
        self._counted: dict[str, int] = {}

    def holding(self, word: str) -> frozenset[int]:
        """Numbers of the entries that hold ``word`` whole, or at least half of its bigrams in their name."""
        found = self._held.get(word)
        if found is None:
            if len(self._held) >= _KEPT:
                self._held.clear()
            found = self._held[word] = self._holding(word)
        return found

    def frequency(self, piece: str) -> int:
        """How many entries have a bigram (or character) in their name or their clause."""
        found = self._counted.get(piece)
        if found is None:
            if len(self._counted) >= _KEPT:
                self._counted.clear()
            found = self._counted[piece] = len(self._stating(piece))
        return found

    def _holding(self, word: str) -> frozenset[int]:
        whole = self._having(word, len(self._laid.bounds) - 1)
        return frozenset(whole | self._half(word) if len(word) >= 3 else whole)

    def _half(self, word: str) -> set[int]:
        pieces = list(grams(word))
        count: Counter[int] = Counter()
        for piece in pieces:
            count.update(n for n in self._stating(piece) if piece in _called(self._entries[n]))
        return {number for number, hits in count.items() if hits * 2 >= len(pieces)}

    def _stating(self, piece: str) -> set[int]:
        """Numbers of the entries that hold a piece in their name or their clause."""
        return {
            n
            for n in self._having(piece, self._laid.stated)
            if piece in self._entries[n].name or piece in self._entries[n].quote
        }

    def _having(self, word: str, end: int) -> set[int]:
        """Numbers of the entries with a text that holds ``word``, among the first ``end`` texts."""
        found: set[int] = set()
        text, starts, owners, bounds = self._laid.text, self._starts, self._laid.owners, self._laid.bounds
        last = starts[end]
        at = text.find(word, 0, last) if word else -1
        while at >= 0:
            place = bisect_right(starts, at)
            found.update(owners[bounds[place - 1] : bounds[place]])
            # What else the same text holds of it tells nothing new.
            at = text.find(word, starts[place], last)
        return found


def _called(entry: Entry) -> str:
    """What an entry is called: a sentence has no other name."""
    return entry.name if entry.observation else entry.quote
