from __future__ import annotations

import io
import json
from typing import Any

import pytest

from bot.commands.lines import bounded_lines
from tests.commands.conftest import Run


def replies(run: Run, stdin: str | bytes) -> list[dict[str, Any]]:
    result = run("ask", "--json", stdin=stdin)
    assert result.status == 0 and result.err == ""
    return [json.loads(line) for line in result.lines]


def test_one_answer_for_a_person(run: Run) -> None:
    result = run("ask", "去年", "电诈多少")
    assert result.out == "|None|None|去年 电诈多少\n第一个\n"


def test_one_answer_for_a_program(run: Run) -> None:
    result = run("ask", "--json", "电诈多少")
    answer = json.loads(result.out)
    assert answer["text"].startswith("|None|None|电诈多少")
    assert answer["elapsed_ms"] >= 0
    assert "电诈" in result.out


def test_a_stream_keeps_chat_user_and_order(run: Run) -> None:
    asked = [
        {"chat": "c", "text": "一"},
        {"chat": -100, "user": 7, "text": "二", "reply_to": "id1"},
        {"text": "三", "chat": None},
    ]
    stream = "\n".join(json.dumps(line, ensure_ascii=False) for line in asked)
    texts = [answer["text"].splitlines()[0] for answer in replies(run, stream)]
    assert texts == ["c|None|None|一", "-100|7|id1|二", "|None|None|三"]


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "{}",
        "[]",
        "7",
        '{"text": 7}',
        '{"text": null}',
        '{"text": "x", "chat": []}',
        "[" * 100_000,
        '{"text": ' + "9" * 5000 + "}",
        "🙂",
        '{"text": "x"',
    ],
)
def test_every_line_gets_an_answer(run: Run, line: str) -> None:
    bad, good = replies(run, f'{line}\n{{"text": "后"}}\n')
    assert (bad["status"], bad["reason"]) == ("not_found", "not_understood")
    assert good["status"] == "answer"


def test_blank_lines_are_no_questions(run: Run) -> None:
    assert len(replies(run, '\n \n\ufeff{"text": "x"}\r\n\n')) == 1


def test_an_assistant_that_fails_still_answers(run: Run) -> None:
    bad, good = replies(run, '{"text": "fail"}\n{"text": "x"}')
    assert (bad["reason"], good["status"]) == ("not_understood", "answer")


def test_odd_characters_do_no_harm(run: Run) -> None:
    odd = [r'{"text": "\ud83d x"}', r'{"text": "a\u0000b", "chat": "\udfff"}', '{"text": "🙂"}']
    assert len(replies(run, "\n".join(odd))) == 3
    assert len(replies(run, b'{"text": "\xff\xfe"}\n')) == 1


def test_a_line_that_never_ends_is_cut_and_the_next_is_read() -> None:
    stream = io.StringIO("a" * 50 + "\nb\n" + "c" * 10 + "\n" + "d" * 11)
    assert list(bounded_lines(stream, 10)) == ["a" * 10, "b", "c" * 10, "d" * 10]


def test_the_start_of_an_endless_line_is_given_at_once() -> None:
    class Endless(io.StringIO):
        def readline(self, size: int | None = -1) -> str:  # type: ignore[override]
            return "x" * (size or 0)

    assert next(bounded_lines(Endless(), 10)) == "x" * 10
