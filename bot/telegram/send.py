"""Saying something in a chat, with manners: quoting and silent in groups, in the right topic.

What Telegram refuses of a message (markup, buttons, the message it quotes) is left out. Flood limits and
failures of the way are the limiter's business.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, InputFile, MaybeInaccessibleMessage, Message, ReplyParameters
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.telegram.letter import Letter
from bot.telegram.transport import not_done, passing

log = logging.getLogger(__name__)

# What is left out when the rest is refused because of it. The words are telegram-bot-api's and the Telegram servers'.
_BAD_TEXT = ("parse entities", "too long", "too_long", "entity", "entities")
_BAD_KEYBOARD = ("button", "reply markup", "keyboard")
_BAD_QUOTING = ("replied not found", "reply message", "message to reply", "reply_message_id", "quote")
_BAD_TOPIC = ("thread not found", "topic_deleted", "topic_id_invalid", "message_thread")
# An edit that is none, and a message that can't be edited any more (gone, too old, not ours).
_UNCHANGED = ("message is not modified",)
_NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "no text in the message to edit",  # it is a picture
    "message_id_invalid",
    "message_not_found",
)
# What happens in the life of a chat and is nobody's fault: logged in a line, not an error.
_CLOSED = (
    "chat not found",
    "topic_closed",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_send_",  # CHAT_SEND_PHOTOS_FORBIDDEN and its kin
    "chat_restricted",
    "chat_admin_required",
    "user_banned_in_channel",
    "peer_id_invalid",
    "user not found",
    "group chat was deactivated",
    "group is deactivated",
    "channel_private",
    "user_is_blocked",
    "input_user_deactivated",
    "slowmode_wait",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a chat, a forum topic of it, the message it quotes."""

    bot: Bot
    chat_id: int
    group: bool
    topic: int | None = None
    quoting: int | None = None


def place_of(to: MaybeInaccessibleMessage) -> Place:
    """Where an answer to ``to`` belongs; it quotes in groups, where others talk in between."""
    group = to.chat.type != ChatType.PRIVATE
    # A thread id outside a forum is that of a discussion, and sending to it fails.
    topic = to.message_thread_id if isinstance(to, Message) and to.is_topic_message else None
    return Place(to.get_bot(), to.chat.id, group, topic, to.message_id if group else None)


async def reply(to: MaybeInaccessibleMessage, letter: Letter) -> Message | None:
    """Answer ``to`` in its own chat and topic; in a group silently and quoting it. See ``post``."""
    return await post(place_of(to), letter)


async def post(place: Place, letter: Letter) -> Message | None:
    """Say something somewhere.

    Returns the message sent, or None where the chat does not let us speak, or where nobody can tell
    whether it was sent: sent again, it might stand there twice.

    Raises:
        telegram.error.TelegramError: anything else that goes wrong on the way.
    """
    with _where_we_may_speak(place):
        return await _following(place, letter)
    return None


async def post_file(place: Place, name: str, data: bytes, caption: str) -> Message | None:
    """Send a file, ``caption`` (plain, at most 1024 UTF-16 units) below it. As ``post``."""
    return await post(place, Letter("", caption, document=(name, data)))


async def change(place: Place, message: int, letter: Letter) -> bool:
    """Put ``letter`` in place of what our ``message`` says; False where that cannot be done any more.

    An edit that changes nothing has succeeded.
    """
    try:
        await _edited(place, message, letter)
    except BadRequest as error:
        if _mentions(error, _UNCHANGED):
            return True
        if not _mentions(error, (*_NOT_EDITABLE, *_CLOSED)):
            raise
        log.info("a message cannot be edited: %s", error.message.split(":")[0][:60])
        return False
    except Forbidden:
        return False
    return True


@contextmanager
def _where_we_may_speak(place: Place) -> Iterator[None]:
    kind = "group" if place.group else "private"
    try:
        yield
    except (BadRequest, Forbidden) as error:
        if isinstance(error, BadRequest) and not _mentions(error, _CLOSED):
            raise
        log.info("cannot write to a %s chat: %s", kind, error.message)
    except TelegramError as error:
        if not passing(error) or not_done(error):
            raise
        log.warning("a reply to a %s chat may or may not have arrived (%s); not sent again", kind, type(error).__name__)


async def _following(place: Place, letter: Letter) -> Message | None:
    try:
        return await _in_some_form(place, letter)
    except ChatMigrated as moved:
        # The old message ids and topics mean nothing in the supergroup.
        return await _in_some_form(replace(place, chat_id=moved.new_chat_id, topic=None, quoting=None), letter)


async def _in_some_form(place: Place, letter: Letter) -> Message | None:
    """As meant; what Telegram refuses of it is left out, one thing after the other."""
    while True:
        try:
            return await _send(place, letter)
        except BadRequest as error:
            if place.quoting and _mentions(error, _BAD_QUOTING):
                place = replace(place, quoting=None)
            elif place.topic and _mentions(error, _BAD_TOPIC):
                place = replace(place, topic=None)
            else:
                letter = _plainer(letter, error)


async def _edited(place: Place, message: int, letter: Letter) -> None:
    try:
        await _edit(place, message, letter)
    except BadRequest as error:
        if _mentions(error, (*_UNCHANGED, *_NOT_EDITABLE)):
            raise
        await _edit(place, message, _plainer(letter, error))


def _plainer(letter: Letter, error: BadRequest) -> Letter:
    """Plain, if the text was refused; without the buttons, if they were. Raises ``error`` if it was neither."""
    if _mentions(error, _BAD_KEYBOARD) and letter.keyboard:
        plainer = replace(letter, keyboard=None)
    elif _mentions(error, _BAD_TEXT) and letter.html:
        plainer = replace(letter, html="")
    else:
        raise error
    # Up to the colon: after it Telegram quotes the text.
    log.warning("a reply was refused (%s); sent in a plainer form", error.message.split(":")[0][:60])
    return plainer


async def _edit(place: Place, message: int, letter: Letter) -> None:
    await place.bot.edit_message_text(
        text=letter.html or letter.plain,
        chat_id=place.chat_id,
        message_id=message,
        parse_mode=ParseMode.HTML if letter.html else None,
        reply_markup=letter.keyboard if isinstance(letter.keyboard, InlineKeyboardMarkup) else None,
    )


async def _send(place: Place, letter: Letter) -> Message | None:
    """None for a success that tells nothing of the message sent."""
    manners: dict[str, Any] = {
        "chat_id": place.chat_id,
        "parse_mode": ParseMode.HTML if letter.html else None,
        "reply_markup": letter.keyboard,
        "reply_parameters": _quoting(place),
        "message_thread_id": place.topic,
        "disable_notification": place.group,
    }
    try:
        if letter.document is not None:
            name, data = letter.document
            document = InputFile(data, filename=name)
            sent = await place.bot.send_document(document=document, caption=letter.plain, **manners)
        elif letter.photo is not None:
            sent = await place.bot.send_photo(photo=letter.photo, caption=letter.html or letter.plain, **manners)
        else:
            sent = await place.bot.send_message(text=letter.html or letter.plain, **manners)
        return sent if isinstance(sent, Message) else None  # "true", say
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        # python-telegram-bot's way of saying that what came back is no message.
        log.warning("a reply was sent, but the response cannot be read (%s)", type(error).__name__)
        return None


def _quoting(place: Place) -> ReplyParameters | None:
    return ReplyParameters(place.quoting, allow_sending_without_reply=True) if place.quoting else None


def _mentions(error: BadRequest, words: tuple[str, ...]) -> bool:
    return any(word in error.message.lower() for word in words)
