"""The webhook: only Telegram's own updates, each once, answered when they are handled."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from telegram import User

from bot.errors import SettingsError
from bot.service.health import Health
from bot.service.http import Request, Response
from bot.settings import TELEGRAM, Secret, Settings, parse_settings
from bot.telegram.connection import ConnectionFailedError
from bot.telegram.intake import Intake
from bot.telegram.waiting import Waiting
from bot.telegram.webhook import Webhook, check_webhook
from tests.telegram.recorder import ANNA, DATE, ME, PRIVATE, Chat

SECRET = "correct-horse_battery"
HEADER = {"x-telegram-bot-api-secret-token": SECRET}
BOT: Any = type("Bot", (), {"bot": User.de_json(ME, None)})()


def hook(ready: bool = True, secret: str | None = SECRET) -> tuple[Webhook, asyncio.Queue[object], Intake]:
    queue: asyncio.Queue[object] = asyncio.Queue()
    intake, health = Intake(queue), Health()
    intake.attach(BOT)
    health.ready = ready
    settings = Settings(webhook_url="https://h.example/hook", webhook_secret=Secret(secret) if secret else None)
    return Webhook(settings, intake, health), queue, intake


def body(number: int = 1) -> bytes:
    message = {"message_id": number, "date": DATE, "chat": PRIVATE, "from": ANNA, "text": "电诈"}
    return json.dumps({"update_id": number, "message": message}).encode()


def post(raw: bytes, headers: dict[str, str] | None = None, path: str = "/hook", method: str = "POST") -> Request:
    return Request(method, path, HEADER if headers is None else headers, raw)


async def test_answered_when_it_has_been_handled_and_taken_once() -> None:
    webhook, queue, intake = hook()
    first = asyncio.create_task(webhook(post(body())))
    again = asyncio.create_task(webhook(post(body())))
    update = await queue.get()
    assert not first.done() and queue.empty()
    intake.finished(update)
    assert [(await first).status, (await again).status] == [200, 200]
    assert (await webhook(post(body()))).status == 200
    assert queue.empty()


async def test_nobody_waits_for_what_takes_long_and_it_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("bot.telegram.webhook.PATIENCE_SECONDS", 0.001)
    webhook, queue, intake = hook()
    intake._waiting = Waiting(tmp_path / "w")
    assert (await webhook(post(body()))).status == 200
    assert queue.qsize() == 1 and len(intake._waiting) == 1


async def test_where_too_much_is_under_way_telegram_is_kept_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.webhook.PATIENCE_SECONDS", 0)
    monkeypatch.setattr("bot.telegram.webhook._LOOK_SECONDS", 0)
    monkeypatch.setattr("bot.telegram.intake._MOST_OUTSTANDING", 0)
    webhook, queue, intake = hook()
    brought = asyncio.create_task(webhook(post(body())))
    update = await queue.get()
    for _ in range(20):
        await asyncio.sleep(0)
    assert not brought.done()
    intake.finished(update)
    assert (await brought).status == 200 and len(intake._waiting) == 0


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (post(body(), {}), 403),
        (post(body(), {**HEADER, "x-telegram-bot-api-secret-token": SECRET[:-1]}), 403),
        (post(body(), {**HEADER, "x-telegram-bot-api-secret-token": "错"}), 403),
        (post(body(), method="GET"), 405),
        (post(body(), path="/other"), 404),
        (post(b"{", {}), 403),
        (post(b"{"), 200),
        (post(b"[]"), 200),
        (post(b'{"update_id": "1"}'), 200),
        (post(b'{"update_id": 1, "message": {"message_id": 1}}'), 200),
        (post(b"\xff\xfe"), 200),
        (post(b"[" * 200_000), 200),
    ],
)
async def test_what_is_no_update_of_telegram_is_not_taken(request_: Request, status: int) -> None:
    webhook, queue, _ = hook()
    assert (await webhook(request_)).status == status
    assert queue.empty()


async def test_a_proxy_may_strip_the_path_and_asks_for_health() -> None:
    webhook, queue, intake = hook()
    task = asyncio.create_task(webhook(post(body(), path="/")))
    intake.finished(await queue.get())
    assert (await task).status == 200
    assert (await webhook(Request("GET", "/healthz", {}))).status == 200
    assert (await webhook(Request("GET", "/readyz", {}))).status == 200
    assert (await webhook(Request("GET", "/metrics", {}))).status == 404


async def test_while_stopping_telegram_keeps_its_updates() -> None:
    webhook, queue, _ = hook(ready=False)
    assert (await webhook(post(body()))).status == 503
    assert queue.empty()


async def test_without_a_secret_one_is_made_up() -> None:
    webhook, _, _ = hook(secret=None)
    async with Chat() as chat:
        await webhook.announce(chat.app.bot)
        [(name, data)] = chat.api.calls
    assert name == "setWebhook" and len(data["secret_token"]) >= 32
    assert (await webhook(post(body(), {}))).status == 403


async def test_telegram_is_told_where_and_what() -> None:
    webhook, _, _ = hook()
    async with Chat() as chat:
        await webhook.announce(chat.app.bot)
        data = chat.api.calls[-1][1]
    assert (data["url"], data["secret_token"]) == ("https://h.example/hook", SECRET)
    assert {"message", "callback_query", "inline_query", "guest_message"} <= set(data["allowed_updates"])
    assert "drop_pending_updates" not in data


async def test_refused_address_is_one_sentence() -> None:
    webhook, _, _ = hook()
    async with Chat() as chat:
        words = "Bad Request: bad webhook: HTTPS url must be provided for webhook"
        chat.api.refusals["setWebhook"] = lambda _: (400, {"ok": False, "description": words})
        with pytest.raises(ConnectionFailedError, match="WEBHOOK_URL"):
            await webhook.announce(chat.app.bot)


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("https://h.example/hook", False),
        ("https://h.example:8443/hook", False),
        ("http://h.example/hook", True),
        ("https://h.example:8080/hook", True),
        ("https://h.example/healthz", True),
    ],
)
def test_address_is_checked_at_the_start(url: str, wrong: bool) -> None:
    settings = parse_settings({"WEBHOOK_URL": url, "TELEGRAM_API_BASE": TELEGRAM})
    if wrong:
        with pytest.raises(SettingsError, match="WEBHOOK_URL"):
            check_webhook(settings)
    else:
        check_webhook(settings)


async def test_response_is_short() -> None:
    webhook, _, _ = hook()
    assert await webhook(post(b"{")) == Response(200)
