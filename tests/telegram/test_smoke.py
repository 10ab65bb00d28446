"""The bot as a process against a Bot API server on loopback: start, question, reply, SIGTERM."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.telegram.bot_api_server import BotApiServer
from tests.telegram.recorder import ANNA, DATE, GROUP, PRIVATE, TOKEN

ROOT = Path(__file__).parents[2]
PAPER = ("tests.telegram.paper_bot",)
REAL = ("bot", "telegram")
PATIENCE = 60


@contextmanager
def bot(command: tuple[str, ...], base: str, token: str = TOKEN, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """The bot's process; killed if the test ends before it does."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("TELEGRAM_", "WEBHOOK_"))}
    with TemporaryDirectory() as folder:
        given = {"TELEGRAM_API_BASE": base, "TELEGRAM_BOT_TOKEN": token, "STATE_DB": f"{folder}/state.db"}
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env={**clean, **given, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


def stop(process: subprocess.Popen[str]) -> str:
    """SIGTERM; what the process wrote. It must end with status 0."""
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert TOKEN not in out + err
    assert "Traceback" not in err
    return err


def test_question_reply_button_and_stop() -> None:
    with BotApiServer() as server, bot(PAPER, server.base) as process:
        server.add_message("去年电诈立案多少")
        sent = server.wait_for("sendMessage")
        assert sent["text"].startswith("<b>739 起</b>")
        server.add_press("v1:o:c_solved")
        assert server.wait_for("sendMessage", 2)["text"].startswith("<b>512 起</b>")
        server.wait_for("setMyShortDescription", 2)
        stop(process)
        assert len(server.of("sendMessage")) == 2
        assert server.pending() == 0, "what was answered is confirmed"


def test_a_restarted_bot_edits_its_answer_and_serves_its_buttons(tmp_path: Path) -> None:
    with BotApiServer() as server:
        with bot(PAPER, server.base, STATE_DB=str(tmp_path / "state.db")) as process:
            server.add_message("去年电诈立案多少", message_id=501)
            server.wait_for("sendMessage")
            stop(process)
        with bot(PAPER, server.base, STATE_DB=str(tmp_path / "state.db")) as process:
            edited = {"message_id": 501, "date": DATE, "edit_date": DATE + 5, "chat": PRIVATE, "from": ANNA}
            server.add(edited_message={**edited, "text": "比上年呢"})
            assert server.wait_for("editMessageText")["text"].startswith("<b>下降 21%</b>")
            server.add_press("v1:o:c_solved", under=int(server.of("editMessageText")[0]["message_id"]))
            assert server.wait_for("sendMessage", 2)["text"].startswith("<b>512 起</b>")
            stop(process)
        assert len(server.of("answerCallbackQuery")) == 1


def test_a_table_is_sent_as_a_file(tmp_path: Path) -> None:
    with BotApiServer() as server, bot(PAPER, server.base) as process:
        server.add_message("/export all")
        assert "《某区工作报告》" in server.wait_for("sendDocument")["caption"]
        stop(process)
        assert server.files[0].startswith(b"\xef\xbb\xbf")


def test_answers_of_a_chat_keep_their_order_and_all_that_was_taken_is_answered() -> None:
    with BotApiServer() as server:
        for number in range(60):
            chat = {"id": 100 + number % 3, "type": "private", "first_name": "甲"}
            server.add_message("去年电诈立案多少" if number % 2 else "比上年呢", chat)
        with bot(PAPER, server.base) as process:
            server.wait_for("sendMessage", 5)
            stop(process)
        sent = server.of("sendMessage")
        assert len(sent) == 60
        for chat_id in (100, 101, 102):
            texts = [call["text"][:6] for call in sent if call["chat_id"] == str(chat_id)]
            wanted = ["<b>739" if n % 2 else "<b>下降 " for n in range(60) if 100 + n % 3 == chat_id]
            assert texts == wanted


def test_group_is_answered_only_when_spoken_to() -> None:
    with BotApiServer() as server, bot(PAPER, server.base) as process:
        server.add_message("电诈", GROUP)
        server.add_message("/q比上年呢", GROUP)
        assert server.wait_for("sendMessage")["text"].startswith("<b>下降 21%</b>")
        stop(process)
        assert len(server.of("sendMessage")) == 1


def test_conflict_is_one_line_and_is_survived() -> None:
    with BotApiServer() as server:
        server.webhook_conflict = True
        with bot(PAPER, server.base) as process:
            server.wait_for("getUpdates", 2)
            server.webhook_conflict = False
            server.add_message("比上年呢")
            server.wait_for("sendMessage")
            assert stop(process).count("409 Conflict") == 1


def test_unknown_optional_methods_are_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.telegram.bot_api_server._SIMPLE", {"answerCallbackQuery"})
    with BotApiServer() as server, bot(PAPER, server.base) as process:
        server.add_message("比上年呢")
        server.wait_for("sendMessage")
        server.wait_for("setMyShortDescription", 2)
        stop(process)


@pytest.mark.parametrize("command", [PAPER, REAL], ids=["paper", "real"])
def test_wrong_token_is_one_sentence(command: tuple[str, ...], tmp_path: Path) -> None:
    with BotApiServer(token="999:other") as server, bot(command, server.base, **places(tmp_path)) as process:
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "TELEGRAM_BOT_TOKEN" in err and err.count("\n") == 1
    assert TOKEN not in out + err


def test_unreachable_server_is_one_sentence_after_a_few_tries() -> None:
    with socket.socket() as taken:  # bound but not listening: every connection is refused
        taken.bind(("127.0.0.1", 0))
        with bot(PAPER, f"http://127.0.0.1:{taken.getsockname()[1]}") as process:
            _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "连接不上" in err and err.count("\n") == 1


def test_stop_while_connecting() -> None:
    with socket.socket() as silent:  # listening, never answering
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with bot(PAPER, f"http://127.0.0.1:{silent.getsockname()[1]}") as process:
            connection, _ = silent.accept()
            with connection:
                assert stop(process) == ""


def test_the_real_bot_answers_from_the_report(tmp_path: Path) -> None:
    with BotApiServer() as server, bot(REAL, server.base, **places(tmp_path)) as process:
        server.add_message("/start")
        started = server.wait_for("sendMessage")
        example = started["reply_markup"]["inline_keyboard"][0][0]
        server.add_message(example["text"])
        reply = server.wait_for("sendMessage", 2)
        assert reply["parse_mode"] == "HTML"
        assert "<b>" in reply["text"] and "<blockquote expandable>" in reply["text"]
        stop(process)


def places(folder: Path) -> dict[str, str]:
    """Databases of the test's own; the reports are those of the project."""
    return {"KNOWLEDGE_DB": str(folder / "knowledge.db"), "STATE_DB": str(folder / "state.db")}
