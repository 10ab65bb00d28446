"""Messages: questions, /start, /help, and what is no text.

Only new messages are handled (``UpdateType.MESSAGE``): a plain text filter would answer edited
messages, channel posts and guest messages as well.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

from telegram import Message, Update, User
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

from bot.telegram import words
from bot.telegram.address import asker, is_addressed, is_person, is_private
from bot.telegram.desk import Desk
from bot.telegram.keyboard import example_keyboard
from bot.telegram.memory import Memory
from bot.telegram.pictures import Pictures
from bot.telegram.send import Letter

Context = ContextTypes.DEFAULT_TYPE

_COMMAND = re.compile(r"\s*/[A-Za-z]")
_OUR_COMMAND = re.compile(r"\s*/q(?![A-Za-z_])", re.IGNORECASE)
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")  # Bot API: deep linking
_TAGS = re.compile(r"</?(?:b|code)>")


class _Person(filters.MessageFilter):
    """A person wrote it; see ``address.is_person``."""

    def filter(self, message: Message) -> bool:
        return is_person(message)


class Messages:
    """The handlers of messages, over one desk."""

    def __init__(self, desk: Desk, pictures: Pictures) -> None:
        self._desk, self._pictures = desk, pictures
        self._seen: Memory[tuple[int, str], bool] = Memory()

    def register(self, app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        new = filters.UpdateType.MESSAGE & _Person()
        wordless = filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL
        app.add_handler(CommandHandler("start", self.start, new))
        app.add_handler(CommandHandler("help", self.help, new))
        app.add_handler(MessageHandler(new & (filters.TEXT | filters.CAPTION), self.question))
        app.add_handler(MessageHandler(new & wordless, self.wordless))

    async def question(self, update: Update, context: Context) -> None:
        message, me = _message(update), context.bot.bot
        question = is_addressed(message, me)
        if question is None or not self._first_time(message, str(message.message_id)):
            return
        if is_private(message) and _foreign_command(message.text or ""):
            await self._tell(message, words.UNKNOWN_COMMAND[words.language_of(message.from_user)])
        elif not question:
            await self._tell(message, words.ASK_WHAT.format(example=next(iter(self._desk.examples()), "…")))
        elif not await self._pictures.served(message, me, question):
            await self._desk.give(message, self._desk.ask(question, message, me))

    async def start(self, update: Update, context: Context) -> None:
        """A greeting with examples; with a deep link's payload, the answer behind it."""
        message = _message(update)
        payload = " ".join(context.args or [])
        if _PAYLOAD.fullmatch(payload):
            await self._desk.give(message, self._desk.open(payload, message.chat.id, asker(message)))
            return
        text = words.START[words.language_of(message.from_user)].format(about=escape(self._desk.about()))
        examples = self._desk.examples()
        plain = "\n".join([unescape(text), *examples])
        await self._desk.tell(message, Letter(text, plain, example_keyboard(examples)))

    async def help(self, update: Update, context: Context) -> None:
        message = _message(update)
        text = words.help_text(message, _me(context))
        await self._desk.tell(message, Letter(text, _TAGS.sub("", text)))

    async def wordless(self, update: Update, context: Context) -> None:
        """A photo, a sticker, a voice message: one kind sentence, for an album of ten as well."""
        message = _message(update)
        if self._first_time(message, message.media_group_id or str(message.message_id)):
            await self._tell(message, words.ONLY_TEXT[words.language_of(message.from_user)])

    async def _tell(self, to: Message, sentence: str) -> None:
        await self._desk.tell(to, Letter("", sentence))

    def _first_time(self, message: Message, key: str) -> bool:
        """Telegram may deliver an update again after an interruption; people want one answer."""
        return self._seen.first_time((message.chat.id, key), True)


def _message(update: Update) -> Message:
    assert update.message is not None  # every filter here is an UpdateType.MESSAGE
    return update.message


def _me(context: Context) -> User:
    return context.bot.bot


def _foreign_command(text: str) -> bool:
    return bool(_COMMAND.match(text)) and not _OUR_COMMAND.match(text)
