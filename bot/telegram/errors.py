"""What happens when a handler fails: one log line without anybody's words, one sentence to the person,
one message to the admins for each kind of failure."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from telegram import MaybeInaccessibleMessage, Message, Update
from telegram.error import Forbidden, RetryAfter, TelegramError
from telegram.ext import Application, ContextTypes

from bot.reply.plain import TELEGRAM_LIMIT, clean, shorten
from bot.service.metrics import METRICS
from bot.telegram import words
from bot.telegram.address import command_of, is_addressed
from bot.telegram.letter import Letter
from bot.telegram.memory import Memory
from bot.telegram.send import reply
from bot.telegram.transport import passing

log = logging.getLogger(__name__)

_FRAMES = 4


class Errors:
    """python-telegram-bot's error handler. Each kind of failure is told to ``admins`` once a day."""

    def __init__(self, admins: Iterable[int] = ()) -> None:
        self._admins = sorted(admins)
        self._told: Memory[str, bool] = Memory(500)

    def register(self, app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        app.add_error_handler(self.on_error)

    async def on_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        error = context.error
        if error is None:
            return
        what = describe(error)
        METRICS.count("bot_handler_errors_total", error=type(error).__name__)
        number = getattr(update, "update_id", "-")
        log.error("handling update %s failed: %s", number, what, extra={"fields": {"update": number}})
        # If the way to Telegram is what failed, a further message would most likely fail as well.
        if isinstance(error, TelegramError) and _no_fault(error):
            return
        with suppress(Exception):
            await _apologise(update, context)
        if self._told.first_time(what, True):
            await self._tell_admins(what, context)

    async def _tell_admins(self, what: str, context: ContextTypes.DEFAULT_TYPE) -> None:
        text = shorten(clean(words.FAILURE.format(what=what)), TELEGRAM_LIMIT)
        for admin in self._admins:
            try:
                await context.bot.send_message(admin, text, parse_mode=None)
            except Exception as error:  # one of them may never have talked to us
                log.warning("an admin cannot be told: %s", type(error).__name__)


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


def _no_fault(error: TelegramError) -> bool:
    return passing(error) or isinstance(error, (RetryAfter, Forbidden))


async def _apologise(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    if not isinstance(update, Update):
        return
    sentence, query = words.SORRY[words.language_of(update.effective_user)], update.callback_query
    if query and query.message is None:  # under an inline message there is nowhere to write
        await query.answer(sentence)
    elif to := _spoken_to_us(update, context):
        await reply(to, Letter("", sentence))


def _spoken_to_us(update: Update, context: ContextTypes.DEFAULT_TYPE) -> MaybeInaccessibleMessage | None:
    """The message to apologise under; None where nobody spoke to us (an unasked word in a group is noise)."""
    if update.callback_query:
        return update.callback_query.message
    message: Message | None = update.message
    me = context.bot.bot
    spoken = message and (is_addressed(message, me) is not None or command_of(message, me))
    return message if spoken else None
