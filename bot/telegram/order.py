"""Many chats at a time, each chat in its own order.

python-telegram-bot knows one update after the other, so that a slow chat holds up all, or all at
once, so that answers overtake each other. This is the way between.

A press takes its place in the chat's line like a message, but its handler runs at once: a phone waits
for the acknowledgement, and Telegram takes none that comes late. What is said in the chat for it waits
for ``my_turn``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from weakref import WeakValueDictionary

from telegram import Chat, Update
from telegram.ext import BaseUpdateProcessor

from bot.service.metrics import METRICS
from bot.telegram.handling import begin

# Those that wait for a flood limit count as well, and must not use up the places of all others.
MOST_AT_ONCE = 4096


class Turn:
    """A place in a line, behind another one."""

    def __init__(self, before: Turn | None = None) -> None:
        self._before = before
        self._over = asyncio.Event()

    async def come(self) -> None:
        """Wait until all who stand before are through."""
        while self._before is not None:
            await self._before._over.wait()
            self._before = self._before._before

    def end(self) -> Turn | None:
        """Let the next one come; whom it still has to wait for, if this place was left before its time."""
        self._over.set()
        return self._before


_NOW: ContextVar[Turn | None] = ContextVar("turn", default=None)


async def my_turn() -> None:
    """Wait until all earlier updates of the chat whose update is being handled are done."""
    if turn := _NOW.get():
        await turn.come()


class ChatOrder(BaseUpdateProcessor):
    """Handles updates of one chat in order of arrival, those of different chats concurrently.

    ``finished`` is called with each update when all is done for it, whatever the outcome; not with those that
    were cut short because the process stops.
    """

    def __init__(
        self, finished: Callable[[object], None] = lambda _: None, max_concurrent_updates: int = MOST_AT_ONCE
    ) -> None:
        super().__init__(max_concurrent_updates)
        self._finished = finished
        # The last in each line. Weak: it lives as long as its update is under way, or one behind it.
        self._last: WeakValueDictionary[int, Turn] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[object]) -> None:
        begin(update)
        chat = chat_of(update)
        turn = self._line_up(chat)
        _NOW.set(turn)
        try:
            with METRICS.timed():
                if not is_press(update):
                    await turn.come()
                await coroutine
        except asyncio.CancelledError:
            self._step_out(chat, turn)
            raise
        except BaseException:
            self._end(update, chat, turn)
            raise
        self._end(update, chat, turn)

    def _end(self, update: object, chat: Chat | None, turn: Turn) -> None:
        self._step_out(chat, turn)
        self._finished(update)

    def _line_up(self, chat: Chat | None) -> Turn:
        if chat is None:
            return Turn()
        turn = self._last[chat.id] = Turn(self._last.get(chat.id))
        return turn

    def _step_out(self, chat: Chat | None, turn: Turn) -> None:
        before = turn.end()
        if chat and before and self._last.get(chat.id) is turn:
            self._last[chat.id] = before

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


def is_press(update: object) -> bool:
    return isinstance(update, Update) and update.callback_query is not None
