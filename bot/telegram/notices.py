"""Things we say of our own accord to somebody whose questions were not taken: one line each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, MaybeInaccessibleMessage
from telegram.ext import Application, ContextTypes, TypeHandler

from bot.telegram.acknowledgement import acknowledge
from bot.telegram.letter import Letter
from bot.telegram.send import reply


@dataclass(frozen=True, slots=True)
class Notice:
    """``text``, to be said in reply to a message, where it keeps its place among the updates, or to a press."""

    to: MaybeInaccessibleMessage | CallbackQuery
    text: str


def register(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    app.add_handler(TypeHandler(Notice, _say))


async def _say(notice: Notice, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if isinstance(notice.to, CallbackQuery):
        await acknowledge(notice.to, notice.text)
    else:
        await reply(notice.to, Letter("", notice.text))
