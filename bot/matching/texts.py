"""Which of some texts hold a word."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate
from operator import add

#: Noting where each pair of characters stands costs as much as looking for so many words without.
_WORTH = 400


class Texts:
    """Texts laid end to end with line feeds between them, searched for words.

    A report says some ten thousand characters; looking through them for a word takes ten microseconds, less than
    noting where each pair of characters stands. That is done for a report that has been asked often enough.
    """

    __slots__ = ("_asked", "_laid", "_pairs", "_starts", "_texts")

    def __init__(self, laid: str) -> None:
        self._laid = laid
        sizes = map(len, laid.split("\n"))
        self._starts = list(accumulate(sizes, lambda start, size: start + size + 1, initial=0))
        self._texts: list[str] = []
        self._asked = 0
        self._pairs: dict[str, list[int]] | None = None

    def holding(self, word: str, end: int) -> list[int]:
        """The places of the texts that hold a word, of the first ``end`` of them; of an empty word none."""
        if self._pairs is None and len(word) > 1:
            self._count()
        if self._pairs is None or len(word) < 2:
            return self._searched(word, end)
        rarest = min((self._pairs.get(pair, ()) for pair in map(add, word, word[1:])), key=len)
        if len(word) == 2:
            return list(rarest[: bisect_right(rarest, end - 1)])
        return [place for place in rarest if place < end and word in self._texts[place]]

    def _searched(self, word: str, end: int) -> list[int]:
        found, last = [], self._starts[end]
        at = self._laid.find(word, 0, last) if word else -1
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            found.append(place)
            # What else the same text holds of it tells nothing new.
            at = self._laid.find(word, self._starts[place + 1], last)
        return found

    def collect(self) -> None:
        """Note now where each pair stands: of texts that will be searched often."""
        self._texts = self._laid.split("\n")
        pairs: defaultdict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(self._texts):
            for pair in set(map(add, text, text[1:])):
                pairs[pair].append(place)
        self._pairs = dict(pairs)

    def _count(self) -> None:
        self._asked += 1
        if self._asked >= _WORTH:
            self.collect()
