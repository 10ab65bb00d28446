"""Polling and connecting under faults, and what is remembered; no network, no waiting."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Any

import pytest
from telegram import Update, User
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram.connection import ConnectionFailedError, connect
from bot.telegram.intake import Intake
from bot.telegram.memory import Memory
from bot.telegram.menu import introduce
from bot.telegram.order import ChatOrder
from bot.telegram.polling import Poller, PollingEndedError
from bot.telegram.transport import ServerError
from tests.telegram.recorder import DATE, GROUP, ME, PRIVATE, TOKEN, Chat


def raw(number: int, chat: dict[str, Any] = PRIVATE) -> dict[str, Any]:
    return {"update_id": number, "message": {"message_id": number, "date": DATE, "chat": chat}}


def update(number: int, chat: dict[str, Any] = PRIVATE) -> Update:
    return Update.de_json(raw(number, chat), None)


class ScriptedBot:
    """Gives out ``script`` one by one: results are returned, exceptions raised; then it never answers."""

    bot = User.de_json(ME, None)

    def __init__(self, *script: Any) -> None:
        self.script = list(script)
        self.offsets: list[int | None] = []
        self.done = asyncio.Event()

    async def initialize(self) -> None:
        self._next()

    async def get_updates(self, offset: int | None = None, **_: Any) -> tuple[Update, ...]:
        self.offsets.append(offset)
        if not self.script:
            self.done.set()
            await asyncio.Event().wait()
        return tuple(self._next())

    async def do_api_request(self, *_: Any) -> Any:
        return self._next()

    def _next(self) -> Any:
        step = self.script.pop(0) if self.script else None
        if isinstance(step, Exception):
            raise step
        return step


class Unhandled(Intake):
    """Waits for nobody to handle what it took."""

    async def settled(self) -> None: ...


async def poll(bot: ScriptedBot) -> list[object]:
    """Run the poller until the script is through; the updates that it took."""
    queue: asyncio.Queue[object] = asyncio.Queue()
    intake = Unhandled(queue)
    intake.attach(bot)  # type: ignore[arg-type]
    task = asyncio.create_task(Poller(bot, intake, pause=0).run())  # type: ignore[arg-type]
    done = asyncio.create_task(bot.done.wait())
    await asyncio.wait({task, done}, return_when=asyncio.FIRST_COMPLETED)
    for each in (done, task):
        each.cancel()
    with suppress(asyncio.CancelledError):
        await task
    return [queue.get_nowait() for _ in range(queue.qsize())]


async def test_network_faults_are_survived_and_logged_once_each(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    faults = [NetworkError("x"), NetworkError("x"), TimedOut(), RetryAfter(0), BadRequest("x")]
    bot = ScriptedBot([update(5)], *faults, [update(6)])
    assert await poll(bot) == [update(5), update(6)]
    assert bot.offsets[-1] == 7
    assert [record.getMessage() for record in caplog.records] == [
        "cannot fetch updates (NetworkError); trying again",
        "cannot fetch updates (TimedOut); trying again",
        "cannot fetch updates (RetryAfter); trying again",
        "cannot fetch updates (BadRequest); trying again",
        "fetching updates again; tries that failed: 5",
    ]


async def test_unreadable_update_does_not_block_the_others() -> None:
    broken = {"update_id": 6, "message": {"message_id": 1}}
    bot = ScriptedBot(TypeError("no date"), [raw(5), broken, raw(7)], [update(8)])
    assert await poll(bot) == [update(5), update(7), update(8)]
    assert bot.offsets == [None, 8, 9]


async def test_what_cannot_be_read_of_a_message_does_not_cost_the_rest_of_it() -> None:
    question = {**raw(5)["message"], "text": "电诈", "poll": {"id": "1"}}
    answered = {**raw(6)["message"], "text": "呢", "reply_to_message": question}
    batch = [{"update_id": 5, "message": question}, {"update_id": 6, "message": answered}, {"update_id": 7, "poll": {}}]
    taken: list[Any] = await poll(ScriptedBot(TypeError("?"), batch))
    assert [each.message.text for each in taken] == ["电诈", "呢"]
    assert taken[1].message.reply_to_message.text == "电诈"


async def test_updates_out_of_order_are_confirmed_up_to_the_last() -> None:
    bot = ScriptedBot([update(7), update(5), update(6)])
    assert await poll(bot) == [update(7), update(5), update(6)]
    assert bot.offsets == [None, 8]


@pytest.mark.parametrize("nonsense", [None, {"a": 1}, [], [{"a": 1}]])
async def test_response_without_updates_is_a_fault_like_others(nonsense: Any) -> None:
    assert await poll(ScriptedBot(TypeError("?"), nonsense, [update(8)])) == [update(8)]


@pytest.mark.parametrize(("error", "times"), [(InvalidToken("revoked"), 3), (Conflict("other"), 12)])
async def test_hopeless_faults_end_it(error: TelegramError, times: int) -> None:
    with pytest.raises(PollingEndedError):
        await poll(ScriptedBot(*[error] * times))
    await poll(ScriptedBot(*[error] * (times - 1), []))


async def test_two_programs_that_end_each_others_polls_come_to_an_end() -> None:
    with pytest.raises(PollingEndedError):
        await poll(ScriptedBot(*[Conflict("other"), []] * 40))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (InvalidToken(f"The token `{TOKEN}` was rejected"), "不接受这个 TELEGRAM_BOT_TOKEN"),
        (NetworkError("httpx.ConnectError"), "连接不上"),
        (ServerError(500), "出错了（HTTP 500）"),
        (TimedOut(), "一直没有回应"),
        (TelegramError("Invalid server response"), "不像 Bot API 服务器"),
        (TypeError("User.__init__() missing 'is_bot'"), "不像 Bot API 服务器"),
    ],
)
async def test_first_contact_fails_in_one_sentence(error: Exception, words: str) -> None:
    bot: Any = ScriptedBot(*[error] * 3)
    with pytest.raises(ConnectionFailedError) as caught:
        await connect(bot, "http://user:password@host:81", pauses=(0, 0))
    sentence = str(caught.value)
    assert words in sentence and "host:81" in sentence
    assert TOKEN not in sentence and "password" not in sentence and "\n" not in sentence


async def test_first_contact_is_tried_again() -> None:
    bot: Any = ScriptedBot(NetworkError("x"), TimedOut(), None)
    await connect(bot, "http://host", pauses=(0, 0))


async def test_optional_calls_may_fail_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    async with Chat() as chat:
        chat.api.refusals["setMyCommands"] = lambda _: (500, {"ok": False, "description": "Internal Server Error"})
        chat.api.refusals["setMyDescription"] = lambda _: (404, {"ok": False, "description": "Not Found"})
        await introduce(chat.app.bot)
        methods = [name for name, _ in chat.api.calls]
    assert (methods.count("setMyCommands"), methods.count("setMyShortDescription")) == (4, 2)
    [line] = [record.getMessage() for record in caplog.records]
    assert "'setMyCommands all_private_chats zh': 'server error 500'" in line
    assert "'setMyDescription zh': 'not known to this server (404)'" in line


async def test_menus_are_set_for_both_scopes_and_languages() -> None:
    async with Chat() as chat:
        await introduce(chat.app.bot)
        menus = [data for name, data in chat.api.calls if name == "setMyCommands"]
    assert [(menu["scope"]["type"], menu.get("language_code")) for menu in menus] == [
        ("all_private_chats", None),
        ("all_group_chats", None),
        ("all_private_chats", "en"),
        ("all_group_chats", "en"),
    ]


async def test_a_slow_chat_keeps_its_order_and_holds_up_nobody() -> None:
    order, log, gate = ChatOrder(), list[str](), asyncio.Event()

    async def handle(name: str, wait: bool = False) -> None:
        if wait:
            await gate.wait()
        log.append(name)
        if name == "other":
            gate.set()

    async with order:
        await asyncio.gather(
            order.process_update(update(1), handle("first", wait=True)),
            order.process_update(update(2), handle("second")),
            order.process_update(update(3, GROUP), handle("other")),
        )
    assert log == ["other", "first", "second"]


def test_memory_is_bounded_and_forgets() -> None:
    now = [0.0]
    memory: Memory[int, str] = Memory(size=2, seconds=10, clock=lambda: now[0])
    memory.put(1, "a")
    memory.put(2, "b")
    assert memory.get(1) == "a"
    memory.put(3, "c")
    assert (memory.get(2), len(memory)) == (None, 2), "the least recently used goes first"
    now[0] = 10.0
    assert (memory.get(1), memory.get(3), len(memory)) == (None, None, 0)
    assert memory.first_time(4, "d") and not memory.first_time(4, "d")
