"""The answer to a press, which stops the phone's waiting: given at once, whatever else goes on in the chat.

It neither waits for the chat's earlier updates nor for its flood limit, and holds up nothing itself: what
is said for the press goes out beside it, when its turn comes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import CallbackQuery
from telegram.error import RetryAfter, TelegramError

from bot.telegram.handling import begin
from bot.telegram.order import my_turn
from bot.telegram.tolerance import tolerated
from bot.telegram.transport import passing

log = logging.getLogger(__name__)


async def acknowledge(query: CallbackQuery, toast: str | None = None, alert: bool = False) -> None:
    """Answer a press for which nothing else is done."""
    await asyncio.create_task(_answer(query, toast, alert))


@asynccontextmanager
async def acknowledged(query: CallbackQuery, toast: str | None = None) -> AsyncIterator[None]:
    """Answer a press; the block begins when its turn has come in its chat."""
    answer = asyncio.create_task(_answer(query, toast, False))
    await asyncio.sleep(0)  # it is sent first
    try:
        await my_turn()
        yield
    finally:
        await answer


async def _answer(query: CallbackQuery, toast: str | None, alert: bool) -> None:
    begin(None)  # its fate says nothing of the reply's
    try:
        with tolerated():
            await query.answer(toast, show_alert=True if alert else None)
    except TelegramError as error:
        if not passing(error) and not isinstance(error, RetryAfter):
            raise
        log.warning("a press could not be acknowledged in time: %s", type(error).__name__)
