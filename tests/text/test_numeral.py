from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.numeral import parse_numeral, scale


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("0", 0.0, id="zero"),
        pytest.param("407", 407.0, id="arabic"),
        pytest.param("12,345,678", 12_345_678.0, id="thousands separators"),
        pytest.param("3.5", 3.5, id="decimal"),
        pytest.param("2.7万", 27_000.0, id="scaled by 万"),
        pytest.param("1.48亿", 148_000_000.0, id="scaled by 亿 without a binary rest"),
        pytest.param("1.2万亿", 1_200_000_000_000.0, id="scaled by 万亿"),
        pytest.param("3百万", 3_000_000.0, id="scaled by 百万"),
        pytest.param("零", 0.0, id="chinese zero"),
        pytest.param("十", 10.0, id="bare ten"),
        pytest.param("十七", 17.0, id="ten and a digit"),
        pytest.param("两百", 200.0, id="两"),
        pytest.param("三百零六", 306.0, id="zero within"),
        pytest.param("三万八千六百", 38_600.0, id="万 with a rest"),
        pytest.param("一千零一万", 10_010_000.0, id="thousands of 万"),
        pytest.param("一亿二千万", 120_000_000.0, id="亿 with 万"),
        pytest.param("万亿", 1_000_000_000_000.0, id="bare scale words"),
        pytest.param("三万五", 35_000.0, id="a last digit counts the next lower place"),
        pytest.param("一百二", 120.0, id="the same after 百"),
        pytest.param("廿三", 23.0, id="廿"),
        pytest.param("卅", 30.0, id="卅"),
        pytest.param("二〇二二", 2022.0, id="digit by digit"),
        pytest.param("五点二五", 5.25, id="chinese decimal"),
    ],
)
def test_reads_numerals(text: str, value: float) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("三十个", id="unit behind"),
        pytest.param("约40", id="qualifier in front"),
        pytest.param("4.", id="open decimal"),
        pytest.param("1.2.3", id="version"),
        pytest.param("abc", id="letters"),
        pytest.param("9" * 400, id="serial number beyond any count"),
        pytest.param("亿" * 60, id="scale words beyond any count"),
        pytest.param("九" * 400, id="digits beyond any count"),
    ],
)
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize(("text", "factor"), [("", 1), ("万", 10**4), ("百亿", 10**10), ("万亿", 10**12)])
def test_scale(text: str, factor: int) -> None:
    assert scale(text) == factor


_DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """``number`` below 10^12 in Chinese, as a careful writer puts it."""
    for factor, word in ((10**8, "亿"), (10**4, "万")):
        if number >= factor:
            high, low = divmod(number, factor)
            return written(high) + word + ("零" if 0 < low < factor // 10 else "") + (written(low) if low else "")
    for factor, word in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= factor:
            high, low = divmod(number, factor)
            return _DIGITS[high] + word + ("零" if 0 < low < factor // 10 else "") + (written(low) if low else "")
    return _DIGITS[number]


@given(st.integers(0, 10**12 - 1))
def test_chinese_numerals_round_trip(number: int) -> None:
    assert parse_numeral(written(number)) == number


@given(st.integers(0, 10**15))
def test_arabic_numerals_round_trip(number: int) -> None:
    assert parse_numeral(str(number)) == parse_numeral(f"{number:,}") == number


@given(st.integers(0, 900_000), st.sampled_from(["", "万", "亿", "万亿"]))
def test_scaled_numerals_are_whole(cents: int, word: str) -> None:
    """Two decimals times 10^4 and more leave no binary rest."""
    value = parse_numeral(f"{cents // 100}.{cents % 100:02d}{word}")
    assert value == (round(cents / 100, 2) if not word else cents * (scale(word) // 100))


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert parse_numeral(text) is None or isinstance(parse_numeral(text), float)
