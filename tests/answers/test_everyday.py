"""Everyday questions about a report that nobody has written word lists for, alone and after one another."""

from __future__ import annotations

import pytest

from bot.answer import Answer
from bot.assistant import Assistant
from bot.knowledge.snapshot import Knowledge
from tests.facts.reading import extraction

PARAGRAPHS = (
    "一、综合",
    "2030年全区地区生产总值620.5亿元，比上年增长4.2%。人均地区生产总值8.1万元。第一产业增加值40.5亿元，第三产业增加值350.2亿元。",
    "年末常住人口76.4万人。",
    "二、农业",
    "全年玉米产量12.6万吨，玉米种植面积21.5万亩，棉花种植面积1.2万亩。年末生猪存栏33.4万头，生猪出栏51.8万头；家禽出栏210.5万只。",
    "三、人民生活",
    "全年城镇居民人均可支配收入41230元，比上年增长5.1%；农村居民人均可支配收入20115元，比上年增长7.3%。城镇居民人均消费支出25600元。",
    "四、城市建设",
    "全年投入1200万元，改造老旧楼房34栋，新建农村公路58公里。商品房销售面积90.3万平方米，比上年下降6.2%。规模以上工业增加值增长3.3%。",
    "五、2031年目标",
    "2031年，新建农村公路70公里。",
)


@pytest.fixture(scope="module")
def chenghu() -> Assistant:
    return Assistant(
        Knowledge((extraction(*PARAGRAPHS, title="澄湖区2030年国民经济和社会发展统计公报", date="2031年3月2日"),))
    )


def figures(answer: Answer) -> list[str]:
    return [row.value_text for row in answer.observations]


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        pytest.param("苞米收了多少吨", "12.6万吨", id="a verb and its unit"),
        pytest.param("猪现在养着多少头", "33.4万头", id="now is the latest there is"),
        pytest.param("GDP多少亿", "620.5亿元", id="the total before the figure per head"),
        pytest.param("城里人均收入多少", "41230元", id="what people call townspeople"),
        pytest.param("去年修了多少公里农村路", "58公里", id="a unit ends its word"),
        pytest.param("房子卖得比前一年少了多少", "下降6.2%", id="a change in everyday words"),
        pytest.param("老旧楼房改造了几栋", "34栋", id="a counter"),
        pytest.param("澄湖多少人", "76.4万人", id="nothing named but the district"),
    ],
)
def test_found_in_everyday_words(chenghu: Assistant, question: str, figure: str) -> None:
    answer = chenghu.ask(question, chat=question)
    assert figures(answer)[:1] == [figure], answer.text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        pytest.param("棉花收了多少吨", "no_such_unit", id="only the area is given"),
        pytest.param("规上工业增加值是多少亿元", "no_such_unit", id="only the change is given"),
        pytest.param("临河市的GDP多少", "no_such_indicator", id="a town that is not spoken of"),
        pytest.param("GDP全国排第几", "no_such_unit", id="no rank is given"),
    ],
)
def test_refused_by_slot(chenghu: Assistant, question: str, reason: str) -> None:
    answer = chenghu.ask(question, chat=question)
    assert (answer.status, answer.reason) == ("not_found", reason), answer.text


@pytest.mark.parametrize(
    "talk",
    [
        pytest.param(
            [("城里人均收入多少", "41230元"), ("农村的呢", "20115元"), ("涨了多少", "增长7.3%")], id="like-named"
        ),
        pytest.param([("猪养了多少头", "33.4万头"), ("不对 我问的是出栏", "51.8万头")], id="corrected"),
        pytest.param([("老旧楼房改造了几栋", "34栋"), ("花了多少钱", "1200万元")], id="beside the last figure"),
        pytest.param([("去年修了多少公里农村路", "58公里"), ("今年要修多少", "70公里")], id="another time"),
        pytest.param([("农村路修了多少公里", "58公里"), ("说错了 玉米种了多少亩", "21.5万亩")], id="another thing"),
    ],
)
def test_short_questions_lean_on_the_last_answer(chenghu: Assistant, talk: list[tuple[str, str]]) -> None:
    chat = talk[0][0] + talk[-1][0]
    told = [figures(chenghu.ask(question, chat=chat))[:1] for question, _ in talk]
    assert told == [[figure] for _, figure in talk]


def test_a_whole_question_inherits_nothing(chenghu: Assistant) -> None:
    chenghu.ask("城里人均收入多少", chat="whole")
    assert figures(chenghu.ask("玉米产量多少", chat="whole")) == ["12.6万吨"]


def test_things_of_different_kinds_are_each_answered(chenghu: Assistant) -> None:
    assert set(figures(chenghu.ask("玉米产量还有常住人口各多少", chat="each"))) == {"12.6万吨", "76.4万人"}


def test_how_many_times_one_is_another(chenghu: Assistant) -> None:
    answer = chenghu.ask("城镇居民人均可支配收入是农村居民人均可支配收入的几倍", chat="times")
    assert [(d.value, d.formula) for d in answer.derived] == [(2.05, "41230 ÷ 20115 = 2.05倍")]


def test_what_is_said_of_one_side_is_meant_of_both(chenghu: Assistant) -> None:
    answer = chenghu.ask("城里人跟乡下人收入差多少", chat="both")
    assert [d.value for d in answer.derived] == [-21115.0], answer.text


def test_the_area_of_nothing_named_is_a_choice(chenghu: Assistant) -> None:
    assert chenghu.ask("面积多大", chat="area").status != "answer"
