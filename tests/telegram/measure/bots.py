"""The processes that are measured: the bot with real or paper answers, and a bare python-telegram-bot bot."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.telegram.recorder import TOKEN

ROOT = Path(__file__).parents[3]
REAL = ("bot", "telegram")
PAPER = ("tests.telegram.measure.echo_bot",)
BARE = ("tests.telegram.measure.bare_bot",)


def start(command: tuple[str, ...], base: str, folder: Path, **variables: str) -> subprocess.Popen[bytes]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("TELEGRAM_", "WEBHOOK_"))}
    given = {"TELEGRAM_API_BASE": base, "TELEGRAM_BOT_TOKEN": TOKEN, "STATE_DB": str(folder / "state.db")}
    given["KNOWLEDGE_DB"] = str(folder / "knowledge.db")
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, env={**clean, **given, **variables}, stdout=log, stderr=log
        )


@asynccontextmanager
async def running(
    command: tuple[str, ...], base: str, folder: Path, **variables: str
) -> AsyncIterator[subprocess.Popen[bytes]]:
    process = start(command, base, folder, **variables)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            await asyncio.to_thread(process.wait, 40)
        process.kill()


def resident_mib(process: subprocess.Popen[Any]) -> float:
    pages = Path(f"/proc/{process.pid}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


def cpu_seconds(process: subprocess.Popen[Any]) -> float:
    """User and system time of a running process: less noisy than the clock where the machine is shared."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
