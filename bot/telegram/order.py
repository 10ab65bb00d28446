"""Many chats at a time, each chat in its own order.

python-telegram-bot knows one update after the other, so that a slow chat holds up all, or all at
once, so that answers overtake each other. This is the way between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor


class ChatOrder(BaseUpdateProcessor):
    """Handles updates of one chat in order of arrival, those of different chats concurrently."""

    def __init__(self, max_concurrent_updates: int = 256) -> None:
        super().__init__(max_concurrent_updates)
        # Weak: a chat's lock lives as long as an update of that chat is under way.
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[object]) -> None:
        async with self._lock_of(update):
            await coroutine

    def _lock_of(self, update: object) -> asyncio.Lock:
        chat = update.effective_chat if isinstance(update, Update) else None
        # asyncio's locks are handed on first come, first served.
        return self._locks.setdefault(chat.id, asyncio.Lock()) if chat else asyncio.Lock()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""
