"""The bot's life: connected, serving by polling or webhook, stopped.

python-telegram-bot's own ``run_polling`` and ``run_webhook`` are not used, because their exit is not
ours: we want one clear sentence and a status instead of a traceback, bounded tries, and on SIGTERM an
answer to all that was taken.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from telegram import Bot
from telegram.error import TelegramError

from bot.service.health import Health, Probes
from bot.service.http import Handler, HttpServer
from bot.service.metrics import METRICS
from bot.service.systemd import heartbeat, notify, summary
from bot.settings import Listen, Settings
from bot.telegram.connection import connect
from bot.telegram.menu import introduce
from bot.telegram.polling import Poller, PollingEndedError
from bot.telegram.webhook import Webhook

if TYPE_CHECKING:
    from bot.telegram.app import Parts

log = logging.getLogger(__name__)

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_DRAIN_SECONDS = 20.0
_DEFAULT_LISTEN = Listen("127.0.0.1", 8080)


async def serve(settings: Settings, parts: Parts) -> bool:
    """Serve until a signal; whether the end was asked for.

    Raises:
        BotError: it cannot begin; one sentence.
    """
    stop, health = _stop_event(), Health()
    METRICS.gauge("bot_updates_outstanding", "Updates taken and not yet finished.", lambda: parts.intake.outstanding)
    try:
        parts.receipts.open()
        async with _listening(settings.metrics_listen, Probes(health, metrics=True)):
            if not await _unless(stop, connect(parts.app.bot, settings.telegram_api_base)):
                return True
            parts.intake.attach(parts.app.bot)
            async with parts.app:
                parts.waiting.open()
                parts.intake.recall()
                run = _run_webhook if settings.webhook_url else _run_polling
                return await run(settings, parts, health, stop)
    finally:
        await parts.app.bot.shutdown()
        parts.waiting.close()
        parts.receipts.close()


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


@asynccontextmanager
async def _listening(listen: Listen | None, handler: Handler) -> AsyncIterator[None]:
    """An HTTP server around the block, if there is an address for it."""
    server = HttpServer(listen, handler) if listen else None
    if server:
        await server.start()
        log.info("serving /healthz, /readyz and /metrics at %s:%s", *server.address)
    try:
        yield
    finally:
        if server:
            await server.close()


@asynccontextmanager
async def _running(parts: Parts, health: Health) -> AsyncIterator[None]:
    """The application started and introduced, with what is done beside it, until the block ends."""
    app = parts.app
    await app.start()
    work = [introduce(app.bot, parts.admins), heartbeat(), *(begin() for begin in parts.beside)]
    tasks = [asyncio.create_task(each) for each in work]
    health.ready = True
    health.touch()
    notify("READY=1")
    sees_all = app.bot.bot.can_read_all_group_messages
    log.info(
        "ready as @%s; group privacy mode is %s", app.bot.username, "off" if sees_all else "on: mentions do not arrive"
    )
    try:
        yield
    finally:
        health.ready = False
        notify("STOPPING=1")
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        log.info("stopped: %s", summary())


async def _run_polling(_settings: Settings, parts: Parts, health: Health, stop: asyncio.Event) -> bool:
    if not await _unless(stop, _forget_webhook(parts.app.bot)):
        return True
    poller = Poller(parts.app.bot, parts.intake, sign_of_life=health.touch)
    async with _running(parts, health):
        try:
            await _unless(stop, poller.run())
            return True
        except PollingEndedError as error:
            log.error("stopping: %s", error)
            return False
        finally:
            if await _drain(parts):
                await poller.confirm()


async def _forget_webhook(bot: Bot) -> None:
    """A webhook that was set once makes every getUpdates a conflict."""
    with suppress(TelegramError):
        await bot.delete_webhook()


async def _run_webhook(settings: Settings, parts: Parts, health: Health, stop: asyncio.Event) -> bool:
    webhook = Webhook(settings, parts.intake, health)
    server = HttpServer(settings.webhook_listen or _DEFAULT_LISTEN, webhook)
    await server.start()
    try:
        async with _running(parts, health):
            try:
                webhook.release_soon()
                await webhook.announce(parts.app.bot)
                log.info("webhook at %s:%s", *server.address)
                await stop.wait()
                return True
            finally:
                health.ready = False
                parts.intake.release()
                await _drain(parts)
    finally:
        await server.close()


async def _drain(parts: Parts) -> bool:
    """Answer all that was taken, but not for ever: the server may be what is gone."""
    try:
        async with asyncio.timeout(_DRAIN_SECONDS):
            await parts.app.stop()
        return True
    except TimeoutError:
        left = parts.intake.stop()
        log.warning("stopped with %d updates unanswered after %g s; kept for the next start", left, _DRAIN_SECONDS)
        return False
