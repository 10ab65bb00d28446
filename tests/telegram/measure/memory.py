"""Resident memory over 100,000 updates: the curve, a line for every 5,000."""

from __future__ import annotations

import argparse
import asyncio
import time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.telegram.measure.bots import PAPER, QUESTIONS, REAL, resident_mib, running
from tests.telegram.measure.server import LoadServer
from tests.telegram.measure.traffic import questions

_STEP, _SILENCE = 5000, 10.0


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--bot", choices=("real", "paper"), default="real")


async def measure(arguments: argparse.Namespace) -> None:
    source = questions(QUESTIONS if arguments.bot == "real" else None)
    command = REAL if arguments.bot == "real" else PAPER
    with TemporaryDirectory() as name:
        async with LoadServer() as server, running(command, server.base, Path(name)) as process:
            for done in range(0, arguments.updates, _STEP):
                begun = time.monotonic()
                server.add(*islice(source, _STEP))
                replies = await _answered(server)
                server.sent.clear()
                seconds = time.monotonic() - begun
                memory = resident_mib(process)
                print(f"{done + _STEP} updates: {memory:.0f} MiB, {replies} replies in {seconds:.0f} s", flush=True)


async def _answered(server: LoadServer) -> int:
    """How many replies come to a step: as many as questions, or as many as come before ten seconds of silence."""
    replies, last = 0, time.monotonic()
    while replies < _STEP and time.monotonic() - last < _SILENCE:
        await asyncio.sleep(0.2)
        if (now := sum(map(len, server.sent.values()))) > replies:
            replies, last = now, time.monotonic()
    return replies
