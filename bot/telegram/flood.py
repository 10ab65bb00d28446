"""A cool-down for who sends more than a person can mean, so that nobody else waits for them.

Generous: at the measured pace of several hundred answers a second, three questions a second from one
sender cost the others nothing. What stops a script is that no more than so many of its questions wait
at a time.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["take", "tell", "drop"]

BURST = 60
PER_SECOND = 3.0
COOL_DOWN = 15.0
_MOST_SENDERS = 10_000


@dataclass(slots=True)
class _Sender:
    tokens: float
    seen: float
    cooling_until: float = 0.0


class Flood:
    """A bucket of ``BURST`` questions for each sender, filled with ``PER_SECOND``."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._senders: OrderedDict[int, _Sender] = OrderedDict()

    def judge(self, sender: int) -> Verdict:
        """``tell`` once when a cool-down begins, ``drop`` until it ends."""
        now = self._clock()
        bucket = self._bucket(sender, now)
        if bucket.cooling_until > now:
            return "drop"
        bucket.tokens -= 1
        if bucket.tokens >= 0:
            return "take"
        return self.cool(sender)

    def cool(self, sender: int) -> Verdict:
        """Begin a cool-down; ``tell`` if there was none yet."""
        now = self._clock()
        bucket = self._bucket(sender, now)
        begun = bucket.cooling_until > now
        bucket.cooling_until = now + COOL_DOWN
        return "drop" if begun else "tell"

    def _bucket(self, sender: int, now: float) -> _Sender:
        bucket = self._senders.setdefault(sender, _Sender(BURST, now))
        self._senders.move_to_end(sender)
        while len(self._senders) > _MOST_SENDERS:
            self._senders.popitem(last=False)
        bucket.tokens = min(BURST, bucket.tokens + (now - bucket.seen) * PER_SECOND)
        bucket.seen = now
        return bucket
