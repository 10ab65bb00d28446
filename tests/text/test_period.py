from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.period import _pattern, find_periods, sign, within, years_of
from tests.text.strategies import report_text

REPORT = 2031


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        pytest.param("2028年", "2028", "period", id="year"),
        pytest.param("2028年度", "2028", "period", id="年度"),
        pytest.param("二〇二八年", "2028", "period", id="Chinese year"),
        pytest.param("二○二八年", "2028", "period", id="Chinese year with a circle for zero"),
        pytest.param("今年", "2031", "period", id="今年"),
        pytest.param("去年", "2030", "period", id="去年"),
        pytest.param("上年度", "2030", "period", id="上年度"),
        pytest.param("前年", "2029", "period", id="前年"),
        pytest.param("大前年", "2028", "period", id="大前年"),
        pytest.param("明年", "2032", "period", id="明年"),
        pytest.param("目前", "2031", "period", id="目前"),
        pytest.param("截至目前", "2031", "period", id="截至目前"),
        pytest.param("2028年上半年", "2028-H1", "period", id="half-year"),
        pytest.param("去年下半年", "2030-H2", "period", id="half of a relative year"),
        pytest.param("上半年", "2031-H1", "period", id="half-year alone"),
        pytest.param("2028年三季度", "2028-Q3", "period", id="quarter"),
        pytest.param("第一季度", "2031-Q1", "period", id="quarter alone"),
        pytest.param("前三季度", "2031-01/2031-09", "period", id="three quarters"),
        pytest.param("前两个季度", "2031-H1", "period", id="two quarters are a half-year"),
        pytest.param("2028年3月", "2028-03", "period", id="month"),
        pytest.param("6月", "2031-06", "period", id="month alone"),
        pytest.param("2028年1—9月", "2028-01/2028-09", "period", id="months"),
        pytest.param("1—6月", "2031-H1", "period", id="six months are a half-year"),
        pytest.param("2028年1-12月", "2028", "period", id="twelve months are a year"),
        pytest.param("前10个月", "2031-01/2031-10", "period", id="first ten months"),
        pytest.param("2028年3月15日", "2028-03-15", "date", id="day"),
        pytest.param("9月29日", "2031-09-29", "date", id="day of the report's year"),
        pytest.param("2026年以来", "2026/", "period", id="since"),
        pytest.param("自2026年至今", "2026/", "period", id="until now"),
        pytest.param("2026—2030年", "2026/2030", "period", id="years"),
        pytest.param("2026年至2030年", "2026/2030", "period", id="years with 至"),
        pytest.param("截至2028年底", "2028", "period", id="end of a year"),
        pytest.param("“十四五”期间", "2021/2025", "period", id="plan"),
        pytest.param("十三五", "2016/2020", "period", id="earlier plan"),
        pytest.param("近五年", "2027/2031", "span", id="近五年"),
        pytest.param("近3年来", "2029/2031", "span", id="近3年来"),
        pytest.param("近年来", None, "span", id="近年来"),
        pytest.param("全年", None, "vague", id="全年"),
        pytest.param("年末", None, "vague", id="年末"),
        pytest.param("2028年13月", "2028", "period", id="a month that is none"),
    ],
)
def test_value_and_kind(text: str, value: str | None, kind: str) -> None:
    (found,) = find_periods(text, REPORT)
    assert (found.value, found.kind, found.text) == (value, kind, text)


@pytest.mark.parametrize("text", ["今年", "去年", "目前", "上半年", "1—9月", "近五年"])
def test_without_the_reports_year_a_relative_time_has_no_value(text: str) -> None:
    (found,) = find_periods(text, 0)
    assert found.value is None


@pytest.mark.parametrize(
    ("text", "relative"), [("2028年", False), ("去年", True), ("上半年", True), ("2028年上半年", False)]
)
def test_relative(text: str, relative: bool) -> None:
    assert [found.relative for found in find_periods(text, REPORT)] == [relative]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("共13月龄", id="no such month"),
        pytest.param("十个月", id="a length of time"),
        pytest.param("五年", id="years as a length"),
        pytest.param("2028台", id="a number like a year"),
        pytest.param("", id="empty"),
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert find_periods(text, REPORT) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("28年", "2028", id="two digits"),
        pytest.param("2028", "2028", id="bare year"),
        pytest.param("2028到2030", "2028/2030", id="bare years"),
    ],
)
def test_short_years_count_in_questions_only(text: str, value: str) -> None:
    assert [found.value for found in find_periods(text, REPORT, question=True)] == [value]
    assert find_periods(text, REPORT) == []


def test_several_times_of_one_sentence() -> None:
    text = "2029年和2030年分别为5起、4起，今年上半年2起"
    assert [found.value for found in find_periods(text, REPORT)] == ["2029", "2030", "2031-H1"]


@pytest.mark.parametrize(
    ("value", "years"),
    [("2028", {2028}), ("2028-H1", {2028}), ("2026/", {2026}), ("2026/2030", {2026, 2030}), (None, set())],
)
def test_years_of(value: str | None, years: set[int]) -> None:
    assert years_of(value) == years


@pytest.mark.parametrize(
    ("asked", "held", "answer"),
    [("2028", "2028", True), ("2028", "2028-H1", False), ("2028", "2027", False), ("2028", None, False)],
)
def test_only_the_same_period_answers(asked: str, held: str | None, answer: bool) -> None:
    assert within(asked, held) is answer


@given(st.one_of(st.text(), report_text()), st.sampled_from([0, REPORT]), st.booleans())
def test_times_stand_in_order_and_apart(text: str, reference: int, question: bool) -> None:
    found = find_periods(text, reference, question=question)
    for period in found:
        assert text[period.start : period.end] == period.text != ""
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(st.one_of(st.text(), report_text()), st.booleans())
def test_whatever_is_a_time_holds_a_sign_of_one(text: str, question: bool) -> None:
    assert all(sign().search(match.group()) for match in _pattern(question).finditer(text))
