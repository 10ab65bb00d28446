"""When a chat may be written to again.

Telegram's published limits (one message a second in a chat, twenty a minute in a group, thirty a second
over all) are guides: short bursts pass, and its servers tell by 429 what they want. So nobody is slowed
before a limit was met; a chat that met one is written to at the published pace for a while, and when several
chats meet it at once, all are. A wait in one chat never holds up another.

The limit of groups is learned: once one of them met it, all are kept below it for an hour, which delays nobody
who gets no more than twenty answers in a minute. See docs/telegram.md for what this costs and saves.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

_PRIVATE_INTERVAL = 1.0
_GROUP_INTERVAL = 3.0
_OVERALL_INTERVAL = 1 / 30
_PACED_SECONDS = 120.0
# A second more: Telegram counts from when a message arrives.
_GROUP_MESSAGES, _GROUP_SECONDS = 20, 61.0
_LEARNED_SECONDS = 3600.0
#: So many chats at a limit within ten seconds mean that it is the overall one.
_MANY = 5
_TOGETHER_SECONDS = 10.0
_MOST_LANES = 10_000


@dataclass(slots=True)
class Lane:
    """``shut_until``: the end of the flood limit; ``free_at``: the next place after those that are taken;
    ``paced_until``: how long the published pace is kept."""

    shut_until: float = 0.0
    free_at: float = 0.0
    paced_until: float = 0.0


class Pace:
    """Lanes by key: a chat's id, or a method's name for calls without a chat.

    A pair (method, what it is about) is no message: it has its own flood limits, and no part in those of all.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lanes: dict[object, Lane] = {}
        self._overall = Lane()
        self._floods: list[tuple[float, object]] = []
        #: When the last messages to a group went, or will go.
        self._said: dict[object, deque[float]] = {}
        self._learned_until = 0.0

    def __len__(self) -> int:
        return len(self._lanes)

    def reserve(self, key: object) -> float:
        """Take the next place in a lane; seconds to wait for it (0 for a lane that met no limit)."""
        now = self._clock()
        wait = self._place(self._lanes.get(key), now, _interval(key))
        if isinstance(key, tuple):
            return wait
        if _is_group(key):
            wait = self._in_window(key, now, wait)
        return max(wait, self._place(self._overall, now, _OVERALL_INTERVAL))

    def blocked(self, key: object) -> bool:
        lane = self._lanes.get(key)
        return lane is not None and lane.shut_until > self._clock()

    def holds(self, key: object) -> bool:
        """Whether something waits in a lane, for a limit or for its place."""
        lane = self._lanes.get(key)
        return lane is not None and lane.free_at > self._clock()

    def pause(self, key: object, seconds: float) -> None:
        """Let a lane rest, after a failure that may pass."""
        lane = self._lanes.setdefault(key, Lane())
        lane.free_at = max(lane.free_at, self._clock() + seconds)
        lane.paced_until = max(lane.paced_until, lane.free_at)
        self._tidy(self._clock())

    def flooded(self, key: object, seconds: float) -> None:
        """A 429 told ``key`` to wait."""
        now = self._clock()
        self._tidy(now)
        lane = self._lanes.setdefault(key, Lane())
        lane.shut_until = max(lane.shut_until, now + seconds)
        lane.free_at = lane.shut_until
        full = _is_group(key) and self._is_full(key, now)
        if full:
            self._learned_until = now + _LEARNED_SECONDS
        # A limit that is not the published one is met with more patience.
        lane.paced_until = lane.shut_until + (0.0 if full else _PACED_SECONDS)
        if isinstance(key, tuple):
            return
        self._floods = [(at, who) for at, who in self._floods if now - at < _TOGETHER_SECONDS] + [(now, key)]
        if len({who for _, who in self._floods}) >= _MANY:
            self._overall.paced_until = now + _PACED_SECONDS

    def _in_window(self, key: object, now: float, wait: float) -> float:
        """Remember a message to a group; how long it waits if groups are held to their limit."""
        if key not in self._said and len(self._said) >= _MOST_LANES:
            self._said = {group: said for group, said in self._said.items() if said and now - said[-1] < _GROUP_SECONDS}
        said = self._said.setdefault(key, deque(maxlen=_GROUP_MESSAGES + 1))
        if self._learned_until > now and len(said) >= _GROUP_MESSAGES:
            wait = max(wait, said[-_GROUP_MESSAGES] + _GROUP_SECONDS - now)
            if wait > 0:
                lane = self._lanes.setdefault(key, Lane())
                lane.free_at = max(lane.free_at, now + wait)
        said.append(now + wait)
        return wait

    def _is_full(self, key: object, now: float) -> bool:
        """Whether a group that refused a message had as many in a minute as are published."""
        said = self._said.get(key)
        if not said:
            return False
        said.pop()  # the one that was refused
        return len(said) >= _GROUP_MESSAGES and now - said[-_GROUP_MESSAGES] < _GROUP_SECONDS

    @staticmethod
    def _place(lane: Lane | None, now: float, interval: float) -> float:
        if lane is None or lane.paced_until <= now:
            return 0.0
        place = max(lane.free_at, now)
        lane.free_at = place + interval
        return place - now

    def _tidy(self, now: float) -> None:
        if len(self._lanes) >= _MOST_LANES:
            self._lanes = {key: lane for key, lane in self._lanes.items() if max(lane.paced_until, lane.free_at) > now}


def _is_group(key: object) -> bool:
    return isinstance(key, int) and key < 0


def _interval(key: object) -> float:
    if _is_group(key):
        return _GROUP_INTERVAL
    return _PRIVATE_INTERVAL if isinstance(key, int) else _OVERALL_INTERVAL
