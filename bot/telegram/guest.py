"""Guest mode: mentioned in a chat we are no member of, we may answer that one message, once.

Bot API 10.0: the update ``guest_message`` holds a ``guest_query_id``, answered by ``answerGuestQuery``
with one inline result; ``sendMessage`` is not allowed there.
"""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.telegram.address import is_addressed, is_person
from bot.telegram.cards import card
from bot.telegram.desk import NOBODY, Desk
from bot.telegram.tolerance import tolerated


class Guest:
    """The handler of guest messages, over one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        app.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, self.answer))

    async def answer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.guest_message
        assert message is not None  # UpdateType.GUEST_MESSAGE
        me = context.bot.bot
        # A guest query is for us however it came about; but never a bot's, a channel's or a forward.
        if message.guest_query_id is None or not is_person(message):
            return
        question = is_addressed(message, me)
        if question is None:
            question = (message.text or message.caption or "").strip()
        with tolerated():
            await context.bot.answer_guest_query(
                message.guest_query_id, card(self._desk.ask_apart(question or self._example()), self._desk, me.username)
            )

    def _example(self) -> str:
        return next(iter(self._desk.examples(NOBODY)), "")
