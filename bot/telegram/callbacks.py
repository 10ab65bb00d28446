"""Buttons pressed. The press is answered first and once, so that the phone stops waiting; then comes the reply.

What a press is answered is found out at once, also where the chat's earlier questions still wait for their
answers; what is said or changed for it waits for them.
"""

from __future__ import annotations

import asyncio
from typing import Any

from telegram import CallbackQuery, Chat, MaybeInaccessibleMessage, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import Application, CallbackQueryHandler, ContextTypes

from bot.answers.book import Book
from bot.telegram import pages, words
from bot.telegram.acknowledgement import acknowledge, acknowledged
from bot.telegram.admin import Admin
from bot.telegram.commands import language_letter
from bot.telegram.cooldown import Cooldown
from bot.telegram.desk import Desk, presser
from bot.telegram.export import send_table
from bot.telegram.inline import press_inline
from bot.telegram.letter import Letter, source_letter
from bot.telegram.memory import Memory
from bot.telegram.pictures import Pictures
from bot.telegram.press import Press, decode
from bot.telegram.send import place_of
from bot.telegram.words import Language

# Telegram takes no answer to a press that comes late.
_RIGHTS_SECONDS = 5.0


class Callbacks:
    """The handler of inline buttons, over one desk."""

    def __init__(self, desk: Desk, admin: Admin, cooldown: Cooldown, pictures: Pictures) -> None:
        self._desk, self._pictures = desk, pictures
        self._admin = admin
        self._cooldown = cooldown
        self._seen: Memory[str, bool] = Memory()

    def register(self, app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        app.add_handler(CallbackQueryHandler(self.press))

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query is not None  # CallbackQueryHandler
        if not self._seen.first_time(query.id, True):
            return  # delivered again by Telegram
        under, press = query.message, decode(query.data)
        language = self._desk.language(under.chat.id if under else query.from_user.id, query.from_user)
        if press is None:
            await acknowledge(query, words.OTHER_VERSION[language])
        elif under is None:
            await press_inline(query, press, self._desk, context.bot.username)
        elif under.chat.type == ChatType.CHANNEL:
            await acknowledge(query, words.NO_CHAT[language])  # no place to talk
        elif toast := self._too_fast(under, language):
            await acknowledge(query, toast)
        elif press.kind in ("open", "quote", "ask"):
            async with acknowledged(query):
                await self._answer(press, under, query, language)
        elif press.kind == "chart":
            async with acknowledged(query):
                await self._pictures.press(under, press.payload, query.from_user)
        elif press.kind == "wrong":
            await self._doubt(press.payload, query, language)
        elif press.kind == "report" and press.payload.startswith(f"{pages.TURN}_"):
            async with acknowledged(query):
                await self._desk.turn(under, self._reports(under.chat.id, language, press.payload))
        elif press.kind in ("language", "report"):
            await self._choose(press, under, query, language)
        elif press.kind == "export":
            async with acknowledged(query, words.EXPORTING[language]):
                await self._export(press, under, language)
        else:
            await self._turn(press, under, query, language)

    def _too_fast(self, under: MaybeInaccessibleMessage, language: Language) -> str | None:
        if under.chat.type == ChatType.PRIVATE or self._cooldown.ask(under.chat.id) == "go":
            return None
        return words.TOO_FAST[language].format(seconds=self._cooldown.wait())

    async def _answer(
        self, press: Press, under: MaybeInaccessibleMessage, query: CallbackQuery, language: Language
    ) -> None:
        chat, user = under.chat.id, presser(query)
        if press.kind == "ask":
            answer = self._desk.ask_as(press.payload, chat, user)
        else:
            answer = self._desk.open(press.payload, chat, user)
        if press.kind == "quote":
            await self._desk.tell(under, source_letter(answer, language))
        else:
            await self._desk.give(under, answer, query.from_user, user)

    async def _doubt(self, fact: str, query: CallbackQuery, language: Language) -> None:
        """数字不对: kept once for each person and figure; of no use for a figure that is not there, or is made up."""
        if not self._desk.has(fact):
            await acknowledge(query, words.NO_SOURCE[language])
            return
        new = self._desk.store.complain(presser(query), fact=fact)
        async with acknowledged(query, (words.WRONG_KEPT if new else words.WRONG_KNOWN)[language]):
            if new:
                await self._admin.pass_on_fact(query.get_bot(), fact)

    async def _choose(
        self, press: Press, under: MaybeInaccessibleMessage, query: CallbackQuery, language: Language
    ) -> None:
        """The language or the report of this chat; in a group only its admins choose."""
        if not await _may_choose(query, under.chat):
            await acknowledge(query, words.ADMINS_ONLY[language], alert=True)
            return
        book = self._book(press.payload)
        if press.kind == "language" and press.payload in ("zh", "en"):
            language = "en" if press.payload == "en" else "zh"
            self._desk.choose(under.chat.id, language=language)
            async with acknowledged(query):
                await self._desk.turn(under, language_letter(words.LANGUAGE_SET[language], language))
        elif press.kind == "report":
            async with acknowledged(query, None if book else words.REPORT_GONE[language]):
                if book:
                    self._desk.switch(under.chat.id, book.report.id, presser(query))
                await self._desk.turn(under, self._reports(under.chat.id, language))
        else:
            await acknowledge(query, words.OTHER_VERSION[language])

    async def _turn(
        self, press: Press, under: MaybeInaccessibleMessage, query: CallbackQuery, language: Language
    ) -> None:
        """Another page in place of this one."""
        ref, *way = press.payload.split("_")
        book = self._book(ref)
        if not way or not way[-1].isdecimal():
            await acknowledge(query, words.OTHER_VERSION[language])
        elif book is None:
            async with acknowledged(query, words.REPORT_GONE[language]):
                await self._desk.turn(under, self._reports(under.chat.id, language))
        else:
            async with acknowledged(query):
                await self._desk.turn(under, _page(press, book, way, language))

    async def _export(self, press: Press, under: MaybeInaccessibleMessage, language: Language) -> None:
        ref, _, part = press.payload.partition("_")
        book = self._book(ref)
        section = book.section(part) if book else None
        if book is None or (section is None and part != pages.TOP):
            book = self._desk.book(under.chat.id)
            await self._desk.turn(under, pages.export(book, language))
            return
        await send_table(place_of(under), book, section)

    def _reports(self, chat: int, language: Language, turn: str = "") -> Letter:
        """The reports there are; ``turn`` is the payload of a button that turns the page."""
        number = turn.rpartition("_")[2][:6]
        page = int(number) if number.isdecimal() else None
        return pages.reports(self._desk.assistant.books(), self._desk.book(chat), language, page)

    def _book(self, ref: str) -> Book | None:
        return next((book for book in self._desk.assistant.books() if book.ref == ref), None)


def _page(press: Press, book: Book, way: list[str], language: Language) -> Letter:
    number = int(way[-1][:6])
    if press.kind == "topics":
        return pages.topics(book, way[0] if len(way) > 1 else pages.TOP, number, language)
    if press.kind == "indicators":
        return pages.indicators(book, number, language)
    if press.kind == "targets":
        return pages.targets(book, number, language)
    return pages.findings(book, number, language)


async def _may_choose(query: CallbackQuery, chat: Chat) -> bool:
    """Anybody in private, admins in a group; nobody where Telegram does not say who is one."""
    if chat.type == ChatType.PRIVATE:
        return True
    try:
        async with asyncio.timeout(_RIGHTS_SECONDS):
            member = await query.get_bot().get_chat_member(chat.id, query.from_user.id)
    except (TelegramError, TimeoutError):
        return False
    return member.status in (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
