"""An answer as plain text: harmless to a terminal, and as long as Telegram allows."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Answer, Line, Part
from bot.reply.plain import TELEGRAM_LIMIT, clean, render_plain, shorten, units


def _answer(text: str) -> Answer:
    return Answer("id", "?", "answer", (Line("headline", (Part("quote", text),)),))


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        pytest.param("739起\n电诈", "739起\n电诈", id="plain"),
        pytest.param("\u202e739\u202c", "739", id="direction override"),
        pytest.param("\u2066739\u2069", "739", id="direction isolate"),
        pytest.param("\x1b[31m739", " [31m739", id="terminal escape"),
        pytest.param("7\x0039", "7 39", id="nul"),
        pytest.param("一\r\n二\r三", "一\n二\n三", id="line ends"),
        pytest.param("一\u2028二\x0b三", "一\n二\n三", id="other line ends"),
        pytest.param("\ud800", "\ufffd", id="lone surrogate"),
        pytest.param("👨\u200d👩", "👨\u200d👩", id="joined emoji"),
        pytest.param("<b>&amp;", "<b>&amp;", id="markup is text"),
    ],
)
def test_clean(text: str, harmless: str) -> None:
    assert clean(text) == harmless
    assert render_plain(_answer(text)) == harmless


@given(st.text())
def test_clean_text_is_harmless_and_stays(text: str) -> None:
    harmless = clean(text)
    assert clean(harmless) == harmless
    assert all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cs") for c in harmless)
    harmless.encode("utf-8")


@pytest.mark.parametrize(("text", "length"), [("", 0), ("739起", 4), ("😀", 2), ("a😀b", 4)])
def test_units(text: str, length: int) -> None:
    assert units(text) == length


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        pytest.param("739起", 4, "739起", id="fits"),
        pytest.param("7390起", 4, "739…", id="cut"),
        pytest.param("一二 三四", 4, "一二…", id="no space before the ellipsis"),
        pytest.param("a😀😀", 3, "a…", id="no half an emoji"),
        pytest.param("739起", 1, "…", id="one"),
        pytest.param("739起", 0, "", id="none"),
    ],
)
def test_shorten(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short


@given(st.text(), st.integers(0, 40))
def test_short_text_is_a_beginning(text: str, limit: int) -> None:
    text = clean(text)
    short = shorten(text, limit)
    assert units(short) <= limit
    assert short == text or text.startswith(short.removesuffix("…"))


def test_telegram_s_limit() -> None:
    assert units(render_plain(_answer("😀" * 5000), TELEGRAM_LIMIT)) <= TELEGRAM_LIMIT
    assert render_plain(_answer("739起"), TELEGRAM_LIMIT) == "739起"
