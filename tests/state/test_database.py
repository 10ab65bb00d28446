"""What happens to the file of the state, and that the bot goes on."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import MetaData, create_engine, inspect
from sqlalchemy.pool import StaticPool

from bot.state import database as module
from bot.state.database import VERSION, Database
from bot.state.migrations import MIGRATIONS
from bot.state.store import Chosen, Store
from bot.state.tables import METADATA


def settings_in(path: Path) -> list[tuple[str, str | None]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT chat, language FROM setting").fetchall()


def shape(metadata: MetaData) -> dict[str, tuple[object, ...]]:
    return {
        table.name: (
            [(column.name, column.nullable, column.primary_key) for column in table.columns],
            {(str(index.name), tuple(column.name for column in index.columns)) for index in table.indexes},
        )
        for table in metadata.tables.values()
    }


def test_the_migrations_make_what_the_tables_say() -> None:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        for migrate in MIGRATIONS:
            migrate(connection)
        made = MetaData()
        made.reflect(connection)
        assert shape(made) == shape(METADATA)
        assert set(inspect(connection).get_table_names()) == set(METADATA.tables)
    engine.dispose()


def test_the_version_is_written_and_wal_is_on(tmp_path: Path) -> None:
    store = Store(tmp_path / "state.db")
    store.choose(7, language="en")
    with closing(sqlite3.connect(tmp_path / "state.db")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    store.close()


def test_a_damaged_file_is_set_aside(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(b"\0garbage" * 1000)
    store = Store(path)
    assert store.chosen(7) == Chosen()
    store.choose(7, language="en")
    assert store.chosen(7) == Chosen("en")
    assert [found.read_bytes()[:8] for found in tmp_path.glob("state.db.damaged-*")] == [b"\0garbage"]
    assert "damaged" in caplog.text
    store.close()


@pytest.mark.parametrize("why", ["newer", "foreign"])
def test_a_file_that_is_not_ours_to_write_is_left_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, why: str
) -> None:
    path = tmp_path / "state.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
        if why == "newer":
            connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    store = Store(path)
    store.choose(7, language="en")
    assert store.chosen(7) == Chosen()
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]
    assert len(caplog.records) == 1


def test_a_locked_file_is_told_once_and_used_again_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LOCK_SECONDS", 0.0)
    caplog.set_level(logging.INFO)
    now, path = [0.0], tmp_path / "state.db"
    database = Database(path, clock=lambda: now[0])
    count = "INSERT INTO setting (chat, at) VALUES ('7', 0)"

    def write() -> bool:
        return database.run(lambda c: c.exec_driver_sql(count).rowcount == 1, False)

    with closing(sqlite3.connect(path)) as other:
        assert database.run(lambda c: True, False)
        other.execute("BEGIN IMMEDIATE")
        assert not write()
        now[0] += 10
        assert not write()
        other.rollback()
    assert not write(), "left in peace for a while"
    now[0] += 10
    assert write()
    database.close()
    told = [record.getMessage() for record in caplog.records]
    assert told == [
        "the state database cannot be used, going on without: database is locked",
        "the state database works again",
    ]


def test_a_full_disk_loses_what_is_written_and_no_more(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    database = Database(tmp_path / "state.db", clock=lambda: 0.0)
    database.run(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1") and None, None)
    big = f"INSERT INTO setting VALUES ('{'x' * 100_000}', '', '', 1)"
    assert not database.run(lambda c: c.exec_driver_sql(big).rowcount == 1, False)
    assert "full" in caplog.text
    database.close()


def test_a_deleted_file_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    store = Store(path)
    store.choose(7, language="en")
    for file in tmp_path.iterdir():
        file.unlink()
    store.choose(8, language="en")
    assert settings_in(path) == [("8", "en")]
    store.close()


def test_a_folder_that_cannot_be_made_is_no_end(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "state.db")
    store.choose(7, language="en")
    assert store.chosen(7) == Chosen()
    assert "cannot be used" in caplog.text
    store.close()
