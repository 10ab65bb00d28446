"""Which chats are served at all: with ``ALLOWED_CHATS`` set, other groups are left without a word."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationHandlerStop, ContextTypes, TypeHandler

log = logging.getLogger(__name__)

_GONE = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}
_BEFORE_ALL = -1


class Gate:
    """Stops updates from groups and channels that are not on the list. Private chats always pass."""

    def __init__(self, allowed: frozenset[int]) -> None:
        self._allowed = allowed

    def register(self, app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        if self._allowed:
            app.add_handler(TypeHandler(Update, self.check), _BEFORE_ALL)

    async def check(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        chat = update.effective_chat
        if chat is None or chat.type == ChatType.PRIVATE or chat.id in self._allowed:
            return
        if not _gone(update):
            with suppress(TelegramError):  # already out, or never in
                await context.bot.leave_chat(chat.id)
                log.info("left a %s that ALLOWED_CHATS does not list: %s", chat.type, chat.id)
        raise ApplicationHandlerStop


def _gone(update: Update) -> bool:
    changed = update.my_chat_member
    return changed is not None and changed.new_chat_member.status in _GONE
