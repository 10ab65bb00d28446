"""The webhook: Telegram brings updates to us, usually through a proxy that ends TLS.

A request is answered when its update has been handled (a killed process gets it again), or soon, when it is
written down: Telegram has forty connections and no more, and a press must not wait behind what is slow.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import secrets
from urllib.parse import urlsplit

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.errors import SettingsError
from bot.service.health import Health, Probes
from bot.service.http import Request, Response
from bot.service.metrics import METRICS
from bot.settings import TELEGRAM, Secret, Settings
from bot.telegram.connection import ConnectionFailedError
from bot.telegram.intake import PATIENCE_SECONDS, Intake
from bot.telegram.updates import ALLOWED_UPDATES, readable

log = logging.getLogger(__name__)

_SECRET_HEADER = "x-telegram-bot-api-secret-token"
_PORTS = {443, 80, 88, 8443}  # Bot API: setWebhook
# Where too much is under way already, Telegram's own patience is used, so that it brings no more.
_LONGEST_SECONDS = 25.0
_LOOK_SECONDS = 0.5
_QUIET_SECONDS = 1.5
_MOST_CONNECTIONS = 40


class Webhook:
    """Takes updates at the path of ``url`` (and at ``/``, where a proxy strips it) with the right secret."""

    def __init__(self, settings: Settings, intake: Intake, health: Health) -> None:
        assert settings.webhook_url is not None
        self._url = settings.webhook_url
        self._paths = {urlsplit(self._url).path or "/", "/"}
        # Nobody else may bring updates, also where no secret was thought of.
        self._secret = settings.webhook_secret or Secret(secrets.token_urlsafe(32))
        self._intake = intake
        self._health = health
        self._probes = Probes(health, metrics=False)
        self._bot: Bot | None = None
        self._release: asyncio.TimerHandle | None = None

    async def announce(self, bot: Bot) -> None:
        """Tell Telegram where to bring updates.

        Raises:
            ConnectionFailedError: it refuses, or cannot be reached.
        """
        self._bot = bot
        try:
            await bot.set_webhook(
                self._url,
                secret_token=self._secret.reveal(),
                allowed_updates=ALLOWED_UPDATES,
                max_connections=_MOST_CONNECTIONS,
            )
        except TelegramError as error:
            reason = error.message.split("http")[0][:100].strip(" :")
            raise ConnectionFailedError(f"Telegram 不接受 WEBHOOK_URL（{reason}）：请检查地址、证书和端口。") from None

    async def __call__(self, request: Request) -> Response:
        if request.path not in self._paths:
            return await self._probes(request)
        if request.method != "POST":
            return Response(405, "POST only\n")
        given = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8"), self._secret.reveal().encode("utf-8")):
            METRICS.count("bot_updates_dropped_total", reason="forged")
            return Response(403, "wrong secret\n")
        if not self._health.ready:
            return Response(503, "not ready\n")  # Telegram brings it again
        return await self._take(request.body)

    async def _take(self, body: bytes) -> Response:
        self._health.touch()
        update = _parsed(body, self._bot)
        if update is None:
            # Anything but 2xx makes Telegram bring it again and again.
            METRICS.count("bot_updates_dropped_total", reason="unreadable")
            log.error("an update that cannot be read")
            return Response(200)
        if self._intake.hold(update):
            self._intake.keep()
            self.release_soon()
            return Response(200)
        done = self._intake.take(update)
        if done is not None:
            await self._handled(done, update)
        return Response(200)

    async def _handled(self, done: asyncio.Future[None], update: Update) -> None:
        """Wait for it a little, and no longer than that: others stand behind it in the line."""
        waited = PATIENCE_SECONDS
        await asyncio.wait({done}, timeout=waited)
        while not done.done() and self._intake.crowded and waited < _LONGEST_SECONDS:
            await asyncio.wait({done}, timeout=_LOOK_SECONDS)
            waited += _LOOK_SECONDS
        self._intake.keep_one(update)

    def release_soon(self) -> None:
        """Old updates come one after the other; when no more come, the newest are answered."""
        if self._release:
            self._release.cancel()
        self._release = asyncio.get_running_loop().call_later(_QUIET_SECONDS, self._intake.release)


def _parsed(body: bytes, bot: Bot | None) -> Update | None:
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return readable(raw, bot) if isinstance(raw, dict) and isinstance(raw.get("update_id"), int) else None


def check_webhook(settings: Settings) -> None:
    """Whether Telegram can take this address at all.

    Raises:
        SettingsError: what has to be changed.
    """
    if not settings.webhook_url:
        return
    parts = urlsplit(settings.webhook_url)
    if settings.telegram_api_base == TELEGRAM:
        if parts.scheme != "https":
            raise SettingsError("设置 WEBHOOK_URL 要以 https:// 开头：Telegram 只送到 HTTPS 地址。")
        if (parts.port or 443) not in _PORTS:
            raise SettingsError("设置 WEBHOOK_URL 的端口只能是 443、80、88 或 8443。")
    if (parts.path or "/") in {"/healthz", "/readyz", "/metrics"}:
        raise SettingsError("设置 WEBHOOK_URL 的路径和健康检查的地址相同，请换一个。")
