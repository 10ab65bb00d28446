"""Groups come and go: greeted when they take the bot in, forgotten when they put it out, followed when they move."""

from __future__ import annotations

from typing import Any

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated, Update, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import Application, ChatMemberHandler, ContextTypes, MessageHandler, filters

from bot.telegram.commands import greeting
from bot.telegram.desk import Desk
from bot.telegram.memory import Memory
from bot.telegram.send import Place, post

Context = ContextTypes.DEFAULT_TYPE

_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_GREETED_SECONDS = 600.0


class Members:
    """The handlers of ``my_chat_member`` and of migrations."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._greeted: Memory[int, bool] = Memory(seconds=_GREETED_SECONDS)

    def register(self, app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        app.add_handler(ChatMemberHandler(self.changed, ChatMemberHandler.MY_CHAT_MEMBER))
        app.add_handler(MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE, self.moved))

    async def changed(self, update: Update, context: Context) -> None:
        """Added to a group: greet, once even if it is done twice. Removed: forget the group."""
        change = update.my_chat_member
        assert change is not None  # ChatMemberHandler.MY_CHAT_MEMBER
        if change.chat.type not in _GROUPS:
            return
        was, there = _inside(change.old_chat_member), _inside(change.new_chat_member)
        if was and not there:
            self._desk.leave(change.chat.id)
            self._greeted.drop(change.chat.id)
        elif there and not was and self._greeted.first_time(change.chat.id, True):
            await self._greet(change, context)

    async def moved(self, update: Update, context: Context) -> None:
        """A group became a supergroup; both of them tell so."""
        message = update.message
        assert message is not None
        if message.migrate_to_chat_id:
            self._desk.move(message.chat.id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id:
            self._desk.move(message.migrate_from_chat_id, message.chat.id)

    async def _greet(self, change: ChatMemberUpdated, context: Context) -> None:
        me: User = context.bot.bot
        # An admin sees all messages, whatever the privacy mode is.
        admin = change.new_chat_member.status == ChatMemberStatus.ADMINISTRATOR
        language = self._desk.language(change.chat.id, change.from_user)
        letter = greeting(self._desk, change.chat.id, language, me, bool(admin or me.can_read_all_group_messages))
        await post(Place(context.bot, change.chat.id, group=True), letter)


def _inside(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
