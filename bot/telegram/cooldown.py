"""Not too much at once in a group: a chat may ask so often, and is told once when it was too often.

As fast as Telegram lets us answer (20 messages a minute in a group, Bot FAQ "My bot is hitting limits"), with
room for a lively moment.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.telegram.memory import Memory

Verdict = Literal["go", "tell", "hush"]


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    told: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """``burst`` at once, then one every ``seconds``."""

    burst: int
    seconds: float


GROUP = Pace(40, 3.0)


class Cooldown:
    """A bucket for each chat."""

    def __init__(self, pace: Pace = GROUP, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._buckets: Memory[int, _Bucket] = Memory(clock=clock)

    def ask(self, chat: int) -> Verdict:
        """``go``; or it was too fast: ``tell`` the first time, then ``hush`` until a quarter has come back."""
        now, pace = self._clock(), self._pace
        bucket = self._buckets.get(chat) or _Bucket(pace.burst, now)
        bucket.left = min(pace.burst, bucket.left + (now - bucket.at) / pace.seconds)
        bucket.at = now
        self._buckets.put(chat, bucket)
        if bucket.told and bucket.left < pace.burst / 4:
            return "hush"
        bucket.told = bucket.left < 1
        if bucket.told:
            return "tell"
        bucket.left -= 1
        return "go"

    def wait(self) -> int:
        """After how many seconds a chat that was too fast may ask again."""
        return math.ceil(self._pace.burst / 4 * self._pace.seconds)
