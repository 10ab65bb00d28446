from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.commands.wordpatch import extended, patch_of
from bot.state.store import Store
from tests.commands.conftest import Echo, Run

FOUND = {
    "normal": "电诈",
    "slots": {"indicator": "电诈"},
    "candidates": [{"name": "电诈案件", "score": 0.9}],
    "none": [],
}


@pytest.fixture
def explained(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []

    def explain(_assistant: Echo, word: str) -> dict[str, Any]:
        asked.append(word)
        return FOUND

    monkeypatch.setitem(sys.modules, "bot.question.explain", SimpleNamespace(explain=explain))
    return asked


def test_words_for_a_person(run: Run, explained: list[str]) -> None:
    result = run("words", "去年", "电诈")
    assert explained == ["去年 电诈"]
    assert result.lines == [
        "normal 电诈",
        "slots indicator=电诈",
        "candidates",
        "  - name=电诈案件  score=0.9",
        "none ",
    ]


def test_words_for_a_program(run: Run, explained: list[str]) -> None:
    assert json.loads(run("words", "--json", "电诈").out) == FOUND


def test_export_of_nothing_taught_is_one_sentence(run: Run) -> None:
    result = run("words", "--export")
    assert result.status == 2
    assert "/teach" in result.err and result.err.count("\n") == 1


def test_export_is_a_patch_of_the_word_lists(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STATE_DB", str(tmp_path / "state.db"))
    store = Store(tmp_path / "state.db")
    store.teach("小蓝车", "共享单车", "1")
    store.close()
    result = run("words", "--export")
    assert result.status == 0
    assert result.lines[:2] == ["--- a/data/words/synonyms.toml", "+++ b/data/words/synonyms.toml"]
    assert [line for line in result.lines[2:] if "小蓝车" in line and line.startswith("+")]


LIST = """[traffic]
"公交" = ["巴士"]
"地铁" = []
"""


@pytest.mark.parametrize(
    ("taught", "expected"),
    [
        pytest.param([("大巴", "公交")], {"公交": ["巴士", "大巴"], "地铁": []}, id="a word that has its line"),
        pytest.param([("轨交", "地铁")], {"公交": ["巴士"], "地铁": ["轨交"]}, id="a line without aliases"),
        pytest.param([("巴士", "公交")], {"公交": ["巴士"], "地铁": []}, id="known already"),
    ],
)
def test_taught_words_join_their_line(taught: list[tuple[str, str]], expected: dict[str, list[str]]) -> None:
    assert tomllib.loads(extended(LIST, taught)) == {"traffic": expected}


def test_new_words_stand_in_a_table_of_their_own() -> None:
    taught = [("小蓝车", "共享单车"), ('"怪"', "共享单车"), ("大桥", "桥")]
    found = tomllib.loads(extended(LIST, taught))
    assert found["taught"] == {"共享单车": ["小蓝车", '"怪"'], "桥": ["大桥"]}
    assert patch_of(LIST, []) == ""


@pytest.mark.parametrize("argv", [[], ["telegram"]])
def test_a_token_starts_the_bot(run: Run, monkeypatch: pytest.MonkeyPatch, argv: list[str]) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:abc")
    started: list[object] = []

    def run_telegram(_settings: object, assistant: object, _reopen: object) -> int:
        started.append(assistant)
        return 0

    monkeypatch.setattr("bot.telegram.app.run_telegram", run_telegram)
    assert run(*argv).status == 0
    assert [type(assistant) for assistant in started] == [Echo]
