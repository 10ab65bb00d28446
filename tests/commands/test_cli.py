"""How the command line behaves as a whole: statuses, one line for what is wrong, what it imports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import own_python
from bot.cli import INTERRUPTED
from bot.knowledge.fingerprint import extractor_key, knowledge_key, report_key
from bot.knowledge.write import store
from tests.commands.conftest import Run
from tests.knowledge.conftest import Places
from tests.knowledge.samples import extraction

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "argv",
    [
        ["nonsense"],
        ["ask"],
        ["ask", ""],
        ["ask", " \t"],
        ["ask", "--json", ""],
        ["ask", "--frob", "x"],
        ["words"],
        ["words", " "],
        ["facts", "--json", "--csv"],
        ["facts", "--ledger", "--text"],
        ["facts", "--text"],
        ["facts", "--report", "nosuch"],
        ["check", "nosuch"],
        ["eval", "nosuch.jsonl"],
        ["build", "nosuch.txt"],
        ["chart", "x", "-o", "x.jpg"],
        ["bench", "--sizes", "many"],
        ["bench", "--sizes", "0"],
        ["telegram"],
    ],
)
def test_wrong_usage_is_one_line_and_status_2(run: Run, argv: list[str]) -> None:
    result = run(*argv)
    assert result.status == 2
    assert result.err.count("\n") == 1 and result.err.strip()


def test_bad_settings_are_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METRICS_LISTEN", "nowhere\nat all")
    result = run("ask", "x")
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)


def test_foreign_file_is_one_line(run: Run, places: Places) -> None:
    places.knowledge_db.parent.mkdir()
    places.knowledge_db.write_text("mine", encoding="utf-8")
    assert run("ask", "x").err.count("\n") == 1
    assert run("build").status == 2
    assert places.knowledge_db.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("raised", "status"), [(KeyboardInterrupt, INTERRUPTED), (MemoryError, 2), (BrokenPipeError, 0)]
)
def test_whatever_is_raised_ends_in_a_status(
    run: Run, monkeypatch: pytest.MonkeyPatch, raised: type[BaseException], status: int
) -> None:
    def fail(*_: object) -> None:
        raise raised

    monkeypatch.setattr("bot.assistant.Assistant", fail)
    monkeypatch.setattr("bot.cli._drop_output", lambda: None)
    assert run("ask", "x").status == status


def test_a_missing_package_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'opencc'", name="opencc")

    monkeypatch.setattr("bot.assistant.Assistant", fail)
    result = run("ask", "x")
    assert result.status == 2
    assert "缺少 Python 包 opencc" in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("missing", "made", "called"),
    [
        pytest.param(True, True, True, id="packages only in .venv"),
        pytest.param(True, False, False, id="nothing installed"),
        pytest.param(False, True, False, id="packages at hand"),
    ],
)
def test_plain_python_hands_over_to_the_folders_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: bool, made: bool, called: bool
) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    if made:
        python.parent.mkdir(parents=True)
        python.touch()
    monkeypatch.setattr("bot.__main__.find_spec", lambda _name: None if missing else object())
    assert own_python(tmp_path) == (str(python) if called else None)


def test_help_names_every_command(run: Run) -> None:
    result = run("--help")
    assert result.status == 0
    for command in ("telegram", "build", "ask", "facts", "words", "eval", "chart", "check", "bench"):
        assert f" {command} " in result.out


def shell(arguments: list[str], **environment: str) -> subprocess.CompletedProcess[bytes]:
    settings = {"TELEGRAM_BOT_TOKEN": "", "PYTHONUTF8": "0", "LC_ALL": "C", **environment}
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=os.environ | settings, capture_output=True)


@pytest.fixture
def fresh(tmp_path: Path) -> dict[str, str]:
    """The environment of a knowledge base that needs no building."""
    report = tmp_path / "reports" / "r1.txt"
    report.parent.mkdir()
    report.write_text("whatever", encoding="utf-8")
    extractor = extractor_key()
    fingerprint = knowledge_key(extractor, [report_key(report, extractor)])
    db = tmp_path / "knowledge.db"
    store(db, [extraction("r1")], lambda: {"fingerprint": fingerprint, "named": "[]", "problems": "[]"})
    return {"KNOWLEDGE_DB": str(db), "REPORTS_DIR": str(report.parent)}


HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "telegram", "pypdf", "docx", "selectolax", "charset_normalizer")
PROBE = "import sys; from bot.cli import main; main(sys.argv[1:]); print(*sys.modules, sep=chr(10))"


@pytest.mark.parametrize("argv", [["ask", "有多少起"], ["facts", "--json"]])
def test_a_command_pays_only_for_what_it_needs(fresh: dict[str, str], argv: list[str]) -> None:
    modules = {line.split(".")[0] for line in shell(["-c", PROBE, *argv], **fresh).stdout.decode().splitlines()}
    assert "sqlite3" in modules
    assert modules.isdisjoint(HEAVY)


def test_output_is_utf8_whatever_the_locale(fresh: dict[str, str]) -> None:
    done = shell(["-m", "bot", "facts", "--json"], **fresh)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "盗窃案件数" in done.stdout.decode("utf-8")


def test_undecodable_arguments_do_no_harm(fresh: dict[str, str]) -> None:
    done = shell(["-m", "bot", "facts", "--report", os.fsdecode(b"\xff\xfe")], **fresh)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


def test_a_reader_that_leaves_early_is_no_error(fresh: dict[str, str]) -> None:
    command = [sys.executable, "-m", "bot", "facts", "--json"]
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        done = subprocess.run(command, cwd=ROOT, env=os.environ | fresh, stdout=gone, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")


def test_prose_without_heading_or_figure_is_no_report(tmp_path: Path) -> None:
    prose = tmp_path / "prose.txt"
    prose.write_text("天气很好，大家都来了。\n", encoding="utf-8")
    knowledge = tmp_path / "knowledge.db"
    done = shell(["-m", "bot", "build", str(prose)], KNOWLEDGE_DB=str(knowledge))
    assert done.returncode == 2
    told = done.stderr.decode()
    assert "prose.txt 里没有认出标题，也没有认出数字" in told
    assert told.count("\n") == 1
    assert not knowledge.exists()
