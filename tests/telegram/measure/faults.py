"""Random faults, seeded, for a bounded time: no exit, no growth, every fault accounted for in the log."""

from __future__ import annotations

import argparse
import asyncio
import re
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.telegram.measure.bots import PAPER, resident_mib, running
from tests.telegram.measure.server import LoadServer, random_faults
from tests.telegram.measure.traffic import questions


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)


async def measure(arguments: argparse.Namespace) -> None:
    end, asked, source = time.monotonic() + arguments.minutes * 60, 0, questions()
    with TemporaryDirectory() as name:
        fault = random_faults(arguments.seed, arguments.rate)
        async with (
            LoadServer(lambda *call: fault(*call) if time.monotonic() < end else None) as server,
            running(PAPER, server.base, Path(name)) as process,
        ):
            lines = 0
            while time.monotonic() < end:
                server.add(*islice(source, 25))
                asked += 25
                await asyncio.sleep(1)
                assert process.poll() is None, "the bot has ended"
                if (lines := lines + 1) % 60 == 0:
                    print(f"  {asked} asked, {_replies(server)} replies, {resident_mib(process):.0f} MiB", flush=True)
            await asyncio.sleep(25)
        log = (Path(name) / "log").read_text("utf-8")
    texts = Counter(text.split("\n")[0] for sent in server.sent.values() for text in sent)
    doubled = sum(number - 1 for number in texts.values())
    print(f"{asked} asked, {asked - len(texts)} without an answer, {doubled} doubled")
    print("faults:", dict(sorted(server.faults.items())))
    print("log:", dict(sorted(Counter(_kind(line) for line in log.splitlines()).items())))


def _replies(server: LoadServer) -> int:
    return sum(map(len, server.sent.values()))


def _kind(line: str) -> str:
    """A line of the log without its time and its numbers."""
    message = re.search(r'message=("[^"]*"|\S+)', line)
    return re.sub(r"[\d.]+", "#", message[1])[:90] if message else line[:40]
