"""Filters, superlatives and averages: the figures, the computed number, or the refusal."""

from __future__ import annotations

import pytest

from bot.answer import Answer
from bot.assistant import Assistant


def figures(answer: Answer) -> set[str]:
    return {row.value_text for row in answer.observations}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("落户里超过2000人的有哪些", {"2168人", "2075人"}, id="parts without their total"),
        pytest.param("哪些指标是上升的", {"上升26%", "升幅达28%"}, id="what went up"),
        pytest.param("今年目标在95%以上的有哪些", {"超过95%", "99%以上"}, id="targets"),
        pytest.param("登记率超过99%的有哪些", set(), id="98%以上 is not said to be over 99%"),
    ],
)
def test_a_filter_shows_just_what_meets_it(assistant: Assistant, question: str, expected: set[str]) -> None:
    answer = assistant.ask(question, chat=question)
    assert figures(answer) == expected
    assert (answer.status == "answer") == bool(expected)


def test_the_highest_of_the_targets(assistant: Assistant) -> None:
    answer = assistant.ask("今年定的百分比目标哪个最高", chat="highest")
    assert answer.observations[0].value_text == "99%以上"


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        pytest.param("2022年电诈平均一天多少起", 2.02, "起", id="a day"),
        pytest.param("2022年电诈平均每个月多少起", 61.58, "起", id="a month"),
        pytest.param("2022年电诈平均每起涉案多少钱", 200270.64, "元", id="a case"),
        pytest.param("平均每个微信群多少网民", 6.14, "人", id="a thing"),
    ],
)
def test_an_average_is_computed(assistant: Assistant, question: str, value: float, unit: str) -> None:
    answer = assistant.ask(question, chat=question)
    assert [(d.value, d.unit) for d in answer.derived][:1] == [(value, unit)]
    assert answer.derived[0].formula in answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("火灾隐患平均一天整改多少处", id="of an open time"),
        pytest.param("平均每起电诈追回多少钱", id="of a deed not told"),
        pytest.param("平均每家三停单位罚了多少钱", id="of a sum not told"),
    ],
)
def test_an_average_that_cannot_be(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, chat=question)
    assert (answer.status, answer.derived) == ("not_found", ())


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param("火灾隐患整改过四千处了没", "yes", id="over, by a bare 过"),
        pytest.param("火灾隐患整改过五千处了没", "no", id="not over"),
        pytest.param("电诈占比快一半了吧", "yes", id="nearly, of nearly"),
        pytest.param("电诈快一千起了吧", "no", id="far from it"),
        pytest.param("渣土车一起重大交通事故都没有对不", "yes", id="a denial that holds"),
        pytest.param("any fire deaths in 2022?", "no", id="English"),
    ],
)
def test_a_verdict(assistant: Assistant, question: str, verdict: str) -> None:
    assert assistant.ask(question, chat=question).verdict == verdict


def test_the_targets_of_a_year_are_listed(assistant: Assistant) -> None:
    answer = assistant.ask("2023年要完成的数字指标都列一下", chat="targets")
    assert {row.role for row in answer.observations} == {"target"}
    assert len(answer.observations) == 5


def test_the_figures_of_a_theme(assistant: Assistant) -> None:
    answer = assistant.ask("落户的数据都列一下", chat="theme")
    assert {"6166人", "1909人"} <= figures(answer)


def test_the_named_cases_are_counted(assistant: Assistant) -> None:
    assert assistant.ask("报告点名的大案有几个", chat="named").lines[0].text.startswith("报告点名的有4个")


def test_times_are_not_added(assistant: Assistant) -> None:
    assert assistant.ask("2019年和2022年电诈一共多少起", chat="years").derived == ()


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("2022年电诈比2018年少多少起", id="no such year to compare with"),
        pytest.param("盗窃破案率的目标比实际高多少", id="a target without what was reached"),
        pytest.param("电诈涉案金额的目标是多少", id="what is, without a target"),
    ],
)
def test_a_comparison_with_what_is_not_there(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, chat=question)
    assert (answer.status, answer.derived) == ("not_found", ())
    assert answer.missing


def test_whether_it_happened_is_no_denial(assistant: Assistant) -> None:
    assert assistant.ask("有没有发生过重大交通事故", chat="happened").verdict == "no"
