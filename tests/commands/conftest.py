"""The command line over made-up reports and an assistant that echoes."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answer import Answer, Choice, Line, Part, ReportRef, Source
from bot.cli import main
from bot.knowledge.snapshot import Knowledge
from tests.knowledge.conftest import Places, extractor, places
from tests.knowledge.samples import observations

__all__ = ["extractor", "places"]

CHOICE = Choice("第一个", "一？", "ref1")
SUGGESTION = Choice("第二个", "二？", "ref2")


def reply(text: str, *, status: str = "answer") -> Answer:
    lines = (Line("headline", (Part("word", text),)), Line("choice", (Part("word", "第一个"),)))
    return Answer("id1", text, status, lines, choices=(CHOICE,), suggestions=(SUGGESTION,))  # type: ignore[arg-type]


class Echo:
    """In place of ``Assistant``: says what it was asked, or the sample's figure, or fails."""

    def __init__(self, knowledge: Knowledge, taught: tuple[tuple[str, str], ...] = ()) -> None:
        self.knowledge = knowledge

    def ask(self, text: str, *, chat: str = "", user: str | None = None, reply_to: str | None = None) -> Answer:
        if text == "fail":
            raise ZeroDivisionError
        if text == "盗窃案件多少":
            return figure(text)
        return reply(f"{chat}|{user}|{reply_to}|{text}")

    def open(self, ref: str, *, chat: str = "", user: str | None = None) -> Answer:
        return reply(f"opened {ref} in {chat}")

    def warm(self) -> None:
        """Nothing to make ready."""

    def examples(self) -> tuple[str, ...]:
        return (CHOICE.question,)


def figure(question: str) -> Answer:
    row = observations()[0]
    lines = (Line("headline", (Part("figure", row.value_text), Part("word", "，基本情况"))),)
    source = Source(ReportRef("r1", "报告", None), row.section, 1, row.quote)
    return Answer("id2", question, "answer", lines, observations=(row,), sources=(source,))


class Result:
    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err
        self.lines = out.splitlines()


Run = Callable[..., Result]


@pytest.fixture
def run(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """``run("ask", "question", stdin="…")``: one command, as from a shell."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNOWLEDGE_DB", str(places.knowledge_db))
    monkeypatch.setenv("REPORTS_DIR", str(places.reports_dir))
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    monkeypatch.setattr("bot.assistant.Assistant", Echo)

    def call(*argv: str, stdin: str | bytes = "") -> Result:
        raw = stdin if isinstance(stdin, bytes) else stdin.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        try:
            status = main(argv)
        except SystemExit as stop:
            status = int(stop.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Result(status, out, err)

    return call
