"""What was confirmed to Telegram and is not answered yet outlives the process."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, Update

from bot.telegram.receipts import Receipts, key_of
from bot.telegram.updates import readable
from bot.telegram.waiting import Waiting
from tests.telegram.recorder import PRIVATE, TOKEN
from tests.telegram.test_intake import NOW, Desk, message, press

OTHER: dict[str, Any] = {**PRIVATE, "id": 8}


def opened(path: Path) -> Waiting:
    waiting = Waiting(path)
    waiting.open()
    return waiting


def kept(path: Path, *updates: Update) -> Waiting:
    waiting = opened(path)
    for update in updates:
        waiting.keep(key_of(update), update)
    return waiting


class TestFile:
    def test_it_is_read_as_it_was_written(self, tmp_path: Path) -> None:
        kept(tmp_path / "w", message(1, "电诈\u2028\n多少"), press(2))  # killed: not closed
        again = [readable(raw, Bot(TOKEN)) for raw in opened(tmp_path / "w").updates()]
        assert again == [message(1), press(2)]
        assert again[0] and again[0].message and again[0].message.text == "电诈\u2028\n多少"
        assert [key_of(update) for update in again if update] == [key_of(message(1)), key_of(press(2))]

    def test_nobody_else_may_read_it(self, tmp_path: Path) -> None:
        kept(tmp_path / "w", message(1)).close()
        assert (tmp_path / "w").stat().st_mode & 0o777 == 0o600

    def test_what_was_answered_is_gone_and_an_empty_file_too(self, tmp_path: Path) -> None:
        waiting = kept(tmp_path / "w", message(1), message(2))
        waiting.drop(key_of(message(1)))
        assert [raw["update_id"] for raw in opened(tmp_path / "w").updates()] == [2]
        waiting.drop(key_of(message(2)))
        assert (tmp_path / "w").read_bytes() == b"", "no words of anybody"
        waiting.close()
        assert not (tmp_path / "w").exists()

    def test_it_does_not_grow(self, tmp_path: Path) -> None:
        waiting = kept(tmp_path / "w", message(1))
        for number in range(2, 9000):
            waiting.keep(key_of(message(number)), message(number))
            waiting.drop(key_of(message(number)))
        assert (tmp_path / "w").stat().st_size < 1_000_000
        assert [raw["update_id"] for raw in opened(tmp_path / "w").updates()] == [1]
        assert [path.name for path in tmp_path.iterdir()] == ["w"]

    @pytest.mark.parametrize("junk", [b"\xff\xfe\x00junk\n", b'+ab {"update_id": 5, "mess', b"-\n\n+ab []\n?\n"])
    def test_a_damaged_file_is_read_as_far_as_it_goes(self, junk: bytes, tmp_path: Path) -> None:
        kept(tmp_path / "w", message(1))
        with (tmp_path / "w").open("ab") as file:
            file.write(junk)
        assert [raw["update_id"] for raw in opened(tmp_path / "w").updates()] == [1]

    def test_a_day_later_nothing_is_known(self, tmp_path: Path) -> None:
        kept(tmp_path / "w", message(1))
        os.utime(tmp_path / "w", (1, 1))
        assert opened(tmp_path / "w").updates() == []
        assert (tmp_path / "w").read_bytes() == b""

    def test_no_place_on_disk_is_said_once_and_survived(self, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        waiting = kept(tmp_path / "file" / "w", message(1), message(2))
        assert len(waiting) == 2 and len(caplog.records) == 1

    def test_full_disk_is_survived(self, caplog: pytest.LogCaptureFixture) -> None:
        waiting = Waiting(Path("/dev/full"))
        waiting._file = os.open("/dev/full", os.O_RDWR)
        for number in (1, 2):
            waiting.keep(key_of(message(number)), message(number))
        waiting.drop(key_of(message(1)))
        assert len(waiting) == 1 and len(caplog.records) == 1


class TestIntake:
    async def test_what_is_answered_at_once_is_never_written(self, tmp_path: Path) -> None:
        waiting = opened(tmp_path / "w")
        desk = Desk(waiting=waiting)
        desk.intake.take_batch([message(1)], more=False)
        desk.intake.finished(message(1))
        desk.intake.keep()
        assert len(waiting) == 0 and (tmp_path / "w").read_bytes() == b""

    async def test_what_waits_is_taken_up_by_the_next_process(self, tmp_path: Path) -> None:
        desk = Desk(waiting=opened(tmp_path / "w"))
        desk.intake.take_batch([message(1), message(2, chat=OTHER), press(3)], more=False)
        desk.intake.finished(message(2, chat=OTHER))
        desk.intake.keep()  # and killed
        again = Desk(waiting=opened(tmp_path / "w"))
        again.intake.recall()
        assert again.numbers() == [1, 3]
        again.intake.take_batch([message(1)], more=False)
        assert again.numbers() == [], "should Telegram bring it as well"
        again.intake.finished(message(1))
        again.intake.finished(press(3))
        assert (tmp_path / "w").read_bytes() == b""

    async def test_what_had_been_answered_is_not_answered_again(self, tmp_path: Path) -> None:
        receipts = Receipts()
        desk = Desk(receipts, waiting=opened(tmp_path / "w"))
        desk.intake.take_batch([message(1), message(2)], more=False)
        desk.intake.keep()
        receipts.mark(key_of(message(1)))  # its reply left the process, which was killed then
        desk.intake.confirmed()
        again = Desk(receipts, waiting=opened(tmp_path / "w"))
        again.intake.recall()
        assert again.numbers() == [2]

    async def test_after_a_long_time_the_newest_of_a_chat_is_answered(self, tmp_path: Path) -> None:
        desk = Desk(waiting=opened(tmp_path / "w"))
        desk.intake.take_batch([message(n, age=-900) for n in (1, 2)], more=False)
        desk.intake.keep()
        again = Desk(waiting=opened(tmp_path / "w"))
        again.intake._backlog._clock = lambda: NOW + 3600
        again.intake.recall()
        assert again.numbers() == []
        again.intake.take_batch([], more=False)
        assert again.numbers() == ["notice", 2]

    async def test_what_is_held_until_an_outage_has_come_in_is_kept(self, tmp_path: Path) -> None:
        desk = Desk(waiting=opened(tmp_path / "w"))
        desk.intake.take_batch([message(n, age=600) for n in range(1, 101)], more=True)
        desk.intake.keep()
        desk.intake.take_batch([message(n, age=600) for n in range(101, 201)], more=True)
        desk.intake.keep()
        assert [raw["update_id"] for raw in opened(tmp_path / "w").updates()] == [200]

    async def test_stopped_before_all_is_answered(self, tmp_path: Path) -> None:
        desk = Desk(waiting=opened(tmp_path / "w"))
        desk.intake.take_batch([message(1), message(2)], more=False)
        assert desk.intake.stop() == 2
        desk.intake.finished(message(1))  # its handler fails, for there is no way to Telegram any more
        assert [raw["update_id"] for raw in opened(tmp_path / "w").updates()] == [1, 2]
