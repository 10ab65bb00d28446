"""Reading reports ahead of the build, in processes of their own: all that they do is fill the cache.

A build that is killed has lost nothing that was read, and goes on from there when it is started again.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

from bot.errors import ReportError
from bot.knowledge.cache import Cache
from bot.knowledge.source import Keys, Source

#: Fewer reports than this are read sooner than a process has started.
_WORTH_IT = 16
#: So many reports are read ahead for each process: memory stays what it is, however many there are.
_AHEAD = 8
#: More processes than this wait for the one that writes.
_MOST = 8

Read = tuple[Path, bool]
"""A report, and whether another process has just read it."""


def read_ahead(paths: Sequence[Path], cache: Cache, keys: Keys) -> Iterator[Read]:
    """The paths in their order, with several processors read into the cache before they come.

    What cannot be read, or cannot be kept, is left to whoever comes next and finds out the same.
    """
    workers = min(os.cpu_count() or 1, _MOST)
    missing = (path for path in paths if not Source(path, cache, keys).cached())
    if workers == 1 or len(list(islice(missing, _WORTH_IT))) < _WORTH_IT:
        yield from ((path, False) for path in paths)
        return
    # Spawned, not forked: the same on every system, and no lock is inherited half-way.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin)
    try:
        yield from _read(paths, cache, keys, pool, workers * _AHEAD)
    finally:
        pool.shutdown(cancel_futures=True)


def _read(paths: Sequence[Path], cache: Cache, keys: Keys, pool: ProcessPoolExecutor, ahead: int) -> Iterator[Read]:
    running: deque[tuple[Path, Future[bool]]] = deque()
    for path in paths:
        running.append((path, _submitted(pool, path, cache, keys)))
        if len(running) >= ahead:
            yield _done(*running.popleft())
    while running:
        yield _done(*running.popleft())


def _submitted(pool: ProcessPoolExecutor, path: Path, cache: Cache, keys: Keys) -> Future[bool]:
    try:
        return pool.submit(fill, path, cache.folder, keys)
    except BrokenProcessPool:
        given_up: Future[bool] = Future()
        given_up.set_result(False)
        return given_up


def _done(path: Path, reading: Future[bool]) -> Read:
    """A process that died (killed for its memory, say) costs time and not the build."""
    with suppress(BrokenProcessPool):
        return path, reading.result()
    return path, False


def fill(path: Path, folder: Path, keys: Keys) -> bool:
    """Put one report into the cache, where it is not there yet; True when it was extracted for that."""
    source = Source(path, Cache(folder), keys)
    if source.cached():
        return False
    with suppress(ReportError):
        source.kept(source.extraction())
    return source.fresh


def _begin() -> None:
    """Ctrl-C is for the build itself, which then ends its readers; and none outlives a build that was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(build: BaseProcess | None) -> None:
    if build:
        build.join()
        os._exit(1)
