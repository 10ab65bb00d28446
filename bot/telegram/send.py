"""Saying something in a chat, with manners: quoting and silent in groups, in the right topic.

Markup that Telegram refuses is sent again as plain text; a flood limit is waited for once.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message, ReplyParameters
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from bot.answer import Answer
from bot.reply.html import render_html
from bot.reply.plain import TELEGRAM_LIMIT, render_plain
from bot.telegram.keyboard import answer_keyboard

log = logging.getLogger(__name__)

# Longer floods mean that we talk too much; the person has gone on by then.
_LONGEST_WAIT = 30.0
# The words of telegram-bot-api for text it cannot take, and for a keyboard it cannot take.
_BAD_TEXT = ("parse entities", "too long", "entity")
_BAD_KEYBOARD = ("button", "reply markup", "keyboard")
# What happens in the life of a chat and is nobody's fault: logged in a line, not an error.
_CLOSED = ("topic_closed", "not enough rights", "chat not found", "have no rights", "chat_write_forbidden")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be sent: HTML, the same as plain text, its buttons; the caption of ``photo``, a PNG or a file_id."""

    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | None = None
    photo: bytes | str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a chat, a forum topic of it, the message it quotes."""

    bot: Bot
    chat_id: int
    group: bool
    topic: int | None = None
    quoting: int | None = None


def letter_of(answer: Answer, picture: str | None = None) -> Letter:
    """``picture`` is the ref of a picture that may be had."""
    return Letter(render_html(answer), render_plain(answer, TELEGRAM_LIMIT), answer_keyboard(answer, picture))


def place_of(to: MaybeInaccessibleMessage) -> Place:
    """Where an answer to ``to`` belongs; it quotes in groups, where others talk in between."""
    group = to.chat.type != ChatType.PRIVATE
    # A thread id outside a forum is that of a discussion, and sending to it fails.
    topic = to.message_thread_id if isinstance(to, Message) and to.is_topic_message else None
    return Place(to.get_bot(), to.chat.id, group, topic, to.message_id if group else None)


async def reply(to: MaybeInaccessibleMessage, letter: Letter) -> Message | None:
    """Answer ``to`` in its own chat and topic; in a group silently and quoting it.

    Returns the message sent, or None where the chat does not let us speak.

    Raises:
        telegram.error.TelegramError: anything else that goes wrong on the way.
    """
    try:
        return await _patiently(place_of(to), letter)
    except (BadRequest, Forbidden) as error:
        if isinstance(error, BadRequest) and not _mentions(error, _CLOSED):
            raise
        log.info("cannot write to a %s chat: %s", to.chat.type, error.message)
        return None


async def _patiently(place: Place, letter: Letter) -> Message:
    try:
        return await _in_some_form(place, letter)
    except RetryAfter as flood:
        seconds = _seconds(flood)
        if seconds > _LONGEST_WAIT:
            raise
        await asyncio.sleep(seconds)
    except ChatMigrated as moved:
        # The old message ids and topics mean nothing in the supergroup.
        place = replace(place, chat_id=moved.new_chat_id, topic=None, quoting=None)
    return await _in_some_form(place, letter)


async def _in_some_form(place: Place, letter: Letter) -> Message:
    """Formatted; if the text is refused plain, if the buttons are refused without them."""
    try:
        return await _send(place, letter)
    except BadRequest as error:
        if _mentions(error, _BAD_KEYBOARD) and letter.keyboard:
            letter = replace(letter, keyboard=None)
        elif _mentions(error, _BAD_TEXT) and letter.html:
            letter = replace(letter, html="")
        else:
            raise
        # Up to the colon: after it Telegram quotes the text.
        log.warning("a reply was refused (%s); sent in a plainer form", error.message.split(":")[0][:60])
    return await _send(place, letter)


async def _send(place: Place, letter: Letter) -> Message:
    text, quoting = letter.html or letter.plain, place.quoting
    manners: dict[str, Any] = {
        "parse_mode": ParseMode.HTML if letter.html else None,
        "reply_markup": letter.keyboard,
        "reply_parameters": ReplyParameters(quoting, allow_sending_without_reply=True) if quoting else None,
        "message_thread_id": place.topic,
        "disable_notification": place.group,
    }
    if letter.photo is not None:
        return await place.bot.send_photo(place.chat_id, letter.photo, caption=text, **manners)
    return await place.bot.send_message(chat_id=place.chat_id, text=text, **manners)


def _mentions(error: BadRequest, words: tuple[str, ...]) -> bool:
    return any(word in error.message.lower() for word in words)


def _seconds(flood: RetryAfter) -> float:
    wait = flood.retry_after
    return wait if isinstance(wait, int) else wait.total_seconds()
