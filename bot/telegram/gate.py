"""Which chats are served at all: with ``ALLOWED_CHATS`` set, other groups are left without a word."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationHandlerStop, ContextTypes, TypeHandler

from bot.telegram.acknowledgement import acknowledge

log = logging.getLogger(__name__)

_GONE = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}
_BEFORE_ALL = -1


class Gate:
    """Stops updates from groups and channels that are not on the list. Private chats always pass.

    ``moved`` tells which groups have become which supergroups: a listed group stays listed by its new id.
    """

    def __init__(self, allowed: frozenset[int], moved: Mapping[int, int] | None = None) -> None:
        self._allowed = set(allowed)
        for old, new in (moved or {}).items():
            self._follow(old, new)

    def register(self, app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        if self._allowed:
            app.add_handler(TypeHandler(Update, self.check), _BEFORE_ALL)

    async def check(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        chat = update.effective_chat
        if chat is None or chat.type == ChatType.PRIVATE:
            return
        self._watch(update)
        if chat.id in self._allowed:
            return
        if update.callback_query:
            await acknowledge(update.callback_query)
        if not _gone(update):
            with suppress(TelegramError):  # already out, or never in
                await context.bot.leave_chat(chat.id)
                log.info("left a %s that ALLOWED_CHATS does not list: %s", chat.type, chat.id)
        raise ApplicationHandlerStop

    def _watch(self, update: Update) -> None:
        message = update.message
        if message and message.migrate_to_chat_id:
            self._follow(message.chat.id, message.migrate_to_chat_id)
        elif message and message.migrate_from_chat_id:
            self._follow(message.migrate_from_chat_id, message.chat.id)

    def _follow(self, old: int, new: int) -> None:
        if old in self._allowed and new not in self._allowed:
            self._allowed.add(new)
            log.warning("group %s has become %s; write the new number into ALLOWED_CHATS", old, new)


def _gone(update: Update) -> bool:
    changed = update.my_chat_member
    return changed is not None and changed.new_chat_member.status in _GONE
