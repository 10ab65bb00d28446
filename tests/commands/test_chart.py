"""``chart``: a PNG file, or one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.cli import main
from bot.knowledge.snapshot import Knowledge


@pytest.fixture(autouse=True)
def given_report(monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge, tmp_path: Path) -> None:
    monkeypatch.setattr("bot.commands.chart.open_assistant", lambda: Assistant(knowledge))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        (["电诈去年多少起"], "以电信网络诈骗为主的非接触类案件"),
        (["电诈", "画个趋势图"], "以电信网络诈骗为主的非接触类案件"),
        (["算力构成"], "算力的构成"),
    ],
)
def test_writes_a_png(question: list[str], title: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chart", *question, "-o", "图.png"]) == 0
    assert (tmp_path / "图.png").read_bytes().startswith(b"\x89PNG")
    assert [path.name for path in tmp_path.iterdir()] == ["图.png"]
    assert capsys.readouterr() == (f"{title} → 图.png\n", "")


def test_a_picture_replaces_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"old")
    assert main(["chart", "算力构成", "-o", "x.png"]) == 0
    assert (tmp_path / "x.png").read_bytes() != b"old"


@pytest.mark.parametrize(("question", "why"), [("房价", "没有可画的"), ("值守点位", "没有能同")])
def test_nothing_to_draw_is_said_and_no_file_written(
    question: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["chart", question, "-o", "x.png"]) == 0
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), why in err) == ("", 1, True) and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (["算力构成", "-o", "x.svg"], "只能画 PNG"),
        (["算力构成", "-o", "."], "文件夹"),
        (["算力构成", "-o", "nowhere/x.png"], "没有这个文件夹"),
        (["画个图", "-o", "x.png"], "没说画什么"),
        (["  ", "-o", "x.png"], "没说画什么"),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(
    argv: list[str], why: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["chart", *argv]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), why in err) == ("", 1, True) and list(tmp_path.iterdir()) == []
