"""Replies are built of typed parts: a number of no kind cannot be written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.builder import Reply, echo, figure, name, part, period_words, title_of, when, word
from bot.matching.search import Library
from bot.report.model import SectionRef
from tests.matching.samples import row


@pytest.mark.parametrize("text", ["4141", "约40起", "２０２２", "第3页", "٣"])
def test_a_word_with_a_digit_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        word(text)


@given(st.text())
def test_words_hold_no_digit(text: str) -> None:
    try:
        assert not any(c.isdecimal() for c in word(text).text)
    except ValueError:
        assert any(c.isdecimal() for c in text)


def test_other_parts_may_hold_digits() -> None:
    assert [made.kind for made in (name("110"), echo("4000"), part("index", "1. "))] == ["quote", "echo", "index"]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        pytest.param({}, "12起", id="as printed"),
        pytest.param({"value_text": "1.48亿", "unit": "元"}, "1.48亿元", id="unit that is not printed"),
        pytest.param({"value_text": "3元", "unit": "元"}, "3元", id="unit that is"),
        pytest.param({"value_text": "近50%", "unit": "%"}, "近50%", id="qualifier kept"),
    ],
)
def test_figure(fields: dict[str, Any], text: str) -> None:
    assert figure(row(**fields)).text == text


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2022", "2022年"),
        ("2023-H1", "2023年上半年"),
        ("2022-Q3", "2022年第三季度"),
        ("2022-03", "2022年3月"),
        ("2023-08-24", "2023年8月24日"),
        ("2021/", "2021年以来"),
        ("2016/2020", "2016年至2020年"),
        ("2022-01/2022-09", "2022年1月至2022年9月"),
        (None, "报告未写明时间"),
    ],
)
def test_period_words(period: str | None, words: str) -> None:
    assert period_words(period) == words
    assert when(row(period=period)) == words


@pytest.mark.parametrize(
    ("section", "title"),
    [
        (SectionRef("一(二)4", ("一", "(二)", "4."), "加强消防安全管理"), "一(二)4 加强消防安全管理"),
        (SectionRef("落款", (), "落款"), "落款"),
    ],
)
def test_title(section: SectionRef, title: str) -> None:
    assert title_of(section) == title


def test_nothing_is_said_or_shown_twice(library: Library) -> None:
    extraction = library.report
    one = extraction.observations[0]
    reply = Reply("?").show(one).show(one).cite(extraction, one).cite(extraction, one)
    reply.note("finding", "注").note("finding", "注")
    answer = reply.sourced().build()
    assert (len(answer.observations), len(answer.sources), len(answer.notes)) == (1, 1, 1)
    assert answer.text.count("注") == 1


def test_the_id_follows_from_what_is_said() -> None:
    def built(question: str, said: str) -> str:
        return Reply(question).line("headline", word(said)).build().id

    assert built("问", "答") == built("问", "答")
    assert len({built("问", "答"), built("问", "另答"), built("另问", "答")}) == 3
