"""Candidates: which entries hold a word, by searching the texts of a report themselves."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from bot.matching.document import Entry, grams

#: Answers that are kept; when there are more, all are forgotten.
_KEPT = 4096


class Index:
    """The texts of the entries, each of them once, laid end to end.

    A report says some ten thousand characters, and looking through those for a word takes a few
    microseconds: less than any postings cost to make or to read when a report is first asked.
    ``holding`` narrows down to the entries that may hold a word; the scorer looks at those only.
    """

    def __init__(self, entries: list[Entry]) -> None:
        self.size = len(entries)
        owners: dict[str, list[int]] = {}
        for e in entries:  # names and clauses come first, so that they can be searched alone
            owners[e.name], owners[e.quote] = [], []
        self._stated = len(owners)
        for e in entries:
            for text in {e.name, e.quote, e.owner, e.context, e.title, e.sentence, e.section}:
                owners.setdefault(text, []).append(e.number)
        self._owners = list(owners.values())
        self._text = "\n".join(owners)
        self._starts = list(accumulate(map(len, owners), lambda start, size: start + size + 1, initial=0))
        self._entries = entries
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
        whole: set[int] = set()
        for place in self._places(word, len(self._owners)):
            whole.update(self._owners[place])
        return frozenset(whole | self._half(word) if len(word) >= 3 else whole)

    def _half(self, word: str) -> set[int]:
        pieces = list(grams(word))
        count: Counter[int] = Counter()
        for piece in pieces:
            count.update(n for n in self._stating(piece) if piece in _called(self._entries[n]))
        return {number for number, hits in count.items() if hits * 2 >= len(pieces)}

    def _stating(self, piece: str) -> set[int]:
        """Numbers of the entries that hold a piece in their name or their clause."""
        found = {n for place in self._places(piece, self._stated) for n in self._owners[place]}
        return {n for n in found if piece in self._entries[n].name or piece in self._entries[n].quote}

    def _places(self, word: str, end: int) -> Iterator[int]:
        """The places of the texts that hold ``word``, among the first ``end`` of them."""
        last = self._starts[end]
        at = self._text.find(word, 0, last) if word else -1
        while at >= 0:
            place = bisect_right(self._starts, at)
            yield place - 1
            # What else the same text holds of it tells nothing new.
            at = self._text.find(word, self._starts[place], last)


def _called(entry: Entry) -> str:
    """What an entry is called: a sentence has no other name."""
    return entry.name if entry.observation else entry.quote
