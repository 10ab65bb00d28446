"""Building and keeping fresh: what is reused, what is refused, what is said."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.aliases import aliases_of
from bot.knowledge.build import build, ensure, inspect
from bot.knowledge.fingerprint import reports_in
from bot.knowledge.ownership import APPLICATION_ID, MAGIC
from bot.knowledge.read import read_knowledge
from tests.knowledge.conftest import Places
from tests.knowledge.samples import Extractor, extraction


def ids(places: Places) -> list[str]:
    return [e.document.meta.id for e in ensure(places).reports]


def test_builds_where_missing_then_only_reads(places: Places, extractor: Extractor) -> None:
    assert inspect(places).kind == "missing"
    assert ensure(places).reports == (extraction("r2", "2024"), extraction("r1"))
    before = places.knowledge_db.stat().st_ino
    assert ids(places) == ["r2", "r1"]
    assert places.knowledge_db.stat().st_ino == before
    assert extractor.read == ["r1", "r2"]


def test_a_touched_report_is_not_stale(places: Places) -> None:
    ensure(places)
    os.utime(places.reports_dir / "r1.txt", (1, 1))
    assert inspect(places).kind == "fresh"


def test_only_the_changed_report_is_extracted_again(places: Places, extractor: Extractor) -> None:
    ensure(places)
    (places.reports_dir / "r2.txt").write_text("2019", encoding="utf-8")
    assert inspect(places).kind == "stale"
    assert ids(places) == ["r1", "r2"]
    assert extractor.read == ["r1", "r2", "r2"]


def test_a_correction_makes_its_report_stale(places: Places, extractor: Extractor) -> None:
    ensure(places)
    for name in ("r1.toml", "r2.txt.toml"):
        (places.reports_dir / name).write_text("", encoding="utf-8")
        extractor.read.clear()
        ensure(places)
        assert extractor.read == [name[:2]]


def test_another_word_list_or_extractor_makes_all_stale(
    places: Places, extractor: Extractor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure(places)
    (tmp_path / "words" / "units.toml").write_text("家", encoding="utf-8")
    assert inspect(places).kind == "stale"
    ensure(places)
    monkeypatch.setattr("bot.facts.EXTRACTOR_VERSION", "next")
    assert inspect(places).kind == "stale"
    ensure(places)
    assert extractor.read == ["r1", "r2"] * 3


def test_changed_rules_make_all_stale_without_a_new_version(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = tmp_path / "code" / "facts" / "rule.py"
    rule.parent.mkdir(parents=True)
    rule.write_text("A = 1", encoding="utf-8")
    monkeypatch.setattr("bot.knowledge.fingerprint.CODE_DIR", tmp_path / "code")
    ensure(places)
    assert inspect(places).kind == "fresh"
    rule.write_text("A = 2", encoding="utf-8")
    assert inspect(places).kind == "stale"


def test_aliases_are_stored_for_their_reports(places: Places) -> None:
    ensure(places)
    with closing(sqlite3.connect(places.knowledge_db)) as connection:
        rows = connection.execute("SELECT report_id, alias, official FROM alias").fetchall()
    assert rows == [("r1", "偷", "盗窃"), ("r2", "偷", "盗窃")]


def test_aliases_come_from_the_word_lists() -> None:
    assert all(report is None and alias and official for report, alias, official in aliases_of([]))
    assert any(official == "盗窃" for _, _, official in aliases_of([]))


def test_a_removed_report_is_forgotten(places: Places) -> None:
    ensure(places)
    (places.reports_dir / "r2.txt").unlink()
    assert ids(places) == ["r1"]


def test_a_lost_cache_loses_nothing(places: Places, extractor: Extractor) -> None:
    ensure(places)
    shutil.rmtree(places.knowledge_db.parent)
    assert ids(places) == ["r2", "r1"]
    assert extractor.read == ["r1", "r2"] * 2


def test_a_spoilt_cache_is_a_miss(places: Places, extractor: Extractor) -> None:
    ensure(places)
    for path in (places.knowledge_db.parent / "cache").iterdir():
        path.write_bytes(path.read_bytes().replace(b"12", b"13"))
    places.knowledge_db.unlink()
    assert ensure(places).reports[1] == extraction("r1")
    assert extractor.read == ["r1", "r2"] * 2


@pytest.mark.parametrize("content", ["BAD", "BUG"])
def test_a_bad_report_spoils_no_other(places: Places, content: str) -> None:
    (places.reports_dir / "bad.txt").write_text(content, encoding="utf-8")
    built = build(reports_in(places.reports_dir), places.knowledge_db)
    assert built.reports == ["r1", "r2"]
    assert [("bad.txt" in problem) for problem in built.problems] == [True]
    state = inspect(places)
    assert (state.kind, state.problems) == ("fresh", tuple(built.problems))


def test_two_files_with_one_id_are_told(places: Places) -> None:
    (places.reports_dir / "r1.md").write_text("2020", encoding="utf-8")
    built = build(reports_in(places.reports_dir), places.knowledge_db)
    assert built.reports == ["r1", "r2"]
    assert "r1.md" in built.problems[0] and "r1.txt" in built.problems[0]


def test_named_files_stay_until_the_folder_is_built(places: Places, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("2020", encoding="utf-8")
    build([other], places.knowledge_db, named=True)
    assert ids(places) == ["other"]
    other.write_text("2021", encoding="utf-8")
    assert inspect(places).kind == "stale"
    assert ensure(places).reports[0].document.meta.date == "2021"
    assert inspect(places).named
    other.unlink()
    assert ids(places) == ["r2", "r1"]


def test_progress_is_told_for_each_report(places: Places) -> None:
    seen: list[tuple[int, int, str]] = []
    ensure(places, lambda number, total, path: seen.append((number, total, path.name)))
    assert seen == [(1, 2, "r1.txt"), (2, 2, "r2.txt")]


def test_only_reports_are_taken_from_a_folder(places: Places) -> None:
    for name in (".hidden", "r1.toml", "r3.part", "r4.txt~"):
        (places.reports_dir / name).write_text("", encoding="utf-8")
    (places.reports_dir / "folder").mkdir()
    assert [path.name for path in reports_in(places.reports_dir)] == ["r1.txt", "r2.txt"]


@pytest.mark.parametrize("reports", ["empty", "nowhere"])
def test_no_reports_is_one_sentence(places: Places, tmp_path: Path, reports: str) -> None:
    (tmp_path / "empty").mkdir()
    places.reports_dir = tmp_path / reports
    with pytest.raises(KnowledgeError, match="报告文件夹"):
        ensure(places)


def test_all_reports_bad_keeps_the_old_file(places: Places, tmp_path: Path) -> None:
    ensure(places)
    before = places.knowledge_db.read_bytes()
    bad = tmp_path / "bad.txt"
    bad.write_text("BAD", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"读不出 bad\.txt"):
        build([bad], places.knowledge_db, named=True)
    assert places.knowledge_db.read_bytes() == before


def damage(db: Path, how: str) -> None:
    whole = db.read_bytes()
    db.write_bytes(
        {
            "emptied": b"",
            "zeros": b"\0" * 8192,
            "cut in the header": whole[:10],
            "cut after the header": whole[:100],
            "cut": whole[:5000],
            "magic lost": b"x" * 16 + whole[16:],
            "garbage inside": whole[:4096] + os.urandom(len(whole) - 4096),
            "garbage after the magic": MAGIC + b"\x07" * 2000,
        }[how]
    )


@pytest.mark.parametrize(
    "how",
    [
        "emptied",
        "zeros",
        "cut in the header",
        "cut after the header",
        "cut",
        "magic lost",
        "garbage inside",
        "garbage after the magic",
    ],
)
def test_a_damaged_knowledge_base_is_rebuilt(places: Places, how: str) -> None:
    ensure(places)
    damage(places.knowledge_db, how)
    assert ids(places) == ["r2", "r1"]
    assert inspect(places).kind == "fresh"


def foreign_database(path: Path, application: int = 0) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {application}")
        connection.execute("CREATE TABLE report (secret TEXT)")
        connection.commit()


@pytest.mark.parametrize("application", [0, 7])
def test_a_foreign_database_is_never_touched(places: Places, tmp_path: Path, application: int) -> None:
    places.knowledge_db = tmp_path / "other.db"
    foreign_database(places.knowledge_db, application)
    before = places.knowledge_db.read_bytes()
    with pytest.raises(KnowledgeError, match="KNOWLEDGE_DB"):
        ensure(places)
    with pytest.raises(KnowledgeError, match="KNOWLEDGE_DB"):
        build(reports_in(places.reports_dir), places.knowledge_db)
    assert places.knowledge_db.read_bytes() == before


def test_a_file_of_another_kind_is_never_touched(places: Places, tmp_path: Path) -> None:
    places.knowledge_db = tmp_path / "notes.txt"
    places.knowledge_db.write_text("my notes", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="KNOWLEDGE_DB"):
        ensure(places)
    assert places.knowledge_db.read_text(encoding="utf-8") == "my notes"


def test_a_database_of_ours_with_another_schema_is_rebuilt(places: Places) -> None:
    places.knowledge_db.parent.mkdir()
    foreign_database(places.knowledge_db, APPLICATION_ID)
    assert inspect(places).kind == "damaged"
    assert ids(places) == ["r2", "r1"]


def test_a_folder_in_the_way_is_one_sentence(places: Places, tmp_path: Path) -> None:
    places.knowledge_db = tmp_path
    with pytest.raises(KnowledgeError, match="KNOWLEDGE_DB"):
        ensure(places)


def test_a_file_in_place_of_the_folder_is_one_sentence(places: Places, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    places.knowledge_db = tmp_path / "file" / "knowledge.db"
    with pytest.raises(KnowledgeError, match="KNOWLEDGE_DB"):
        ensure(places)


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "不能写入"), (errno.EIO, "没有写成")]
)
def test_a_disk_that_fails_keeps_the_old_file(
    places: Places, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    ensure(places)
    before = places.knowledge_db.read_bytes()
    (places.reports_dir / "r3.txt").write_text("2025", encoding="utf-8")

    def fail(_handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(KnowledgeError, match=words):
        ensure(places)
    assert places.knowledge_db.read_bytes() == before
    assert sorted(path.name for path in places.knowledge_db.parent.iterdir()) == ["cache", "knowledge.db"]


def test_a_database_that_cannot_grow_is_a_full_disk(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure(places)
    monkeypatch.setattr("bot.knowledge.write._pragmas", lambda: ("max_page_count = 3",))
    with pytest.raises(KnowledgeError, match="磁盘已满"):
        build(reports_in(places.reports_dir), places.knowledge_db)
    assert ids(places) == ["r2", "r1"]


def test_a_cache_that_cannot_be_written_only_costs_time(places: Places, extractor: Extractor) -> None:
    places.knowledge_db.parent.mkdir()
    (places.knowledge_db.parent / "cache").write_text("in the way", encoding="utf-8")
    assert ids(places) == ["r2", "r1"]


def test_leftovers_of_killed_builds_are_swept(places: Places) -> None:
    ensure(places)
    old, young = (places.knowledge_db.with_name(f".knowledge.db.{name}.tmp") for name in ("old", "young"))
    for path in (old, young):
        path.write_bytes(b"")
    os.utime(old, (0, 0))
    build(reports_in(places.reports_dir), places.knowledge_db)
    assert (old.exists(), young.exists()) == (False, True)


def test_corrections_survive_a_rebuild_and_their_words_are_known(tmp_path: Path) -> None:
    report = tmp_path / "chenghu.txt"
    lines = ["澄湖区城市管理局2031年工作总结", "一、主要工作", "清理占道经营1840余起。", "2031年12月28日"]
    report.write_text("\n".join(lines), encoding="utf-8")
    db = tmp_path / "kb" / "knowledge.db"

    def named() -> list[str]:
        return [row.indicator for row in read_knowledge(db).reports[0].observations]

    build([report], db)
    (row,) = read_knowledge(db).reports[0].observations
    told = f'[[fact]]\nspan = {[*row.span]}\nindicator = "占道经营整治"\naliases = ["马路摊"]\n'
    report.with_suffix(".toml").write_text(told, encoding="utf-8")
    for _ in range(2):
        build([report], db)
        assert named() == ["占道经营整治"]
        with closing(sqlite3.connect(db)) as connection:
            found = connection.execute("SELECT report_id, official FROM alias WHERE alias = '马路摊'").fetchall()
        assert found == [("chenghu", "占道经营整治")]
    report.with_suffix(".toml").write_text("[[fact]]\nspan = [0, 1]\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"chenghu\.toml 第 1 条"):
        build([report], db)
    assert named() == ["占道经营整治"]
