"""HTML that cannot break and always fits, whatever an answer says."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Answer, Line, LineRole, Part, ReportRef
from bot.reply.html import render_html, render_source
from bot.reply.plain import TELEGRAM_LIMIT, clean, render_plain, shorten, units
from bot.telegram.press import decode, encode
from tests.telegram.samples import CLARIFY, FIGURE, LOST, answer
from tests.telegram.telegram_html import parse

ANY_TEXT = st.text(alphabet=st.characters(), max_size=300) | st.sampled_from(
    ["<b>", "&amp;", "</blockquote>", "𠮷" * 900]
)
ROLES: tuple[LineRole, ...] = get_args(LineRole)
ANY_ANSWER = st.lists(st.tuples(st.sampled_from(ROLES), ANY_TEXT), max_size=30).map(lambda lines: answer("?", *lines))


@settings(deadline=None)
@given(ANY_ANSWER)
def test_any_answer_is_valid_html_that_telegram_takes(any_answer: Answer) -> None:
    parse(render_html(any_answer))


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ROLES), ANY_TEXT), max_size=8), ANY_TEXT.filter(lambda t: clean(t).strip()))
def test_headline_survives_whatever_else_is_said(lines: list[tuple[LineRole, str]], figure: str) -> None:
    others = [(role, text * 20) for role, text in lines if role != "headline"]
    said = parse(render_html(answer("?", ("headline", figure), *others)))
    assert clean(figure).strip() in said


def test_quote_is_cut_first() -> None:
    long = answer("?", ("headline", "739 起"), ("item", "一项"), ("source", "第 5 页"), ("quote", "原文。" * 3000))
    said = parse(render_html(long))
    assert said.startswith("739 起\n一项\n第 5 页\n原文。")
    assert said.endswith("…")
    assert units(said) == TELEGRAM_LIMIT


def test_items_are_cut_after_quotes_and_from_the_end() -> None:
    items = [("item", f"第{n}项" + "字" * 600) for n in "一二三四五六七八九"]
    said = parse(render_html(answer("?", ("headline", "九项"), *items, ("source", "第 5 页"), ("quote", "原文"))))  # type: ignore[arg-type]
    assert "原文" not in said
    assert "第一项" in said and "第六项" in said and "第九项" not in said
    assert said.endswith("第 5 页")


def test_quotes_in_a_row_are_one_block() -> None:
    assert render_html(answer("?", ("quote", "一。"), ("quote", " "), ("quote", "二。"))) == (
        "<blockquote expandable>一。\n二。</blockquote>"
    )


def test_choice_lines_stay_only_where_no_buttons_say_the_same() -> None:
    assert "立案数" not in render_html(CLARIFY)
    assert "立案数" in render_plain(CLARIFY)


def test_nothing_to_say_is_still_a_message() -> None:
    assert parse(render_html(answer("?"))) == "……"


def test_controls_and_directions_are_harmless() -> None:
    assert clean("a\u202eb\x1b[31mc\r\nd\ud800\x00") == "ab [31mc\nd\ufffd "
    assert clean("👨‍👩‍👧") == "👨‍👩‍👧"


@settings(deadline=None)
@given(st.text(), st.integers(0, 50))
def test_shorten_counts_as_telegram_does(text: str, limit: int) -> None:
    assert units(shorten(text, limit)) <= limit
    assert shorten(text, units(text)) == text


def test_source_fits_with_an_endless_sentence() -> None:
    said = parse(render_source(replace(FIGURE.sources[0], quote="字" * 9000)))
    assert units(said) <= TELEGRAM_LIMIT


@settings(deadline=None)
@given(st.sampled_from(["open", "quote", "ask"]), st.text(max_size=80))
def test_callback_data_comes_back_or_is_not_made(kind: str, payload: str) -> None:
    data = encode(kind, payload)  # type: ignore[arg-type]
    if data is not None:
        press = decode(data)
        assert press is not None and (press.kind, press.payload) == (kind, payload)
        assert len(data.encode("utf-8", "replace")) <= 64


REPORT = ReportRef("r", "某区<报告>", "2023-08-24")


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        pytest.param([("headline", "739 起")], "<b>739 起</b>", id="one headline is bold"),
        pytest.param([("headline", "没有，零发生")], "<b>没有，零发生</b>", id="and so are its words"),
        pytest.param(
            [("remark", "去年指 2022 年。"), ("headline", "739 起"), ("detail", "电诈"), ("source", "《报告》")],
            "<b>739 起</b>\n电诈\n去年指 2022 年。\n《报告》",
            id="the figure comes first",
        ),
        pytest.param(
            [("remark", "出自另一份报告："), ("headline", "739 起")],
            "出自另一份报告：\n<b>739 起</b>",
            id="unless it is introduced",
        ),
        pytest.param(
            [
                ("headline", "1"),
                ("source", "《报告》一 · 第 5 页"),
                ("quote", "甲"),
                ("source", "一 · 第 5 页"),
                ("quote", "乙"),
            ],
            "<b>1</b>\n《报告》一 · 第 5 页\n<blockquote expandable>甲\n乙</blockquote>",
            id="sentences of one place are one quote",
        ),
    ],
)
def test_the_form_of_a_reply(lines: list[tuple[LineRole, str]], shown: str) -> None:
    assert render_html(answer("?", *lines)) == shown


def test_of_several_headlines_the_figures_are_bold() -> None:
    rows = tuple(Line("headline", (Part("figure", f"{n}起"), Part("word", f"　{n}年"))) for n in (739, 935))
    assert render_html(replace(LOST, status="answer", lines=rows)) == "<b>739起</b>　739年\n<b>935起</b>　935年"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        pytest.param(answer("?", ("headline", "1")), True, id="an answer without a source"),
        pytest.param(answer("?", ("headline", "1"), ("source", "《别的》")), False, id="a source is enough"),
        pytest.param(LOST, True, id="that it is not there"),
        pytest.param(replace(LOST, reason="out_of_scope"), False, id="not of a report at all"),
        pytest.param(replace(LOST, status="smalltalk"), False, id="small talk"),
        pytest.param(CLARIFY, False, id="a choice"),
    ],
)
def test_what_is_passed_on_tells_its_report(said: Answer, named: bool) -> None:
    assert render_html(said, report=REPORT).endswith("\n《某区&lt;报告&gt;》（2023-08-24）") == named


def test_small_talk_is_not_bold() -> None:
    assert render_html(replace(LOST, status="smalltalk")) == "报告里没有这一项。"
