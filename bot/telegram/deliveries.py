"""Reports that admins send as documents: fetched, read apart, shown, and only on their word put in use."""

from __future__ import annotations

import logging
from html import escape

from telegram import Document, MaybeInaccessibleMessage, Message
from telegram.constants import FileSizeLimit
from telegram.error import BadRequest, TelegramError

from bot.errors import BotError
from bot.knowledge.apart import examine
from bot.knowledge.incoming import Entrance, Incoming
from bot.question.places import bare_name
from bot.reply.plain import clean
from bot.telegram import adminpages as pages
from bot.telegram import adminwords as said
from bot.telegram import words
from bot.telegram.adminpress import Pressed
from bot.telegram.desk import Desk
from bot.telegram.errands import Errands, Progress
from bot.telegram.holdings import Holdings, Placing
from bot.telegram.keyboard import example_keyboard
from bot.telegram.letter import Letter
from bot.telegram.words import Language, Words

log = logging.getLogger(__name__)

_DOWNLOAD_SECONDS = 120.0


class Deliveries:
    """Documents from admins, and their decisions; whoever calls has checked who it is."""

    def __init__(self, desk: Desk, holdings: Holdings, entrance: Entrance, errands: Errands) -> None:
        self._desk, self._holdings = desk, holdings
        self._entrance, self._errands = entrance, errands
        self._busy: set[str] = set()

    async def receive(self, message: Message) -> None:
        """Everything else happens beside the updates: a big report takes a minute."""
        document, language = message.document, self._language(message)
        assert document is not None  # the filter of documents
        if (document.file_size or 0) > FileSizeLimit.FILESIZE_DOWNLOAD:
            await self._desk.tell(message, Letter("", said.TOO_BIG[language]))
            return
        self._errands.start(self._take_in(message, document, language), lambda: self._sorry(message, language))

    async def decide(self, pressed: Pressed) -> None:
        """加进来, 替换 or 不要了 was pressed under the summary of a report."""
        ref, under, language = pressed.order.argument(0), pressed.under, pressed.language
        if ref in self._busy:
            return  # pressed twice
        incoming = self._entrance.get(ref)
        if incoming is None:
            await self._desk.turn(under, Letter("", said.GONE[language]))
        elif pressed.order.verb == "drop":
            self._entrance.drop(ref)
            await self._desk.turn(under, Letter("", said.DROPPED[language]))
        else:
            self._busy.add(ref)
            self._errands.start(self._put_in_use(incoming, pressed), lambda: self._sorry(under, language))

    async def _take_in(self, message: Message, document: Document, language: Language) -> None:
        async with Progress(message, None, said.ELAPSED[language]) as progress:
            await progress.begin(said.FETCHING[language])
            try:
                data = await _fetched(document)
                incoming = self._entrance.stage(document.file_name, data)
                progress.says(_reassuring(said.READING, language))
                letter = await self._examined(incoming, language)
            except BotError as error:
                letter = Letter("", str(error))
            except _TooBig:
                letter = Letter("", said.TOO_BIG[language])
            except TelegramError as error:
                log.warning("a report could not be fetched: %s", type(error).__name__)
                letter = Letter("", said.NOT_FETCHED[language])
            await progress.show(letter)

    async def _examined(self, incoming: Incoming, language: Language) -> Letter:
        """The summary with its buttons. Raises BotError, and nothing is staged any more."""
        try:
            if await self._holdings.known(incoming.path):
                self._entrance.drop(incoming.ref)
                return Letter("", said.KNOWN[language])
            examined = await examine(incoming.path)
        except BaseException:
            self._entrance.drop(incoming.ref)
            raise
        incoming = Incoming(incoming.ref, incoming.path, examined)
        self._entrance.keep(incoming, examined)
        placing = self._holdings.placing(incoming.path, examined)
        return pages.arrived(incoming, placing, len(self._holdings.reports), language)

    async def _put_in_use(self, incoming: Incoming, pressed: Pressed) -> None:
        assert incoming.examined is not None  # the entrance gives no others
        language = pressed.language
        try:
            placing = self._holdings.placing(incoming.path, incoming.examined)
            if pressed.order.argument(1) == pages.mark_of(placing):
                await self._added(incoming, placing, pressed)
            else:  # the reports have changed since: what would be replaced is another one
                letter = pages.arrived(incoming, placing, len(self._holdings.reports), language)
                await self._desk.turn(pressed.under, letter)
        finally:
            self._busy.discard(incoming.ref)

    async def _added(self, incoming: Incoming, placing: Placing, pressed: Pressed) -> None:
        language = pressed.language
        async with Progress(pressed.under, pressed.under, said.ELAPSED[language]) as progress:
            await progress.begin(_reassuring(said.BUILDING, language))
            try:
                await self._holdings.add(incoming, placing, progress.of_reports(said.BUILDING_OF[language]))
            except BotError as error:
                await progress.show(Letter("", str(error)))
                return
            self._entrance.drop(incoming.ref)
            await progress.show(self._welcome(incoming, placing, language))

    def _welcome(self, incoming: Incoming, placing: Placing, language: Language) -> Letter:
        """The report can be asked: with questions that it answers, its district's name in front where it needs it."""
        assert incoming.examined is not None
        name, title = placing.name.split(".")[0], clean(incoming.examined.title)
        district = bare_name(incoming.examined.district)
        examples = self._desk.assistant.examples(name)
        asked = [(question, f"{district}{question}") for question in examples]
        works = [next((each for each in ways if self._answers(name, each)), None) for ways in asked]
        found = [question for question in works if question]
        text = (said.ADDED if found else said.ADDED_ONLY)[language].format(title=title)
        return Letter.of(escape(text, quote=False), example_keyboard(found))

    def _answers(self, report: str, question: str) -> bool:
        return any(source.report.id == report for source in self._desk.ask_apart(question).sources)

    def _language(self, message: Message) -> Language:
        return self._desk.language(message.chat.id, message.from_user)

    async def _sorry(self, to: MaybeInaccessibleMessage, language: Language) -> None:
        await self._desk.tell(to, Letter("", words.SORRY[language]))


class _TooBig(Exception):
    """More than bots may download."""


async def _fetched(document: Document) -> bytes:
    """Raises TelegramError or _TooBig."""
    try:
        file = await document.get_file()
        if (file.file_size or 0) > FileSizeLimit.FILESIZE_DOWNLOAD:
            raise _TooBig
        data = bytes(await file.download_as_bytearray(read_timeout=_DOWNLOAD_SECONDS))
    except BadRequest as error:
        if "too big" in error.message.lower():
            raise _TooBig from error
        raise
    if len(data) > FileSizeLimit.FILESIZE_DOWNLOAD:
        raise _TooBig
    return data


def _reassuring(sentence: Words, language: Language) -> str:
    return f"{sentence[language]}{said.STILL_ANSWERING[language]}"
