"""“Typing…”, shown only when something takes long, and for as long as it takes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.telegram.send import Place

#: Shorter waits are not noticed. Telegram shows an action for at most five seconds.
_PATIENCE, _RENEWAL = 1.0, 4.5


@asynccontextmanager
async def acting(
    place: Place, action: ChatAction = ChatAction.TYPING, patience: float = _PATIENCE
) -> AsyncIterator[None]:
    """Show ``action`` while the block runs, if it runs for more than ``patience`` seconds."""
    shown = asyncio.create_task(_show(place, action, patience))
    try:
        yield
    finally:
        shown.cancel()
        with suppress(asyncio.CancelledError):
            await shown


async def _show(place: Place, action: ChatAction, patience: float) -> None:
    await asyncio.sleep(patience)
    with suppress(TelegramError):
        while True:
            await place.bot.send_chat_action(place.chat_id, action, message_thread_id=place.topic)
            await asyncio.sleep(_RENEWAL)
