"""What is written is read back exactly, whatever the file's fate."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel

from bot.facts.model import Extraction
from bot.knowledge.codec import pack, unpack
from bot.knowledge.ownership import APPLICATION_ID, SCHEMA_VERSION
from bot.knowledge.read import COLUMNS, Damaged, read_knowledge, read_meta
from bot.knowledge.write import store
from tests.knowledge.samples import extraction

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def write(db: Path, *extractions: Extraction) -> None:
    store(db, extractions, lambda: {"fingerprint": "f"}, lambda: [(None, "电诈", "电信网络诈骗")])


def test_round_trip(tmp_path: Path) -> None:
    write(tmp_path / "k.db", extraction())
    assert read_knowledge(tmp_path / "k.db").reports == (extraction(),)
    assert read_meta(tmp_path / "k.db") == {"fingerprint": "f"}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, WORDS, st.floats(allow_nan=False), st.none() | WORDS)
def test_round_trip_of_any_text(tmp_path: Path, name: str, quote: str, value: float, unit: str | None) -> None:
    base = extraction()
    odd = replace(base.observations[0], indicator=name, quote=quote, value=value, unit=unit)
    whole = replace(base, observations=(odd, *base.observations[1:]))
    write(tmp_path / "k.db", whole)
    assert read_knowledge(tmp_path / "k.db").reports == (whole,)
    assert unpack(pack(whole)) == whole


def test_an_empty_report_round_trips(tmp_path: Path) -> None:
    base = extraction()
    bare = replace(base, document=replace(base.document, page_starts=(), sections=(), passages=()))
    bare = replace(bare, observations=(), statements=(), findings=(), ledger=())
    write(tmp_path / "k.db", bare)
    assert read_knowledge(tmp_path / "k.db").reports == (bare,)


def test_newest_report_comes_first(tmp_path: Path) -> None:
    dates = {"old": "2019", "b": "2023-08-24", "a": "2023-08-24", "unknown": None}
    write(tmp_path / "k.db", *(extraction(report, date) for report, date in dates.items()))
    order = [e.document.meta.id for e in read_knowledge(tmp_path / "k.db").reports]
    assert order == ["a", "b", "old", "unknown"]


def test_columns_read_are_those_of_the_schema() -> None:
    keys = {"row", "report_id"}
    for name, columns in COLUMNS.items():
        schema = {column.name for column in SQLModel.metadata.tables[name].columns}
        assert set(columns.split()) <= schema, name
        assert schema - set(columns.split()) <= keys, name
    assert set(SQLModel.metadata.tables) - set(COLUMNS) == {"alias"}


def test_file_is_marked_and_consistent(tmp_path: Path) -> None:
    write(tmp_path / "k.db", extraction("r1"), extraction("r2"))
    with closing(sqlite3.connect(tmp_path / "k.db")) as connection:
        ask = connection.execute
        assert ask("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert ask("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert ask("PRAGMA foreign_key_check").fetchall() == []
        assert ask("PRAGMA integrity_check").fetchone() == ("ok",)
        assert ask("SELECT alias, official, report_id FROM alias").fetchall() == [("电诈", "电信网络诈骗", None)]
        assert ask("SELECT count(*) FROM indicator WHERE report_id = 'r1'").fetchone() == (3,)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "k.db", extraction("old"))

    def meta() -> dict[str, str]:
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        store(tmp_path / "k.db", [extraction("new")], meta)
    assert [path.name for path in tmp_path.iterdir()] == ["k.db"]
    assert read_knowledge(tmp_path / "k.db").reports == (extraction("old"),)


@pytest.mark.parametrize("keep", [0, 20, 100, 5000])
def test_a_truncated_file_is_damaged(tmp_path: Path, keep: int) -> None:
    db = tmp_path / "k.db"
    write(db, extraction())
    db.write_bytes(db.read_bytes()[:keep])
    with pytest.raises(Damaged):
        read_knowledge(db)


def test_every_overwritten_page_is_damaged_or_read_without_another_error(tmp_path: Path) -> None:
    db = tmp_path / "k.db"
    write(db, extraction())
    whole = db.read_bytes()
    for at in range(0, len(whole), 4096):
        db.write_bytes(whole[:at] + b"\xff" * 4096 + whole[at + 4096 :])
        try:
            read_knowledge(db)
        except Damaged:
            continue


def test_builds_that_overlap_do_not_mix(tmp_path: Path) -> None:
    def slow() -> Iterator[Extraction]:
        yield extraction("slow")
        write(tmp_path / "k.db", extraction("quick"))
        assert [e.document.meta.id for e in read_knowledge(tmp_path / "k.db").reports] == ["quick"]

    store(tmp_path / "k.db", slow(), dict)
    assert read_knowledge(tmp_path / "k.db").reports == (extraction("slow"),)
    assert [path.name for path in tmp_path.iterdir()] == ["k.db"]
