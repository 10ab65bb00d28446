"""The whole benchmark: sizes, the program and its peers, one after another in processes of their own."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from time import perf_counter

from bot.bench.corpus import Corpus
from bot.bench.measure import Row
from bot.bench.peers import PEERS, version_of
from bot.errors import BotError

ROOT = Path(__file__).resolve().parents[2]
#: A command is started so often, and the quickest counts: the others waited for something else.
_STARTS = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured: figures, questions, and how many seconds each engine may answer."""

    sizes: tuple[int, ...]
    questions: int
    seconds: float
    seed: int
    peers: tuple[str, ...]
    folder: Path


def run(plan: Plan) -> Iterator[Row]:
    """One row for the machine, then for each size one for the build, the start, the program, and every peer."""
    yield _machine()
    for size in plan.sizes:
        yield from _sized(plan, size)


def _sized(plan: Plan, size: int) -> Iterator[Row]:
    folder = plan.folder / str(size)
    corpus = Corpus(folder)
    about: Row = {"size": size} | _child_row(corpus, "write", str(folder.absolute()), size, plan.questions, plan.seed)
    yield about | {"engine": "build"} | _worker("build", folder, plan.seconds)
    yield about | {"engine": "start"} | _started(corpus)
    ours = _worker("bot", folder, plan.seconds)
    yield about | {"engine": "bot"} | ours
    for name in plan.peers:
        try:
            found = {"version": version_of(PEERS[name][0])}
        except PackageNotFoundError:
            yield about | {"engine": name, "skipped": "not installed: pip install -r requirements-bench.txt"}
            continue
        row = _worker(name, folder, plan.seconds)
        ratios = {f"{at}_times_ours": round(row[f"{at}_ms"] / ours[f"{at}_ms"], 2) for at in ("p50", "p95", "p99")}
        yield about | {"engine": name} | found | row | ratios


def _machine() -> Row:
    versions = {package: _version(package) for package, _ in PEERS.values()}
    load = [round(one, 2) for one in os.getloadavg()] if hasattr(os, "getloadavg") else None
    return {
        "engine": "machine",
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
        "load": load,
        "versions": versions | {package: _version(package) for package in ("sqlmodel", "opencc")},
    }


def _version(package: str) -> str | None:
    try:
        return version_of(package)
    except PackageNotFoundError:
        return None


def _started(corpus: Corpus) -> Row:
    """From the shell's command to its answer, by the clock; the whole process, with nothing in memory."""
    question = corpus.questions()[0].text
    taken = []
    for _ in range(_STARTS):
        start = perf_counter()
        _child(corpus, "-m", "bot", "ask", "--json", question)
        taken.append(perf_counter() - start)
    return {"first_answer_seconds": round(min(taken), 3)}


def _worker(name: str, folder: Path, seconds: float) -> Row:
    return _child_row(Corpus(folder), name, str(folder.absolute()), seconds)


def _child_row(corpus: Corpus, *arguments: object) -> Row:
    row: Row = json.loads(_child(corpus, "-m", "bot.bench.worker", *map(str, arguments)))
    return row


def _child(corpus: Corpus, *arguments: str) -> str:
    """What a Python process over a corpus prints. Raises BotError with its last line when it fails."""
    places = {"KNOWLEDGE_DB": corpus.knowledge, "REPORTS_DIR": corpus.reports}
    env = os.environ | {name: str(path.absolute()) for name, path in places.items()} | {"TELEGRAM_BOT_TOKEN": ""}
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=env, check=False
    )
    if done.returncode:
        raise BotError(f"基准测试的子进程出错：{(done.stderr.strip() or '没有输出').splitlines()[-1]}")
    return done.stdout
