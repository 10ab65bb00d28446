"""Every call of the Bot API goes through here: flood limits are obeyed, passing failures tried again.

Instead of PTB's AIORateLimiter, where one chat's 429 stops all chats, and which repeats nothing else.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from typing import Any

from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.service.metrics import METRICS
from bot.telegram.handling import Marker
from bot.telegram.pace import Pace
from bot.telegram.receipts import Receipts
from bot.telegram.transport import not_done, passing

log = logging.getLogger(__name__)

# Longer floods mean that we talk too much; the person has gone on by then.
LONGEST_WAIT = 120.0
#: Waits before a failed call is made again: a minute, in which a server is restarted.
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
_MOST_FLOODS = 3
# Done twice they do no harm. Whatever else is repeated only if it was certainly not done.
_REPEATABLE = ("get", "set", "edit", "answer", "delete", "leave", "sendChatAction")
# The first contact has its own tries; menus and descriptions are optional.
_ONCE = ("getMe", "setMy")
_PASSING_SHOW = "sendChatAction"
# Answers to presses and inline queries: each has its own way, for Telegram takes none that comes late.
_ANSWER = "answer"
_ANSWER_PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)
_LONGEST_ANSWER_WAIT = 15.0
_QUERIES = ("callback_query_id", "inline_query_id", "guest_query_id")

Sleep = Callable[[float], Awaitable[object]]
Call = Callable[..., Coroutine[Any, Any, Any]]


class Limiter(BaseRateLimiter[None]):
    """``marker`` is told how each call went."""

    def __init__(
        self,
        connections: int,
        pace: Pace | None = None,
        sleep: Sleep = asyncio.sleep,
        marker: Marker | None = None,
        spare: int = 1,
    ) -> None:
        self._pace = Pace() if pace is None else pace
        self._sleep = sleep
        self._marker = marker or Marker(Receipts())
        # The pool's own queue gets slow when it is long.
        self._connections = asyncio.Semaphore(connections)
        self._spare = asyncio.Semaphore(spare)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def process_request(
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        lane = _lane(endpoint, data)
        if endpoint == _PASSING_SHOW and self._pace.blocked(data.get("chat_id")):
            return True
        floods, pauses = 0, iter(_pauses(endpoint))
        while True:
            await self._turn(lane)
            try:
                return await self._call(callback, args, kwargs, endpoint)
            except RetryAfter as flood:
                floods += 1
                self._obey(flood, lane, endpoint, floods)
            except TelegramError as error:
                seconds = self._pause_after(error, endpoint, pauses)
                if isinstance(lane, int):
                    self._pace.pause(lane, seconds)
                else:
                    await self._sleep(seconds)

    async def _turn(self, lane: object) -> None:
        """Wait for a place in the lane; once more if it was shut meanwhile."""
        while wait := self._pace.reserve(lane):
            await self._sleep(wait)
            if not self._pace.blocked(lane):
                return

    async def _call(self, callback: Call, args: Any, kwargs: dict[str, Any], endpoint: str) -> Any:
        try:
            async with self._spare if endpoint.startswith(_ANSWER) else self._connections:
                result = await callback(*args, **kwargs)
        except TelegramError as error:
            METRICS.count("bot_api_calls_total", method=endpoint, result=type(error).__name__)
            if not_done(error):
                self._marker.refused()
            raise
        except (KeyError, TypeError, ValueError, AttributeError):
            # A success that is no object with a result; what it holds may be somebody's message.
            METRICS.count("bot_api_calls_total", method=endpoint, result="unreadable")
            raise TelegramError("Invalid server response") from None
        METRICS.count("bot_api_calls_total", method=endpoint, result="ok")
        self._marker.accepted()
        return result

    def _obey(self, flood: RetryAfter, lane: object, endpoint: str, floods: int) -> None:
        wait = flood.retry_after
        seconds = float(wait if isinstance(wait, int) else wait.total_seconds())
        self._pace.flooded(lane, seconds)
        METRICS.count("bot_flood_waits_total", method=endpoint)
        longest = _LONGEST_ANSWER_WAIT if endpoint.startswith(_ANSWER) else LONGEST_WAIT
        given_up = floods > _MOST_FLOODS or seconds > longest
        log.warning(
            "%s met a flood limit of %g s in %s; %s",
            endpoint,
            seconds,
            _kind(lane),
            "given up" if given_up else "waiting there, nowhere else",
            extra={"fields": {"method": endpoint, "retry_after": seconds}},
        )
        if given_up:
            raise flood

    def _pause_after(self, error: TelegramError, endpoint: str, pauses: Iterator[float]) -> float:
        """How long to wait before the next try; raises the error if there is none."""
        harmless = endpoint.startswith(_REPEATABLE) or not_done(error)
        seconds = next(pauses, None) if passing(error) and harmless else None
        if seconds is None:
            raise error
        fields = {"method": endpoint, "error": type(error).__name__, "pause": seconds}
        log.warning("%s failed (%s); again in %g s", endpoint, _brief(error), seconds, extra={"fields": fields})
        METRICS.count("bot_api_retries_total", method=endpoint)
        return seconds


def _lane(endpoint: str, data: dict[str, Any]) -> object:
    """What meets a flood limit together: what is said in one chat."""
    if endpoint.startswith(_ANSWER):
        return endpoint, next((data[name] for name in _QUERIES if name in data), "")
    chat = data.get("chat_id")
    if endpoint.startswith(("get", _PASSING_SHOW)) and chat is not None:
        return endpoint, chat  # nothing is said in it
    return chat or data.get("inline_message_id") or endpoint


def _pauses(endpoint: str) -> tuple[float, ...]:
    if endpoint.startswith(_ONCE):
        return ()
    return _ANSWER_PAUSES if endpoint.startswith(_ANSWER) else PAUSES


def _kind(lane: object) -> str:
    if isinstance(lane, int):
        return "a group" if lane < 0 else "a private chat"
    return "this one thing" if isinstance(lane, tuple) else "all chats"


def _brief(error: TelegramError) -> str:
    """Up to the colon: behind it may stand an address or what was sent."""
    return f"{type(error).__name__}: {error.message.split(':')[0][:60]}"
