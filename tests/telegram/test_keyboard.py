"""Buttons as a narrow phone shows them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardButton

from bot.answer import Choice
from bot.telegram.keyboard import answer_keyboard, button, grid, headline_figure, markup, rows
from tests.telegram.samples import CLARIFY, FIGURE, LOST, answer


def labels(made: list[list[InlineKeyboardButton]]) -> list[list[str]]:
    return [[each.text for each in row] for row in made]


def row(*names: str) -> list[InlineKeyboardButton]:
    return [InlineKeyboardButton(name, callback_data=name) for name in names]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["原文", "同节", "复制数字", "数字不对"], [["原文", "同节", "复制数字", "数字不对"]]),
        (["历年", "构成", "占比", "变化", "目标"], [["历年", "构成", "占比", "变化"], ["目标"]]),
        (["一个很长的选项名字", "短"], [["一个很长的选项名字"], ["短"]]),
        (["六个字的名字", "六个字的名字", "六"], [["六个字的名字", "六个字的名字"], ["六"]]),
    ],
)
def test_as_many_side_by_side_as_are_shown_whole(names: list[str], expected: list[list[str]]) -> None:
    assert labels(rows(row(*names))) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(0, []), (1, [1]), (5, [5]), (6, [3, 3]), (8, [4, 4]), (11, [4, 4, 3])]
)
def test_numbers_stand_in_even_rows(count: int, expected: list[int]) -> None:
    assert [len(each) for each in grid(row(*map(str, range(count))))] == expected


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("以电信网络诈骗为主的非接触类案件数", "以电信网络诈骗为主的非接触类案件数"),
        (
            "本区以电信网络诈骗为主的非接触类案件涉案金额同比变化（2022年）",
            "本区以电信网络诈骗为主的非…比变化（2022年）",
        ),
        ("两\n行", "两 行"),
    ],
)
def test_a_label_too_wide_keeps_its_two_ends(label: str, shown: str) -> None:
    made = button(label, "open", "o-1")
    assert made and made.text == shown


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_button_is_one_that_telegram_takes_or_none(label: str, payload: str) -> None:
    made = button(label, "ask", payload)
    if made:
        assert made.text.strip() and len(str(made.callback_data).encode("utf-8", "surrogatepass")) <= 64


def test_choices_come_before_all_else_and_tools_last() -> None:
    further = (Choice("历年", "?", "y-ob1"), Choice("同节其他", "?", "n-ob1"))
    keyboard = answer_keyboard(replace(FIGURE, choices=CLARIFY.choices), further)
    assert keyboard
    assert labels([list(each) for each in keyboard.inline_keyboard]) == [
        ["立案数", "破案数"],
        ["历年"],
        ["原文", "同节", "复制数字", "数字不对"],
    ]


def test_what_is_not_in_the_report_has_nothing_to_copy_or_to_doubt() -> None:
    assert answer_keyboard(LOST) is None


@pytest.mark.parametrize(
    ("lines", "copied"),
    [
        ([("headline", "739 起")], "739 起"),
        ([("headline", "739 起"), ("headline", "935 起")], "739 起\n935 起"),
        ([("headline", "没有数字")], None),
        ([("headline", "9" * 257)], None),
    ],
)
def test_the_figure_to_copy(lines: list[tuple[str, str]], copied: str | None) -> None:
    assert headline_figure(answer("?", *lines)) == copied  # type: ignore[arg-type]


def test_telegram_s_limit_is_kept_by_whole_rows() -> None:
    made = markup([row("a", "b", "c", "d")] * 40)
    assert made and sum(len(each) for each in made.inline_keyboard) == 24
    assert markup([[], []]) is None
