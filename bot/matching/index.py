"""Candidates: which entries hold a word, by searching the texts of a report themselves."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

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
        self._anywhere = _Texts((text, e.number) for e in entries for text in _fields(e))
        self._named = _Texts((e.name if e.observation else e.quote, e.number) for e in entries)
        self._stated = _Texts((text, e.number) for e in entries for text in (e.name, e.quote))
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
            found = self._counted[piece] = len(self._stated.holders(piece))
        return found

    def _holding(self, word: str) -> frozenset[int]:
        whole = self._anywhere.holders(word)
        return frozenset(whole | self._half(word) if len(word) >= 3 else whole)

    def _half(self, word: str) -> set[int]:
        pieces = list(grams(word))
        count: Counter[int] = Counter()
        for piece in pieces:
            count.update(self._named.holders(piece))
        return {number for number, hits in count.items() if hits * 2 >= len(pieces)}


class _Texts:
    """Texts and the numbers of the entries that have them."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        owners: dict[str, list[int]] = {}
        for text, number in pairs:
            owners.setdefault(text, []).append(number)
        owners.pop("", None)
        self._owners = list(owners.values())
        self._all = "\n".join(owners)
        self._starts = []
        start = 0
        for text in owners:
            self._starts.append(start)
            start += len(text) + 1

    def holders(self, word: str) -> set[int]:
        """The numbers of all whose text holds ``word``."""
        found: set[int] = set()
        at = self._all.find(word) if word else -1
        while at >= 0:
            place = bisect_right(self._starts, at)
            found.update(self._owners[place - 1])
            # What else the same text holds of it tells nothing new.
            at = self._all.find(word, self._starts[place]) if place < len(self._starts) else -1
        return found


def _fields(entry: Entry) -> tuple[str, ...]:
    return (entry.name, entry.quote, entry.owner, entry.context, entry.title, entry.sentence, entry.section)
