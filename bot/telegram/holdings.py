"""Which reports the running bot has: one comes in, one goes, all are read again, while questions are answered.

What is heavy happens in another process (``bot.knowledge.apart``), the new knowledge base is opened in a thread,
and only then does the desk take it over. Whatever fails on the way leaves files and answers as they were.
"""

from __future__ import annotations

import asyncio
import filecmp
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from bot.answer import ReportRef
from bot.errors import BotError, KnowledgeError, ReportError
from bot.knowledge.apart import Examined, Told, build_apart
from bot.knowledge.build import Places, State, ensure, inspect
from bot.knowledge.fingerprint import reports_in
from bot.knowledge.incoming import Incoming, exchanged, free_name
from bot.telegram.desk import Answering, Desk

Aliases = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Placing:
    """Under which name a report would come in, and which one it would replace."""

    name: str
    replaces: ReportRef | None = None


class Holdings:
    """The reports of one desk; ``opened`` makes an assistant over the knowledge base as it stands."""

    def __init__(self, desk: Desk, places: Places, opened: Callable[[Aliases], Answering] | None = None) -> None:
        self._desk, self._places = desk, places
        self._opened = opened or self._open
        self._lock = asyncio.Lock()

    @property
    def reports(self) -> tuple[ReportRef, ...]:
        return tuple(book.report for book in self._desk.assistant.books())

    async def state(self) -> State:
        """Raises KnowledgeError where the file at ``KNOWLEDGE_DB`` is not ours."""
        return await asyncio.to_thread(inspect, self._places)

    def placing(self, path: Path, examined: Examined) -> Placing:
        """A report of the same title and date is replaced; any other keeps its place, and the new one gets its own."""
        like = (examined.title, examined.date)
        twin = next((each for each in self.reports if each.date and (each.title, each.date) == like), None)
        if twin:
            return Placing(twin.id + path.suffix, twin)
        taken = {each.name.split(".")[0] for each in reports_in(self._places.reports_dir)}
        return Placing(free_name(path.name, taken | {report.id for report in self.reports}))

    async def known(self, path: Path) -> bool:
        """Is there this very file already?"""
        sources = (await self.state()).sources
        return await asyncio.to_thread(lambda: any(_same(path, each) for each in sources))

    async def add(self, incoming: Incoming, placing: Placing, told: Told | None = None) -> None:
        """Put a staged report in its place and answer from it.

        Raises:
            BotError: it could not be done; nothing has changed.
        """
        async with self._lock:
            state = await self.state()
            old = _file_of(state, placing.replaces.id) if placing.replaces else None
            gone, target = self._ours(old), self._places.reports_dir.absolute() / placing.name
            if target.exists() and target != gone:
                raise KnowledgeError(f"报告文件夹里已经有 {target.name}，什么都没改；请改个文件名再发一次。")
            await self._change(state, old, gone, (incoming.path, target), told)

    async def remove(self, report: str) -> None:
        """Take a report out and answer without it. Raises BotError: nothing has changed."""
        async with self._lock:
            state = await self.state()
            old = _file_of(state, report)
            if old is None:
                raise KnowledgeError("这份报告已经不在了。")
            if len(state.sources) < 2 or len(self.reports) < 2:
                raise KnowledgeError("这是最后一份报告，不能删；请先加一份别的。")
            await self._change(state, old, self._ours(old), None)

    async def reload(self, told: Told | None = None) -> tuple[str, ...]:
        """Read again what has changed; the sentences about reports that were left out. Raises BotError."""
        async with self._lock:
            state = await self.state()
            if state.kind != "fresh":
                if not state.sources:
                    raise KnowledgeError("报告文件夹里没有报告，照旧用现在的。")
                await build_apart(state.sources, self._places.knowledge_db, state.named, told)
            await self._take_over()
            return (await self.state()).problems

    async def _change(
        self,
        state: State,
        old: Path | None,
        gone: Path | None,
        come: tuple[Path, Path] | None,
        told: Told | None = None,
    ) -> None:
        """Of the files of ``state`` without ``old``, which is moved away if it is ``gone``, and with what comes."""
        paths = [path for path in state.sources if path != old] + ([come[1]] if come else [])
        db, built = self._places.knowledge_db, False
        try:
            with exchanged(gone, come) if gone or come else nullcontext():
                problems = await build_apart(paths, db, state.named, told)
                built = True
                if come and (problem := next((each for each in problems if come[1].name in each), None)):
                    raise ReportError(problem)
                await self._take_over(come[1].name.split(".")[0] if come else None)
        except BotError:
            if built:
                await build_apart(state.sources, db, state.named)
            raise

    async def _take_over(self, new: str | None = None) -> None:
        """Answer from the knowledge base as it stands; the first to ask the ``new`` report need not wait."""
        store = self._desk.store
        taught = store.taught()

        def ready() -> Answering:
            opened = self._opened(taught)
            opened.examples(new)
            return opened

        assistant = await asyncio.to_thread(ready)
        if store.taught() != taught:  # somebody taught meanwhile
            assistant.teach(store.taught())
        self._desk.take_over(assistant)

    def _open(self, taught: Aliases) -> Answering:
        from bot.assistant import Assistant

        assistant = Assistant(ensure(self._places), taught)
        assistant.warm()
        return assistant

    def _ours(self, path: Path | None) -> Path | None:
        """A file of the reports' folder may be moved, one that was named in a command is somebody's own."""
        return path if path and path.parent.resolve() == self._places.reports_dir.resolve() else None


def _file_of(state: State, report: str) -> Path | None:
    """The id is the name up to its first dot (``bot.report.masthead``)."""
    return next((path for path in state.sources if path.name.split(".")[0] == report), None)


def _same(one: Path, other: Path) -> bool:
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False
