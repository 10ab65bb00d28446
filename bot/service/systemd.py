"""Telling systemd how we are (``Type=notify``, ``WatchdogSec``); without systemd nothing happens."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Mapping

from bot.service.metrics import METRICS, resident_bytes

log = logging.getLogger(__name__)

_LOG_EVERY = 3600.0


def notify(state: str, environment: Mapping[str, str] = os.environ) -> None:
    """Send ``READY=1``, ``STOPPING=1``, ``WATCHDOG=1`` … to the service manager, if there is one."""
    address = environment.get("NOTIFY_SOCKET")
    if not address:
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            # "@" stands for the zero byte of an abstract socket.
            channel.connect("\0" + address[1:] if address.startswith("@") else address)
            channel.send(state.encode())
    except OSError as error:
        log.debug("systemd cannot be told %s: %s", state, error.strerror)


def watchdog_seconds(environment: Mapping[str, str] = os.environ) -> float | None:
    """How often systemd wants to hear from us: half of its limit; None if it does not."""
    microseconds = environment.get("WATCHDOG_USEC", "")
    return int(microseconds) / 2_000_000 if microseconds.isdigit() and int(microseconds) else None


async def heartbeat() -> None:
    """Beat until cancelled: the watchdog as often as it wants, a line in the log each hour.

    It beats for as long as the event loop turns. That Telegram cannot be reached is no reason to be
    killed: a new process would not reach it either.
    """
    every = watchdog_seconds() or _LOG_EVERY
    loop = asyncio.get_running_loop()
    next_line = loop.time() + _LOG_EVERY
    while True:
        notify("WATCHDOG=1")
        if loop.time() >= next_line:
            next_line += _LOG_EVERY
            log.info("alive: %s", summary())
        await asyncio.sleep(every)


def summary() -> str:
    """The counters that are not zero, and the memory, in one line."""
    totals = {name.removeprefix("bot_").removesuffix("_total"): n for name, n in METRICS.totals().items() if n}
    numbers = " ".join(f"{name}={number:.10g}" for name, number in sorted(totals.items()))
    return f"{numbers} resident_mib={resident_bytes() / 2**20:.0f}"
