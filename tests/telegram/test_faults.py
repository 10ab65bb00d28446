"""The error matrix: what Telegram and networks answer to a reply of ours, and what becomes of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from telegram import Update
from telegram.error import NetworkError, TimedOut

from bot.telegram.notices import Notice
from bot.telegram.pace import Pace
from bot.telegram.transport import Transport
from tests.telegram.recorder import ANNA, GROUP, PRIVATE, TOKEN, Chat, Clock

JSON = dict[str, Any]
Refusal = Callable[[JSON], tuple[int, JSON] | None]
FLOOD = {"ok": False, "description": "Too Many Requests: retry after 3", "parameters": {"retry_after": 3}}
MOVED = {
    "ok": False,
    "description": "Bad Request: group chat was upgraded to a supergroup chat",
    "parameters": {"migrate_to_chat_id": -100999},
}


def told(status: int, description: str) -> Refusal:
    return lambda _: (status, {"ok": False, "description": description})


def once(refusal: Refusal, times: int = 1) -> Refusal:
    """Refused the first ``times``, then carried out."""
    left = [times]

    def refuse(data: JSON) -> tuple[int, JSON] | None:
        left[0] -= 1
        return refusal(data) if left[0] >= 0 else None

    return refuse


def broken(error: Exception, cause: type[Exception] | None = None) -> Refusal:
    def fail(_: JSON) -> None:
        raise error from (cause("x") if cause else None)

    return fail


def levels(caplog: pytest.LogCaptureFixture) -> set[str]:
    return {record.levelname for record in caplog.records if record.name.startswith("bot.")}


async def calls_of(chat: Chat, refusal: Refusal, method: str = "sendMessage") -> list[JSON]:
    """What is called of ``method`` when a question is asked (or a button pressed) and it is refused."""
    chat.api.refusals[method] = refusal
    if method in ("sendMessage", "getMe"):
        await chat.say("/q 比上年呢")
    else:
        await chat.press("v1:o:c_solved")
    return [data for name, data in chat.api.calls if name == method]


class TestNobodysFault:
    """Told to nobody, and a line of the log at most."""

    @pytest.mark.parametrize(
        ("status", "description"),
        [
            (403, "Forbidden: bot was blocked by the user"),
            (403, "Forbidden: user is deactivated"),
            (403, "Forbidden: bot was kicked from the supergroup chat"),
            (403, "Forbidden: bot is not a member of the channel chat"),
            (403, "Forbidden: bot can't initiate conversation with a user"),
            (400, "Bad Request: chat not found"),
            (400, "Bad Request: TOPIC_CLOSED"),
            (400, "Bad Request: not enough rights to send text messages to the chat"),
            (400, "Bad Request: have no rights to send a message"),
            (400, "Bad Request: need administrator rights in the channel chat"),
            (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
            (400, "Bad Request: CHAT_RESTRICTED"),
            (400, "Bad Request: PEER_ID_INVALID"),
            (400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN"),
            (400, "Bad Request: CHANNEL_PRIVATE"),
            (400, "Bad Request: USER_IS_BLOCKED"),
        ],
    )
    async def test_chat_that_is_closed_to_us(
        self, status: int, description: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        async with Chat(admins=frozenset({1})) as chat:
            assert len(await calls_of(chat, told(status, description))) == 1
        assert levels(caplog) == {"INFO"}

    @pytest.mark.parametrize(
        "description",
        [
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
            "Bad Request: QUERY_ID_INVALID",
        ],
    )
    async def test_press_that_came_too_late_is_served(self, description: str, caplog: pytest.LogCaptureFixture) -> None:
        async with Chat() as chat:
            await calls_of(chat, told(400, description), "answerCallbackQuery")
            assert "512 起" in chat.api.calls[-1][1]["text"]
        assert levels(caplog) == set()


class TestSaidDifferently:
    @pytest.mark.parametrize(
        ("description", "left_out"),
        [
            ("Bad Request: can't parse entities: Unsupported start tag", "parse_mode"),
            ("Bad Request: message is too long", "parse_mode"),
            ("Bad Request: message to be replied not found", "reply_parameters"),
            ("Bad Request: REPLY_MESSAGE_ID_INVALID", "reply_parameters"),
            ("Bad Request: message thread not found", "message_thread_id"),
            ("Bad Request: TOPIC_DELETED", "message_thread_id"),
            ("Bad Request: BUTTON_DATA_INVALID", "reply_markup"),
            ("Bad Request: can't parse inline keyboard button: Text buttons are unallowed", "reply_markup"),
        ],
    )
    async def test_what_is_refused_is_left_out(self, description: str, left_out: str) -> None:
        async with Chat(GROUP) as chat:
            chat.api.refusals["sendMessage"] = lambda d: told(400, description)(d) if d.get(left_out) else None
            await chat.say("/q 去年电诈立案多少", message_thread_id=7, is_topic_message=True)
            first, second = (data for name, data in chat.api.calls if name == "sendMessage")
        assert first.get(left_out) and not second.get(left_out)
        assert "739 起" in second["text"]

    async def test_everything_refused_in_turn_still_says_the_figure(self) -> None:
        def refuse(data: JSON) -> tuple[int, JSON] | None:
            for field, words in (
                ("reply_parameters", "message to be replied not found"),
                ("message_thread_id", "message thread not found"),
                ("reply_markup", "BUTTON_DATA_INVALID"),
                ("parse_mode", "can't parse entities"),
            ):
                if data.get(field):
                    return told(400, f"Bad Request: {words}")(data)
            return None

        async with Chat(GROUP) as chat:
            chat.api.refusals["sendMessage"] = refuse
            await chat.say("/q 去年电诈立案多少", message_thread_id=7, is_topic_message=True)
            assert chat.api.calls[-1][1]["text"].startswith("739 起")

    async def test_group_that_became_a_supergroup(self) -> None:
        async with Chat({**GROUP, "id": -9}) as chat:
            sent = await calls_of(chat, lambda data: (400, MOVED) if data["chat_id"] == -9 else None)
        assert [data["chat_id"] for data in sent] == [-9, -100999]
        assert "reply_parameters" not in sent[-1]


class TestTriedAgain:
    """Only what was certainly not carried out, or does no harm twice."""

    @pytest.mark.parametrize(
        ("refusal", "times"),
        [
            (told(500, "Internal Server Error"), 2),
            (told(503, "Service Unavailable"), 2),
            (broken(NetworkError("httpx.ConnectError"), httpx.ConnectError), 2),
            (broken(TimedOut("pool"), httpx.PoolTimeout), 2),
            (told(502, "Bad Gateway"), 1),
            (told(504, "Gateway Timeout"), 1),
            (broken(NetworkError("httpx.ReadError"), httpx.ReadError), 1),
            (broken(NetworkError("closed"), httpx.RemoteProtocolError), 1),
            (broken(TimedOut(), httpx.ReadTimeout), 1),
            (lambda _: (200, {"nonsense": 1}), 1),
            (lambda _: (200, {"ok": True, "result": "nonsense"}), 1),
        ],
        ids=["500", "503", "not connected", "no connection free", "502", "504", "read error", "closed", "timeout",
             "no result", "strange result"],
    )  # fmt: skip
    async def test_reply(self, refusal: Refusal, times: int, caplog: pytest.LogCaptureFixture) -> None:
        async with Chat(admins=frozenset({1})) as chat:
            assert len(await calls_of(chat, once(refusal))) == times
            assert all(data["chat_id"] == PRIVATE["id"] for name, data in chat.api.calls), "no alarm"
        assert levels(caplog) == {"WARNING"}, "accounted for"

    @pytest.mark.parametrize(
        "refusal",
        [told(502, "Bad Gateway"), broken(NetworkError("x"), httpx.ReadError), broken(TimedOut(), httpx.ReadTimeout)],
    )
    async def test_press_may_be_acknowledged_twice(self, refusal: Refusal) -> None:
        async with Chat() as chat:
            assert len(await calls_of(chat, once(refusal), "answerCallbackQuery")) == 2

    async def test_not_for_ever(self, caplog: pytest.LogCaptureFixture) -> None:
        async with Chat(admins=frozenset({1})) as chat:
            assert len(await calls_of(chat, told(500, "Internal Server Error"))) == 8
            assert chat.clock.slept == [0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0]
            assert [record.levelname for record in caplog.records][-1] == "ERROR"


class TestFlood:
    async def test_obeyed_to_the_second(self) -> None:
        async with Chat() as chat:
            assert len(await calls_of(chat, once(lambda _: (429, FLOOD)))) == 2
            assert chat.clock.slept == [3]

    async def test_longer_than_anybody_waits(self, caplog: pytest.LogCaptureFixture) -> None:
        long = {**FLOOD, "parameters": {"retry_after": 3600}}
        async with Chat() as chat:
            assert len(await calls_of(chat, lambda _: (429, long))) == 1
            assert chat.clock.slept == []

    async def test_again_and_again_is_given_up(self) -> None:
        async with Chat() as chat:
            assert len(await calls_of(chat, lambda _: (429, FLOOD))) == 4

    async def test_flood_limit_of_an_inline_message_is_its_own(self) -> None:
        async with Chat() as chat:
            chat.api.refusals["editMessageText"] = once(lambda _: (429, FLOOD))
            for name in ("m1", "m2"):
                await chat.press("v1:o:c_solved", message=None, inline_message_id=name)
            edited = [data["inline_message_id"] for method, data in chat.api.calls if method == "editMessageText"]
        assert (edited, chat.clock.slept) == (["m1", "m1", "m2"], [3])

    def test_one_chat_waits_and_no_other(self) -> None:
        clock = Clock()
        pace = Pace(clock)
        pace.flooded(-5, 30)
        assert (pace.reserve(-5), pace.reserve(-6), pace.reserve(7)) == (30, 0, 0)
        assert pace.blocked(-5) and not pace.blocked(7)

    def test_after_a_limit_the_published_pace_is_kept_for_a_while(self) -> None:
        clock = Clock()
        pace = Pace(clock)
        pace.flooded(-5, 2)
        pace.flooded(7, 2)
        assert [pace.reserve(-5) for _ in range(3)] == [2, 5, 8], "twenty a minute in a group"
        assert [pace.reserve(7) for _ in range(3)] == [2, 3, 4], "one a second in private"
        clock.now += 1000
        assert [pace.reserve(-5) for _ in range(3)] == [0, 0, 0]

    def test_many_chats_at_once_mean_the_overall_limit(self) -> None:
        clock = Clock()
        pace = Pace(clock)
        for chat in range(1, 6):
            pace.flooded(chat, 1)
        assert [round(pace.reserve(100 + n) * 30) for n in range(3)] == [0, 1, 2], "thirty a second"

    def test_a_limit_that_one_group_met_is_kept_in_all_and_delays_no_ordinary_talk(self) -> None:
        clock = Clock()
        pace = Pace(clock)
        assert [pace.reserve(-5) for _ in range(21)] == [0] * 21, "nobody has said that there is a limit"
        pace.flooded(-5, 60)
        clock.now += 60
        assert [pace.reserve(-5) for _ in range(20)] == [1] * 20, "the minute is over for all of them"
        assert [pace.reserve(-6) for _ in range(21)] == [0] * 20 + [61]
        assert pace.holds(-6) and not pace.holds(-7)
        assert [pace.reserve(7) for _ in range(50)] == [0] * 50, "in private there is no such limit"
        clock.now += 4000
        assert [pace.reserve(-6) for _ in range(30)] == [0] * 30, "asked anew after an hour"

    def test_a_stricter_limit_than_the_published_one_is_no_lesson_for_others(self) -> None:
        pace = Pace(Clock())
        for _ in range(5):
            pace.reserve(-5)
        pace.flooded(-5, 9)
        assert [pace.reserve(-5) for _ in range(2)] == [9, 12]
        assert [pace.reserve(-6) for _ in range(30)] == [0] * 30

    def test_groups_are_forgotten(self) -> None:
        clock = Clock()
        pace = Pace(clock)
        for group in range(30_000):
            pace.reserve(-group - 1)
            clock.now += 1
        assert len(pace._said) <= 10_000

    def test_lanes_are_forgotten(self) -> None:
        clock = Clock()
        pace = Pace(clock)
        for chat in range(30_000):
            pace.flooded(chat, 1)
            clock.now += 1
        assert len(pace) <= 10_000


class TestCrash:
    async def test_admins_are_told_once_without_a_word_of_the_person(self) -> None:
        async with Chat(admins=frozenset({1, 2})) as chat:
            await chat.say("坏了")
            await chat.say("坏了")
            told = [(data["chat_id"], data["text"]) for _, data in chat.api.calls]
        assert [where for where, _ in told] == [7, 1, 2, 7]
        for where, text in told:
            assert TOKEN not in text and "秘密" not in text and "坏了" not in text
            assert ("KeyError" in text) == (where != 7)
            assert len(text) <= 4096

    async def test_under_an_inline_message_the_sentence_is_a_notice(self) -> None:
        async with Chat() as chat:
            await chat.press("v1:a:坏了", message=None, inline_message_id="m1")
            assert [name for name, _ in chat.api.calls] == ["answerCallbackQuery"]
            assert "抱歉" in chat.api.calls[-1][1]["text"]

    async def test_admin_who_never_spoke_to_us_is_no_trouble(self) -> None:
        async with Chat(admins=frozenset({1, 2})) as chat:
            chat.api.refusals["sendMessage"] = lambda data: (
                told(403, "Forbidden: bot can't initiate conversation with a user")(data)
                if data["chat_id"] == 1
                else None
            )
            await chat.say("坏了")
            assert [data["chat_id"] for _, data in chat.api.calls] == [7, 1, 2]

    async def test_refusal_that_nobody_foresaw_is_an_error(self, caplog: pytest.LogCaptureFixture) -> None:
        async with Chat(admins=frozenset({1})) as chat:
            await calls_of(chat, once(told(400, "Bad Request: SOMETHING_NEW: 去年电诈")))
            assert [data["chat_id"] for _, data in chat.api.calls] == [7, 7, 1]
        assert levels(caplog) == {"ERROR"}
        assert "去年电诈" not in caplog.text + chat.api.calls[-1][1]["text"]


class TestTransport:
    """python-telegram-bot's own HTTP over a connection of paper."""

    async def test_status_and_cause_are_kept(self) -> None:
        from bot.telegram.transport import ServerError, not_done

        def serve(request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("no") if request.url.path.endswith("A") else httpx.ReadTimeout("slow")

        transport = Transport("http://127.0.0.1:1")
        transport._client = httpx.AsyncClient(transport=httpx.MockTransport(serve))
        with pytest.raises(NetworkError) as refused:
            await transport.post("http://h/A")
        with pytest.raises(TimedOut) as slow:
            await transport.post("http://h/B")
        assert not_done(refused.value) and not not_done(slow.value)
        transport._client = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(502)))
        with pytest.raises(ServerError) as gateway:
            await transport.post("http://h/C")
        assert gateway.value.status == 502 and not not_done(gateway.value)
        await transport.shutdown()


async def test_a_press_that_is_not_taken_is_told_so_once() -> None:
    async with Chat() as chat:
        query = {"id": "7", "from": ANNA, "chat_instance": "x", "data": "v1:o:c_solved"}
        update = Update.de_json({"update_id": 1, "callback_query": query}, chat.app.bot)
        assert update.callback_query
        await chat.app.process_update(Notice(update.callback_query, "请再点一次"))
        assert chat.api.calls == [("answerCallbackQuery", {"callback_query_id": "7", "text": "请再点一次"})]


async def test_a_table_follows_the_group_as_well() -> None:
    async with Chat(GROUP) as chat:
        chat.api.refusals["sendDocument"] = once(lambda _: (400, MOVED))
        await chat.say("/export@StatsBot all")
        sent = [data for name, data in chat.api.calls if name == "sendDocument"]
    assert [data["chat_id"] for data in sent] == [-100123, -100999]
    assert "reply_parameters" in sent[0] and "reply_parameters" not in sent[1]


async def test_a_success_that_is_no_message_is_a_success() -> None:
    async with Chat() as chat:
        sent = await calls_of(chat, lambda _: (200, {"ok": True, "result": True}))
    assert len(sent) == 1
