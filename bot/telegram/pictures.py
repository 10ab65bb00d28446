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

from telegram import MaybeInaccessibleMessage, Message, User
from telegram.constants import ChatAction, MessageLimit
from telegram.error import BadRequest

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
from bot.telegram.keyboard import buttons, markup
from bot.telegram.letter import Letter
from bot.telegram.memory import Memory
from bot.telegram.send import place_of, reply
from bot.telegram.typing import acting
from bot.telegram.words import Language

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

    def spoken(self, *, chat: str = "", user: str | None = None) -> tuple[Fact, ...]:
        """What the last answer of a talk showed."""


@dataclass(frozen=True, slots=True)
class _Talk:
    """Who is spoken to: the message to answer, whoever wrote or pressed, and whose talk it is."""

    to: MaybeInaccessibleMessage
    user: User | None
    person: str | None
    answer: Answer | None = None


class Pictures:
    """Pictures of what one assistant answers, for all chats."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
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
        talk = _Talk(message, message.from_user, asker(message))
        if wish.question:
            answer, found = planner.wished(wish, lambda question: self._desk.ask(question, message, me))
            await self._give(replace(talk, answer=answer), found)
        else:
            await self._give(talk, self._of_last(planner, message, me, wish))
        return True

    async def press(self, under: MaybeInaccessibleMessage, ref: str, user: User) -> None:
        """The button 图 was pressed: the picture, and the talk goes on about its first figure."""
        planner, person = self._planner(), str(user.id)
        found = planner.open(ref) if planner else Nothing(words.NO_SOURCE[self._desk.language(under.chat.id, user)])
        fact = found.points[0].fact if isinstance(found, Picture) else None
        answer = self._desk.open(fact, under.chat.id, person) if fact else None
        await self._give(_Talk(under, user, person, answer), found)

    def _planner(self) -> Planner | None:
        """The planner of the knowledge base that is answered from now: it may have been swapped."""
        assistant: object = self._desk.assistant
        if not isinstance(assistant, Illustrated):
            return None
        if self._known is None or self._known[0] is not assistant.knowledge:
            self._known = assistant.knowledge, Planner(assistant.knowledge)
        return self._known[1]

    def _of_last(self, planner: Planner, message: Message, me: User, wish: Wish) -> Picture | Nothing:
        """Of the answer that is replied to, else of the last one of this talk."""
        facts = planner.facts(self._desk.shown(message, me))
        assistant: object = self._desk.assistant
        if not facts and isinstance(assistant, Illustrated):
            facts = assistant.spoken(chat=str(message.chat.id), user=asker(message))
        if facts:
            return planner.of_facts(facts, wish.kind)
        example = next(iter(self._desk.examples(message.chat.id)), "…")
        return Nothing(words.DRAW_WHAT[self._language(message)].format(example=example))

    def _language(self, message: Message) -> Language:
        return self._desk.language(message.chat.id, message.from_user)

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
            await self._without(talk, words.CANNOT_DRAW[self._desk.language(talk.to.chat.id, talk.user)])
        else:
            if talk.answer and sent:
                self._desk.given(sent, talk.answer, talk.person)
            elif talk.answer:  # a chat may allow words and no photos
                await self._desk.give(talk.to, talk.answer, talk.user, talk.person)

    async def _without(self, talk: _Talk, why: str) -> None:
        """No picture: what was answered in words after the sentence that says so; a refusal says it itself."""
        answer = talk.answer
        if answer is None or answer.status != "clarify":  # the choices speak for themselves
            await self._desk.tell(talk.to, Letter("", why))
        if answer is not None and answer.status in ("answer", "clarify"):
            await self._desk.give(talk.to, answer, talk.user, talk.person)

    async def _send(self, talk: _Talk, picture: Picture) -> Message | None:
        key = picture.content
        async with self._locks.setdefault(key, asyncio.Lock()):  # asked for twice at once, it is uploaded once
            letter = _letter(picture, self._desk.language(talk.to.chat.id, talk.user))
            known = self._uploads.get(key) or self._desk.store.uploaded(key)
            if known:
                with suppress(_Forgotten):
                    return await _posted(talk.to, replace(letter, photo=known))
            async with acting(place_of(talk.to), ChatAction.UPLOAD_PHOTO):
                png = await self._drawing(key, picture)
                sent = await _posted(talk.to, replace(letter, photo=png))
            if sent and sent.photo:
                self._keep(key, sent.photo[-1].file_id)
            return sent

    def _keep(self, key: str, file: str) -> None:
        self._uploads.put(key, file)
        self._desk.store.upload(key, file)

    async def _drawing(self, key: str, picture: Picture) -> bytes:
        png = self._drawings.get(key)
        if png is None:
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


def _letter(picture: Picture, language: Language) -> Letter:
    html, plain = caption(picture)
    fact = next((point.fact for point in picture.points if point.fact), None)
    row = buttons([(words.SOURCE_BUTTON[language], "quote", fact)] if fact else [])
    return Letter(html, plain, markup([row]))


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
