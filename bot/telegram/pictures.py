"""Pictures in chats: asked for in words (画个图) or by the button 图; drawn in a thread, uploaded once.

A drawing is cached by its content, and so is the ``file_id`` that Telegram gave for it: the same picture is
neither drawn nor uploaded again, in whatever chat. Where there is nothing to draw, words say so.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from html import escape
from typing import Protocol, runtime_checkable
from weakref import WeakValueDictionary

from telegram import InlineKeyboardMarkup, MaybeInaccessibleMessage, Message, User
from telegram.constants import ChatAction, MessageLimit
from telegram.error import BadRequest, TelegramError

from bot.answer import Answer
from bot.chart.picture import Nothing, Picture
from bot.chart.plan import Planner
from bot.chart.shelf import Fact
from bot.chart.wish import Wish, wish_of
from bot.errors import ChartError
from bot.knowledge.snapshot import Knowledge
from bot.reply.plain import clean, shorten, units
from bot.telegram import words
from bot.telegram.address import asker
from bot.telegram.desk import Desk
from bot.telegram.keyboard import source_keyboard
from bot.telegram.memory import Memory
from bot.telegram.send import Letter, place_of, reply

log = logging.getLogger(__name__)

_DRAWINGS = 64  # about 50 kB each
_UPLOADS = 2000
_CAPTION_LINES = 6
# What Telegram says of a file_id that it does not know, or not any more.
_BAD_FILE = ("file identifier", "file_id", "file id", "file reference")


@runtime_checkable
class Illustrated(Protocol):
    """What is needed of ``bot.assistant.Assistant`` beside ``Answering``; without it no pictures are offered."""

    @property
    def knowledge(self) -> Knowledge: ...

    def spoken(self, *, chat: str = "", user: str | None = None, reply_to: str | None = None) -> tuple[Fact, ...]:
        """What the last answer of a talk showed."""


@dataclass(frozen=True, slots=True)
class _Talk:
    """Who is spoken to: the message to answer, and whose talk it is."""

    to: MaybeInaccessibleMessage
    user: str | None
    answer: Answer | None = None


class Pictures:
    """Pictures of what one assistant answers, for all chats."""

    def __init__(self, desk: Desk, assistant: object) -> None:
        self._desk = desk
        self._assistant = assistant if isinstance(assistant, Illustrated) else None
        self._known: tuple[Knowledge, Planner] | None = None
        self._drawings: Memory[str, bytes] = Memory(_DRAWINGS)
        self._uploads: Memory[str, str] = Memory(_UPLOADS)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def offer(self, answer: Answer) -> str | None:
        """The payload of a button 图 under an answer, None where a picture would tell nothing."""
        planner = self._planner()
        return planner.offer(answer) if planner else None

    async def served(self, message: Message, me: User, text: str) -> bool:
        """Answer a message that asks for a picture; whether it did."""
        planner, wish = self._planner(), wish_of(text)
        if planner is None or wish is None:
            return False
        if wish.question:
            answer, found = planner.wished(wish, lambda question: self._desk.ask(question, message, me))
            await self._give(_Talk(message, asker(message), answer), found)
        else:
            await self._give(_Talk(message, asker(message)), self._of_last(message, me, wish))
        return True

    async def press(self, under: MaybeInaccessibleMessage, ref: str, user: str) -> None:
        """The button 图 was pressed: the picture, and the talk goes on about its first figure."""
        planner = self._planner()
        found = planner.open(ref) if planner else Nothing(words.NO_SOURCE)
        fact = found.points[0].fact if isinstance(found, Picture) else None
        answer = self._desk.open(fact, under.chat.id, user) if fact else None
        await self._give(_Talk(under, user, answer), found)

    def _planner(self) -> Planner | None:
        """The planner of the knowledge base that is answered from now: it may have been swapped."""
        if self._assistant is None:
            return None
        knowledge = self._assistant.knowledge
        if self._known is None or self._known[0] is not knowledge:
            self._known = knowledge, Planner(knowledge)
        return self._known[1]

    def _of_last(self, message: Message, me: User, wish: Wish) -> Picture | Nothing:
        assert self._assistant and self._known  # served() has a planner
        chat, user, earlier = str(message.chat.id), asker(message), self._desk.continued(message, me)
        facts = self._assistant.spoken(chat=chat, user=user, reply_to=earlier)
        example = next(iter(self._desk.examples()), "…")
        return self._known[1].of_facts(facts, wish.kind) if facts else Nothing(words.DRAW_WHAT.format(example=example))

    async def _give(self, talk: _Talk, found: Picture | Nothing) -> None:
        if isinstance(found, Nothing):
            await self._without(talk, found.why)
            return
        try:
            sent = await self._send(talk, found)
        except ChartError as error:
            await self._without(talk, str(error))
        except ImportError:
            log.exception("matplotlib cannot be imported")
            await self._without(talk, words.CANNOT_DRAW)
        else:
            if talk.answer and sent:
                self._desk.remember(sent, talk.answer)
            elif talk.answer:  # a chat may allow words and no photos
                await self._desk.give(talk.to, talk.answer)

    async def _without(self, talk: _Talk, why: str) -> None:
        """No picture: what was answered in words after the sentence that says so; a refusal says it itself."""
        answer = talk.answer
        if answer is None or answer.status != "clarify":  # the choices speak for themselves
            await self._desk.tell(talk.to, Letter("", why))
        if answer is not None and answer.status in ("answer", "clarify"):
            await self._desk.give(talk.to, answer)

    async def _send(self, talk: _Talk, picture: Picture) -> Message | None:
        key = picture.content
        async with self._locks.setdefault(key, asyncio.Lock()):  # asked for twice at once, it is uploaded once
            letter = _letter(picture)
            known = self._uploads.get(key)
            if known:
                with suppress(_Forgotten):
                    return await _posted(talk.to, replace(letter, photo=known))
            png = await self._drawing(talk.to, key, picture)
            sent = await _posted(talk.to, replace(letter, photo=png))
            if sent and sent.photo:
                self._uploads.put(key, sent.photo[-1].file_id)
            return sent

    async def _drawing(self, to: MaybeInaccessibleMessage, key: str, picture: Picture) -> bytes:
        png = self._drawings.get(key)
        if png is None:
            await _uploading(to)
            png = await asyncio.to_thread(_draw, picture)
            self._drawings.put(key, png)
        return png


class _Forgotten(Exception):
    """Telegram does not know a file_id any more."""


async def _posted(to: MaybeInaccessibleMessage, letter: Letter) -> Message | None:
    try:
        return await reply(to, letter)
    except BadRequest as error:
        if isinstance(letter.photo, str) and any(word in error.message.lower() for word in _BAD_FILE):
            raise _Forgotten from error
        raise


def _draw(picture: Picture) -> bytes:
    from bot.chart.draw import draw  # matplotlib, the first time

    return draw(picture)


async def _uploading(to: MaybeInaccessibleMessage) -> None:
    place = place_of(to)
    with suppress(TelegramError):
        await place.bot.send_chat_action(place.chat_id, ChatAction.UPLOAD_PHOTO, message_thread_id=place.topic)


def _letter(picture: Picture) -> Letter:
    html, plain = caption(picture)
    return Letter(html, plain, _keyboard(picture))


def _keyboard(picture: Picture) -> InlineKeyboardMarkup | None:
    return source_keyboard(next((point.fact for point in picture.points if point.fact), None))


def caption(picture: Picture) -> tuple[str, str]:
    """HTML and plain: title, figures for those who cannot see them, source; within Telegram's 1024 units."""
    points = picture.points
    told = [f"{_named(picture, n)}：{point.text}" for n, point in enumerate(points)][:_CAPTION_LINES]
    if len(points) > len(told):
        told.append("…")
    head, rest = clean(picture.title), clean("\n".join([*told, *picture.sources]))
    head = shorten(head, MessageLimit.CAPTION_LENGTH // 4)
    rest = shorten(rest, MessageLimit.CAPTION_LENGTH - units(head) - 1)
    return f"<b>{escape(head, quote=False)}</b>\n{escape(rest, quote=False)}", f"{head}\n{rest}"


def _named(picture: Picture, number: int) -> str:
    """A figure's label; with its panel's name where there are several."""
    if len(picture.panels) == 1:
        return picture.points[number].label
    for panel in picture.panels:
        if number < len(panel.points):
            return f"{panel.points[number].label}{panel.name.partition('（')[0]}"
        number -= len(panel.points)
    raise IndexError(number)
