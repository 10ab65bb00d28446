"""Which stretches of characters a text holds: asked some thirty times for each question."""

from __future__ import annotations

import re
from operator import add

#: Collecting the pairs of a text costs as much as looking so often through it without them.
_WORTH = 600
#: So many characters may stand between two words that belong together.
_BETWEEN = 9
_CLAUSE = re.compile("[^。；\n]+")


class Stretches:
    """Looks words up in a text.

    Most that are asked for do not stand in it, and their pairs of characters tell so without looking through it.
    They are collected when the text has been asked often enough: most reports are asked one question and no more.
    """

    __slots__ = ("_asked", "_pairs", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._asked = 0
        self._pairs: frozenset[str] | None = None

    def hold(self, word: str) -> bool:
        """Does the text hold a word?"""
        pairs = self._pairs
        if pairs is None:
            self._count()
            return word in self._text
        size = len(word)
        if size < 2:
            return word in self._text
        return word[:2] in pairs and (size == 2 or (word[-2:] in pairs and word in self._text))

    def hold_apart(self, first: str, second: str) -> bool:
        """Does a word stand in the text behind another one, in one clause, near by?"""
        end = self._text.find(first) + len(first)
        while end >= len(first):
            for start in range(end + 1, end + _BETWEEN + 1):
                if self._text.startswith(second, start) and _CLAUSE.fullmatch(self._text, end, start):
                    return True
            end = self._text.find(first, end - len(first) + 1) + len(first)
        return False

    def reach(self, text: str, position: int, limit: int) -> int:
        """How long the longest stretch of another text is, of all that begin at a position, up to a limit."""
        size = 0
        while size < limit and self.hold(text[position : position + size + 1]):
            size += 1
        return size

    def collect(self) -> None:
        """Collect the pairs now: of a text that will be asked often."""
        self._pairs = frozenset(map(add, self._text, self._text[1:]))

    def _count(self) -> None:
        self._asked += 1
        if self._asked >= _WORTH:
            self.collect()
