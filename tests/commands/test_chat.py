from __future__ import annotations

import pytest

from tests.commands.conftest import Run


def test_reads_a_pipe_line_by_line(run: Run) -> None:
    result = run(stdin="一\n\n二\n")
    assert result.status == 0
    heads = [block.splitlines()[0] for block in result.out.strip().split("\n\n")]
    assert heads == ["terminal|None|None|一", "terminal|None|None|二"]


def test_choices_and_suggestions_are_numbered_once(run: Run) -> None:
    assert run(stdin="一").lines == [
        "terminal|None|None|一",
        "  1. 第一个",
        "还可以问（输入编号）：",
        "  2. 第二个",
        "",
    ]


@pytest.mark.parametrize(("typed", "opened"), [("1", "ref1"), ("２", "ref2"), ("2.", "ref2"), ("1、", "ref1")])
def test_a_number_opens_the_choice(run: Run, typed: str, opened: str) -> None:
    assert f"opened {opened} in terminal" in run(stdin=f"一\n{typed}\n").out


@pytest.mark.parametrize("typed", ["3", "0", "110", "-1", "²", "1个"])
def test_a_number_that_is_no_choice_is_a_question(run: Run, typed: str) -> None:
    assert f"|{typed}\n" in run(stdin=f"一\n{typed}\n").out


def test_a_number_before_any_answer_is_a_question(run: Run) -> None:
    assert "|1\n" in run(stdin="1\n").out


@pytest.mark.parametrize("word", ["q", "QUIT", "退出"])
def test_words_to_leave(run: Run, word: str) -> None:
    assert run(stdin=f"{word}\n一\n").out == ""


def test_control_characters_do_not_reach_the_terminal(run: Run) -> None:
    assert "\x1b" not in run(stdin="\x1b[2J一\n").out


def test_nothing_to_read_is_success(run: Run) -> None:
    assert (run(stdin="").status, run(stdin="").out) == (0, "")
