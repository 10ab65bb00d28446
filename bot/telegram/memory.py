"""What is remembered between messages: little, bounded, and forgotten after a while."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")

DAY = 24 * 60 * 60.0


class Memory(Generic[_K, _V]):
    """A map of at most ``size`` entries, each kept for ``seconds``; the least recently used goes first."""

    def __init__(self, size: int = 10_000, seconds: float = DAY, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = size
        self._seconds = seconds
        self._clock = clock
        self._entries: OrderedDict[_K, tuple[float, _V]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def put(self, key: _K, value: _V) -> None:
        self._entries[key] = (self._clock() + self._seconds, value)
        self._entries.move_to_end(key)
        while len(self._entries) > self._size:
            self._entries.popitem(last=False)

    def get(self, key: _K) -> _V | None:
        entry = self._entries.get(key)
        if entry is None:
            return None
        if entry[0] <= self._clock():
            del self._entries[key]
            return None
        self._entries.move_to_end(key)
        return entry[1]

    def drop(self, key: _K) -> None:
        self._entries.pop(key, None)

    def clear(self) -> None:
        self._entries.clear()

    def first_time(self, key: _K, value: _V) -> bool:
        """Remember ``key``; whether it was unknown. Used to answer a message only once."""
        known = self.get(key) is not None
        self.put(key, value)
        return not known
