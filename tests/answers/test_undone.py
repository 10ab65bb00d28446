"""What is not done yet: found less done, told by one sentence; and levels before and after."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from tests.answers.asking import asked, assistant

PARAGRAPHS = (
    "一、消防安全",
    "2030年，发现火灾隐患2.41万处，督促整改2.36万处。全区12米以上1600艘乡镇船舶已安装北斗设备1500艘。",
    "二、社会保障",
    "城乡低保标准从8100元/年提高至9960元/年，实施临时救助3300人次，发放救助资金360万元。受理信访件6000件，包括"
    "热线平台诉求件5700件、来信来访件200件、省平台转办件100件；按时办结率达100%，其中热线平台满意率达98.5%。",
    "2030年，刑事案件立案3000起，比2025年减少1200起；电信网络诈骗案件中，刷单返利类占40.5%、冒充客服类占20.5%。",
    "规模以上企业是指年营业收入2000万元及以上的法人单位。年末规模以上企业95家。",
    "三、文化旅游",
    "全年接待旅游总人数1200万人次，其中外国游客1.5万人次。“云湖一号”游船全年开航218航次，接待游客3.6万人。",
)


@pytest.fixture(scope="module")
def yunhu() -> Assistant:
    return assistant(*PARAGRAPHS)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        pytest.param("发现的火灾隐患还有多少处没整改完", 500, id="found less mended"),
        pytest.param("没整改的火灾隐患还有几处", 500, id="the deed first"),
        pytest.param("乡镇船舶还有多少艘没装北斗", 100, id="of a fleet"),
        pytest.param("低保标准涨了几块钱", 1860, id="from one level to another"),
        pytest.param("2025年刑事案件立案多少起", 4200, id="a year before, by the difference"),
        pytest.param("热线平台的诉求件占信访件百分之几", 95.0, id="a part listed behind 包括"),
    ],
)
def test_computed(yunhu: Assistant, question: str, value: float) -> None:
    assert asked(yunhu, question).derived[0].value == value


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        pytest.param("低保现在一年多少钱", "9960元/年", id="the level of today"),
        pytest.param("临时救助花了多少钱", "360万元", id="the money told behind"),
        pytest.param("去年来玩的一共多少人", "1200万人次", id="a total rather than a ship's guests"),
        pytest.param("哪一类电信诈骗占得最多", "40.5%", id="the largest of the kinds"),
        pytest.param("来旅游的过千万了吗", "1200万人次", id="the one of that size"),
    ],
)
def test_the_figure_meant(yunhu: Assistant, question: str, figure: str) -> None:
    assert asked(yunhu, question).observations[0].value_text == figure


@pytest.mark.parametrize("question", ["义乌去年低保多少", "宜兴的低保标准", "福清有多少游客"])
def test_another_city_is_refused(yunhu: Assistant, question: str) -> None:
    answer = asked(yunhu, question)
    assert (answer.status, answer.missing[0].slot) == ("not_found", "place"), answer.text


def test_both_levels_are_told_where_both_are_asked_for(yunhu: Assistant) -> None:
    answer = asked(yunhu, "低保标准从多少涨到多少")
    assert [row.value_text for row in answer.observations] == ["8100元/年", "9960元/年"]


def test_a_share_of_claimed_half_is_judged_by_its_own_number(yunhu: Assistant) -> None:
    assert asked(yunhu, "热线平台诉求件占信访件过半了吧").verdict == "yes"


def test_a_definition_comes_before_a_mention(yunhu: Assistant) -> None:
    assert "是指" in asked(yunhu, "规模以上企业是什么意思").text
