"""Inline mode: ``@bot 电诈`` in any chat offers figures; the one chosen is sent with its source.

Answers depend on the words alone, never on who asks, so that Telegram's servers may keep them for
everybody. Buttons under a message that was sent this way change it in place: there is no chat of ours
to write to.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from itertools import islice
from typing import Any

from telegram import (
    CallbackQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    Update,
)
from telegram.constants import InlineQueryLimit, ParseMode
from telegram.ext import Application, ChosenInlineResultHandler, ContextTypes, InlineQueryHandler

from bot.answer import Answer
from bot.reply.plain import clean, shorten
from bot.telegram import words
from bot.telegram.cards import card, keyboard, message_of, text_of
from bot.telegram.desk import NOBODY, Desk
from bot.telegram.press import Press
from bot.telegram.tolerance import tolerated

log = logging.getLogger(__name__)

PAGE = 20
_CACHE_SECONDS = 300
_START = "help"  # what /start shows behind the button above the results
_TOAST = 200  # Bot API: answerCallbackQuery


class Inline:
    """Handlers of inline queries, over one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        app.add_handler(InlineQueryHandler(self.offer))
        app.add_handler(ChosenInlineResultHandler(self.chosen))

    async def offer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.inline_query
        assert query is not None  # InlineQueryHandler
        text, start = query.query.strip(), _start(query.offset)
        found = self._cards(text, start, context.bot.username)
        results = list(found) or ([] if start else [self._nothing(text)])
        with tolerated():
            await query.answer(
                results,
                cache_time=_CACHE_SECONDS,
                is_personal=False,
                # None, for python-telegram-bot sends an empty string as "[]".
                next_offset=str(start + PAGE) if len(results) == PAGE else None,
                button=InlineQueryResultsButton(words.ASK_ME_INSTEAD, start_parameter=_START),
            )

    async def chosen(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Only counted; the message has been sent by the person."""
        log.debug("an inline result was chosen")

    def _cards(self, text: str, start: int, me: str | None) -> Iterable[InlineQueryResultArticle]:
        """One page of cards, the answer itself first, none twice."""
        unique = {
            made.id: made for made in (card(answer, self._desk, me) for answer in self._answers(text, start + PAGE))
        }
        return islice(unique.values(), start, start + PAGE)

    def _answers(self, text: str, many: int) -> Iterable[Answer]:
        direct = [self._ask(question) for question in ([text] if text else self._desk.examples(NOBODY))]
        yield from (answer for answer in direct if answer.status == "answer" and answer.sources)
        offers = [choice for answer in direct if answer.status != "not_found" for choice in answer.choices]
        # Twice as many as are shown: some of them are the same fact.
        for choice in [*offers, *self._desk.find(text)][: 2 * many]:
            opened = self._desk.open_apart(choice.ref)
            if opened.status == "answer":
                yield opened

    def _nothing(self, text: str) -> InlineQueryResultArticle:
        """A card that says so; sent, it says what was asked and what there is instead."""
        return InlineQueryResultArticle(
            "none",
            words.NOTHING_FOUND,
            message_of(self._ask(text), self._desk),
            description=words.NOTHING_FOUND_HINT,
        )

    def _ask(self, text: str) -> Answer:
        return self._desk.ask_apart(text[: InlineQueryLimit.MAX_QUERY_LENGTH])


async def press_inline(query: CallbackQuery, press: Press, desk: Desk, me: str | None) -> None:
    """A button under an inline message: the sentence as a notice, anything else in the message's place."""
    if press.kind == "quote":
        with tolerated():
            await query.answer(_sentence(desk.open_apart(press.payload)), show_alert=True)
        return
    language = words.language_of(query.from_user)
    with tolerated():
        await query.answer(None if press.kind in ("open", "ask") else words.NO_CHAT[language])
    if press.kind not in ("open", "ask"):
        return
    answer = desk.open_apart(press.payload) if press.kind == "open" else desk.ask_apart(press.payload)
    with tolerated():
        await query.edit_message_text(
            text_of(answer, desk), parse_mode=ParseMode.HTML, reply_markup=keyboard(answer, desk, me)
        )


def _sentence(answer: Answer) -> str:
    quote = answer.sources[0].quote if answer.sources else words.NO_SOURCE["zh"]
    return shorten(clean(quote), _TOAST)


def _start(offset: str) -> int:
    """Our own ``next_offset``; anything else is the beginning."""
    return int(offset) if offset.isascii() and offset.isdigit() and len(offset) < 6 else 0
