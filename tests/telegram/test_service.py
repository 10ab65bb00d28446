"""The bot as a service: webhook, health, metrics, a second process by mistake, kill -9, an outage."""

from __future__ import annotations

import json
import signal
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.telegram.bot_api_server import BotApiServer, Refusal
from tests.telegram.recorder import ANNA, DATE, PRIVATE, TOKEN
from tests.telegram.test_admins import HILL, LAKE
from tests.telegram.test_smoke import PAPER, PATIENCE, REAL, bot, stop

SECRET = "correct-horse_battery"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(address: str, body: Any = None, secret: str = "") -> tuple[int, str]:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
    data = None if body is None else json.dumps(body).encode()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(address, data, headers), timeout=PATIENCE) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def message(number: int, text: str) -> dict[str, Any]:
    said = {"message_id": number, "date": DATE, "chat": PRIVATE, "from": ANNA, "text": text}
    return {"update_id": number, "message": said}


def test_webhook() -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    places = {"WEBHOOK_URL": f"{address}/hook", "WEBHOOK_LISTEN": f"127.0.0.1:{port}", "WEBHOOK_SECRET": SECRET}
    with BotApiServer() as server, bot(PAPER, server.base, **places) as process:
        announced = server.wait_for("setWebhook")
        assert (announced["url"], announced["secret_token"]) == (f"{address}/hook", SECRET)
        assert fetch(f"{address}/readyz") == (200, "ok\n")
        assert fetch(f"{address}/hook", message(1, "比上年呢"), SECRET)[0] == 200
        assert fetch(f"{address}/hook", message(1, "比上年呢"), SECRET)[0] == 200, "brought again"
        assert fetch(f"{address}/hook", message(2, "比上年呢"), "wrong")[0] == 403
        assert fetch(f"{address}/hook", message(3, "去年电诈立案多少"), SECRET)[0] == 200
        assert SECRET not in stop(process)
        assert [call["text"][:6] for call in server.of("sendMessage")] == ["<b>下降 ", "<b>739"]
        assert server.of("getUpdates") == [] and server.of("deleteWebhook") == []


def test_webhook_address_that_is_taken_is_one_sentence() -> None:
    with socket.socket() as taken, BotApiServer() as server:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        with bot(PAPER, server.base, WEBHOOK_URL=f"http://{where}/hook", WEBHOOK_LISTEN=where) as process:
            _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "上监听" in err and "Traceback" not in err


def test_metrics_and_health_while_polling() -> None:
    port = free_port()
    with BotApiServer() as server, bot(PAPER, server.base, METRICS_LISTEN=f"127.0.0.1:{port}") as process:
        server.add_message("比上年呢")
        server.wait_for("sendMessage")
        server.wait_for("getUpdates", 2)
        status, text = fetch(f"http://127.0.0.1:{port}/metrics")
        assert status == 200
        assert 'bot_updates_total{kind="message"} 1\n' in text
        assert 'bot_api_calls_total{method="sendMessage",result="ok"} 1\n' in text
        assert "比上年" not in text and str(ANNA["id"]) + '"' not in text
        assert fetch(f"http://127.0.0.1:{port}/readyz")[0] == 200
        stop(process)


def test_second_process_by_mistake_ends_in_a_sentence_and_disturbs_nobody(tmp_path: Path) -> None:
    state = {"STATE_DB": str(tmp_path / "state.db")}
    with BotApiServer() as server, bot(PAPER, server.base, **state) as first:
        server.wait_for("getUpdates")
        with bot(PAPER, server.base, **state) as second:
            _, err = second.communicate(timeout=PATIENCE)
        assert second.returncode == 2
        assert "已经有一个进程" in err and err.count("\n") == 1
        server.add_message("比上年呢")
        server.wait_for("sendMessage")
        stop(first)
        assert len(server.of("sendMessage")) == 1


def test_killed_in_the_midst_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    state = {"STATE_DB": str(tmp_path / "state.db")}
    with BotApiServer() as server:
        for number in range(90):
            server.add_message("比上年呢", {"id": 100 + number, "type": "private", "first_name": "甲"})
        with bot(PAPER, server.base, **state) as process:
            server.wait_for("sendMessage", 20)
            process.send_signal(signal.SIGKILL)
            process.wait(PATIENCE)
        with bot(PAPER, server.base, **state) as process:
            server.wait_for("sendMessage", 88)
            stop(process)
        asked = [int(call["chat_id"]) for call in server.of("sendMessage")]
    # At the moment of the kill one reply may be on its way.
    assert len(asked) - len(set(asked)) <= 1
    assert len(set(asked)) >= 89


def test_killed_while_a_chat_waits_for_its_flood_limit_its_question_is_answered_later(tmp_path: Path) -> None:
    class Flooded(BotApiServer):
        limited = True

        def _sendMessage(self, parameters: dict[str, Any]) -> dict[str, Any]:
            if self.limited and int(parameters["chat_id"]) == PRIVATE["id"]:
                raise Refusal(429, "Too Many Requests: retry after 60", retry_after=60)
            return super()._sendMessage(parameters)

    state = {"STATE_DB": str(tmp_path / "state.db")}
    with Flooded() as server:
        with bot(PAPER, server.base, **state) as process:
            server.add_message("去年电诈立案多少")
            server.wait_for("sendMessage")
            server.add_message("比上年呢", {"id": 8, "type": "private", "first_name": "甲"})
            server.wait_for("sendMessage", 2)
            number = 1
            while server.pending():  # until both are confirmed
                server.wait_for("getUpdates", number)
                number += 1
            server.add_press("v1:w:ob1")
            server.wait_for("answerCallbackQuery")
            process.send_signal(signal.SIGKILL)
            process.wait(PATIENCE)
        server.limited = False
        with bot(PAPER, server.base, **state) as process:
            assert server.wait_for("sendMessage", 3)["text"].startswith("<b>739")
            stop(process)
        assert len(server.of("sendMessage")) == 3
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("waiting")] == []


def test_after_an_outage_the_newest_question_is_answered() -> None:
    with BotApiServer() as server:
        for text in ("电诈", "电诈", "比上年呢"):
            server.add_message(text, date=int(time.time()) - 600)
        with bot(PAPER, server.base) as process:
            server.wait_for("sendMessage", 2)
            stop(process)
        assert [call["text"].split("，")[0] for call in server.of("sendMessage")] == [
            "刚才有一阵子收不到消息",
            "<b>下降 21%</b>\n《某区工作报告》（2023-08-24）",
        ]


def test_token_revoked_while_running_ends_it_with_a_line() -> None:
    with BotApiServer() as server, bot(PAPER, server.base) as process:
        server.wait_for("getUpdates")
        server.token = "999:new"
        server.add_message("比上年呢")
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "rejects the token" in err and TOKEN not in err and "Traceback" not in err


def test_a_report_is_added_from_the_phone_and_asked(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "lake-2031.txt").write_text(LAKE, "utf-8")
    places = {"REPORTS_DIR": str(tmp_path / "reports"), "KNOWLEDGE_DB": str(tmp_path / "knowledge.db")}
    other: dict[str, Any] = {"id": 8, "type": "private", "first_name": "小李"}
    with BotApiServer() as server, bot(REAL, server.base, ADMIN_IDS=str(ANNA["id"]), **places) as process:
        server.wait_for("getUpdates")
        server.add_document("../青山 2031.txt", HILL.encode())
        shown = _last_edit(server, "还什么都没改")
        server.add_message("整治了几条河道", other)
        assert _said(server, other["id"], 1).startswith("<b>27条</b>")
        add = shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        server.add_press(add, under=int(shown["message_id"]))
        _last_edit(server, "可以问了")
        server.add_message("青山整治了几条河道", other)
        assert _said(server, other["id"], 2).startswith("<b>41条</b>")
        stop(process)
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == ["lake-2031.txt", "青山 2031.txt"]


def test_stopped_while_it_reads_a_report_nothing_has_changed(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "lake-2031.txt").write_text(LAKE, "utf-8")
    places = {"REPORTS_DIR": str(tmp_path / "reports"), "KNOWLEDGE_DB": str(tmp_path / "knowledge.db")}
    long = HILL.replace(
        "(二)安全", "".join(f"整治河道{n}条，新建公园{n}个，排查火灾隐患{n}处。\n" for n in range(9000))
    )
    with BotApiServer() as server, bot(REAL, server.base, ADMIN_IDS=str(ANNA["id"]), **places) as process:
        server.add_document("long.txt", long.encode())
        _last_edit(server, "正在读")
        stop(process)
    assert [path.name for path in (tmp_path / "reports").iterdir() if not path.name.startswith(".")] == [
        "lake-2031.txt"
    ]


def _last_edit(server: BotApiServer, words: str) -> Any:
    """The edit that says ``words``, when it has come."""
    number = 1
    while words not in (edit := server.wait_for("editMessageText", number))["text"]:
        number += 1
    return edit


def _said(server: BotApiServer, chat: int, number: int) -> str:
    """The ``number``-th message in a chat, when it has come."""
    seen = 0
    while len(found := [each for each in server.of("sendMessage") if int(each["chat_id"]) == chat]) < number:
        seen += 1
        server.wait_for("sendMessage", seen)
    return str(found[number - 1]["text"])
