"""The commands but ``/q``: a table of names, each with what it answers."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from html import escape

from telegram import ForceReply, Message, User
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.telegram import pages, words
from bot.telegram.address import Command, asker, is_private, replied_to_us
from bot.telegram.admin import Admin
from bot.telegram.desk import Desk
from bot.telegram.export import send_table
from bot.telegram.keyboard import buttons, example_keyboard, markup
from bot.telegram.letter import Letter
from bot.telegram.send import place_of
from bot.telegram.words import Language

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")  # Bot API: deep linking

_ALL = {"all", "全部", "所有"}

Run = Callable[[Message, str, Language, User], Awaitable[None]]


class Commands:
    """What each command does, over one desk."""

    def __init__(self, desk: Desk, admin: Admin, keeps_unanswered: bool = False) -> None:
        self._desk = desk
        self._admin = admin
        self._keeps_unanswered = keeps_unanswered
        self._table: dict[str, Run] = {
            "start": self._start,
            "help": self._help,
            "settings": self._settings,
            "topics": self._topics,
            "indicators": self._indicators,
            "targets": self._targets,
            "findings": self._findings,
            "report": self._report,
            "export": self._export,
            "language": self._language,
            "privacy": self._privacy,
            "forget": self._forget,
            "feedback": self._feedback,
        }

    def has(self, name: str) -> bool:
        return name in self._table

    async def run(self, command: Command, message: Message, me: User) -> None:
        """Serve a command that ``has`` knows."""
        language = self._desk.language(message.chat.id, message.from_user)
        await self._table[command.name](message, command.argument, language, me)

    # being there

    async def _start(self, message: Message, argument: str, language: Language, me: User) -> None:
        """A greeting with examples; with a deep link's payload, the command or the answer behind it."""
        if argument in self._table and argument != "start":
            await self._table[argument](message, "", language, me)
        elif _PAYLOAD.fullmatch(argument) and argument != "true":  # ?startgroup=true is what many links say
            answer = self._desk.open(argument, message.chat.id, asker(message))
            await self._desk.give(message, answer, message.from_user, asker(message))
        elif is_private(message):
            await self._desk.tell(message, self._welcome(message.chat.id, language))
        else:
            await self._desk.tell(message, await self._introduction(message, language, me))

    def _welcome(self, chat: int, language: Language) -> Letter:
        text = words.START[language].format(about=escape(self._desk.about(chat), quote=False))
        examples = self._desk.examples(chat)
        letter = Letter.of(text, example_keyboard(examples))
        return Letter(letter.html, "\n".join([letter.plain, *examples]), letter.keyboard)

    async def _help(self, message: Message, _argument: str, language: Language, me: User) -> None:
        """All of it in private; a group is told how to speak to us."""
        if is_private(message):
            await self._desk.tell(message, Letter.of(words.help_text(language, me)))
        else:
            await self._desk.tell(message, await self._introduction(message, language, me))

    async def _introduction(self, message: Message, language: Language, me: User) -> Letter:
        """What a group is told of us, by the rights that we have in it now."""
        return greeting(self._desk, message.chat.id, language, me, await _sees_all(message, me))

    # leafing through

    async def _topics(self, message: Message, argument: str, language: Language, _me: User) -> None:
        """The contents; with words of a heading, that section."""
        book = self._desk.book(message.chat.id)
        section = book.named(argument) if argument else None
        place = book.ref_of(section) if section else pages.TOP
        await self._desk.tell(message, pages.topics(book, place, 0, language))

    async def _indicators(self, message: Message, _argument: str, language: Language, _me: User) -> None:
        await self._desk.tell(message, pages.indicators(self._desk.book(message.chat.id), 0, language))

    async def _targets(self, message: Message, _argument: str, language: Language, _me: User) -> None:
        await self._desk.tell(message, pages.targets(self._desk.book(message.chat.id), 0, language))

    async def _findings(self, message: Message, _argument: str, language: Language, _me: User) -> None:
        await self._desk.tell(message, pages.findings(self._desk.book(message.chat.id), 0, language))

    async def _report(self, message: Message, _argument: str, language: Language, _me: User) -> None:
        books, chosen = self._desk.assistant.books(), self._desk.book(message.chat.id)
        await self._desk.tell(message, pages.reports(books, chosen, language))

    async def _export(self, message: Message, argument: str, language: Language, _me: User) -> None:
        """Asks which part; with words of a heading, or “all”, the table at once."""
        book = self._desk.book(message.chat.id)
        section = book.named(argument) if argument else None
        if argument.lower() in _ALL or (section and book.figures_in(section)):
            await send_table(place_of(message), book, section)
        else:
            await self._desk.tell(message, pages.export(book, language))

    # about the person

    async def _settings(self, message: Message, argument: str, language: Language, me: User) -> None:
        await self._language(message, argument, language, me)
        await self._report(message, argument, language, me)

    async def _language(self, message: Message, _argument: str, language: Language, _me: User) -> None:
        await self._desk.tell(message, language_letter(words.LANGUAGE[language], language))

    async def _privacy(self, message: Message, _argument: str, language: Language, _me: User) -> None:
        unanswered = words.PRIVACY_UNANSWERED[language] if self._keeps_unanswered else ""
        await self._desk.tell(message, Letter.of(words.PRIVACY[language].format(unanswered=unanswered)))

    async def _forget(self, message: Message, _argument: str, language: Language, _me: User) -> None:
        gone = self._desk.forget(message)
        counts = {"settings": gone.settings, "answers": gone.answers, "feedback": gone.feedback}
        language = self._desk.language(message.chat.id, message.from_user)
        await self._desk.tell(message, Letter("", words.FORGOTTEN[language].format(**counts)))

    async def _feedback(self, message: Message, argument: str, language: Language, _me: User) -> None:
        if argument:
            await self.keep_feedback(message, argument)
            return
        asking = ForceReply(selective=True, input_field_placeholder=words.FEEDBACK_HINT[language])
        await self._desk.tell(message, Letter("", words.FEEDBACK_ASK[language], asking))

    def is_feedback(self, message: Message, me: User) -> bool:
        """Is ``message`` a reply to our asking for feedback? Told by our words: nothing is remembered."""
        earlier = message.reply_to_message if replied_to_us(message, me) is not None else None
        return earlier is not None and earlier.text in words.FEEDBACK_ASK.values()

    async def keep_feedback(self, message: Message, said: str) -> None:
        self._desk.store.complain(asker(message) or "", words=said)
        language = self._desk.language(message.chat.id, message.from_user)
        await self._desk.tell(message, Letter("", words.FEEDBACK_KEPT[language]))
        await self._admin.pass_on(message.get_bot(), said)


async def _sees_all(message: Message, me: User) -> bool:
    """Whether every message of a group reaches us: without privacy mode, or as one of its admins."""
    if me.can_read_all_group_messages:
        return True
    try:
        member = await message.get_bot().get_chat_member(message.chat.id, me.id)
    except TelegramError:
        return False
    return member.status == ChatMemberStatus.ADMINISTRATOR


def greeting(desk: Desk, chat: int, language: Language, me: User, sees_all: bool | None = None) -> Letter:
    """What a group is told when it meets the bot: only ways that work there."""
    example = next(iter(desk.examples(chat)), "…")
    text = words.GROUP_GREETING[language].format(
        about=escape(desk.about(chat), quote=False),
        ways=words.ways(language, me, sees_all),
        me=me.username or "",
        example=escape(example, quote=False),
    )
    return Letter.of(text)


def language_letter(sentence: str, language: Language) -> Letter:
    marks = {"zh": "中文", "en": "English"}
    wanted = [(f"✓ {name}" if code == language else name, code) for code, name in marks.items()]
    return Letter("", sentence, markup([buttons((label, "language", code) for label, code in wanted)]))
