from __future__ import annotations

import json
import sys
from types import SimpleNamespace
from typing import Any

import pytest

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


@pytest.mark.parametrize("argv", [[], ["telegram"]])
def test_a_token_starts_the_bot(run: Run, monkeypatch: pytest.MonkeyPatch, argv: list[str]) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:abc")
    started: list[object] = []

    def run_telegram(_settings: object, assistant: object) -> int:
        started.append(assistant)
        return 0

    monkeypatch.setattr("bot.telegram.app.run_telegram", run_telegram)
    assert run(*argv).status == 0
    assert [type(assistant) for assistant in started] == [Echo]
