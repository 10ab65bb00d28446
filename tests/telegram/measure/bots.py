"""The processes that are measured: the bot with real or paper answers, and a bare python-telegram-bot bot."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.telegram.measure.delivery import Courier
from tests.telegram.measure.figures import free_port
from tests.telegram.measure.server import JSON, LoadServer
from tests.telegram.measure.traffic import questions
from tests.telegram.recorder import TOKEN

ROOT = Path(__file__).parents[3]
REAL = ("bot", "telegram")
PAPER = ("tests.telegram.measure.echo_bot",)
BARE = ("tests.telegram.measure.bare_bot",)
# A hundred and fifty different questions about the report.
QUESTIONS = [
    str(json.loads(line)["turns"][0]["q"])
    for line in (ROOT / "tests/questions/everyday.jsonl").read_text("utf-8").splitlines()
]


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


def webhook_at(port: int) -> dict[str, str]:
    """Variables for either bot."""
    where = f"127.0.0.1:{port}"
    return {"PORT": str(port), "WEBHOOK_URL": f"http://{where}/hook", "WEBHOOK_LISTEN": where}


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that is ready, with its server; ``add`` brings it updates."""

    server: LoadServer
    process: subprocess.Popen[bytes]
    add: Callable[..., None]

    def cpu(self) -> float:
        return cpu_seconds(self.process)

    def resident(self) -> float:
        return resident_mib(self.process)


@dataclass(frozen=True, slots=True)
class Subject:
    """A bot to be measured, by polling or by webhook; ``texts`` are what it is asked, else a number each."""

    name: str
    command: tuple[str, ...]
    webhook: bool = False
    texts: list[str] | None = None
    variables: dict[str, str] = field(default_factory=dict)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Running]:
        variables = {**self.variables, **(webhook_at(free_port()) if self.webhook else {})}
        with TemporaryDirectory() as folder:
            async with LoadServer() as server, running(self.command, server.base, Path(folder), **variables) as process:
                while not (server.webhook if self.webhook else server.methods["getUpdates"]):
                    assert process.poll() is None, (Path(folder) / "log").read_text("utf-8")
                    await asyncio.sleep(0.05)
                await asyncio.sleep(1)
                async with Courier(server) as courier:
                    yield Running(server, process, courier.add if self.webhook else server.add)


async def subjects(bot: str, mode: str, pool: str) -> tuple[Subject, Subject]:
    """The bare bot, which says what ours says to the first question, and ours."""
    command, texts = (REAL, QUESTIONS) if bot == "real" else (PAPER, None)
    ours = Subject("ours", command, mode == "webhook", texts)
    size = await _reply_of(ours)
    print(f"a reply has {len(size[0])} characters and {len(json.dumps(size[1]))} of keyboard")
    return Subject("bare", BARE, ours.webhook, texts, {"REPLY": json.dumps(size), "POOL": pool}), ours


async def _reply_of(subject: Subject) -> tuple[str, Any]:
    seen: list[JSON] = []

    def watch(method: str, data: JSON) -> None:
        if method == "sendMessage":
            seen.append(data)

    async with subject.running() as bot:
        bot.server.fault = watch
        bot.add(next(questions(subject.texts)))
        while not seen:
            await asyncio.sleep(0.05)
    return seen[0]["text"], json.loads(seen[0].get("reply_markup", "null"))
