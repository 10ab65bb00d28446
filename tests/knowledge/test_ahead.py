"""Many reports are read in several processes; the knowledge base is the same, and nothing is read twice."""

from __future__ import annotations

import subprocess
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import cast

import pytest

from bot.bench.grammar import reports
from bot.knowledge.ahead import _end_with, fill
from bot.knowledge.build import build
from bot.knowledge.cache import Cache
from bot.knowledge.fingerprint import extractor_key, preparation_key, reports_in
from bot.knowledge.read import read_knowledge
from bot.knowledge.source import Keys, Source

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eighteen small reports, and one that is none."""
    made = tmp_path / "reports"
    made.mkdir()
    for seed in range(18):
        (one,) = reports(20, seed)
        (made / f"r{seed:02}.txt").write_text(one.text, encoding="utf-8")
    (made / "none.txt").write_bytes(b"\0\1\2")
    return made


def test_several_processes_build_what_one_does(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    together = build(reports_in(folder), tmp_path / "two" / "k.db")
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    alone = build(reports_in(folder), tmp_path / "one" / "k.db")
    assert together == alone
    assert len(alone.reports) == len(alone.extracted) == 18
    assert [("none.txt" in problem) for problem in alone.problems] == [True]
    one, two = (read_knowledge(tmp_path / name / "k.db") for name in ("one", "two"))
    assert one.reports == tuple(two.reports)
    assert [one.open(n) for n in range(18)] == [two.open(n) for n in range(18)]


def test_a_build_that_was_killed_goes_on_where_it_was(folder: Path, tmp_path: Path) -> None:
    """What a reader has put into the cache stays, whatever becomes of the build."""
    db, keys = tmp_path / "k.db", Keys(extractor_key(), preparation_key())
    done = reports_in(folder)[:5]
    assert [fill(path, tmp_path / "cache", keys) for path in done if path.stem != "none"] == [True] * 4
    built = build(reports_in(folder)[:9], db)
    assert len(built.extracted) == len(built.reports) - 4


def test_a_change_of_the_search_reads_no_report_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path, *_) = reports_in(folder)[1:]
    cache, extractor = Cache(tmp_path / "cache"), extractor_key()
    first = Source(path, cache, Keys(extractor, "one"))
    first.kept(first.extraction())
    second = Source(path, cache, Keys(extractor, "two"))
    assert not second.cached()
    second.kept(second.extraction())
    assert not second.fresh
    assert second.cached()
    code = tmp_path / "code" / "matching" / "rule.py"
    code.parent.mkdir(parents=True)
    code.write_text("A = 1", encoding="utf-8")
    monkeypatch.setattr("bot.knowledge.fingerprint.CODE_DIR", tmp_path / "code")
    before = preparation_key()
    code.write_text("A = 2", encoding="utf-8")
    assert preparation_key() != before


def test_start_and_readers_import_nothing_they_do_not_need() -> None:
    """Spawned readers import the module by name: it must not bring the ORM."""
    probe = "import sys, bot.knowledge.ahead; print(*sys.modules, sep=chr(10))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, cwd=ROOT, check=True)
    assert not {"sqlmodel", "sqlalchemy", "pydantic", "bot.facts.extractor"} & set(done.stdout.split())


class Ended:
    """A process that has ended."""

    def join(self) -> None:
        """At once."""


def test_no_reader_outlives_its_build(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[int] = []
    monkeypatch.setattr("os._exit", left.append)
    _end_with(None)
    assert left == []
    _end_with(cast(BaseProcess, Ended()))
    assert left == [1]
