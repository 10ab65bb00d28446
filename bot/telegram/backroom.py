"""What is there for the people of ADMIN_IDS, in a private chat: to everybody else none of it exists.

These handlers come before all others and take only what an admin says or presses in private; the same from
anybody else falls through to the handlers that know nothing of it. Who it is is asked anew each time.
"""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from telegram import MaybeInaccessibleMessage, Message, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.answer import ReportRef
from bot.errors import BotError
from bot.knowledge.incoming import Entrance
from bot.service.metrics import resident_bytes
from bot.settings import Settings
from bot.telegram import adminpages as pages
from bot.telegram import adminwords as said
from bot.telegram import words
from bot.telegram.acknowledgement import acknowledged
from bot.telegram.address import asker, command_of, is_person, is_private
from bot.telegram.admin import Admin
from bot.telegram.adminpress import Pressed
from bot.telegram.deliveries import Deliveries
from bot.telegram.desk import Desk
from bot.telegram.errands import Errands, Progress
from bot.telegram.holdings import Holdings
from bot.telegram.letter import Letter
from bot.telegram.memory import Memory
from bot.telegram.puzzles import Puzzles, taught_row
from bot.telegram.tally import Counter
from bot.telegram.words import Language

Context = ContextTypes.DEFAULT_TYPE
Run = Callable[[Message, str, Language], Awaitable[None]]
Serve = Callable[[Pressed], Awaitable[None]]

_DAYS = (1, 7, 30)


class Backroom:
    """The admins' commands, documents and buttons, over one desk."""

    def __init__(self, desk: Desk, admin: Admin, settings: Settings, counter: Counter, errands: Errands) -> None:
        self._desk, self._admin, self._counter, self._errands = desk, admin, counter, errands
        self._settings = settings
        self._holdings = Holdings(desk, settings)
        self._deliveries = Deliveries(desk, self._holdings, Entrance(settings.reports_dir), errands)
        puzzles = self._puzzles = Puzzles(desk, admin, settings.log_unanswered)
        self._seen: Memory[str, bool] = Memory()
        self._commands: dict[str, Run] = {
            "teach": self._teach,
            "inbox": self._inbox,
            "reports": self._reports,
            "stats": self._stats,
            "unanswered": puzzles.tell,
            "reload": self._reload,
            "health": self._health,
        }
        self._verbs: dict[str, Serve] = {
            "add": self._deliveries.decide,
            "drop": self._deliveries.decide,
            "reports": self._turn_reports,
            "remove": self._ask_removal,
            "removed": self._remove,
            "list": puzzles.turn,
            "row": puzzles.show,
            "teach": puzzles.ask_word,
            "ask": puzzles.ask_again,
            "dismiss": puzzles.dismiss,
        }

    def register(self, app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        new = filters.UpdateType.MESSAGE & _Private(self._is_admin)
        app.add_handler(MessageHandler(new & filters.Document.ALL, self._document))
        app.add_handler(MessageHandler(new & filters.TEXT & _Private(self._is_ours), self._spoken))
        app.add_handler(_AdminPress(self._admin, self._press))

    # messages

    def _is_admin(self, message: Message) -> bool:
        return self._admin.is_admin(asker(message))

    def _is_ours(self, message: Message) -> bool:
        me = message.get_bot().bot
        command = command_of(message, me)
        return taught_row(message, me) is not None if command is None else command.name in self._commands

    async def _document(self, update: Update, _context: Context) -> None:
        assert update.message is not None  # the filter of new messages
        await self._deliveries.receive(update.message)

    async def _spoken(self, update: Update, context: Context) -> None:
        message, me = update.message, context.bot.bot
        assert message is not None  # the filter of new messages
        language = self._desk.language(message.chat.id, message.from_user)
        row = taught_row(message, me)
        if command := command_of(message, me):
            await self._commands[command.name](message, command.argument, language)
        elif row is not None:
            await self._puzzles.learn(message, row, language)

    async def _teach(self, message: Message, argument: str, _language: Language) -> None:
        await self._desk.tell(message, Letter("", self._admin.teach(argument, asker(message) or "")))

    async def _inbox(self, message: Message, _argument: str, _language: Language) -> None:
        await self._desk.tell(message, Letter("", self._admin.inbox()))

    async def _reports(self, message: Message, _argument: str, language: Language) -> None:
        await self._desk.tell(message, pages.reports(self._holdings.reports, 0, language))

    async def _stats(self, message: Message, _argument: str, language: Language) -> None:
        tallies = {days: self._desk.store.records.tally(days) for days in _DAYS}
        await self._desk.tell(message, pages.stats(tallies, self._counter.latencies(), language))

    async def _reload(self, message: Message, _argument: str, language: Language) -> None:
        async def work(progress: Progress) -> str:
            problems = await self._holdings.reload(progress.of_reports(said.BUILDING_OF[language]))
            told = said.RELOADED[language].format(count=len(self._holdings.reports))
            return "\n".join([told, *pages.left_out(problems, language)])

        self._start(work, message, None, language)

    async def _health(self, message: Message, _argument: str, language: Language) -> None:
        try:
            state = await self._holdings.state()
            problems = state.problems
        except BotError as error:
            state, problems = None, (str(error),)
        now = pages.Health(
            seconds=self._counter.running(),
            megabytes=resident_bytes() / 2**20,
            free_gigabytes=_free(self._settings.reports_dir) / 2**30,
            reports=len(self._holdings.reports),
            state=state,
            problems=problems,
            trouble=self._desk.store.trouble,
        )
        await self._desk.tell(message, pages.health(now, language))

    # presses

    async def _press(self, update: Update, _context: Context) -> None:
        query, pressed = update.callback_query, Pressed.of(update.callback_query)
        assert query is not None and pressed is not None  # _AdminPress
        if not self._seen.first_time(query.id, True):
            return  # delivered again by Telegram
        language = self._desk.language(pressed.under.chat.id, pressed.user)
        serve = self._verbs.get(pressed.order.verb)
        async with acknowledged(query, None if serve else words.OTHER_VERSION[language]):
            if serve:
                await serve(replace(pressed, language=language))

    async def _turn_reports(self, pressed: Pressed) -> None:
        page = pages.reports(self._holdings.reports, pressed.order.number(0), pressed.language)
        await self._desk.turn(pressed.under, page)

    async def _ask_removal(self, pressed: Pressed) -> None:
        report, language = self._named(pressed), pressed.language
        gone = pages.reports(self._holdings.reports, 0, language)
        await self._desk.turn(pressed.under, pages.really_remove(report, language) if report else gone)

    async def _remove(self, pressed: Pressed) -> None:
        report, language = self._named(pressed), pressed.language
        if report is None:
            await self._desk.turn(pressed.under, Letter("", said.REPORT_GONE[language]))
            return
        title, name = report.title, report.id

        async def work(_progress: Progress) -> str:
            await self._holdings.remove(name)
            return said.REMOVED[language].format(title=title, count=len(self._holdings.reports))

        self._start(work, pressed.under, pressed.under, language)

    def _named(self, pressed: Pressed) -> ReportRef | None:
        ref = pressed.order.argument(0)
        return next((report for report in self._holdings.reports if pages.ref_of(report) == ref), None)

    def _start(
        self,
        work: Callable[[Progress], Awaitable[str]],
        to: MaybeInaccessibleMessage,
        page: MaybeInaccessibleMessage | None,
        language: Language,
    ) -> None:
        """``work``, which changes the knowledge base, beside the updates; what it returns is told at the end."""

        async def run() -> None:
            async with Progress(to, page, said.ELAPSED[language]) as progress:
                await progress.begin(f"{said.BUILDING[language]}{said.STILL_ANSWERING[language]}")
                try:
                    text = await work(progress)
                except BotError as error:
                    text = str(error)
                await progress.show(Letter("", text))

        self._errands.start(run(), lambda: self._desk.tell(to, Letter("", words.SORRY[language])))


class _Private(filters.MessageFilter):
    """Said by a person in private, where ``holds``."""

    def __init__(self, holds: Callable[[Message], bool]) -> None:
        super().__init__()
        self._holds = holds

    def filter(self, message: Message) -> bool:
        return is_person(message) and is_private(message) and self._holds(message)


class _AdminPress(CallbackQueryHandler[Context, None]):
    """An admin's button, pressed by an admin in private; from anybody else it is no button of ours."""

    def __init__(self, admin: Admin, press: Callable[[Update, Context], Any]) -> None:
        super().__init__(press)
        self._admin = admin

    def check_update(self, update: object) -> bool:
        pressed = Pressed.of(update.callback_query) if isinstance(update, Update) else None
        return pressed is not None and self._admin.is_admin(str(pressed.user.id))


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
