"""What happens when a handler fails: one log line without anybody's words, one sentence to the person."""

from __future__ import annotations

import logging
import traceback
from contextlib import suppress

from telegram import MaybeInaccessibleMessage, Message, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.telegram import words
from bot.telegram.address import command_of, is_addressed
from bot.telegram.letter import Letter
from bot.telegram.send import reply

log = logging.getLogger(__name__)

_FRAMES = 4


async def on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """python-telegram-bot's error handler."""
    error = context.error
    if error is None:
        return
    log.error("handling update %s failed: %s", getattr(update, "update_id", "-"), describe(error))
    # If Telegram itself is what failed, a further message would most likely fail as well.
    if isinstance(update, Update) and not isinstance(error, TelegramError):
        with suppress(Exception):
            await _apologise(update, context)


def describe(error: BaseException) -> str:
    """What failed and where, in one line. Not the message of the error: it may quote the person.

    Telegram's own messages are kept up to their first colon; after it they quote what was sent.
    """
    name = type(error).__name__
    if isinstance(error, TelegramError):
        return f"{name}: {error.message.split(':')[0][:100]}"
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    where = " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{name} at {where}" if where else name


async def _apologise(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    to = _spoken_to_us(update, context)
    if to:
        await reply(to, Letter("", words.SORRY[words.language_of(update.effective_user)]))


def _spoken_to_us(update: Update, context: ContextTypes.DEFAULT_TYPE) -> MaybeInaccessibleMessage | None:
    """The message to apologise under; None where nobody spoke to us (an unasked word in a group is noise)."""
    if update.callback_query:
        return update.callback_query.message
    message: Message | None = update.message
    me = context.bot.bot
    spoken = message and (is_addressed(message, me) is not None or command_of(message, me))
    return message if spoken else None
