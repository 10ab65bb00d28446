"""Inline mode: ``@bot 电诈`` in any chat offers figures; the one chosen is sent with its source.

Answers depend on the words alone, never on who asks, so that Telegram's servers may keep them for
everybody. Buttons under a message that was sent this way change it in place: there is no chat of ours
to write to.
"""

from __future__ import annotations

import logging
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
from bot.service.metrics import METRICS
from bot.telegram import words
from bot.telegram.acknowledgement import acknowledge, acknowledged
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
        found = self._found(text)
        page = [self._opened(each) for each in found[start : start + PAGE]]
        made = (card(answer, self._desk, context.bot.username) for answer in page if answer.status == "answer")
        results = list({each.id: each for each in made}.values()) or ([] if start else [self._nothing(text)])
        with tolerated():
            await query.answer(
                results,
                cache_time=_CACHE_SECONDS,
                is_personal=False,
                # None, for python-telegram-bot sends an empty string as "[]".
                next_offset=str(start + PAGE) if len(found) > start + PAGE else None,
                button=InlineQueryResultsButton(words.ASK_ME_INSTEAD, start_parameter=_START),
            )

    async def chosen(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Only counted; the message has been sent by the person."""
        METRICS.count("bot_inline_chosen_total")

    def _found(self, text: str) -> list[Answer | str]:
        """All that may be offered, the answer itself first; what is not opened yet, by its ref. None twice."""
        asked = [self._ask(question) for question in ([text] if text else self._desk.examples(NOBODY))]
        direct = [answer for answer in asked if answer.status == "answer" and answer.sources]
        shown = {f"o-{answer.observations[0].id}" for answer in direct if len(answer.observations) == 1}
        offers = [choice.ref for answer in asked if answer.status != "not_found" for choice in answer.choices]
        refs = dict.fromkeys([*offers, *self._desk.find(text)])
        return [*direct, *(ref for ref in refs if ref not in shown)]

    def _opened(self, found: Answer | str) -> Answer:
        return self._desk.open_apart(found) if isinstance(found, str) else found

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
    """A button under an inline message: the sentence as a notice, anything else in the message's place.

    The press is answered once, and after the answer has been found: what fails before is said in a notice.
    """
    if press.kind not in ("open", "ask", "quote") or query.inline_message_id is None:
        await acknowledge(query, words.NO_CHAT[words.language_of(query.from_user)], alert=True)
        return
    answer = desk.ask_apart(press.payload) if press.kind == "ask" else desk.open_apart(press.payload)
    if press.kind == "quote":
        await acknowledge(query, _sentence(answer), alert=True)
        return
    async with acknowledged(query):
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
