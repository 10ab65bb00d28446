"""Reading and building in a process of its own, so that questions go on being answered meanwhile.

The child (``python -m bot.knowledge.apart``) takes one order as JSON on standard input and writes JSON lines:
progress as ``{"progress": [number, total, name]}``, at the end ``{"done": …}`` or ``{"error": sentence}``. It
gets no token, and what it does to itself (memory, an endless loop) ends with it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import TYPE_CHECKING, Any

from bot.errors import BotError, KnowledgeError, ReportError

if TYPE_CHECKING:
    from bot.facts.model import Extraction
    from bot.knowledge.build import Built

log = logging.getLogger(__name__)

Told = Callable[[int, int, str], None]
#: A report within the limits is read in a minute on a slow machine; a whole folder is built in more.
READ_SECONDS, BUILD_SECONDS = 180.0, 1800.0
_ROOT = Path(__file__).resolve().parents[2]
_SECRETS = ("TELEGRAM_BOT_TOKEN", "WEBHOOK_SECRET")
_REMARKS, _REMARK_CHARACTERS = 3, 200


@dataclass(frozen=True, slots=True)
class Examined:
    """What a report is and what was read of it; ``numbers`` counts all that the ledger knows of, ``remarks`` are
    the first of its findings."""

    title: str
    district: str | None
    date: str | None
    pages: int
    sections: int
    figures: int
    statements: int
    numbers: int
    unresolved: int
    findings: int
    remarks: tuple[str, ...] = ()

    @staticmethod
    def of(extraction: Extraction) -> Examined:
        meta, counts = extraction.document.meta, Counter(row.kind for row in extraction.ledger)
        return Examined(
            title=meta.title,
            district=meta.district,
            date=meta.date,
            pages=len(extraction.document.page_starts),
            sections=len(extraction.document.sections),
            figures=len(extraction.observations),
            statements=len(extraction.statements),
            numbers=counts.total(),
            unresolved=counts["unresolved"],
            findings=len(extraction.findings),
            remarks=tuple(found.text[:_REMARK_CHARACTERS] for found in extraction.findings[:_REMARKS]),
        )

    @staticmethod
    def from_json(fields: dict[str, Any]) -> Examined:
        """Raises TypeError or KeyError for what is none."""
        return Examined(**{**fields, "remarks": tuple(fields["remarks"])})


async def examine(path: Path) -> Examined:
    """What a report file holds; nothing is kept of it.

    Raises:
        ReportError: it cannot be read, in one sentence that names the file.
    """
    try:
        found = await _ordered({"examine": str(path.absolute())}, READ_SECONDS)
    except TimeoutError:
        raise ReportError(f"{path.name} 读了 {READ_SECONDS:.0f} 秒还没读完，放弃了；请拆分后再试。") from None
    return Examined.from_json(found)


async def build_apart(reports: Iterable[Path], db: Path, named: bool, told: Told | None = None) -> tuple[str, ...]:
    """``bot.knowledge.build.build`` in a process of its own; the sentences about reports that were left out.

    Raises:
        KnowledgeError: nothing was built, and the old knowledge base stands.
    """
    order = {"build": [str(path) for path in reports], "db": str(db.absolute()), "named": named}
    try:
        return tuple((await _ordered(order, BUILD_SECONDS, told))["problems"])
    except TimeoutError:
        raise KnowledgeError("建知识库用了太久，放弃了（原有的保持不变）。") from None


async def _ordered(order: dict[str, Any], seconds: float, told: Told | None = None) -> dict[str, Any]:
    """A thread listens to the child; asyncio's own subprocesses hang when they are cancelled while they start."""
    loop = asyncio.get_running_loop()
    child = Popen(
        (sys.executable, "-m", "bot.knowledge.apart"),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        cwd=_ROOT,
        env={name: value for name, value in os.environ.items() if name not in _SECRETS},
    )

    def progress(*what: Any) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(lambda: told(*what) if told else None)

    try:
        async with asyncio.timeout(seconds):
            return await asyncio.to_thread(_outcome, child, order, progress)
    finally:
        child.kill()  # then the thread, if it still listens, ends as well


def _outcome(child: Popen[bytes], order: dict[str, Any], told: Callable[..., None]) -> dict[str, Any]:
    failed = ReportError if "examine" in order else KnowledgeError
    with child:
        assert child.stdin and child.stdout  # both are pipes
        with suppress(OSError):  # what a child that died at once leaves is told below
            child.stdin.write(json.dumps(order).encode() + b"\n")
            child.stdin.close()
        for line in child.stdout:
            said = json.loads(line)
            if "error" in said:
                raise failed(said["error"])
            if "done" in said:
                done: dict[str, Any] = said["done"]
                return done
            told(*said["progress"])
    log.error("a process that reads reports ended with status %s", child.returncode)
    what = Path(order["examine"]).name if "examine" in order else "知识库"
    raise failed(f"处理 {what} 的程序中途停了，什么都没改。")


def _serve(order: dict[str, Any]) -> dict[str, Any]:
    from bot.knowledge.build import build
    from bot.knowledge.source import extract_file, presentable

    if "examine" in order:
        path = Path(order["examine"])
        extraction = extract_file(path)
        presentable(extraction, path)
        return asdict(Examined.of(extraction))
    built: Built = build(map(Path, order["build"]), Path(order["db"]), _progress, named=order["named"])
    return {"problems": built.problems}


def _progress(number: int, total: int, report: Path) -> None:
    _say({"progress": [number, total, report.name]})


def _say(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)


def main() -> None:
    """Serve one order. The answers to questions come first: it steps back, and where memory runs out it goes."""
    with suppress(OSError, AttributeError):  # not everywhere
        os.nice(5)
        Path("/proc/self/oom_score_adj").write_text("900")
    try:
        _say({"done": _serve(json.loads(sys.stdin.readline()))})
    except BotError as error:
        _say({"error": str(error)})
    except MemoryError:
        _say({"error": "内存不够，没有读成；请拆分后再试。"})


if __name__ == "__main__":
    main()
