"""The file ``STATE_DB``: opened, migrated, and never the reason why a question isn't answered.

A locked or full disk loses what was to be written and says so once; a file that is damaged or no database
is set aside under another name; one of a newer program is left alone and nothing is kept.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Row, Select, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import create_engine

from bot.state.migrations import MIGRATIONS

T = TypeVar("T")
log = logging.getLogger(__name__)

VERSION = len(MIGRATIONS)
_LOCK_SECONDS = 0.2  # the bot stands still meanwhile
_PAUSE = 5.0
_WRECKED = ("malformed", "not a database", "file is encrypted")


class Database:
    """One connection to the state; ``path`` None keeps it in memory."""

    def __init__(self, path: Path | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._clock = clock
        self._engine: Engine | None = None
        self._idle_until = 0.0
        self._trouble = ""

    @property
    def trouble(self) -> str:
        """Why the database could not be used the last time; empty where it could."""
        return self._trouble

    def rows(self, query: Select[Any]) -> list[Row[Any]]:
        """What ``query`` finds; nothing where the database cannot be used just now."""
        nothing: list[Row[Any]] = []
        return self.run(lambda connection: list(connection.execute(query)), nothing)

    def run(self, work: Callable[[Connection], T], default: T) -> T:
        """``work`` in a transaction; ``default`` where the database cannot be used just now."""
        if self._clock() < self._idle_until:
            return default
        try:
            with self._ready().begin() as connection:
                result = work(connection)
        except (DBAPIError, sqlite3.Error, OSError) as error:
            self._failed(error)
            return default
        if self._trouble:
            log.info("the state database works again")
            self._trouble = ""
        return result

    def settle(self) -> None:
        """Leave nothing of what was deleted in the file's log, as far as other readers let us."""
        if self._engine:
            with suppress(DBAPIError, sqlite3.Error), self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        if self._engine:
            self._engine.dispose()
            self._engine = None

    def _ready(self) -> Engine:
        if self._engine and self._path and not self._path.exists():
            self.close()  # deleted under us: what is written to it would be lost with the process
        if self._engine is None:
            self._engine = _open(self._path)
        return self._engine

    def _failed(self, error: Exception) -> None:
        cause = str(getattr(error, "orig", None) or error)
        if self._path and any(word in cause for word in _WRECKED):
            self._set_aside(self._path)
            return
        self._idle_until = self._clock() + _PAUSE
        self.close()
        if cause != self._trouble:
            log.error("the state database cannot be used, going on without: %s", cause)
            self._trouble = cause

    def _set_aside(self, path: Path) -> None:
        self.close()
        aside = path.with_name(f"{path.name}.damaged-{int(time.time())}")
        log.error("the state database is damaged; set aside as %s, starting anew", aside.name)
        try:
            path.replace(aside)
            for suffix in ("-wal", "-shm"):
                with suppress(FileNotFoundError):
                    path.with_name(path.name + suffix).unlink()
        except OSError:
            self._idle_until = self._clock() + _PAUSE


def _open(path: Path | None) -> Engine:
    """Raises OSError or DBAPIError."""
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(path or ":memory:", timeout=_LOCK_SECONDS, check_same_thread=False),
        poolclass=StaticPool,
    )
    event.listen(engine, "connect", _prepare)
    try:
        with engine.begin() as connection:
            _migrate(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    # Safe against a killed process; a power cut may lose the last moments, and nothing else.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")


def _migrate(connection: Connection) -> None:
    held = int(connection.execute(text("PRAGMA user_version")).scalar_one())
    if held > VERSION:
        raise OSError(f"made by a newer program (version {held}, this one knows {VERSION})")
    if not held and connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one():
        raise OSError("another program's database stands at STATE_DB")
    for number, migrate in enumerate(MIGRATIONS[held:], held + 1):
        migrate(connection)
        connection.execute(text(f"PRAGMA user_version = {number}"))
