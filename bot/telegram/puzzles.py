"""What nobody could answer, one by one: taught, asked again, dismissed. Without who asked."""

from __future__ import annotations

import re

from telegram import ForceReply, MaybeInaccessibleMessage, Message, User

from bot.state.records import Unanswered
from bot.telegram import adminpages as pages
from bot.telegram import adminwords as said
from bot.telegram.address import asker, replied_to_us
from bot.telegram.admin import Admin
from bot.telegram.adminpress import Pressed
from bot.telegram.desk import Desk
from bot.telegram.letter import Letter
from bot.telegram.words import Language

_TEACHING = re.compile(r"#(\d{1,9}) ")


class Puzzles:
    """The list of unanswered questions, over one desk; whoever calls has checked who it is."""

    def __init__(self, desk: Desk, admin: Admin, kept: bool) -> None:
        self._desk, self._admin, self._kept = desk, admin, kept
        self._records = desk.store.records

    async def tell(self, message: Message, _argument: str, language: Language) -> None:
        letter = self._list(0, language) if self._kept else Letter("", said.NOT_KEPT[language])
        await self._desk.tell(message, letter)

    async def turn(self, pressed: Pressed) -> None:
        await self._desk.turn(pressed.under, self._list(pressed.order.number(0), pressed.language))

    async def show(self, pressed: Pressed) -> None:
        row = self._row(pressed)
        letter = pages.question(row, pressed.language) if row else Letter("", said.NOT_THERE[pressed.language])
        await self._desk.turn(pressed.under, letter)

    async def ask_word(self, pressed: Pressed) -> None:
        """Ask the admin which word was not known; the reply to it teaches."""
        row, language = self._row(pressed), pressed.language
        if row is None:
            await self._desk.turn(pressed.under, Letter("", said.NOT_THERE[language]))
            return
        asking = ForceReply(selective=True, input_field_placeholder=said.TEACH_HINT[language])
        text = said.TEACH_ASK[language].format(row=row.row, question=row.question)
        await self._desk.tell(pressed.under, Letter("", text, asking))

    async def learn(self, message: Message, number: int, language: Language) -> None:
        """A reply to our asking for a word: taught, and the question is asked again."""
        await self._desk.tell(message, Letter("", self._admin.teach(message.text or "", asker(message) or "")))
        await self._try(message, number, message.from_user, language, remark=False)

    async def ask_again(self, pressed: Pressed) -> None:
        await self._try(pressed.under, pressed.order.number(0), pressed.user, pressed.language, remark=True)

    async def dismiss(self, pressed: Pressed) -> None:
        self._records.settle(pressed.order.number(0))
        await self._desk.turn(pressed.under, self._list(0, pressed.language))

    def _list(self, page: int, language: Language) -> Letter:
        return pages.unanswered(self._records.unanswered(), page, language)

    def _row(self, pressed: Pressed) -> Unanswered | None:
        return self._records.question(pressed.order.number(0))

    async def _try(
        self, to: MaybeInaccessibleMessage, number: int, user: User | None, language: Language, *, remark: bool
    ) -> None:
        """Ask a question again, and take it off the list if it is answered; ``remark``: also say if it is not."""
        row = self._records.question(number)
        if row is None:
            await self._desk.tell(to, Letter("", said.NOT_THERE[language]))
            return
        answer = self._desk.ask_apart(row.question)
        answered = answer.status in ("answer", "clarify")
        if answered:
            self._records.settle(number)
        if answered or remark:
            sentence = said.NOW_ANSWERED if answered else said.STILL_NOT
            await self._desk.tell(to, Letter("", sentence[language]))
            await self._desk.give(to, answer, user, str(user.id) if user else None)


def taught_row(message: Message, me: User) -> int | None:
    """The question that our message, replied to, asks a word for. Told by our words: nothing is remembered."""
    earlier = message.reply_to_message if replied_to_us(message, me) is not None else None
    text = (earlier.text or "") if earlier else ""
    ours = any(text.endswith(asking.rpartition("\n")[2]) for asking in said.TEACH_ASK.values())
    match = _TEACHING.match(text) if ours else None
    return int(match[1]) if match else None
