"""What a typed message is read as: half-width, simplified, lower case, without address and ornament."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.question import normalise as steps
from bot.question.normalise import normalise, simplify


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        pytest.param("４１４１处？", "4141处?", id="full-width digits"),
        pytest.param("ＣＰＵ服务器", "cpu服务器", id="full-width letters"),
        pytest.param("百分之５０", "百分之50", id="full-width in a word"),
        pytest.param("电诈　多少", "电诈 多少", id="full-width space"),
        pytest.param("①号", "1号", id="circled"),
        pytest.param("How MANY Cameras?", "how many cameras?", id="lower case"),
        pytest.param("電信詐騙多少起", "电信诈骗多少起", id="traditional"),
        pytest.param("攝像頭裝了幾個", "摄像头装了几个", id="traditional verbs"),
        pytest.param("伺服器有幾台", "服务器有几台", id="Taiwan's word"),
        pytest.param("一九年电诈", "19年电诈", id="spoken year"),
        pytest.param("二零年以前", "20年以前", id="spoken year with a nought"),
        pytest.param("二十年来", "二十年来", id="a length of time stays"),
        pytest.param("头六个月", "上半年", id="spoken half"),
        pytest.param("騙咗幾钿", "骗了多少钱", id="dialect"),
        pytest.param("警情信息", "警情信息", id="simplified stays"),
        pytest.param("/q 电诈", "电诈", id="command"),
        pytest.param("/q@ChangningBot 电诈", "电诈", id="command with mention"),
        pytest.param("/ask 电诈", "电诈", id="ask"),
        pytest.param("@some_bot 电诈多少", "电诈多少", id="mention"),
        pytest.param("/q@some_bot", "", id="mention alone"),
        pytest.param("/start", "/start", id="another command stays"),
        pytest.param("/quit", "/quit", id="a longer command stays"),
        pytest.param("😀电诈🎉多少", "电诈 多少", id="emoji"),
        pytest.param("👨\u200d👩\u200d👧电诈", "电诈", id="joined emoji"),
        pytest.param("电\u200b诈", "电诈", id="zero width"),
        pytest.param("\ufeff电诈", "电诈", id="byte order mark"),
        pytest.param("\u202e电诈", "电诈", id="direction override"),
        pytest.param("  电诈\r\n\t多少 ", "电诈 多少", id="white space"),
        pytest.param("电诈\x00多少", "电诈 多少", id="control character"),
        pytest.param("", "", id="empty"),
        pytest.param("🎉🎉", "", id="emoji only"),
        pytest.param("4,141处", "4,141处", id="grouped digits stay"),
        pytest.param("@some_bot电诈多少", "电诈多少", id="mention glued to Chinese"),
        pytest.param("/q@some_bot电诈", "电诈", id="command with glued mention"),
    ],
)
def test_plain(typed: str, plain: str) -> None:
    assert normalise(typed) == plain


#: No stretch of it follows itself.
VARIED = "电信网络诈骗火灾隐患人才"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("節水灌溉面積新增多少", "节水灌溉面积新增多少", id="a word that Taiwan uses otherwise"),
        pytest.param("伺服器新增幾台", "服务器新增几台", id="Taiwan's beside it"),
        pytest.param("建立機制幾個", "建立机制几个", id="a word of the mainland"),
    ],
)
def test_traditional_script(typed: str, read: str) -> None:
    assert simplify(typed) == read


@pytest.mark.parametrize("length", [300, 4096, 100_000])
def test_long_messages_are_cut(length: int) -> None:
    assert normalise(VARIED * (length // 10)) == (VARIED * 16)[:160]


def test_address_does_not_count_towards_the_limit() -> None:
    assert normalise("/q@some_bot " + VARIED * 30) == (VARIED * 16)[:160]


@given(st.text(max_size=400))
def test_any_text_becomes_plain(text: str) -> None:
    plain = normalise(text)
    assert len(plain) <= 160
    assert plain == plain.strip()
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp", "So") for c in plain)


@given(st.text(alphabet=st.characters(max_codepoint=0x7F)))
def test_ascii_needs_no_converter(text: str) -> None:
    assert simplify(text) == text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("哈哈哈哈哈电诈", "哈哈电诈", id="one character"),
        pytest.param("是不是" * 50, "是不是是不是", id="a phrase"),
        pytest.param("电诈1000000起", "电诈1000000起", id="digits stay"),
        pytest.param("看看看电诈", "看看看电诈", id="three times is speech"),
    ],
)
def test_repetition_is_cut(typed: str, read: str) -> None:
    assert normalise(typed) == read


@given(st.from_regex(steps._PLAIN, fullmatch=True))
def test_what_is_plain_needs_no_further_steps(text: str) -> None:
    assert steps._without_ornament(text) == text


@given(st.text(alphabet="过破上年成都没个来到至一三十百千万亿两几0259%起分 电诈", max_size=16))
def test_what_says_no_number_is_left_alone(text: str) -> None:
    written = text
    for said, form in steps._SAID_NUMBERS:
        written = said.sub(form, written)
    assert steps._spoken_numbers(text) == written
