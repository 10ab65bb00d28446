"""What was worked out once and may be asked for again: a bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Results by what they were made of; when there are ``most``, all are forgotten.

    Who makes them is told each time and not held: a report that makes room must go at once, and not wait in a
    circle for the collector (as it would with ``lru_cache`` over its own methods).
    """

    __slots__ = ("_found", "_most")

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: dict[K, V] = {}

    def __len__(self) -> int:
        return len(self._found)

    def get(self, key: K, make: Callable[[K], V]) -> V:
        """What ``make`` makes of ``key``, made once; it must not be changed by whoever gets it."""
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= self._most:
                self._found.clear()
            found = self._found[key] = make(key)
        return found
