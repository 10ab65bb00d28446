"""The Telegram bot as a process: built, connected, polling, stopped.

python-telegram-bot's own ``run_polling`` is not used, because its exit is not ours: we want one clear
sentence and a status instead of a traceback, bounded tries, and on SIGTERM an answer to all that
was taken.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, Defaults
from telegram.request import BaseRequest, HTTPXRequest

from bot.errors import BotError, SettingsError
from bot.logs import set_up_logs
from bot.settings import Secret, Settings
from bot.telegram.callbacks import Callbacks
from bot.telegram.connection import connect
from bot.telegram.desk import Answering, Desk
from bot.telegram.errors import on_error
from bot.telegram.gate import Gate
from bot.telegram.handlers import Messages
from bot.telegram.menu import introduce
from bot.telegram.order import ChatOrder
from bot.telegram.pictures import Pictures
from bot.telegram.polling import Poller, PollingEndedError

App = Application[Any, Any, Any, Any, Any, Any]

log = logging.getLogger(__name__)

OK, FAILED = 0, 2
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_DRAIN_SECONDS = 20.0
# PTB's default of 256 connections costs throughput, its pool timeout of 1 s loses answers in a burst.
_CONNECTIONS = 32
_POOL_SECONDS = 10.0
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def run_telegram(settings: Settings, assistant: Answering) -> int:
    """Run the bot until SIGTERM or SIGINT.

    Returns 0 after a stop that was asked for, 2 when it cannot start or go on; the reason is one
    sentence on standard error.
    """
    secrets = [s.reveal() for s in (settings.telegram_bot_token, settings.webhook_secret) if s]
    set_up_logs(settings.log_level, secrets)
    try:
        return asyncio.run(_serve(settings, build(settings, assistant)))
    except KeyboardInterrupt:
        return OK
    except BotError as error:
        print(error, file=sys.stderr)
        return FAILED


def build(settings: Settings, assistant: Answering, request: BaseRequest | None = None) -> App:
    """The application with all its handlers, not yet connected; ``request`` replaces HTTP in tests.

    Raises:
        SettingsError: there is no token.
    """
    base, desk = settings.telegram_api_base, Desk(assistant)
    builder: Any = ApplicationBuilder().token(_token(settings.telegram_bot_token)).updater(None)
    # PTB puts the token right behind these, without a slash.
    builder = builder.base_url(f"{base}/bot").base_file_url(f"{base}/file/bot")
    builder = builder.request(request or _http(base, _CONNECTIONS)).get_updates_request(request or _http(base, 1))
    app: App = builder.defaults(_defaults()).concurrent_updates(ChatOrder()).build()
    pictures = Pictures(desk, assistant)
    desk.offers = pictures.offer
    for part in (Gate(settings.allowed_chats), Messages(desk, pictures), Callbacks(desk, pictures)):
        part.register(app)
    app.add_error_handler(on_error)
    return app


def _token(token: Secret | None) -> str:
    if token is None:
        raise SettingsError("没有设置 TELEGRAM_BOT_TOKEN：请向 @BotFather 要一个，写进环境变量或 .env。")
    return token.reveal()


def _http(base: str, connections: int) -> HTTPXRequest:
    # A proxy of the environment is for the world outside, not for a server on this machine.
    trust = urlsplit(base).hostname not in _LOOPBACK
    try:
        return HTTPXRequest(connections, pool_timeout=_POOL_SECONDS, httpx_kwargs={"trust_env": trust})
    except (RuntimeError, ValueError, ImportError):
        raise SettingsError("环境变量里的代理（HTTPS_PROXY、ALL_PROXY 等）不能用，请改正或去掉。") from None


def _defaults() -> Defaults:
    return Defaults(
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        allow_sending_without_reply=True,
    )


async def _serve(settings: Settings, app: App) -> int:
    stop = _stop_event()
    try:
        if not await _unless(stop, connect(app.bot, settings.telegram_api_base)):
            return OK
        if settings.webhook_url:
            log.warning("WEBHOOK_URL is set, but webhooks are not served yet; polling instead")
        async with app:
            return await _poll(app, stop)
    finally:
        await app.bot.shutdown()


def _stop_event() -> asyncio.Event:
    """Set by the first signal; a second one ends the process the ordinary way."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def on_signal() -> None:
        stop.set()
        for number in _SIGNALS:
            loop.remove_signal_handler(number)

    with suppress(NotImplementedError):  # Windows; Ctrl-C is a KeyboardInterrupt there
        for number in _SIGNALS:
            loop.add_signal_handler(number, on_signal)
    return stop


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Do ``work`` to its end, or until ``stop``; whether it came to its end. Its exception is raised."""
    task, stopped = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
    finished = task.done()
    stopped.cancel()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    return finished


async def _poll(app: App, stop: asyncio.Event) -> int:
    # A webhook that was set once makes every getUpdates a conflict.
    with suppress(TelegramError):
        await app.bot.delete_webhook()
    poller = Poller(app.bot, app.update_queue)
    await app.start()
    introduction = asyncio.create_task(introduce(app.bot))
    log.info("ready as @%s", app.bot.username)
    try:
        await _unless(stop, poller.run())
        return OK
    except PollingEndedError as error:
        log.error("stopping: %s", error)
        return FAILED
    finally:
        introduction.cancel()
        await asyncio.gather(introduction, return_exceptions=True)
        await _drain(app)
        await poller.confirm()


async def _drain(app: App) -> None:
    """Answer all that was taken, but not for ever: the server may be what is gone."""
    try:
        await asyncio.wait_for(app.stop(), _DRAIN_SECONDS)
    except TimeoutError:
        log.warning("stopped with questions unanswered after %d s", _DRAIN_SECONDS)
