"""Who is spoken to: the one place that decides whether a message is a question for us.

It fails closed: what is not plainly addressed to the bot is not answered. Chinese glued to a
command or a mention (``/q电诈``, ``请问@statsbot``) carries no entity, because tdlib's matcher wants a
non-word character on both sides and Chinese characters are letters; so the text is read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

Span = tuple[int, int]

# Telegram's stand-ins for people who do not show their account (Bot API: Message.sender_chat).
_STAND_INS = {1087968824, 136817688}
_NOT_PROSE = {"code", "pre", "url", "email", "text_link"}

# ``/q``, ``/q@name``, glued or not. ``/quit`` and ``/q1`` are other commands; ``/q2022年…`` is a question.
_GLUE = r"(?![A-Za-z_])(?!\d+(?:[A-Za-z_\s]|$))"
_BARE_COMMAND = re.compile(rf"\s*[/／]q(?![@＠]){_GLUE}", re.IGNORECASE)
_COMMAND_OF = r"\s*[/／]q[@＠]{name}" + _GLUE
_MENTION_OF = r"(?<![A-Za-z0-9_@＠./]){at}{name}(?![A-Za-z0-9_])"
_ANY_COMMAND = re.compile(r"\s*[/／][A-Za-z]")
_COMMAND = re.compile(r"\s*[/／]([A-Za-z_]{1,32})(?:[@＠]([A-Za-z0-9_]+))?(?![A-Za-z0-9_@＠])(.*)", re.DOTALL)
# Commands that many bots have; where we see everything, a bare one may be meant for any of them.
_EVERYBODYS = {"start", "help", "settings", "language", "privacy", "forget", "feedback", "report", "export", "teach"}
_EDGES = " \t\r\n,，:：、;；"


@dataclass(frozen=True, slots=True)
class Command:
    """A command for us, in small letters, and what stands behind it."""

    name: str
    argument: str


def command_of(message: Message, me: User) -> Command | None:
    """The command in ``message`` that is for us (glued to Chinese or not), or None.

    In a group a command is ours by its ``@name``, in reply to us, or bare while privacy mode is on, for then
    Telegram delivers only those bare commands that follow a word of ours.
    """
    match = _COMMAND.match(message.text or "") if speaks(message, me) else None
    if match is None or _passed_on(message):
        return None
    name, of, argument = match[1].lower(), match[2], match[3].strip(_EDGES)
    if of:
        ours = bool(me.username) and of.lower() == str(me.username).lower()
    else:
        vouched = not me.can_read_all_group_messages or name not in _EVERYBODYS
        ours = is_private(message) or vouched or replied_to_us(message, me) is not None
    return Command(name, argument) if ours else None


def is_addressed(message: Message, me: User) -> str | None:
    """The question in ``message``, without the words that address us; None if it is not for us.

    An empty string means: spoken to, but nothing asked. ``/q`` or a mention alone, in reply to
    somebody's message, asks that message.
    """
    if not speaks(message, me) or _passed_on(message):
        return None
    text = message.text or message.caption
    if not text:
        return None
    question = _question(message, text, me)
    return question if question is None else question.strip(_EDGES) or _asked_message(message, me)


def is_person(message: Message) -> bool:
    """Whether somebody wrote this here and now: no bot, no inline result, no channel, no forward by machine."""
    if message.via_bot or message.is_automatic_forward or message.chat.type == ChatType.CHANNEL:
        return False
    sender = message.from_user
    if message.sender_chat:
        # from_user is a stand-in then: an anonymous admin, or a person who writes as their channel.
        return sender is None or sender.id in _STAND_INS or not sender.is_bot
    return sender is not None and not sender.is_bot


def speaks(message: Message, me: User) -> bool:
    """Whether a person says this; in private also what they found with another bot, for there all is said to us."""
    if message.via_bot and message.via_bot.id != me.id and is_private(message):
        return message.from_user is not None and not message.from_user.is_bot
    return is_person(message)


def is_private(message: Message) -> bool:
    return message.chat.type == ChatType.PRIVATE


def _passed_on(message: Message) -> bool:
    """A forward in a group: whoever wrote it spoke elsewhere, to somebody else."""
    return message.forward_origin is not None and not is_private(message)


def replied_to_us(message: Message, me: User) -> int | None:
    """The id of our message that this one answers, or None."""
    earlier = message.reply_to_message
    # In a forum every message "replies" to the one that opened its topic.
    if earlier is None or earlier.forum_topic_created or not earlier.from_user:
        return None
    return earlier.message_id if earlier.from_user.id == me.id else None


def asker(message: Message) -> str | None:
    """Who asks, as a subject of the talk: the account, or the chat it hides behind."""
    who = message.sender_chat or message.from_user
    return str(who.id) if who else None


def _question(message: Message, text: str, me: User) -> str | None:
    spans = list(_mentions(message, text, me))
    if command := _command(text, me):
        return _without(text, [command, *spans])
    if is_private(message):
        return _without(text, spans)
    if _ANY_COMMAND.match(text):
        return None  # another command, or ours for another bot
    return _without(text, spans) if spans or replied_to_us(message, me) is not None else None


def _command(text: str, me: User) -> Span | None:
    match = _BARE_COMMAND.match(text)
    if not match and me.username:
        match = re.match(_COMMAND_OF.format(name=re.escape(me.username)), text, re.IGNORECASE)
    return match.span() if match else None


def _mentions(message: Message, text: str, me: User) -> Iterable[Span]:
    entities = message.entities or message.caption_entities
    for entity in entities:
        if entity.type == MessageEntity.TEXT_MENTION and entity.user and entity.user.id == me.id:
            yield _span(text, entity)
    if me.username:
        shielded = [_span(text, entity) for entity in entities if entity.type in _NOT_PROSE]
        pattern = _MENTION_OF.format(at="[@＠]", name=re.escape(me.username))
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if not any(start < match.end() and match.start() < end for start, end in shielded):
                yield match.span()


def _span(text: str, entity: MessageEntity) -> Span:
    """An entity's place in ``text``: Telegram counts UTF-16 units, Python characters."""
    raw = text.encode("utf-16-le", "surrogatepass")
    start, end = entity.offset * 2, (entity.offset + entity.length) * 2
    return _characters(raw[:start]), _characters(raw[:end])


def _characters(raw: bytes) -> int:
    return len(raw.decode("utf-16-le", "replace"))


def _without(text: str, spans: Iterable[Span]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start].rstrip(_EDGES)} {text[end:].lstrip(_EDGES)}"
    return text


def _asked_message(message: Message, me: User) -> str:
    """What was said in the message that is pointed at by a bare ``/q``; the marked part of it, if there is one."""
    earlier, marked = message.reply_to_message, message.quote.text if message.quote else ""
    if earlier is None:
        return marked.strip() if message.external_reply else ""  # a message of another chat
    if earlier.forum_topic_created or replied_to_us(message, me) is not None:
        return ""
    return (marked or earlier.text or earlier.caption or "").strip()
