"""The desk between Telegram and the assistant: scopes a question, gives the answer, remembers what it gave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from telegram import MaybeInaccessibleMessage, Message, User

from bot.answer import Answer
from bot.telegram.address import asker, replied_to_us
from bot.telegram.memory import Memory
from bot.telegram.send import Letter, letter_of, reply


class Answering(Protocol):
    """What is needed of ``bot.assistant.Assistant``. Everything is answered from memory, at once."""

    def ask(self, text: str, *, chat: str = "", user: str | None = None, reply_to: str | None = None) -> Answer: ...

    def open(self, ref: str, *, chat: str = "", user: str | None = None) -> Answer:
        """The answer behind a ref; the ``id`` of an observation or a statement is one, too."""

    def examples(self) -> tuple[str, ...]:
        """A few short questions that are known to have an answer."""

    def about(self) -> str:
        """The report that is asked by default, with its date."""


class Desk:
    """One assistant, many chats. Talks are kept apart by chat and by person."""

    def __init__(self, assistant: Answering) -> None:
        self._assistant = assistant
        # (chat id, message id) of what we sent → the answer in it, so that replying to it continues it.
        self._given: Memory[tuple[int, int], str] = Memory()
        #: The ref of the picture to offer with an answer.
        self.offers: Callable[[Answer], str | None] = lambda answer: None

    def examples(self) -> tuple[str, ...]:
        return self._assistant.examples()

    def about(self) -> str:
        return self._assistant.about()

    def ask(self, text: str, message: Message, me: User) -> Answer:
        """The answer to ``text``, asked in ``message``; a reply to us continues what we said there."""
        about = self.continued(message, me)
        return self._assistant.ask(text, chat=str(message.chat.id), user=asker(message), reply_to=about)

    def continued(self, message: Message, me: User) -> str | None:
        """The id of our answer that ``message`` replies to."""
        earlier = replied_to_us(message, me)
        return None if earlier is None else self._given.get((message.chat.id, earlier))

    def ask_as(self, text: str, chat: int, user: str | None) -> Answer:
        return self._assistant.ask(text, chat=str(chat), user=user)

    def open(self, ref: str, chat: int, user: str | None) -> Answer:
        return self._assistant.open(ref, chat=str(chat), user=user)

    async def give(self, to: MaybeInaccessibleMessage, answer: Answer) -> None:
        """Send ``answer`` as a reply to ``to``."""
        sent = await reply(to, letter_of(answer, self.offers(answer)))
        if sent:
            self.remember(sent, answer)

    def remember(self, sent: Message, answer: Answer) -> None:
        """Replying to ``sent`` continues ``answer``."""
        self._given.put((sent.chat.id, sent.message_id), answer.id)

    async def tell(self, to: MaybeInaccessibleMessage, letter: Letter) -> None:
        """Send something that is no answer."""
        await reply(to, letter)
