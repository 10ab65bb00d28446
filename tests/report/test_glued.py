"""Headings in a text that has lost its line ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from bot.report.glued import cuts
from tests.text.strategies import report_text

FILL = "全区各部门围绕年度重点工作，加强统筹协调，各项任务有序推进。" * 60


def pieces(text: str) -> list[str]:
    return [text[begin:end] for begin, end in pairwise([0, *cuts(text), len(text)])]


def beginnings(text: str) -> list[str]:
    return [piece[:4] for piece in pieces(text)][1:]


def test_headings_follow_each_other_in_order() -> None:
    first = f"一、主要工作{FILL}(一)抓整治1.清河道。{FILL}2.拆违建。{FILL}"
    text = f"情况报告如下：{first}(二)抓服务3.办实事。{FILL}二、打算{FILL}"
    assert beginnings(text) == ["一、主要", "(一)抓", "1.清河", "2.拆违", "(二)抓", "3.办实", "二、打算"]


def test_items_that_are_sentences_of_their_own() -> None:
    assert beginnings(f"存在问题。一是力量不足。{FILL}二是设施陈旧。{FILL}") == ["一是力量", "二是设施"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"做法有三：一是抓整治；二是抓服务；三是抓队伍。{FILL}", id="items of one sentence"),
        pytest.param(f"增长2.5亿元，达到1.48亿元。{FILL}", id="decimals"),
        pytest.param(f"分为甲、乙（三）级。{FILL}", id="a number that follows none"),
    ],
)
def test_what_is_no_heading(text: str) -> None:
    assert cuts(text) == []


def test_a_paragraph_of_usual_length_is_cut_only_behind_stops() -> None:
    assert pieces("抓整治1.清河道，2.拆违建。二、打算") == ["抓整治1.清河道，2.拆违建。", "二、打算"]


def test_shorter_paragraphs_of_a_text_without_line_ends() -> None:
    short = "（一）抓服务。一是办实事。全年办结５件。二是减负担。\n（二）一是增效率。二是强队伍。"
    assert beginnings(f"一、工作。{FILL}\n{short}") == ["一是办实", "二是减负", "一是增效", "二是强队"]


@pytest.mark.parametrize("row", ["（一）抓服务。一是办实事。\t5件", "甲。一是办实事。\t乙"])
def test_rows_of_a_text_without_line_ends_stay_whole(row: str) -> None:
    assert not any(cut > len(FILL) for cut in cuts(f"{FILL}\n{row}"))


def test_short_paragraphs_beside_few_long_ones_stay_whole() -> None:
    short = "（一）抓服务。一是办实事。二是减负担。\n"
    assert cuts(f"{FILL}\n" + short * 200) == []


def test_items_that_follow_at_once() -> None:
    assert beginnings(f"问题。一是二是。{FILL}") == ["一是", "二是。全"]


@given(report_text())
def test_nothing_is_lost(text: str) -> None:
    text = text.replace("\n", "") * 40
    assert "".join(pieces(text)) == text
