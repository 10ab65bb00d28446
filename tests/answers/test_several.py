"""Several things in one question, what it leaves out, and claims about parts: by the given report and a made-up one."""

from __future__ import annotations

import pytest

from bot.answer import Answer
from bot.assistant import Assistant
from bot.knowledge.snapshot import Knowledge
from tests.facts.reading import extraction

PARAGRAPHS = (
    "一、社会事业",
    "2030年末全县有幼儿园120所，其中民办幼儿园66所；小学校80所。新建公厕34座，绿化面积12.5万平方米。",
    "二、产业",
    "全年第一产业增加值40.5亿元，比上年增长3.1%；第二产业增加值80.2亿元，比上年下降1.6%；第三产业增加值90.4亿元，比上年增长5.5%。",
    "三、审判",
    "全年审结刑事案件270件，刑事未结案79件。棉花种植面积1.2万亩，玉米产量12.6万吨。",
    "四、安全",
    "连续6年实现“零火灾”。肉牛屠宰量由全省第11位跃升至第5位。",
)


@pytest.fixture(scope="module")
def linxi() -> Assistant:
    return Assistant(Knowledge((extraction(*PARAGRAPHS, title="林溪县2030年工作报告", date="2031年2月2日"),)))


def figures(answer: Answer) -> list[str]:
    return [row.value_text for row in answer.observations]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param(
            "19到22年电诈起数和占比分别是涨是跌", ["935起", "739起", "19%", "近50%"], id="a count and its share"
        ),
        pytest.param("电诈2019年到2022年是涨是跌", ["935起", "739起"], id="the ends of a span"),
        pytest.param("摄像头新建了几个 联网接入的不算", ["6465个"], id="what is not counted"),
        pytest.param("破案率 结案率 今年各要多少", ["超过95%", "超过65%"], id="targets side by side"),
        pytest.param("一个微信群平均管几个网民", ["2.7万余人", "4399个"], id="one count for each of another"),
        pytest.param("考评今年想冲到全市第几", ["前三"], id="a rank that is aimed at"),
        pytest.param("我儿子讲你们装了好多探头 到底多少个", ["6465个"], id="what others have said"),
        pytest.param("电诈坑走多少钱", ["1.48亿"], id="a light deed"),
    ],
)
def test_the_given_report(assistant: Assistant, question: str, expected: list[str]) -> None:
    answer = assistant.ask(question, chat=question)
    assert figures(answer)[: len(expected)] == expected, answer.text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("厕所新建了几座", ["34座"], id="another word for the report's own"),
        pytest.param("一二三产各多少亿", ["40.5亿元", "80.2亿元", "90.4亿元"], id="three in short"),
        pytest.param("幼儿园、民办幼儿园、小学哪个最少", ["66所"], id="the least of three"),
        pytest.param("三个产业哪个增速最差", ["下降1.6%"], id="the least is below zero"),
        pytest.param("肉牛屠宰量全省第几", ["第5位"], id="where it ranks now"),
    ],
)
def test_a_made_up_report(linxi: Assistant, question: str, expected: list[str]) -> None:
    answer = linxi.ask(question, chat=question)
    assert figures(answer)[: len(expected)] == expected, answer.text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        pytest.param("第二产业里建筑业增加值多少", "no_such_indicator", id="another branch's measure"),
        pytest.param("棉花收了多少吨", "no_such_unit", id="another crop of the sentence"),
        pytest.param("满洲里有几座公厕", "no_such_place", id="a county elsewhere"),
        pytest.param("刑事案件结案环比降了多少", "no_such_indicator", id="against the month before"),
        pytest.param("哪个乡镇幼儿园最多", "no_such_indicator", id="no such kind of parts"),
    ],
)
def test_refused(linxi: Assistant, question: str, reason: str) -> None:
    answer = linxi.ask(question, chat=question)
    assert (answer.status, answer.reason) == ("not_found", reason), answer.text


@pytest.mark.parametrize(
    ("question", "verdict", "value"),
    [
        pytest.param("民办幼儿园超过一半了吗", "yes", 55.0, id="the whole is implied"),
        pytest.param("民办幼儿园占幼儿园有六成了没", "no", 55.0, id="both are named"),
    ],
)
def test_claims_about_a_part(linxi: Assistant, question: str, verdict: str, value: float) -> None:
    answer = linxi.ask(question, chat=question)
    assert (answer.verdict, [d.value for d in answer.derived]) == (verdict, [value]), answer.text


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param("盗窃金额是不是翻了一倍", None, id="another crime's sum"),
        pytest.param("重大案件还有没破掉的吗", "no", id="all of them were"),
        pytest.param("诈骗金额是不是翻了一倍", "no", id="a growth that was smaller"),
    ],
)
def test_claims_of_the_given_report(assistant: Assistant, question: str, verdict: str | None) -> None:
    assert assistant.ask(question, chat=question).verdict == verdict


def test_a_list_keeps_its_places(assistant: Assistant) -> None:
    chat = "places"
    listed = assistant.ask("短板列了哪几条", chat=chat).statements
    assert len(listed) == 3
    for ordinal, statement in zip(
        ("第一条展开讲讲", "第三条呢", "最后一条讲的啥"), (*listed[::2], listed[2]), strict=True
    ):
        assert assistant.ask(ordinal, chat=chat).sources[0].section == statement.section


def test_which_of_two_years(assistant: Assistant) -> None:
    assistant.ask("22年电诈几起", chat="years")
    assert figures(assistant.ask("哪年多", chat="years")) == ["935起", "739起"]


def test_nobody_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("自杀的那几个人叫什么 住哪里", chat="person")
    assert (answer.status, answer.reason) == ("not_found", "no_such_person")
