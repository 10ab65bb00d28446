"""Not too much at once in a group: a chat may ask so often, and is told once when it was too often.

Roomy on purpose: how fast Telegram lets us answer it says itself (429, obeyed by ``limiter``), who piles up
questions is slowed by ``flood``, and a whole class that asks at once is no abuse.
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


GROUP = Pace(300, 1.0)
#: So many questions must have come back, or a quarter of the burst, before a chat is answered again.
_BACK = 10


class Cooldown:
    """A bucket for each chat."""

    def __init__(self, pace: Pace = GROUP, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._back = min(pace.burst / 4, _BACK)
        self._clock = clock
        self._buckets: Memory[int, _Bucket] = Memory(clock=clock)

    def ask(self, chat: int) -> Verdict:
        """``go``; or it was too fast: ``tell`` the first time, then ``hush`` until enough have come back."""
        now, pace = self._clock(), self._pace
        bucket = self._buckets.get(chat) or _Bucket(pace.burst, now)
        bucket.left = min(pace.burst, bucket.left + (now - bucket.at) / pace.seconds)
        bucket.at = now
        self._buckets.put(chat, bucket)
        if bucket.told and bucket.left < self._back:
            return "hush"
        bucket.told = bucket.left < 1
        if bucket.told:
            return "tell"
        bucket.left -= 1
        return "go"

    def wait(self) -> int:
        """After how many seconds a chat that was too fast may ask again."""
        return math.ceil(self._back * self._pace.seconds)
