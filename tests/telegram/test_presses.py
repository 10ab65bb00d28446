"""Presses are acknowledged at once, whatever holds up their chat; what is said for them keeps its place."""

from __future__ import annotations

import asyncio
import gc
import logging
from typing import Any

import pytest
from telegram import Update

from bot.telegram.order import ChatOrder, my_turn
from bot.telegram.pace import Pace
from tests.telegram.recorder import ANNA, DATE, GROUP, ME, PRIVATE, Chat, Clock
from tests.telegram.test_faults import FLOOD, once, told

JSON = dict[str, Any]


def message(number: int, chat: JSON = PRIVATE) -> Update:
    return Update.de_json(
        {"update_id": number, "message": {"message_id": number, "date": DATE, "chat": chat, "from": ANNA}}, None
    )


def press(number: int, chat: JSON = PRIVATE) -> Update:
    under = {"message_id": 500, "date": DATE, "chat": chat, "from": ME, "text": "…"}
    query = {"id": str(number), "from": ANNA, "chat_instance": "x", "data": "v1:o:a", "message": under}
    return Update.de_json({"update_id": number, "callback_query": query}, None)


class Line:
    """Handlers of one chat, run as they are in the bot; ``log`` is what they did, ``finished`` what was all done."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.finished: list[object] = []
        self.order = ChatOrder(self.finished.append)
        self.gate = asyncio.Event()

    async def slow(self, name: str) -> None:
        await self.gate.wait()
        self.log.append(name)

    async def said(self, name: str) -> None:
        self.log.append(name)

    async def pressed(self, name: str) -> None:
        self.log.append(f"{name} acknowledged")
        await my_turn()
        self.log.append(name)

    async def run(self, *handled: tuple[Update, Any]) -> asyncio.Future[Any]:
        """Take them in at once; they go on until the first waits for the gate."""
        running = asyncio.gather(*(self.order.process_update(update, work) for update, work in handled))
        for _ in range(20):
            await asyncio.sleep(0)
        return running


class TestOrder:
    async def test_acknowledged_before_the_turn_and_served_in_it(self) -> None:
        line = Line()
        running = await line.run(
            (message(1), line.slow("first")), (press(2), line.pressed("press")), (message(3), line.said("last"))
        )
        assert line.log == ["press acknowledged"]
        line.gate.set()
        await running
        assert line.log == ["press acknowledged", "first", "press", "last"]
        assert line.finished == [message(1), press(2), message(3)]

    async def test_who_leaves_the_line_early_lets_nobody_past(self) -> None:
        line = Line()
        running = await line.run(
            (message(1), line.slow("first")), (press(2), line.said("toast")), (message(3), line.said("last"))
        )
        assert line.log == ["toast"]
        late = await line.run((message(4), line.said("later")))
        line.gate.set()
        await asyncio.gather(running, late)
        assert line.log == ["toast", "first", "last", "later"]

    async def test_the_last_in_line_that_leaves_early_leaves_the_line_to_those_before(self) -> None:
        line = Line()
        running = await line.run((message(1), line.slow("first")), (press(2), line.said("toast")))
        late = await line.run((message(3), line.said("later")))
        assert line.log == ["toast"]
        line.gate.set()
        await asyncio.gather(running, late)
        assert line.log == ["toast", "first", "later"]
        del running, late
        await asyncio.sleep(0)
        gc.collect()
        assert len(line.order._last) == 0

    async def test_what_is_cut_short_is_not_finished(self) -> None:
        line = Line()
        running = await line.run((message(1), line.slow("first")))
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert line.finished == []


class TestAcknowledgement:
    @pytest.mark.parametrize("chat_", [PRIVATE, GROUP], ids=["private", "group"])
    async def test_a_flood_limit_of_the_chat_does_not_hold_it_up(self, chat_: JSON) -> None:
        async with Chat(chat_) as chat:
            limiter: Any = chat.app.bot.rate_limiter
            limiter._pace.flooded(chat_["id"], 30)
            napping = asyncio.Event()

            async def nap(_seconds: float) -> None:
                napping.set()
                await asyncio.Event().wait()

            limiter._sleep = nap
            pressed = asyncio.create_task(chat.press("v1:o:c_solved"))
            await napping.wait()
            assert [name for name, _ in chat.api.calls] == ["answerCallbackQuery"]
            pressed.cancel()

    @pytest.mark.parametrize("refusal", [told(500, "Internal Server Error"), lambda _: (429, FLOOD)])
    async def test_a_failing_one_does_not_hold_up_the_reply(
        self, refusal: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        async with Chat(admins=frozenset({1})) as chat:
            limiter: Any = chat.app.bot.rate_limiter

            async def nap(seconds: float) -> None:
                await chat.clock.sleep(seconds)
                await asyncio.sleep(0)

            limiter._sleep = nap
            chat.api.refusals["answerCallbackQuery"] = refusal
            await chat.press("v1:o:c_solved")
            names = [name for name, _ in chat.api.calls]
        assert names[:2] == ["answerCallbackQuery", "sendMessage"]
        assert names.count("sendMessage") == 1, "and no apology"
        assert 3 < names.count("answerCallbackQuery") < 7, "not for ever"
        assert caplog.records[-1].getMessage().startswith("a press could not be acknowledged in time")

    async def test_a_flood_limit_of_one_press_is_its_own(self) -> None:
        async with Chat() as chat:
            chat.api.refusals["answerCallbackQuery"] = once(lambda _: (429, FLOOD))
            await chat.press("v1:w:ob1")
            assert chat.clock.slept == [3]
            await chat.press("v1:w:ob1")
            assert chat.clock.slept == [3]

    async def test_what_is_said_for_it_is_known_by_its_receipt_only(self) -> None:
        """An acknowledgement that is refused says nothing of the reply, which may be on its way."""
        async with Chat() as chat:
            chat.api.refusals["answerCallbackQuery"] = told(400, "Bad Request: QUERY_ID_INVALID")
            update = {**chat.message(), "from": ME, "text": "…", "message_id": 500}
            query = {"id": "q", "from": ANNA, "chat_instance": "x", "data": "v1:o:c_solved", "message": update}
            pressed = Update.de_json({"update_id": 1, "callback_query": query}, chat.app.bot)
            marked: list[str] = []
            receipts: Any = chat.parts.receipts
            receipts.unmark = marked.append
            await chat.app.update_processor.process_update(pressed, chat.app.process_update(pressed))
        assert marked == []


def test_what_is_no_message_has_no_part_in_the_overall_pace() -> None:
    pace = Pace(Clock())
    for number in range(9):
        pace.flooded(("answerCallbackQuery", number), 1)
    assert pace.reserve(7) == 0, "no chat met a limit"
    for chat in range(1, 6):
        pace.flooded(chat, 1)
    assert [pace.reserve(100 + n) > 0 for n in range(2)] == [False, True]
    assert pace.reserve(("answerCallbackQuery", "new")) == 0
