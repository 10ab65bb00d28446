from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.knowledge.conftest import Places


def test_build_tells_what_it_did(run: Run) -> None:
    assert "2 份报告（新读 2，未变 0）" in run("build").out
    assert "2 份报告（新读 0，未变 2）" in run("build").out


def test_build_of_named_files_and_folders(run: Run, places: Places) -> None:
    assert "1 份报告" in run("build", str(places.reports_dir / "r1.txt")).out
    assert "2 份报告" in run("build", str(places.reports_dir)).out


def test_a_bad_report_is_told_and_the_rest_is_built(run: Run, places: Places) -> None:
    (places.reports_dir / "bad.txt").write_text("BAD", encoding="utf-8")
    result = run("build")
    assert (result.status, result.err) == (2, "读不出 bad.txt\n")
    assert "2 份报告" in result.out
    assert "问题：读不出 bad.txt" in run("check").out


@pytest.mark.parametrize("folder", ["empty", "nowhere"])
def test_no_reports(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("REPORTS_DIR", folder)
    for command in (["build"], ["ask", "x"], ["check"]):
        result = run(*command)
        assert (result.status, result.err.count("\n")) == (2, 1)
        assert "REPORTS_DIR" in result.err


def test_check_tells_the_state_and_the_unresolved(run: Run) -> None:
    result = run("check")
    assert result.status == 0
    assert "还没有，现在建" in result.out
    assert "台账：3 处数字，弄清 66.7%" in result.out
    assert "【3个】" in result.out
    assert "（最新）" in run("check").out


def test_check_of_one_report_by_id_and_by_file(run: Run, places: Places) -> None:
    assert run("check", "r1").out.count("报告 r") == 1
    run("build", str(places.reports_dir / "r2.txt"))
    assert "报告 r1" in run("check", str(places.reports_dir / "r1.txt")).out
    assert "python -m bot build" in run("check").out


def test_check_shows_no_secret(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:SECRETSECRET")
    result = run("check")
    assert "SECRET" not in result.out + result.err
