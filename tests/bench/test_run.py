"""The command: rows for programs, a table for people, and clear words for what is not installed."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from bot.bench.measure import Row, peak_mb, timed
from bot.bench.run import Plan, run
from bot.bench.table import lines
from bot.commands.bench import size_of
from bot.errors import BotError


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """A whole run over one small report, with a peer that is there and one that is not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.bench.run._STARTS", 1)
        patch.setattr("bot.bench.run.version_of", _without_tantivy)
        plan = Plan((40,), 12, 5.0, 3, ("SQLite FTS5", "tantivy"), tmp_path_factory.mktemp("bench"))
        return list(run(plan))


def _without_tantivy(package: str) -> str:
    if package == "tantivy":
        raise PackageNotFoundError(package)
    return "1.0"


def test_each_engine_has_a_row(rows: list[Row]) -> None:
    assert [row["engine"] for row in rows] == ["machine", "build", "start", "bot", "SQLite FTS5", "tantivy"]
    assert json.loads(json.dumps(rows)) == rows
    assert {row["reports"] for row in rows[1:]} == {1}


def test_a_row_tells_how_right_and_how_fast(rows: list[Row]) -> None:
    ours, peer = rows[3], rows[4]
    for row in (ours, peer):
        assert row["questions"] == 12
        assert row["right"] == 1.0
        assert 0 < row["p50_ms"] <= row["p95_ms"] <= row["p99_ms"]
    assert ours["wrong"] == 0
    assert peer["p50_times_ours"] == round(peer["p50_ms"] / ours["p50_ms"], 2)


def test_what_is_not_installed_is_skipped_in_words(rows: list[Row]) -> None:
    assert "requirements-bench.txt" in rows[-1]["skipped"]
    assert rows[0]["versions"]["tantivy"] is None


def test_the_table_has_a_line_for_each(rows: list[Row]) -> None:
    told = "\n".join(lines(rows))
    assert "40 个数字，1 份报告" in told
    assert "100.0%" in told
    assert "tantivy：没有安装，跳过" in told


def test_time_that_is_over_ends_the_questions() -> None:
    assert timed(list(range(100)), bool, 0.0)["questions"] == 20
    assert timed([], bool, 1.0)["p50_ms"] is None


def test_memory_is_told() -> None:
    peak = peak_mb()
    assert peak is None or peak > 5


@pytest.mark.parametrize(("text", "size"), [("70", 70), ("10k", 10_000), (" 1M ", 1_000_000)])
def test_sizes(text: str, size: int) -> None:
    assert size_of(text) == size


@pytest.mark.parametrize("text", ["", "0", "many", "1.5k", "-3", "10g"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(BotError, match="--sizes"):
        size_of(text)


def test_no_other_part_of_the_program_knows_the_benchmark() -> None:
    root = Path(__file__).resolve().parents[2] / "bot"
    users = [path for path in root.rglob("*.py") if "bot.bench" in path.read_text(encoding="utf-8")]
    assert {path.relative_to(root).parts[0] for path in users} == {"bench", "commands"}
    assert [path.name for path in users if path.parent.name == "commands"] == ["bench.py"]
