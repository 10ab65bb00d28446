"""Buttons pressed. The press is answered first, so that the phone stops waiting; then comes the reply."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from telegram import CallbackQuery, MaybeInaccessibleMessage, Update
from telegram.error import BadRequest
from telegram.ext import Application, CallbackQueryHandler, ContextTypes

from bot.answer import Answer
from bot.reply.html import render_source
from bot.reply.plain import TELEGRAM_LIMIT, clean, shorten
from bot.telegram import words
from bot.telegram.desk import Desk
from bot.telegram.keyboard import Press, decode
from bot.telegram.pictures import Pictures
from bot.telegram.send import Letter

# telegram-bot-api's own words for two things that happen to everybody and harm nobody.
_TOO_OLD = "query is too old and response timeout expired or query id is invalid"
_UNCHANGED = "message is not modified"


class Callbacks:
    """The handler of inline buttons, over one desk."""

    def __init__(self, desk: Desk, pictures: Pictures) -> None:
        self._desk, self._pictures = desk, pictures

    def register(self, app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        app.add_handler(CallbackQueryHandler(self.press))

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query is not None  # CallbackQueryHandler
        press = decode(query.data)
        if press is None or query.message is None:
            await _acknowledge(query, words.NO_CHAT if press else words.OTHER_VERSION)
            return
        await _acknowledge(query)
        await self._serve(press, query.message, str(query.from_user.id))

    async def _serve(self, press: Press, under: MaybeInaccessibleMessage, user: str) -> None:
        chat = under.chat.id
        if press.kind == "ask":
            await self._desk.give(under, self._desk.ask_as(press.payload, chat, user))
        elif press.kind == "chart":
            await self._pictures.press(under, press.payload, user)
        elif press.kind == "open":
            await self._desk.give(under, self._desk.open(press.payload, chat, user))
        else:
            await self._desk.tell(under, _source_letter(self._desk.open(press.payload, chat, user)))


async def _acknowledge(query: CallbackQuery, toast: str | None = None) -> None:
    with tolerated():
        await query.answer(toast)


@contextmanager
def tolerated() -> Iterator[None]:
    """Swallows exactly two refusals: a press that came too late to be answered, an edit that changes nothing."""
    try:
        yield
    except BadRequest as error:
        if not error.message.lower().startswith((_TOO_OLD, _UNCHANGED)):
            raise


def _source_letter(answer: Answer) -> Letter:
    if not answer.sources:
        return Letter("", words.NO_SOURCE)
    source = answer.sources[0]
    plain = f"《{source.report.title}》\n{' › '.join(source.section.path)}\n{source.quote}"
    return Letter(render_source(source), shorten(clean(plain), TELEGRAM_LIMIT))
