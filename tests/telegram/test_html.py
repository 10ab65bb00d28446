"""HTML that cannot break and always fits, whatever an answer says."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Answer, LineRole
from bot.reply.html import render_html, render_source
from bot.reply.plain import TELEGRAM_LIMIT, clean, render_plain, shorten, units
from bot.telegram.press import decode, encode
from tests.telegram.samples import CLARIFY, FIGURE, answer
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
