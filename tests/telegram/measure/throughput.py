"""5,000 questions from 200 people and 20 groups: how many a second, none lost, none doubled.

The bare bot answers in the same run with a message and keyboard of the same size.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.telegram.measure.bots import BARE, PAPER, REAL, cpu_seconds, resident_mib, running
from tests.telegram.measure.server import LoadServer
from tests.telegram.measure.traffic import questions

QUESTIONS = ["电诈去年多少起", "火灾死人了吗", "摄像头有多少个", "破案率多少", "办了几场大型活动", "比2019年少了几起"]


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--updates", type=int, default=5000)
    parser.add_argument("--bot", choices=("real", "paper"), default="real")
    parser.add_argument("--pool", default="256", help="connections of the bare bot")
    parser.add_argument("--rounds", type=int, default=2)


async def measure(arguments: argparse.Namespace) -> None:
    command = REAL if arguments.bot == "real" else PAPER
    texts = QUESTIONS if arguments.bot == "real" else None
    size = await reply_of(command, texts)
    print(f"a reply has {len(size[0])} characters and {len(json.dumps(size[1]))} of keyboard")
    for _ in range(arguments.rounds):
        bare = await rate(BARE, arguments.updates, texts, REPLY=json.dumps(size), POOL=arguments.pool)
        ours = await rate(command, arguments.updates, texts)
        print(f"bare {bare:.0f}/s, ours {ours:.0f}/s, ratio {ours / bare:.2f}")


async def reply_of(command: tuple[str, ...], texts: list[str] | None) -> tuple[str, Any]:
    """What the bot says to the first question: the size that the bare bot has to send."""
    seen: list[dict[str, Any]] = []

    def watch(method: str, data: dict[str, Any]) -> None:
        if method == "sendMessage":
            seen.append(data)

    with TemporaryDirectory() as folder:
        async with LoadServer(watch) as server, running(command, server.base, Path(folder)):
            server.add(next(questions(texts)))
            while not seen:
                await asyncio.sleep(0.05)
    return seen[0]["text"], json.loads(seen[0].get("reply_markup", "null"))


async def rate(command: tuple[str, ...], updates: int, texts: list[str] | None, **variables: str) -> float:
    with TemporaryDirectory() as folder:
        async with LoadServer() as server, running(command, server.base, Path(folder), **variables) as process:
            while not server.methods["getUpdates"]:
                await asyncio.sleep(0.05)
            await asyncio.sleep(1)
            wanted = list(islice(questions(texts), updates))
            begun, cpu = time.perf_counter(), cpu_seconds(process)
            server.add(*wanted)
            done, last = 0, begun
            while done < updates and time.perf_counter() - last < 20:
                await asyncio.sleep(0.02)
                now = sum(map(len, server.sent.values()))
                if now != done:
                    done, last = now, time.perf_counter()
            seconds = last - begun
            resident, cpu = resident_mib(process), (cpu_seconds(process) - cpu) / done * 1000
    asked = Counter(each["message"]["chat"]["id"] for each in wanted)
    lost = sum(max(0, number - len(server.sent[chat])) for chat, number in asked.items())
    doubled = sum(max(0, len(server.sent[chat]) - number) for chat, number in asked.items())
    print(
        f"  {command[0]}: {done} replies in {seconds:.1f} s, {lost} lost, {doubled} doubled, "
        f"{cpu:.2f} ms of CPU each, {resident:.0f} MiB"
    )
    return done / seconds
