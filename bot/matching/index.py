"""Candidates: which entries hold a word, by searching the texts of a report themselves."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from bot.matching.document import Entry, grams
from bot.matching.texts import Texts
from bot.text.kept import Kept

#: Answers that are kept; when there are more, all are forgotten.
_KEPT = 2048


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


class _Piece(NamedTuple):
    """In how many entries a piece of a word stands, in their name or their clause, and which are called so."""

    stating: int
    called: tuple[int, ...]


class Index:
    """Which entries hold a word, by searching their texts."""

    def __init__(self, entries: list[Entry], laid: Laid | None = None) -> None:
        self._entries = entries
        self._laid = laid or lay(entries)
        self.texts = Texts(self._laid.text)
        self._held: Kept[str, frozenset[int]] = Kept(_KEPT)
        self._pieces: Kept[str, _Piece] = Kept(_KEPT)

    def holding(self, word: str) -> frozenset[int]:
        """Numbers of the entries that hold ``word`` whole, or at least half of its bigrams in their name."""
        return self._held.get(word, self._holding)

    def frequency(self, piece: str) -> int:
        """How many entries have a bigram (or character) in their name or their clause."""
        return self._pieces.get(piece, self._piece).stating

    def _holding(self, word: str) -> frozenset[int]:
        whole = self._having(word, len(self._laid.bounds) - 1)
        return frozenset(whole | self._half(word) if len(word) >= 3 else whole)

    def _half(self, word: str) -> set[int]:
        pieces = list(grams(word))
        count: dict[int, int] = {}
        for piece in pieces:
            for number in self._pieces.get(piece, self._piece).called:
                count[number] = count.get(number, 0) + 1
        return {number for number, hits in count.items() if hits * 2 >= len(pieces)}

    def _piece(self, piece: str) -> _Piece:
        stating = self._stating(piece)
        return _Piece(len(stating), tuple(n for n in stating if piece in _called(self._entries[n])))

    def _stating(self, piece: str) -> set[int]:
        """Numbers of the entries that hold a piece in their name or their clause."""
        return {
            n
            for n in self._having(piece, self._laid.stated)
            if piece in self._entries[n].name or piece in self._entries[n].quote
        }

    def _having(self, word: str, end: int) -> set[int]:
        """Numbers of the entries with a text that holds ``word``, among the first ``end`` texts."""
        owners, bounds = self._laid.owners, self._laid.bounds
        found: set[int] = set()
        for place in self.texts.holding(word, end):
            found.update(owners[bounds[place] : bounds[place + 1]])
        return found


def _called(entry: Entry) -> str:
    """What an entry is called: a sentence has no other name."""
    return entry.name if entry.observation else entry.quote
