"""What typing errors are repaired towards: words by their length and first sound, grouped when they are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from functools import cached_property

from bot.question.pinyin import readings

#: Stretches of so many characters are repaired, the longest first.
REPAIRED = (4, 3, 2)
#: Shorter pieces are too many to be mistaken for one another.
_NAMING = 3


class Vocabulary:
    """``pieces`` are all that may be meant; ``framing`` are words of questions, which come before them."""

    def __init__(self, pieces: dict[str, None], framing: list[str], pairs: Container[str] | None = None) -> None:
        """``pairs``: the pieces of two characters that are words, and not cut across two."""
        self._pieces = pieces
        self._pairs = pieces if pairs is None else pairs
        self.framing = framing
        self._sounding: dict[int, dict[str, list[str]]] = {}
        self._about: dict[int, list[str]] = {}

    def __contains__(self, word: str) -> bool:
        return word in self._pieces

    def collect(self) -> None:
        """Group the words now: of a report that will be asked often."""
        for size in REPAIRED:
            self.sounding(size, "")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All pieces, in an order that never changes."""
        return tuple(self._pieces)

    def about(self, size: int) -> list[str]:
        """The pieces of three characters or more, of a length or of one more or less, in their order."""
        if size not in self._about:
            self._about[size] = [word for word in self._pieces if abs(len(word) - size) <= 1 and len(word) >= _NAMING]
        return self._about[size]

    @cached_property
    def _sized(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for piece in self._pieces:
            found[len(piece)].append(piece)
        return dict(found)

    def sounding(self, size: int, sound: str) -> list[str]:
        """The words and pieces of a length whose first character may be read so."""
        if size not in self._sounding:
            self._sounding[size] = self._grouped(size)
        return self._sounding[size].get(sound, [])

    def _grouped(self, size: int) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        framing = [word for word in self.framing if len(word) == size and word not in self._pieces]
        named = self._sized.get(size, ())
        for word in (*framing, *(w for w in named if size > min(REPAIRED) or w in self._pairs)):
            for sound in readings(word[0]):
                found[sound].append(word)
        return dict(found)
