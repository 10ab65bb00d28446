"""The desk between Telegram and the assistant: scopes a question, gives the answer, remembers what it gave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from typing import Protocol, runtime_checkable

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message, User

from bot.answer import Answer, Choice, ReportRef, picked
from bot.answers.book import Book
from bot.service.metrics import METRICS
from bot.state.store import Chosen, Forgotten, Sent, Store
from bot.telegram.address import asker, replied_to_us
from bot.telegram.given import Given
from bot.telegram.letter import Letter, letter_of
from bot.telegram.letters import Letters
from bot.telegram.memory import Memory
from bot.telegram.send import change, place_of, reply
from bot.telegram.words import Language, language_of

_MOST_FACTS = 12
#: No chat: nothing was ever chosen in it.
NOBODY = 0


class Answering(Protocol):
    """What is needed of ``bot.assistant.Assistant``. Everything is answered from memory, at once."""

    def ask(
        self,
        text: str,
        *,
        chat: str = "",
        user: str | None = None,
        reply_to: str | None = None,
        report: str | None = None,
        about: tuple[str, ...] = (),
    ) -> Answer: ...

    def open(self, ref: str, *, chat: str = "", user: str | None = None) -> Answer:
        """The answer behind a ref; the ``id`` of an observation or a statement is one, too."""

    def find(self, text: str) -> tuple[str, ...]:
        """Refs of figures that ``text`` may mean, best first; without text, of all of the report asked by default."""

    def further(self, answer: Answer) -> tuple[Choice, ...]:
        """What may be opened from an answer, by its refs."""

    def examples(self, report: str | None = None) -> tuple[str, ...]:
        """A few short questions that are known to have an answer."""

    def about(self, report: str | None = None) -> str:
        """The report that is asked by default, or the one chosen, with its date."""

    def books(self) -> tuple[Book, ...]:
        """All reports, to be leafed through; the first is asked by default."""

    def forget(self, chat: str, user: str | None) -> None:
        """Forget what a person in a chat was talking about."""

    def teach(self, taught: tuple[tuple[str, str], ...]) -> None:
        """Know these aliases, (said, official), from now on."""

    def knows(self, official: str) -> bool:
        """Does a report use this word?"""


@runtime_checkable
class Renewable(Protocol):
    """What stands for an assistant that may be exchanged (``bot.telegram.renewal``)."""

    def take(self, assistant: Answering) -> None: ...


class Desk:
    """One assistant, one store, many chats. Talks are kept apart by chat and by person."""

    def __init__(self, assistant: Answering, store: Store) -> None:
        self.assistant = assistant
        self.store = store
        self._given, self._letters = Given(store), Letters()
        self._apart = (f"apart {number}" for number in count())
        self._chosen: Memory[int, Chosen] = Memory()
        #: The ref of the picture to offer with an answer.
        self.offers: Callable[[Answer], str | None] = lambda answer: None
        #: Told of each question that was asked in a talk, and of its answer.
        self.heard: Callable[[str, Answer], None] = lambda question, answer: None
        # What a person was last offered in a chat: a number typed is a choice as well as a press.
        self._offered: Memory[tuple[int, str | None], tuple[Choice, ...]] = Memory()

    def take_over(self, assistant: Answering) -> None:
        """Answer from another knowledge base from now on."""
        stand_in: object = self.assistant
        if isinstance(stand_in, Renewable):
            stand_in.take(assistant)
        else:
            self.assistant = assistant
            self.renewed()

    def renewed(self) -> None:
        """There is another assistant, which knows of no talk: each goes on from what the store says was last shown."""
        self._given.anew()
        self._letters.clear()

    # what a chat has chosen

    def language(self, chat: int, user: User | None) -> Language:
        """The language chosen in a chat, else that of the person's client."""
        chosen = self._settings(chat).language
        return "en" if chosen == "en" else "zh" if chosen == "zh" else language_of(user)

    def book(self, chat: int) -> Book:
        """The report that a chat has chosen, else the one that is asked by default."""
        books, chosen = self.assistant.books(), self._settings(chat).report
        return next((book for book in books if book.report.id == chosen), books[0])

    def report(self, chat: int) -> str | None:
        """The id of the chosen report, if there was a choice and it is still there."""
        chosen = self._settings(chat).report
        return chosen if chosen and chosen == self.book(chat).report.id else None

    def choose(self, chat: int, **what: str | None) -> None:
        """Set ``language`` or ``report``."""
        self._chosen.put(chat, replace(self._settings(chat), **what))
        self.store.choose(chat, **what)

    def switch(self, chat: int, report: str, person: str) -> None:
        """Ask another report by default; what ``person`` was talking about, they are not any more."""
        self.choose(chat, report=report)
        self._given.before_start(chat, person)  # asked for once: not to be recalled any more
        self.assistant.forget(str(chat), person)

    def _settings(self, chat: int) -> Chosen:
        chosen = self._chosen.get(chat)
        if chosen is None:
            chosen = self.store.chosen(chat)
            self._chosen.put(chat, chosen)
        return chosen

    # questions

    def examples(self, chat: int) -> tuple[str, ...]:
        return self.assistant.examples(self.report(chat))

    def about(self, chat: int) -> str:
        return self.assistant.about(self.report(chat))

    def ask(self, text: str, message: Message, me: User) -> Answer:
        """The answer to ``text``, asked in ``message``; a reply to us continues what we said there."""
        chat, user = message.chat.id, asker(message)
        if choice := picked(text, self._offered.get((chat, user)) or ()):
            return self.open(choice.ref, chat, user)
        earlier = replied_to_us(message, me)
        said = self._given.before_start(chat, user) if earlier is None else self._given.in_message(chat, earlier)
        about, reply_to = (said.facts, said.answer) if said else ((), None)
        answer = self.assistant.ask(
            text,
            chat=str(chat),
            user=user,
            reply_to=reply_to if earlier is not None else None,
            report=self.report(chat),
            about=about,
        )
        self.heard(text, answer)
        return answer

    def ask_as(self, text: str, chat: int, user: str | None) -> Answer:
        answer = self.assistant.ask(text, chat=str(chat), user=user, report=self.report(chat))
        self.heard(text, answer)
        return answer

    def ask_apart(self, text: str) -> Answer:
        """The answer to ``text`` alone, whoever asks it: it leans on no talk and begins none."""
        return self.assistant.ask(text, chat=next(self._apart))

    def open_apart(self, ref: str) -> Answer:
        return self.assistant.open(ref, chat=next(self._apart))

    def open(self, ref: str, chat: int, user: str | None) -> Answer:
        return self.assistant.open(ref, chat=str(chat), user=user)

    def has(self, fact: str) -> bool:
        """Is there a figure or a statement with this id?"""
        answer = self.open_apart(fact)
        return fact in [*(row.id for row in answer.observations), *(row.id for row in answer.statements)]

    async def give(self, to: MaybeInaccessibleMessage, answer: Answer, user: User | None, person: str | None) -> None:
        """Send ``answer`` as a reply to ``to``; ``person`` is whose talk it belongs to."""
        METRICS.count("bot_answers_total", status=answer.status)
        sent = await reply(to, self._letter(answer, to.chat.id, user))
        if sent:
            self._remember(Sent(sent.chat.id, sent.message_id, to.message_id, person, answer.id, ()), answer)

    def given(self, sent: Message, answer: Answer, person: str | None) -> None:
        """``sent``, no text that an edited question could change, holds ``answer``: replying to it continues it."""
        self._remember(Sent(sent.chat.id, sent.message_id, None, person, answer.id, ()), answer)

    def shown(self, message: Message, me: User) -> tuple[str, ...]:
        """The facts of the answer that ``message`` replies to, or of the one before this process began."""
        earlier, chat = replied_to_us(message, me), message.chat.id
        if earlier is not None:
            said = self._given.in_message(chat, earlier)
        else:
            said = self._given.before_start(chat, asker(message))
        return said.facts if said else ()

    async def give_again(self, message: Message, answer: Answer, sent: Sent) -> None:
        """Put ``answer`` where the one to ``message``, since edited, stands; anew where that can't be done."""
        if answer.id == sent.answer:
            return
        if await change(place_of(message), sent.message, self._letter(answer, message.chat.id, message.from_user)):
            self._remember(sent, answer)
        else:
            await self.give(message, answer, message.from_user, asker(message))

    def answer_to(self, message: Message) -> Sent | None:
        """The answer that was given to ``message``."""
        return self._given.to_question(message.chat.id, message.message_id)

    def further(self, answer: Answer) -> tuple[Choice, ...]:
        """What may be opened from an answer."""
        return self.assistant.further(answer)

    def named(self, answer: Answer) -> ReportRef:
        """The report that an answer is from, whoever asked."""
        return self._report_of(answer, NOBODY)

    def find(self, text: str) -> tuple[str, ...]:
        return self.assistant.find(text)

    def _letter(self, answer: Answer, chat: int, user: User | None) -> Letter:
        language, named = self.language(chat, user), self._report_of(answer, chat)
        return self._letters.get(answer, (language, named), lambda: self._written(answer, language, named))

    def _written(self, answer: Answer, language: Language, named: ReportRef) -> Letter:
        further = self.assistant.further(answer)
        if answer.status == "not_found" and not (further or answer.choices):
            # Nobody is left without a way on. The assistant opens x-N as its N-th example.
            further = tuple(Choice(e, e, f"x-{n}") for n, e in enumerate(self.assistant.examples()))
        return letter_of(answer, further, language, named, self.offers(answer))

    def _report_of(self, answer: Answer, chat: int) -> ReportRef:
        named = {row.report for row in answer.observations} | {row.report for row in answer.statements}
        books: Sequence[Book] = self.assistant.books()
        return next((book.report for book in books if book.report.id in named), self.book(chat).report)

    def _remember(self, sent: Sent, answer: Answer) -> None:
        self._offered.put((sent.chat, sent.person), answer.choices)
        facts = [row.id for row in answer.observations] + [row.id for row in answer.statements]
        self._given.put(replace(sent, answer=answer.id, facts=tuple(facts[:_MOST_FACTS])))

    # other letters

    async def tell(self, to: MaybeInaccessibleMessage, letter: Letter) -> None:
        """Send something that is no answer."""
        await reply(to, letter)

    async def turn(self, page: MaybeInaccessibleMessage, letter: Letter) -> None:
        """Put another page in place of the one in our message; below it where that can't be edited any more."""
        said = page.text if isinstance(page, Message) else ""
        if isinstance(page, Message) and (said, page.reply_markup) == (letter.plain.strip(), letter.keyboard):
            return  # the page it shows, pressed again
        if said is None or not await change(place_of(page), page.message_id, letter):
            await reply(page, letter)

    # people and chats come and go

    def forget(self, message: Message) -> Forgotten:
        """Delete all that is kept of whoever wrote ``message``."""
        person = asker(message) or ""
        gone = self.store.forget(person)
        self._given.forget()
        self._chosen.clear()
        self._offered.clear()
        self.assistant.forget(str(message.chat.id), person)
        return gone

    def move(self, old: int, new: int) -> None:
        """A group has become a supergroup."""
        self.store.move(old, new)
        self._chosen.drop(old)
        self._chosen.drop(new)

    def leave(self, chat: int) -> None:
        self.store.leave(chat)
        self._chosen.drop(chat)


def presser(query: CallbackQuery) -> str:
    """Whose talk a press belongs to."""
    return str(query.from_user.id)
