"""Groups on a server that keeps to twenty messages a minute in each: what it refuses, and how long people wait.

Ten groups talk (a question every six seconds each); in three others thirty people ask at once, one group after
the other.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import time
from collections import defaultdict, deque
from itertools import count

from tests.telegram.measure.bots import PAPER, Running, Subject
from tests.telegram.measure.figures import load, spread
from tests.telegram.measure.server import JSON, Fault
from tests.telegram.measure.traffic import update

_MESSAGES, _SECONDS = 20, 60.0
_TALK, _CLASSES = 10, 3
_BASE = -(10**12)


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=int, default=150)
    parser.add_argument("--lenient", action="store_true", help="the server has no limits")


class Strict:
    """The limit as it is published: no more than twenty messages in any minute, else 429 until there is room."""

    def __init__(self) -> None:
        self.refused: defaultdict[int, int] = defaultdict(int)
        self._said: defaultdict[int, deque[float]] = defaultdict(lambda: deque(maxlen=_MESSAGES))

    def __call__(self, method: str, data: JSON) -> Fault:
        chat, now = int(data.get("chat_id", 0)), time.monotonic()
        if method != "sendMessage" or chat > 0:
            return None
        said = self._said[chat]
        if len(said) == _MESSAGES and (wait := said[0] + _SECONDS - now) > 0:
            self.refused[chat] += 1
            told = {"parameters": {"retry_after": math.ceil(wait)}}
            return 429, {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after", **told}
        said.append(now)
        return None


class _Waits:
    def __init__(self) -> None:
        self.asked: defaultdict[int, list[float]] = defaultdict(list)
        self.waits: defaultdict[int, list[float]] = defaultdict(list)

    def sent(self, chat: int) -> None:
        self.waits[chat].append(time.monotonic() - self.asked[chat][len(self.waits[chat])])


async def measure(arguments: argparse.Namespace) -> None:
    strict, waits = Strict(), _Waits()
    async with Subject("ours", PAPER).running() as bot:
        bot.server.on_sent = waits.sent
        if not arguments.lenient:
            bot.server.fault = strict
        await _ask(bot, waits, arguments.seconds)
    print(f"{'no limits' if arguments.lenient else 'twenty a minute'}, load {load()}")
    talk = [wait for group in range(_TALK) for wait in waits.waits[_BASE - group]]
    print(f"talk: {len(talk)} answers, {spread(talk)}, {sum(strict.refused[_BASE - n] for n in range(_TALK))} refused")
    for group in range(_TALK, _TALK + _CLASSES):
        chat = _BASE - group
        print(f"class {group - _TALK + 1}: {len(waits.waits[chat])} of {len(waits.asked[chat])} answers, "
              f"{spread(waits.waits[chat])}, {strict.refused[chat]} refused")  # fmt: skip


async def _ask(bot: Running, waits: _Waits, seconds: int) -> None:
    numbers = count(1)

    def ask(group: int, times: int) -> None:
        for _ in range(times):
            number = next(numbers)
            waits.asked[_BASE - group].append(time.monotonic())
            bot.add(update(number, {"id": _BASE - group, "type": "supergroup", "title": "群"}, f"第{number}问"))

    for second in range(seconds):
        for group in range(_TALK):
            if (second + group) % 6 == 0 and second < seconds - 10:
                ask(group, 1)
        if second % 10 == 2 and second // 10 < _CLASSES:
            ask(_TALK + second // 10, 30)
        await asyncio.sleep(1)
