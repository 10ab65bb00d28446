"""The slots of a question, one table each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.question.lexicon import Lexicon
from bot.question.parse import parse
from tests.question.conftest import Parse


@pytest.mark.parametrize(
    ("question", "periods"),
    [
        pytest.param("电诈去年多少起", ["2022"], id="last year is the report's"),
        pytest.param("前年", ["2021"], id="the year before last"),
        pytest.param("今年目标", ["2023"], id="this year"),
        pytest.param("现在多少", [], id="now is the latest there is"),
        pytest.param("2019年电诈多少", ["2019"], id="year"),
        pytest.param("22年多少", ["2022"], id="short year"),
        pytest.param("19年到22年电诈", ["2019/2022"], id="from to"),
        pytest.param("今年上半年报警降了多少", ["2023-H1"], id="half-year"),
        pytest.param("三季度火灾", ["2023-Q3"], id="quarter"),
        pytest.param("2021年以来", ["2021/"], id="since"),
        pytest.param("近三年电诈", ["2021/2023"], id="last three years"),
        pytest.param("十四五期间", ["2021/2025"], id="plan"),
        pytest.param("几月建成的", [], id="which month is no month"),
        pytest.param("比2021年降了多少", [], id="a base is no time asked for"),
        pytest.param("电诈多少", [], id="none"),
    ],
)
def test_periods(taken_apart: Parse, question: str, periods: list[str]) -> None:
    assert [period.value for period in taken_apart(question).periods] == periods


@pytest.mark.parametrize(
    ("question", "base"),
    [
        pytest.param("报警比2021年降了多少", "2021", id="against"),
        pytest.param("跟21年比降了多少", "2021", id="with … compared"),
        pytest.param("2021年报警多少", None, id="asked for"),
        pytest.param("19年和22年比", None, id="both are asked for"),
    ],
)
def test_base(taken_apart: Parse, question: str, base: str | None) -> None:
    assert taken_apart(question).base == base


@pytest.mark.parametrize(
    ("question", "number"),
    [
        pytest.param("是不是四千多处", (4000, "处", "more_than"), id="half remembered"),
        pytest.param("4141处是什么", (4141, "处", "exact"), id="digits"),
        pytest.param("95%", (95, "%", "exact"), id="percent"),
        pytest.param("过半了吗", (50, "%", "exact"), id="half"),
        pytest.param("占一半吗", (50, "%", "exact"), id="one half"),
        pytest.param("不到50%吧", (50, "%", "less_than"), id="below"),
        pytest.param("近七成", (70, "%", "nearly"), id="tenths"),
        pytest.param("1.48亿", (148_000_000, None, "exact"), id="scale"),
        pytest.param("两万起吗", (20_000, "起", "exact"), id="Chinese scale"),
        pytest.param("六千多人", (6000, "人", "more_than"), id="people"),
    ],
)
def test_numbers(taken_apart: Parse, question: str, number: tuple[float, str | None, str]) -> None:
    found = taken_apart(question).numbers
    assert [(q.value, q.unit, q.bound) for q in found] == [number]


@pytest.mark.parametrize("question", ["电诈多少起", "三个委办局是哪三个", "2022年多少", "110是什么", "四道防线"])
def test_no_number_to_check(taken_apart: Parse, question: str) -> None:
    assert taken_apart(question).numbers == ()


@pytest.mark.parametrize(
    ("question", "units"),
    [
        pytest.param("多少钱", {"money"}, id="money"),
        pytest.param("花了几万元", {"money"}, id="scaled money"),
        pytest.param("多少人", {"person"}, id="people"),
        pytest.param("几成", {"percent"}, id="tenths"),
        pytest.param("百分之几", {"percent"}, id="percent"),
        pytest.param("去年多少起", {"case"}, id="cases"),
        pytest.param("几家", {"house"}, id="houses"),
        pytest.param("多少个微信群", {"thing"}, id="things"),
        pytest.param("有几类", {"kind"}, id="kinds"),
        pytest.param("几平方公里", {"area"}, id="area"),
        pytest.param("连续几年", {"duration"}, id="years"),
        pytest.param("多少网友", set(), id="a noun is no unit"),
        pytest.param("多少人脸算法", set(), id="人 of a word"),
        pytest.param("这几年", set(), id="these years"),
        pytest.param("哪几个", set(), id="which ones"),
    ],
)
def test_units_asked_for(taken_apart: Parse, question: str, units: set[str]) -> None:
    assert taken_apart(question).units == units


@pytest.mark.parametrize(
    ("question", "cue"),
    [
        ("电诈多少起", "number"),
        ("同比怎么样", "change"),
        ("降了多少", "change"),
        ("占比呢", "share"),
        ("占几成", "share"),
        ("今年目标", "target"),
        ("这个数哪来的", "source"),
        ("在第几页", "source"),
        ("多了还是少了", "direction"),
        ("电诈和盗窃哪个多", "compare"),
        ("哪个最多", "most"),
        ("差多少", "difference"),
        ("加起来多少", "sum"),
        ("平均一年多少", "average"),
        ("分别多少", "parts"),
        ("有哪些", "list"),
        ("有什么问题", "problems"),
        ("为什么", "why"),
        ("怎么防的", "how"),
        ("下一步干啥", "next"),
        ("什么时候建成的", "when"),
        ("谁负责", "who"),
        ("在哪里", "where"),
        ("是什么意思", "what"),
        ("这一节讲了什么", "browse"),
        ("是不是4141处", "verify"),
        ("有没有死人", "verify"),
        ("每天几起", "rate"),
        ("全市排第几", "rank"),
        ("扣掉CPU还剩多少", "rest"),
        ("画个图", "draw"),
    ],
)
def test_cues(taken_apart: Parse, question: str, cue: str) -> None:
    assert taken_apart(question).has(cue)


@pytest.mark.parametrize(
    ("question", "cue"),
    [
        pytest.param("电诈多少起", "verify", id="how many is no yes or no"),
        pytest.param("覆盖率多少", "target", id="a rate is no target"),
        pytest.param("占地多少", "share", id="占地 is no share"),
        pytest.param("满意度怎么样", "share", id="满意度 is no share"),
        pytest.param("电诈", "number", id="a keyword asks nothing"),
    ],
)
def test_cues_that_are_not_there(taken_apart: Parse, question: str, cue: str) -> None:
    assert not taken_apart(question).has(cue)


@pytest.mark.parametrize(
    ("question", "places", "wider"),
    [
        pytest.param("静安区电诈多少起", ("静安区",), (), id="another district"),
        pytest.param("浦东新区多少", ("浦东新区",), (), id="full name"),
        pytest.param("隔壁区电诈", ("隔壁区",), (), id="next door"),
        pytest.param("全市电诈多少", (), ("全市",), id="wider"),
        pytest.param("长宁区电诈", (), (), id="home"),
        pytest.param("长宁电诈", (), (), id="home in short"),
        pytest.param("上海常住户口多少人", (), (), id="part of the report's word"),
    ],
)
def test_places(taken_apart: Parse, question: str, places: tuple[str, ...], wider: tuple[str, ...]) -> None:
    parsed = taken_apart(question)
    assert (parsed.places, parsed.wider) == (places, wider)


@pytest.mark.parametrize(
    ("question", "demands"),
    [
        pytest.param("破了多少案", {"破获"}, id="solved"),
        pytest.param("死了几个人", {"亡"}, id="killed"),
        pytest.param("抓了多少人", {"抓获"}, id="arrested"),
        pytest.param("花了多少钱", {"投入"}, id="spent"),
        pytest.param("立案多少", {"立案"}, id="filed"),
        pytest.param("电诈多少起", set(), id="none"),
        pytest.param("破案率多少", set(), id="part of a name"),
        pytest.param("排查了多少处", set(), id="查了 inside the report's word"),
        pytest.param("检查了多少家", set(), id="查了 inside another word"),
    ],
)
def test_demands(taken_apart: Parse, question: str, demands: set[str]) -> None:
    assert taken_apart(question).demands == demands


@pytest.mark.parametrize(
    ("question", "head"),
    [
        pytest.param("圈群纳管了多少网友", "网友", id="behind 多少"),
        pytest.param("有几个微信群", "微信群", id="behind 几个"),
        pytest.param("多少起电诈", "电诈", id="behind the unit"),
        pytest.param("微信群有多少", "微信群", id="before it"),
        pytest.param("圈群的人口覆盖率到多少了", "人口覆盖率", id="before how far it came"),
    ],
)
def test_head(taken_apart: Parse, question: str, head: str | None) -> None:
    heads = [concept.surface for concept in taken_apart(question).concepts if concept.head]
    assert heads == ([head] if head else [])


@given(st.text(alphabet="电诈多少去年2019年起破了%一二万两几吗和 比的静安x?。", max_size=40))
def test_any_question_is_taken_apart(lexicon: Lexicon, text: str) -> None:
    parsed = parse(text, lexicon, 2023, "长宁区")
    assert parsed.text == text
    assert all(text[p.start : p.end] == p.text for p in parsed.periods)
    assert {c.surface for c in parsed.strong} <= {c.surface for c in parsed.concepts}
