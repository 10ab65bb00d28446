"""What comes in: each update once, also after a kill; nothing stale; floods of one person slow nobody."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from telegram import CallbackQuery, Update, User

from bot.telegram.backlog import Backlog
from bot.telegram.flood import COOL_DOWN, MOST_WAITING, Flood
from bot.telegram.handling import Marker, begin
from bot.telegram.intake import Intake
from bot.telegram.notices import Notice
from bot.telegram.receipts import AlreadyRunningError, Receipts, key_of
from tests.telegram.recorder import ANNA, GROUP, ME, PRIVATE, Clock

JSON = dict[str, Any]
NOW = 1_700_000_000
BOT: Any = type("Bot", (), {"bot": User.de_json(ME, None)})()


def message(number: int, text: str = "问", age: int = 0, chat: JSON = PRIVATE, sender: JSON = ANNA) -> Update:
    said = {"message_id": number, "date": NOW - age, "chat": chat, "from": sender, "text": text}
    return Update.de_json({"update_id": number, "message": said}, None)


def press(number: int, chat: dict[str, Any] = PRIVATE) -> Update:
    under = {"message_id": 500, "date": NOW - 9, "chat": chat, "from": ME, "text": "…"}
    query = {"id": str(number), "from": ANNA, "chat_instance": "x", "data": "v1:o:a", "message": under}
    return Update.de_json({"update_id": number, "callback_query": query}, None)


class Desk:
    """An intake whose queue is read at once."""

    def __init__(self, receipts: Receipts | None = None, clock: Clock | None = None, **more: Any) -> None:
        self.queue: asyncio.Queue[object] = asyncio.Queue()
        self.intake = Intake(self.queue, receipts, flood=Flood(clock or Clock()), **more)
        self.intake.attach(BOT)
        self.intake._backlog._clock = lambda: NOW

    def taken(self) -> list[object]:
        return [self.queue.get_nowait() for _ in range(self.queue.qsize())]

    def numbers(self) -> list[int | str]:
        return [each.update_id if isinstance(each, Update) else "notice" for each in self.taken()]


class TestOnce:
    async def test_delivered_twice(self) -> None:
        desk = Desk()
        for update in (message(1), message(1), message(2), press(3), press(3)):
            desk.intake.take(update)
        assert desk.numbers() == [1, 2, 3]

    async def test_one_message_under_two_numbers(self) -> None:
        desk = Desk()
        again = Update.de_json({"update_id": 9, "message": message(1).to_dict()["message"]}, None)
        desk.intake.take_batch([message(1), again], more=False)
        assert desk.numbers() == [1]

    async def test_second_delivery_waits_for_the_first(self) -> None:
        desk = Desk()
        first, second = desk.intake.take(message(1)), desk.intake.take(message(1))
        assert first is second and first is not None
        desk.intake.finished(message(1))
        assert first.done() and desk.intake.take(message(1)) is None

    async def test_known_after_a_kill(self, tmp_path: Path) -> None:
        receipts = Receipts(tmp_path / "answered")
        receipts.open()
        marker = Marker(receipts)
        begin(message(1))
        marker.leaving("sendMessage")
        begin(message(2))
        marker.leaving("sendMessage")
        marker.refused()
        receipts.close()  # the file is all that a kill leaves
        again = Receipts(tmp_path / "answered")
        again.open()
        desk = Desk(again)
        desk.intake.take_batch([message(1), message(2), message(3)], more=False)
        assert desk.numbers() == [2, 3], "what was refused has not been answered"
        again.close()

    async def test_refusal_of_a_second_message_undoes_nothing(self) -> None:
        receipts = Receipts()
        marker = Marker(receipts)
        begin(message(1))
        marker.leaving("sendMessage")
        marker.accepted()
        marker.refused()
        assert key_of(message(1)) in receipts


class TestReceipts:
    def test_a_second_process_is_told_in_a_sentence(self, tmp_path: Path) -> None:
        code = (
            "import sys; from pathlib import Path; from bot.telegram.receipts import Receipts\n"
            "receipts = Receipts(Path(sys.argv[1])); receipts.open(); print('open', flush=True); input()"
        )
        with subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "a")], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
        ) as other:
            assert other.stdout and other.stdout.readline() == "open\n"
            with pytest.raises(AlreadyRunningError, match="已经有一个进程"):
                Receipts(tmp_path / "a").open()
            assert (tmp_path / "a").exists(), "the other's file is left alone"
            other.kill()
        ours = Receipts(tmp_path / "a")
        ours.open()
        ours.close()

    def test_no_place_on_disk_is_said_once_and_survived(self, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        receipts = Receipts(tmp_path / "file" / "answered")
        receipts.open()
        receipts.mark("a")
        assert "a" in receipts
        assert len(caplog.records) == 1

    def test_full_disk_is_survived(self, caplog: pytest.LogCaptureFixture) -> None:
        receipts = Receipts(Path("/dev/full"))
        receipts._file = os.open("/dev/full", os.O_RDWR)
        receipts.mark("a")
        receipts.mark("b")
        assert "a" in receipts and "b" in receipts
        assert len(caplog.records) == 1

    @pytest.mark.parametrize("content", [b"\xff\xfe\x00junk\n+ab\n", b"", b"+ab", b"?\n\n+ab\n"])
    def test_a_damaged_file_is_read_as_far_as_it_goes(self, content: bytes, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(content)
        receipts = Receipts(tmp_path / "a")
        receipts.open()
        assert len(receipts) <= 1
        receipts.close()

    def test_a_day_later_nothing_is_known(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_text("+ab\n")
        os.utime(tmp_path / "a", (1, 1))
        receipts = Receipts(tmp_path / "a")
        receipts.open()
        assert len(receipts) == 0
        receipts.close()

    def test_bounded_and_forgotten_when_confirmed(self, tmp_path: Path) -> None:
        receipts = Receipts(tmp_path / "a")
        receipts.open()
        for number in range(30_000):
            receipts.mark(str(number))
        assert len(receipts) <= 20_000 and (tmp_path / "a").stat().st_size < 400_000
        assert "29999" in receipts
        receipts.forget()
        assert (tmp_path / "a").stat().st_size == 0
        receipts.close()
        assert not (tmp_path / "a").exists()


class TestOutage:
    def test_the_newest_of_each_chat_and_a_line_for_the_older(self) -> None:
        backlog = Backlog(lambda: BOT.bot, lambda: NOW)
        other = {**PRIVATE, "id": 8}
        old = [message(n, age=3600) for n in (1, 2)] + [message(3, age=3600, chat=other), press(4)]
        fresh = [message(5), message(6)]
        assert backlog.sift([*old, message(7, age=600), *fresh]) == (fresh, [old[0], old[1], old[3]])
        notice, newest, alone = backlog.release()
        assert isinstance(notice, Notice) and "3 条" in notice.text
        assert (newest, alone) == (message(7, age=600), old[2])
        assert list(backlog.release()) == []

    @pytest.mark.parametrize("age", [-3600, 0, 179, 26 * 3600, NOW - 5], ids=["back", "now", "just", "day", "1970"])
    def test_what_is_not_old(self, age: int) -> None:
        backlog = Backlog(lambda: BOT.bot, lambda: NOW)
        updates = [message(1, age=age), message(2, age=age)]
        assert backlog.sift(updates) == (updates, [])

    def test_in_groups_only_what_is_for_us(self) -> None:
        backlog = Backlog(lambda: BOT.bot, lambda: NOW)
        talk = [message(n, "聊天", age=600, chat=GROUP) for n in (1, 2)]
        assert backlog.sift([*talk, message(3, "/q 电诈", age=600, chat=GROUP)]) == ([], talk)
        assert list(backlog.release()) == [message(3, "/q 电诈", age=600, chat=GROUP)]

    async def test_a_long_backlog_is_gathered_before_anything_is_said(self) -> None:
        desk = Desk()
        desk.intake.take_batch([message(n, age=3600) for n in range(1, 101)], more=True)
        assert desk.numbers() == [] and desk.intake.catching_up
        desk.intake.take_batch([message(n, age=3600) for n in range(101, 131)], more=False)
        assert desk.numbers() == ["notice", 130] and not desk.intake.catching_up

    async def test_older_presses_are_answered_too(self) -> None:
        desk = Desk()
        desk.intake.take_batch([press(1), press(2), message(3, age=3600)], more=False)
        one, two, line, newest = desk.taken()
        assert all(isinstance(each, Notice) and isinstance(each.to, CallbackQuery) for each in (one, two))
        assert isinstance(line, Notice) and newest == message(3, age=3600)

    async def test_it_ends_with_the_first_new_message(self) -> None:
        desk = Desk()
        old, new = [message(n, age=3600) for n in range(1, 99)], [message(n) for n in (99, 100)]
        desk.intake.take_batch([*old, *new], more=True)
        assert desk.numbers() == ["notice", 98, 99, 100] and not desk.intake.catching_up

    async def test_in_the_midst_of_work_nothing_is_old(self) -> None:
        desk = Desk()
        desk.intake.take_batch([message(1)], more=False)
        desk.intake.take_batch([message(2, age=600), message(3, age=600)], more=False)
        assert desk.numbers() == [1, 2, 3]
        desk.intake.catch_up()
        desk.intake.take_batch([message(4, age=600), message(5, age=600)], more=False)
        assert desk.numbers() == ["notice", 5]

    async def test_webhook_holds_what_is_old(self) -> None:
        desk = Desk()
        assert [desk.intake.hold(message(n, age=600)) for n in (1, 2, 2)] == [True] * 3
        assert not desk.intake.hold(message(3))
        desk.intake.release()
        assert desk.numbers() == ["notice", 2]


class TestFlood:
    def test_told_once_and_let_in_again(self) -> None:
        clock = Clock()
        flood = Flood(clock)
        assert [flood.judge(1, waiting) for waiting in (0, MOST_WAITING - 1, MOST_WAITING, 0)] == [
            *("take", "take", "tell", "drop")
        ]
        assert flood.judge(2, 0) == "take", "nobody else"
        clock.now += COOL_DOWN
        assert flood.judge(1, 0) == "take"

    async def test_who_waits_for_each_answer_may_ask_for_ever(self) -> None:
        desk = Desk()
        for number in range(1, 500):
            desk.intake.take(message(number))
            desk.intake.finished(message(number))
        assert len(desk.taken()) == 499

    async def test_no_more_than_so_many_of_a_chat_wait_and_one_line_is_said(self) -> None:
        desk = Desk()
        other = message(900, "问", 0, {**PRIVATE, "id": 8}, {**ANNA, "id": 8})
        desk.intake.take_batch([*(message(n) for n in range(1, 300)), other], more=False)
        assert desk.numbers() == [*range(1, MOST_WAITING + 1), "notice", 900]

    async def test_each_press_beyond_is_answered_all_the_same(self) -> None:
        desk = Desk()
        desk.intake.take_batch([press(n) for n in range(1, MOST_WAITING + 4)], more=False)
        taken = desk.taken()
        assert len(taken) == MOST_WAITING + 3
        assert [each.to.id for each in taken if isinstance(each, Notice) and isinstance(each.to, CallbackQuery)] == [
            *("41", "42", "43")
        ]

    async def test_inline_queries_are_no_flood(self) -> None:
        desk = Desk()
        query = {"from": ANNA, "query": "电", "offset": ""}
        typed = [
            Update.de_json({"update_id": n, "inline_query": {"id": str(n), **query}}, None) for n in range(900, 999)
        ]
        desk.intake.take_batch([*(message(n) for n in range(1, 99)), *typed], more=False)
        assert desk.numbers() == [*range(1, MOST_WAITING + 1), "notice", *range(900, 999)]

    async def test_talk_in_a_group_is_no_flood(self) -> None:
        desk = Desk()
        desk.intake.take_batch([message(n, "聊天", chat=GROUP) for n in range(1, 200)], more=False)
        assert len(desk.taken()) == 199


class TestSettled:
    async def test_waits_for_all_but_chats_at_a_limit(self) -> None:
        held = {PRIVATE["id"]}
        desk = Desk(holds=held.__contains__)
        desk.intake.take_batch([message(1), message(2, chat={**PRIVATE, "id": 8})], more=False)
        waiting = asyncio.create_task(desk.intake.settled())
        await asyncio.sleep(0)
        assert not waiting.done()
        desk.intake.finished(message(2, chat={**PRIVATE, "id": 8}))
        await waiting
        assert desk.intake.outstanding == 1

    async def test_not_for_long_though_something_is_finished_all_the_time(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.telegram.intake.PATIENCE_SECONDS", 0)
        desk = Desk()
        desk.intake.take_batch([message(n) for n in range(1, 9)], more=False)
        await desk.intake.settled()
        assert desk.intake.outstanding == 8

    async def test_too_much_is_not_taken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.telegram.intake.PATIENCE_SECONDS", 0)
        monkeypatch.setattr("bot.telegram.intake._MOST_OUTSTANDING", 2)
        desk = Desk()
        desk.intake.take_batch([message(n) for n in range(1, 4)], more=False)
        waiting = asyncio.create_task(desk.intake.settled())
        await asyncio.sleep(0)
        assert not waiting.done()
        desk.intake.finished(message(1))
        await waiting


_PRESS: JSON = {"from": ANNA, "chat_instance": "x", "data": "v1:o:x"}


class TestKey:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ({"callback_query": {"id": "a", **_PRESS}}, {"callback_query": {"id": "b", **_PRESS}}),
            (
                {"inline_query": {"id": "a", "from": ANNA, "query": "", "offset": ""}},
                {"inline_query": {"id": "b", "from": ANNA, "query": "", "offset": ""}},
            ),
            (
                {"edited_message": {"message_id": 1, "date": NOW, "edit_date": NOW + 1, "chat": PRIVATE}},
                {"edited_message": {"message_id": 1, "date": NOW, "edit_date": NOW + 2, "chat": PRIVATE}},
            ),
        ],
        ids=["press", "inline", "edit"],
    )
    def test_a_number_that_comes_again_for_something_else_is_another_update(self, one: JSON, other: JSON) -> None:
        first, again, another = (Update.de_json({"update_id": 5, **each}, None) for each in (one, one, other))
        assert key_of(first) == key_of(again) != key_of(another)
