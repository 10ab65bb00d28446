"""Random faults, seeded, for a bounded time: no exit, no growth, every fault accounted for.

A share of the questions comes by pressing buttons, and each press has to be answered once and in time.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import ProxyHandler, build_opener

from tests.telegram.measure.bots import PAPER, resident_mib, running
from tests.telegram.measure.figures import free_port, spread
from tests.telegram.measure.server import LoadServer, random_faults
from tests.telegram.measure.traffic import mixed

# Behind these a question has no answer: refused for good, or nobody can tell whether it was carried out.
_FINAL = ("403", "400", "502", "drop")
# Where a line of the log, or a counter, says what became of a call that failed.
_ACCOUNTS = {
    "sendMessage": ("sendMessage failed", "sendMessage met a flood", "cannot write to", "may or may not have arrived"),
    "answerCallbackQuery": ("answerCallbackQuery failed", "answerCallbackQuery met a flood", "no longer possible",
                            "could not be acknowledged in time: (?!RetryAfter)"),
}  # fmt: skip


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--presses", type=float, default=0.2, help="share of the questions")
    parser.add_argument("--questions", type=int, default=25, help="a second")


async def measure(arguments: argparse.Namespace) -> None:
    begun, asked, source = time.monotonic(), 0, mixed(arguments.presses, arguments.seed)
    end, fault, port = begun + arguments.minutes * 60, random_faults(arguments.seed, arguments.rate), free_port()
    with TemporaryDirectory() as name:
        async with (
            LoadServer(lambda *call: fault(*call) if time.monotonic() < end else None) as server,
            running(PAPER, server.base, Path(name), METRICS_LISTEN=f"127.0.0.1:{port}") as process,
        ):
            while (now := time.monotonic()) < end:
                server.add(*islice(source, arguments.questions))
                asked += arguments.questions
                await asyncio.sleep(1)
                assert process.poll() is None, "the bot has ended"
                if int((now - begun) / 60) != int((time.monotonic() - begun) / 60):
                    line = f"{asked} asked, {_replies(server)} replies, {sum(server.faults.values())} faults"
                    print(
                        f"  {line}, {resident_mib(process):.0f} MiB; presses {spread(server.presses.waited)}",
                        flush=True,
                    )
            await asyncio.sleep(40)
            counted = await asyncio.to_thread(_failures, port)
        log = (Path(name) / "log").read_text("utf-8").splitlines()
    _report(server, asked, log, counted)


def _report(server: LoadServer, asked: int, log: list[str], counted: Counter[str]) -> None:
    texts = Counter(text.split("\n")[0] for sent in server.sent.values() for text in sent)
    doubled, lost = sum(number - 1 for number in texts.values()), asked - len(texts)
    final = sum(server.faults[f"sendMessage {kind}"] for kind in _FINAL)
    print(f"{asked} asked, {lost} without an answer ({final} refused for good or of unknown fate), {doubled} doubled")
    presses = server.presses
    print(f"{len(presses.offered)} presses, answered after {spread(presses.waited)}; {presses.late} too late")
    print("faults:", dict(sorted(server.faults.items())))
    for method in ("sendMessage", "answerCallbackQuery", "getUpdates"):
        faults = sum(number for name, number in server.faults.items() if name.startswith(f"{method} "))
        faults += presses.again if method == "answerCallbackQuery" else 0  # carried out, not answered, tried again
        print(f"{method}: {faults} faults, {counted[method]} counted by the bot, {_told(method, log)} told by the log")
    print("log:", dict(sorted(Counter(_kind(line) for line in log).items())))


def _told(method: str, log: list[str]) -> int:
    """Failed calls by the log. Polls that fail alike, one after the other, are told when one succeeds."""
    if method == "getUpdates":
        return sum(int(found[1]) for line in log if (found := re.search(r"tries that failed: (\d+)", line)))
    pattern = "|".join(_ACCOUNTS[method])
    return sum(re.search(pattern, line) is not None for line in log)


def _failures(port: int) -> Counter[str]:
    """Failed calls by method, as the bot's own metrics say."""
    with build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{port}/metrics", timeout=10) as response:
        text = response.read().decode()
    found: Counter[str] = Counter()
    for method, result, number in re.findall(r'bot_api_calls_total\{method="(\w+)",result="(\w+)"\} (\d+)', text):
        found[method] += int(number) if result != "ok" else 0
    for number in re.findall(r"bot_poll_failures_total\{[^}]*\} (\d+)", text):
        found["getUpdates"] += int(number)
    return found


def _replies(server: LoadServer) -> int:
    return sum(map(len, server.sent.values()))


def _kind(line: str) -> str:
    """A line of the log without its time and its numbers."""
    message = re.search(r'message=("[^"]*"|\S+)', line)
    return re.sub(r"[\d.]+", "#", message[1])[:90] if message else line[:40]
