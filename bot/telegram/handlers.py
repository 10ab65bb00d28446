"""Messages: questions, their edits, commands, and what is no text.

Only new messages and edits of them are handled (``UpdateType``): a plain text filter would answer channel
posts and guest messages as well.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from telegram import Message, MessageOriginUser, Update, User
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.telegram import words
from bot.telegram.address import Command, asker, command_of, is_addressed, is_private, speaks
from bot.telegram.commands import Commands
from bot.telegram.cooldown import Cooldown
from bot.telegram.desk import Desk
from bot.telegram.letter import Letter
from bot.telegram.memory import Memory
from bot.telegram.pictures import Pictures

Context = ContextTypes.DEFAULT_TYPE

_STILL_ASKED = timedelta(minutes=15)
# What @BotFather gives out: whoever has it is the bot.
_TOKEN = re.compile(r"(?<![A-Za-z0-9])[0-9]{8,12}:[A-Za-z0-9_-]{30,50}(?![A-Za-z0-9_-])")
_COMMAND = re.compile(r"\s*[/／][A-Za-z]")
_OUR_COMMAND = re.compile(r"\s*[/／]q(?![A-Za-z_])", re.IGNORECASE)


class _Person(filters.MessageFilter):
    """A person says it; see ``address.speaks``."""

    def filter(self, message: Message) -> bool:
        return speaks(message, message.get_bot().bot)


class _Wordless(filters.MessageFilter):
    """Something that a person sent and that has no words to be read; also a picture found by another bot."""

    def filter(self, message: Message) -> bool:
        found_by_us = message.via_bot is not None and message.via_bot.id == message.get_bot().id
        sender = message.from_user
        return not message.text and not found_by_us and sender is not None and not sender.is_bot


class Messages:
    """The handlers of messages, over one desk."""

    def __init__(self, desk: Desk, commands: Commands, cooldown: Cooldown, pictures: Pictures) -> None:
        self._desk, self._pictures = desk, pictures
        self._commands = commands
        self._cooldown = cooldown
        self._seen: Memory[tuple[int, str], bool] = Memory()

    def register(self, app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        spoken = filters.TEXT | filters.CAPTION
        new, edited = filters.UpdateType.MESSAGE & _Person(), filters.UpdateType.EDITED_MESSAGE & _Person()
        wordless = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL & _Wordless()
        app.add_handler(MessageHandler(new & spoken, self.spoken))
        app.add_handler(MessageHandler(edited & spoken, self.edited))
        app.add_handler(MessageHandler(wordless, self.wordless))

    async def spoken(self, update: Update, context: Context) -> None:
        """A command, a feedback in reply to our asking for it, or a question."""
        message, me = _message(update), _me(context)
        command, question = command_of(message, me), is_addressed(message, me)
        ours = self._commands.has(command.name) if command else False
        if not (ours or question is not None) or not self._first_time(message):
            return
        self._first_of_album(message)
        if await self._in_pace(message):
            await self._serve(message, command if ours else None, question, me)

    async def _serve(self, message: Message, command: Command | None, question: str | None, me: User) -> None:
        if command:
            await self._commands.run(command, message, me)
        elif question is not None and self._commands.is_feedback(message, me):
            await self._commands.keep_feedback(message, question)
        elif name := _said_command(question):
            await self._commands.run(Command(name, ""), message, me)
        elif question is not None:
            await self._answer(message, question, me)

    async def edited(self, update: Update, context: Context) -> None:
        """An edited question has its answer edited; one that now is for us is answered, as is a command in private."""
        message, me = _message(update), _me(context)
        question, commanded = is_addressed(message, me), _foreign_command(message.text or "")
        if self._commands.is_feedback(message, me):
            return
        if is_private(message) and (commanded or _said_command(question)):
            command = command_of(message, me)
            await self._serve(message, command if command and self._commands.has(command.name) else None, question, me)
            return
        if not question or commanded:
            return
        if not await self._in_pace(message):
            return
        sent = self._desk.answer_to(message)
        if (sent is None and _is_history(message)) or await self._pictures.served(message, me, question):
            return
        answer = self._desk.ask(question, message, me)
        if sent:
            await self._desk.give_again(message, answer, sent)
        else:
            await self._desk.give(message, answer, message.from_user, asker(message))

    async def wordless(self, update: Update, context: Context) -> None:
        """A photo, a sticker, a voice message: one kind sentence, for an album of ten as well."""
        message = _message(update)
        if self._first_time(message) and self._first_of_album(message):
            await self._tell(message, words.ONLY_TEXT)

    async def _answer(self, message: Message, question: str, me: User) -> None:
        if is_private(message) and _foreign_command(message.text or ""):
            await self._tell(message, words.UNKNOWN_COMMAND)
        elif _TOKEN.search(question):
            await self._tell(message, words.A_SECRET)
        elif _passes_on(message, me):
            await self._tell(message, words.OUR_OWN_WORDS)
        elif not question:
            example = next(iter(self._desk.examples(message.chat.id)), "…")
            await self._tell(message, words.ASK_WHAT, example=example)
        elif not await self._pictures.served(message, me, question):
            answer = self._desk.ask(question, message, me)
            await self._desk.give(message, answer, message.from_user, asker(message))

    async def _in_pace(self, message: Message) -> bool:
        """Whether a group may ask; told once, silent then, if it was too fast."""
        verdict = "go" if is_private(message) else self._cooldown.ask(message.chat.id)
        if verdict == "tell":
            await self._tell(message, words.TOO_FAST, seconds=str(self._cooldown.wait()))
        return verdict == "go"

    async def _tell(self, to: Message, sentence: words.Words, **filled: str) -> None:
        language = self._desk.language(to.chat.id, to.from_user)
        await self._desk.tell(to, Letter("", sentence[language].format(**filled)))

    def _first_time(self, message: Message) -> bool:
        """Telegram may deliver an update again after an interruption; people want one answer.

        The time counts, too: a number may come again where a server has begun anew.
        """
        return self._seen.first_time((message.chat.id, f"{message.message_id} {message.date.timestamp()}"), True)

    def _first_of_album(self, message: Message) -> bool:
        group = message.media_group_id
        return group is None or self._seen.first_time((message.chat.id, group), True)


def _message(update: Update) -> Message:
    message = update.message or update.edited_message
    assert message is not None  # every filter here is an UpdateType of messages
    return message


def _me(context: Context) -> User:
    me: User = context.bot.bot
    return me


def _said_command(question: str | None) -> str | None:
    """The command that plain words mean: 帮助, 目录."""
    return words.SAID_COMMANDS.get((question or "").lower().rstrip("。.!！"))


def _is_history(message: Message) -> bool:
    """A group's message that is mended long after: nobody is waiting for its answer."""
    return not is_private(message) and bool(message.edit_date and message.edit_date - message.date > _STILL_ASKED)


def _passes_on(message: Message, me: User) -> bool:
    """Something that we said, forwarded to us."""
    origin = message.forward_origin
    return isinstance(origin, MessageOriginUser) and origin.sender_user.id == me.id


def _foreign_command(text: str) -> bool:
    return bool(_COMMAND.match(text)) and not _OUR_COMMAND.match(text)
