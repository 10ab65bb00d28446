"""5,000 questions from 200 people and 20 groups: how many a second, none lost, none doubled.

The bare bot answers in the same run with a message and keyboard of the same size, over as many connections.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections import Counter
from itertools import islice
from statistics import median

from tests.telegram.measure.bots import Subject, subjects
from tests.telegram.measure.figures import load, spread
from tests.telegram.measure.traffic import JSON, chat_of, questions


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--updates", type=int, default=5000)
    parser.add_argument("--bot", choices=("real", "paper"), default="real")
    parser.add_argument("--mode", choices=("polling", "webhook"), default="polling")
    parser.add_argument(
        "--pool", default="10", help="connections of the bare bot; python-telegram-bot's default is 256"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rate", type=float, default=0, help="questions a second; 0: all at once")


async def measure(arguments: argparse.Namespace) -> None:
    bare, ours = await subjects(arguments.bot, arguments.mode, arguments.pool)
    speeds, costs = [], []
    for _ in range(arguments.rounds):
        first, second = await _run(bare, arguments), await _run(ours, arguments)
        speeds.append(second[0] / first[0])
        costs.append(second[1] / first[1] - 1)
    print(
        f"{arguments.mode}, load {load()}: ratio {_all(speeds)}; our CPU beside python-telegram-bot's own {_all(costs)}"
    )


def _all(values: list[float]) -> str:
    return f"{median(values):.2f} ({', '.join(f'{each:.2f}' for each in values)})"


async def _run(subject: Subject, arguments: argparse.Namespace) -> tuple[float, float]:
    """Replies a second, and milliseconds of CPU for each."""
    updates, texts = arguments.updates, subject.texts
    async with subject.running() as bot:
        wanted = list(islice(questions(texts), updates))
        watch = _Watch(wanted)
        bot.server.on_sent = watch.sent
        begun, cpu = time.perf_counter(), bot.cpu()
        if arguments.rate:
            await _steadily(bot.add, watch, arguments.rate)
        else:
            bot.add(*wanted)
        while watch.replies < updates and time.perf_counter() - max(watch.last, begun) < 20:
            await asyncio.sleep(0.02)
        cost, resident = (bot.cpu() - cpu) / watch.replies * 1000, bot.resident()
    seconds = watch.last - begun
    asked = Counter(chat_of(each) for each in wanted)
    lost = sum(max(0, number - watch.chats[chat]) for chat, number in asked.items())
    doubled = sum(max(0, watch.chats[chat] - number) for chat, number in asked.items())
    waits = f", {spread(watch.waits)}" if arguments.rate else ""
    print(
        f"  {subject.name}: {watch.replies} replies in {seconds:.1f} s ({watch.replies / seconds:.0f}/s), {lost} lost, "
        f"{doubled} doubled, {cost:.2f} ms of CPU each, {resident:.0f} MiB{waits}",
        flush=True,
    )
    return watch.replies / seconds, cost


class _Watch:
    """Replies as they come; the first of a chat answers its first question."""

    def __init__(self, wanted: list[JSON]) -> None:
        self.wanted = wanted
        self.asked: dict[int, list[float]] = {}
        self.chats: Counter[int] = Counter()
        self.waits: list[float] = []
        self.replies, self.last = 0, 0.0

    def ask(self, update: JSON) -> None:
        self.asked.setdefault(chat_of(update), []).append(time.perf_counter())

    def sent(self, chat: int) -> None:
        self.last = time.perf_counter()
        if number := self.asked.get(chat):
            self.waits.append(self.last - number[min(self.chats[chat], len(number) - 1)])
        self.chats[chat] += 1
        self.replies += 1


async def _steadily(add: object, watch: _Watch, rate: float) -> None:
    begun = time.perf_counter()
    for number, each in enumerate(watch.wanted):
        await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
        watch.ask(each)
        assert callable(add)
        add(each)
