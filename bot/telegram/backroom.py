"""What is there for the people of ADMIN_IDS, in a private chat: to everybody else none of it exists.

These handlers come before all others and take only what an admin says or presses in private; the same from
anybody else falls through to the handlers that know nothing of it. Who it is is asked anew each time.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from telegram import CallbackQuery, ForceReply, MaybeInaccessibleMessage, Message, Update, User
from telegram.constants import ChatType
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.errors import BotError
from bot.service.metrics import resident_bytes
from bot.state.records import Unanswered
from bot.telegram import adminpages as pages
from bot.telegram import adminwords as said
from bot.telegram import words
from bot.telegram.address import asker, command_of, is_person, is_private, replied_to_us
from bot.telegram.admin import Admin
from bot.telegram.deliveries import Deliveries
from bot.telegram.desk import Desk
from bot.telegram.errands import Errands, Progress
from bot.telegram.holdings import Holdings
from bot.telegram.letter import Letter
from bot.telegram.memory import Memory
from bot.telegram.tally import Counter
from bot.telegram.tolerance import tolerated
from bot.telegram.words import Language

Context = ContextTypes.DEFAULT_TYPE
Run = Callable[[Message, str, Language], Awaitable[None]]

_TEACHING = re.compile(r"#(\d{1,9}) ")
_DAYS = (1, 7, 30)


class _Admins(filters.MessageFilter):
    """Said by an admin, as themselves, in their private chat with us."""

    def __init__(self, admin: Admin) -> None:
        super().__init__()
        self._admin = admin

    def filter(self, message: Message) -> bool:
        return is_person(message) and is_private(message) and self._admin.is_admin(asker(message))


class _AdminPress(CallbackQueryHandler[Context, None]):
    """An admin's button, pressed by an admin in private; from anybody else it is no button of ours."""

    def __init__(self, admin: Admin, press: Callable[[Update, Context], Any]) -> None:
        super().__init__(press)
        self._admin = admin

    def check_update(self, update: object) -> bool:
        query = update.callback_query if isinstance(update, Update) else None
        under = query.message if query else None
        if query is None or under is None or under.chat.type != ChatType.PRIVATE:
            return False
        return pages.Order.of(query.data) is not None and self._admin.is_admin(str(query.from_user.id))


class Backroom:
    """The admins' commands, documents and buttons, over one desk."""

    def __init__(
        self,
        desk: Desk,
        admin: Admin,
        holdings: Holdings,
        deliveries: Deliveries,
        errands: Errands,
        counter: Counter,
        reports_dir: Path,
        keeps_unanswered: bool,
    ) -> None:
        self._desk, self._admin, self._counter = desk, admin, counter
        self._holdings, self._deliveries, self._errands = holdings, deliveries, errands
        self._reports_dir, self._keeps_unanswered = reports_dir, keeps_unanswered
        self._seen: Memory[str, bool] = Memory()
        self._commands: dict[str, Run] = {
            "teach": self._teach,
            "inbox": self._inbox,
            "reports": self._reports,
            "stats": self._stats,
            "unanswered": self._unanswered,
            "reload": self._reload,
            "health": self._health,
        }
        self._verbs: dict[str, Callable[[MaybeInaccessibleMessage, pages.Order, User, Language], Awaitable[None]]] = {
            "reports": self._turn_reports,
            "remove": self._ask_removal,
            "removed": self._remove,
            "list": self._turn_unanswered,
            "row": self._show_question,
            "teach": self._ask_word,
            "ask": self._ask_again,
            "dismiss": self._dismiss,
        }

    def register(self, app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        new = filters.UpdateType.MESSAGE & _Admins(self._admin)
        app.add_handler(MessageHandler(new & filters.Document.ALL, self._document))
        app.add_handler(MessageHandler(new & filters.TEXT & _Spoken(self._is_ours), self._spoken))
        app.add_handler(_AdminPress(self._admin, self._press))

    # messages

    async def _document(self, update: Update, _context: Context) -> None:
        assert update.message is not None  # the filter of new messages
        await self._deliveries.receive(update.message)

    def _is_ours(self, message: Message) -> bool:
        me = message.get_bot().bot
        command = command_of(message, me)
        return _taught_row(message, me) is not None or (command is not None and command.name in self._commands)

    async def _spoken(self, update: Update, context: Context) -> None:
        message, me = update.message, context.bot.bot
        assert message is not None  # the filter of new messages
        language = self._desk.language(message.chat.id, message.from_user)
        row, command = _taught_row(message, me), command_of(message, me)
        if command:
            await self._commands[command.name](message, command.argument, language)
        elif row is not None:
            await self._desk.tell(message, Letter("", self._admin.teach(message.text or "", asker(message) or "")))
            await self._try(message, row, message.from_user, language, remark=False)

    async def _teach(self, message: Message, argument: str, _language: Language) -> None:
        await self._desk.tell(message, Letter("", self._admin.teach(argument, asker(message) or "")))

    async def _inbox(self, message: Message, _argument: str, _language: Language) -> None:
        await self._desk.tell(message, Letter("", self._admin.inbox()))

    async def _reports(self, message: Message, _argument: str, language: Language) -> None:
        await self._desk.tell(message, pages.reports(self._holdings.reports, 0, language))

    async def _stats(self, message: Message, _argument: str, language: Language) -> None:
        tallies = {days: self._desk.store.records.tally(days) for days in _DAYS}
        await self._desk.tell(message, pages.stats(tallies, self._counter.latencies(), language))

    async def _unanswered(self, message: Message, _argument: str, language: Language) -> None:
        kept = self._keeps_unanswered
        rows = self._desk.store.records.unanswered() if kept else []
        letter = pages.unanswered(rows, 0, language) if kept else Letter("", said.NOT_KEPT[language])
        await self._desk.tell(message, letter)

    async def _reload(self, message: Message, _argument: str, language: Language) -> None:
        self._errands.start(self._reloaded(message, language), lambda: self._sorry(message, language))

    async def _reloaded(self, message: Message, language: Language) -> None:
        async with Progress(message, None, said.ELAPSED[language]) as progress:
            await progress.begin(f"{said.BUILDING[language]}{said.STILL_ANSWERING[language]}")

            def told(number: int, total: int, _name: str) -> None:
                progress.says(said.BUILDING_OF[language].format(number=number, total=total))

            try:
                problems = await self._holdings.reload(told)
                lines = [said.RELOADED[language].format(count=len(self._holdings.reports))]
                text = "\n".join([*lines, *pages.left_out(problems, language)])
            except BotError as error:
                text = str(error)
            await progress.show(Letter("", text))

    async def _health(self, message: Message, _argument: str, language: Language) -> None:
        try:
            state, problems = await self._holdings.state(), ()
            problems = state.problems
        except BotError as error:
            state, problems = None, (str(error),)
        now = pages.Health(
            seconds=self._counter.running(),
            megabytes=resident_bytes() / 2**20,
            free_gigabytes=_free(self._reports_dir) / 2**30,
            reports=len(self._holdings.reports),
            state=state,
            problems=problems,
            trouble=self._desk.store.trouble,
        )
        await self._desk.tell(message, pages.health(now, language))

    # presses

    async def _press(self, update: Update, _context: Context) -> None:
        query, order = update.callback_query, pages.Order.of(update.callback_query and update.callback_query.data)
        assert query is not None and query.message is not None and order is not None  # _AdminPress
        if not self._seen.first_time(query.id, True):
            return
        language = self._desk.language(query.message.chat.id, query.from_user)
        serve = self._verbs.get(order.verb)
        await _acknowledge(query, None if serve or order.verb in ("add", "drop") else words.OTHER_VERSION[language])
        if serve:
            await serve(query.message, order, query.from_user, language)
        elif order.verb in ("add", "drop"):
            await self._deliveries.decide(query, query.message, order)

    async def _turn_reports(
        self, under: MaybeInaccessibleMessage, order: pages.Order, _user: User, language: Language
    ) -> None:
        await self._desk.turn(under, pages.reports(self._holdings.reports, order.number(0), language))

    async def _ask_removal(
        self, under: MaybeInaccessibleMessage, order: pages.Order, _user: User, language: Language
    ) -> None:
        held = self._holdings.reports
        report = next((each for each in held if pages.ref_of(each) == (*order.arguments, "")[0]), None)
        letter = pages.really_remove(report, language) if report else pages.reports(held, 0, language)
        await self._desk.turn(under, letter)

    async def _remove(self, under: MaybeInaccessibleMessage, order: pages.Order, _user: User, language: Language) -> None:
        self._errands.start(self._removed(under, order, language), lambda: self._sorry(under, language))

    async def _removed(self, under: MaybeInaccessibleMessage, order: pages.Order, language: Language) -> None:
        held = self._holdings.reports
        report = next((each for each in held if pages.ref_of(each) == (*order.arguments, "")[0]), None)
        if report is None:
            await self._desk.turn(under, Letter("", said.REPORT_GONE[language]))
            return
        async with Progress(under, under, said.ELAPSED[language]) as progress:
            await progress.begin(said.BUILDING[language])
            try:
                await self._holdings.remove(report.id)
                told = {"title": report.title, "count": len(self._holdings.reports)}
                text = said.REMOVED[language].format(**told)
            except BotError as error:
                text = str(error)
            await progress.show(Letter("", text))

    async def _turn_unanswered(
        self, under: MaybeInaccessibleMessage, order: pages.Order, _user: User, language: Language
    ) -> None:
        rows = self._desk.store.records.unanswered()
        await self._desk.turn(under, pages.unanswered(rows, order.number(0), language))

    async def _show_question(
        self, under: MaybeInaccessibleMessage, order: pages.Order, _user: User, language: Language
    ) -> None:
        row = self._row(order)
        await self._desk.turn(under, pages.question(row, language) if row else Letter("", said.NOT_THERE[language]))

    async def _ask_word(
        self, under: MaybeInaccessibleMessage, order: pages.Order, _user: User, language: Language
    ) -> None:
        row = self._row(order)
        if row is None:
            await self._desk.turn(under, Letter("", said.NOT_THERE[language]))
            return
        asking = ForceReply(selective=True, input_field_placeholder=said.TEACH_HINT[language])
        text = said.TEACH_ASK[language].format(row=row.row, question=row.question)
        await self._desk.tell(under, Letter("", text, asking))

    async def _ask_again(
        self, under: MaybeInaccessibleMessage, order: pages.Order, user: User, language: Language
    ) -> None:
        await self._try(under, order.number(0), user, language)

    async def _dismiss(
        self, under: MaybeInaccessibleMessage, order: pages.Order, user: User, language: Language
    ) -> None:
        self._desk.store.records.settle(order.number(0))
        await self._turn_unanswered(under, pages.Order("list"), user, language)

    def _row(self, order: pages.Order) -> Unanswered | None:
        return self._desk.store.records.question(order.number(0))

    async def _try(
        self,
        to: MaybeInaccessibleMessage,
        number: int,
        user: User | None,
        language: Language,
        *,
        remark: bool = True,
    ) -> None:
        """Ask a question that found no answer again; off the list if it finds one. ``remark``: also say if not."""
        row = self._desk.store.records.question(number)
        if row is None:
            await self._desk.tell(to, Letter("", said.NOT_THERE[language]))
            return
        answer = self._desk.ask_apart(row.question)
        answered = answer.status in ("answer", "clarify")
        if answered:
            self._desk.store.records.settle(number)
        if answered or remark:
            sentence = said.NOW_ANSWERED if answered else said.STILL_NOT
            await self._desk.tell(to, Letter("", sentence[language]))
            await self._desk.give(to, answer, user, str(user.id) if user else None)

    async def _sorry(self, to: MaybeInaccessibleMessage, language: Language) -> None:
        await self._desk.tell(to, Letter("", words.SORRY[language]))


class _Spoken(filters.MessageFilter):
    def __init__(self, is_ours: Callable[[Message], bool]) -> None:
        super().__init__()
        self._is_ours = is_ours

    def filter(self, message: Message) -> bool:
        return self._is_ours(message)


def _taught_row(message: Message, me: User) -> int | None:
    """The question that our message, replied to, asks a word for. Told by our words: nothing is remembered."""
    earlier = message.reply_to_message if replied_to_us(message, me) is not None else None
    text = (earlier.text or "") if earlier else ""
    ours = any(text.endswith(asking.rpartition("\n")[2]) for asking in said.TEACH_ASK.values())
    match = _TEACHING.match(text) if ours else None
    return int(match[1]) if match else None


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


async def _acknowledge(query: CallbackQuery, toast: str | None) -> None:
    with tolerated():
        await query.answer(toast)
