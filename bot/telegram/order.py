"""Many chats at a time, each chat in its own order.

python-telegram-bot knows one update after the other, so that a slow chat holds up all, or all at
once, so that answers overtake each other. This is the way between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from weakref import WeakValueDictionary

from telegram import Chat, Update
from telegram.ext import BaseUpdateProcessor

from bot.service.metrics import METRICS
from bot.telegram.handling import begin

# Those that wait for a flood limit count as well, and must not use up the places of all others.
MOST_AT_ONCE = 4096


class ChatOrder(BaseUpdateProcessor):
    """Handles updates of one chat in order of arrival, those of different chats concurrently.

    ``finished`` is called with each update when all is done for it, whatever the outcome.
    """

    def __init__(
        self, finished: Callable[[object], None] = lambda _: None, max_concurrent_updates: int = MOST_AT_ONCE
    ) -> None:
        super().__init__(max_concurrent_updates)
        self._finished = finished
        # Weak: a chat's lock lives as long as an update of that chat is under way.
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[object]) -> None:
        begin(update)
        try:
            with METRICS.timed():
                async with self._lock_of(update):
                    await coroutine
        finally:
            self._finished(update)

    def _lock_of(self, update: object) -> asyncio.Lock:
        chat = chat_of(update)
        # asyncio's locks are handed on first come, first served.
        return self._locks.setdefault(chat.id, asyncio.Lock()) if chat else asyncio.Lock()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""


def chat_of(update: object) -> Chat | None:
    """The chat that an update, or a notice of ours, belongs to."""
    if isinstance(update, Update):
        return update.effective_chat
    # A press that is not taken needs no place in its chat: it is told so at once.
    return getattr(getattr(update, "to", None), "chat", None)
