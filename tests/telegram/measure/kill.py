"""kill -9 in the midst of traffic: what is lost, what is doubled.

Some of the replies meet a flood limit, so that a part of what was taken waits when the kill comes.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.telegram.measure.bots import PAPER, start, webhook_at
from tests.telegram.measure.delivery import Courier
from tests.telegram.measure.figures import free_port
from tests.telegram.measure.server import JSON, Fault, LoadServer
from tests.telegram.measure.traffic import mixed


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--signal", choices=("KILL", "TERM"), default="KILL")
    parser.add_argument("--mode", choices=("polling", "webhook"), default="polling")
    parser.add_argument("--floods", type=float, default=0.02, help="share of the replies")
    parser.add_argument("--seconds", type=int, default=5, help="of a flood limit")


async def measure(arguments: argparse.Namespace) -> None:
    dice, asked = random.Random(arguments.seed), 0
    where = webhook_at(free_port()) if arguments.mode == "webhook" else {}
    with TemporaryDirectory() as name:
        async with LoadServer(_floods(arguments)) as server, Courier(server) as courier:
            source, add = mixed(0.2, arguments.seed), courier.add if where else server.add
            process = start(PAPER, server.base, Path(name), **where)
            for number in range(arguments.kills):
                before = _replies(server)
                asked += 400
                add(*islice(source, 400))
                while _replies(server) < before + dice.randrange(60, 300):
                    await asyncio.sleep(0.003)
                process.send_signal(signal.Signals[f"SIG{arguments.signal}"])
                await asyncio.to_thread(process.wait, 40)
                answered = _texts(server)
                print(f"  kill {number + 1}: {len(answered)} of {asked} answered, {_doubled(answered)} doubled so far")
                process = start(PAPER, server.base, Path(name), **where)
            await _quiet(server, asked)
            process.terminate()
            with suppress(TimeoutError):
                await asyncio.to_thread(process.wait, 40)
    answered = _texts(server)
    print(f"{asked} asked, {asked - len(answered)} lost, {_doubled(answered)} doubled over {arguments.kills} kills")


def _floods(arguments: argparse.Namespace) -> Callable[[str, JSON], Fault]:
    dice, told = random.Random(arguments.seed), {"retry_after": arguments.seconds}
    refusal = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": told}
    return lambda method, _: (429, refusal) if method == "sendMessage" and dice.random() < arguments.floods else None


def _replies(server: LoadServer) -> int:
    return sum(map(len, server.sent.values()))


def _texts(server: LoadServer) -> Counter[str]:
    """Each question has a number of its own, which its answer repeats."""
    return Counter(text.split("\n")[0] for texts in server.sent.values() for text in texts)


def _doubled(answered: Counter[str]) -> int:
    return sum(number - 1 for number in answered.values())


async def _quiet(server: LoadServer, asked: int) -> None:
    still, last = 0, -1
    while still < 60 and _replies(server) < asked:
        await asyncio.sleep(0.25)
        still = still + 1 if _replies(server) == last else 0
        last = _replies(server)
    await asyncio.sleep(1)
