"""What stands near is not what was asked: claims, refusals and follow-ups that must not take one thing for another."""

from __future__ import annotations

import pytest

from bot.answer import Answer
from bot.assistant import Assistant
from bot.knowledge.snapshot import Knowledge
from tests.facts.reading import extraction

PARAGRAPHS = (
    "一、综合",
    "全年地区生产总值939.05亿元，人均地区生产总值26858元。居民消费价格比上年上涨1.5%。其中，消费品价格上涨1.3%，服务价格下降0.9%。",
    "全年外贸进出口总额2616万美元，比上年下降57.3%。其中：出口2395万美元，进口221万美元。",
    "65岁及以上人口146.8万人，60岁及以上人口190.9万人。国内集装箱航线14条，国际集装箱航线10条。",
    "城镇居民人均可支配收入25282元，增长9.1%；农村居民人均可支配收入7584元，增长10.5%。",
    "二、公安",
    "全年破获传统侵财案件1787起、电信网络诈骗案件1295起。建成42个街面警务站、26处公安检查站。",
    "协同3个部门(民政局、教育局、卫健委)开展巡查，建成全省首个便民服务区。先后清零突出隐患7000余个，清零率99.7%。",
    "共受理各类案件9471件，其中刑事案件262件。尚有各类未结案2453件，刑事未结案79件，执行未结案557件。",
    "为1467位低收入老年人发放高龄补贴176万元。",
    "三、问题",
    "（一）网络舆情管控艰巨",
    "自媒体传播快，负面信息极易扩散。",
)


@pytest.fixture(scope="module")
def yunshan() -> Assistant:
    return Assistant(Knowledge((extraction(*PARAGRAPHS, title="云山州2030年工作报告", date="2031年4月2日"),)))


def figures(answer: Answer) -> list[str]:
    return [row.value_text for row in answer.observations]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("电诈破了几起", ["1295起"], id="the deed of the first holds for the second"),
        pytest.param("全州GDP多少", ["939.05亿元"], id="the scope names nothing, the whole is not of a person"),
        pytest.param("外贸出口多少美元", ["2395万美元"], id="exports are not all trade"),
        pytest.param("65岁以上的老人多少", ["146.8万人"], id="those of that age"),
        pytest.param("没结的案子还有多少", ["2453件"], id="all kinds before one of them"),
        pytest.param("突出隐患清掉的比例是多少", ["99.7%"], id="the rate beside the count"),
        pytest.param("破获的电诈里一共多少起", ["1295起"], id="in a phrase"),
        pytest.param("消费品和服务里哪些价格跌了", ["下降0.9%"], id="what fell of its kinds"),
    ],
)
def test_the_figure_that_was_asked(yunshan: Assistant, question: str, expected: list[str]) -> None:
    answer = yunshan.ask(question, chat=question)
    assert figures(answer)[: len(expected)] == expected, answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        pytest.param("警务站跟检查站加起来多少个", 68, id="two kinds of places"),
        pytest.param("国内国际集装箱航线加起来几条", 24, id="what stands against one another"),
        pytest.param("高龄补贴平均一个老人能拿多少", 1199.73, id="a grant for each"),
        pytest.param("城里人比农村人均收入多多少", 17698, id="levels, not growth"),
    ],
)
def test_computed(yunshan: Assistant, question: str, value: float) -> None:
    answer = yunshan.ask(question, chat=question)
    assert abs(answer.derived[0].value) == value, answer.text


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param("进出口涨了57.3%吧", "no", id="the wrong direction"),
        pytest.param("进出口是不是跌了一半多", "yes", id="more than half"),
        pytest.param("电诈破了一千三百多起吧", "no", id="1300 and some is not 1295"),
        pytest.param("便民服务区是全国首个吧", "no", id="first of the province only"),
        pytest.param("协同的部门里有公安厅吗", "no", id="not among those listed"),
        pytest.param("出口的没进口的多吧", "no", id="less than the other"),
    ],
)
def test_claims(yunshan: Assistant, question: str, verdict: str) -> None:
    answer = yunshan.ask(question, chat=question)
    assert answer.verdict == verdict, answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("75岁以上的老人多少", id="another age"),
        pytest.param("电诈多少起没破", id="a deed that was not done"),
        pytest.param("传统侵财案件金额多少", id="a measure nobody speaks of"),
        pytest.param("警务站在哪条路上", id="a street that is not told"),
        pytest.param("便民服务区哪天建成的", id="no day is told"),
    ],
)
def test_refused(yunshan: Assistant, question: str) -> None:
    answer = yunshan.ask(question, chat=question)
    assert answer.status == "not_found", answer.text
    assert not answer.derived


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        pytest.param(["突出隐患清零率多少", "数量呢"], ["7000余个"], id="the count, after the rate"),
        pytest.param(["一共几个部门", "分别是哪几家"], ["3个"], id="what the bracket lists"),
        pytest.param(["出口多少", "占总数百分之几"], ["2395万美元", "2616万美元"], id="of its total"),
        pytest.param(["执行未结案多少件", "刑事的呢"], ["79件"], id="another of the kind"),
    ],
)
def test_follow_ups(yunshan: Assistant, turns: list[str], expected: list[str]) -> None:
    answers = [yunshan.ask(turn, chat="".join(turns)) for turn in turns]
    assert figures(answers[-1])[: len(expected)] == expected, answers[-1].text


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        pytest.param(
            ["2019到2022电诈起数怎么变的", "占比是不是也跟着降了"], ["19%", "近50%"], id="the share went the other way"
        ),
        pytest.param(["电诈去年几起", "zhanbi ne"], ["近50%"], id="a question word in pinyin"),
        pytest.param(["数据存储有多大", "视频占了百分之几"], ["16P", "30P"], id="a part of what was shown"),
        pytest.param(["闵行设了几个24小时值守点", "长宁呢"], ["18个"], id="back from another district"),
        pytest.param(["视频资源联网的委办局几个", "教育局在里头吗"], ["3个"], id="among those listed"),
    ],
)
def test_follow_ups_about_the_given_report(assistant: Assistant, turns: list[str], expected: list[str]) -> None:
    answers = [assistant.ask(turn, chat="".join(turns)) for turn in turns]
    assert figures(answers[-1])[: len(expected)] == expected, answers[-1].text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("①圈群人口覆盖率 ②24小时值守点位数", ["超37.26%", "18个"], id="numbered questions"),
        pytest.param("几个街镇联了网", ["10个"], id="a word parted by 了"),
        pytest.param("突出违法隐患青零了多少个", ["7000余个"], id="a homophone with a numeral in it"),
        pytest.param("渣士车重大交通事故发生过没有", ["零发生"], id="a character misread"),
        pytest.param("故意商害案纠纷引起的几起", ["32起"], id="one wrong character in a longer word"),
        pytest.param("video storage 多少P呀", ["16P"], id="English in the midst"),
        pytest.param("2019的fraud占比是几多percent", ["19%"], id="per cent, not petabytes"),
        pytest.param("客载货这类隐患清零率多少", ["99.7%"], id="a rate is named by its last character"),
        pytest.param("摄像机一共建了多少个，总投资多少", ["6465个"], id="two questions, one answered"),
    ],
)
def test_as_it_is_typed(assistant: Assistant, question: str, expected: list[str]) -> None:
    answer = assistant.ask(question, chat=question)
    assert figures(answer)[: len(expected)] == expected, answer.text


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param("纠纷引起的故意伤害去年降了28%吧", "no", id="it rose"),
        pytest.param("电诈占比是从50%降到19%的吧", "no", id="both ends the wrong way round"),
        pytest.param("情报研判平台是2021年建好的吧", "no", id="another year"),
        pytest.param("大型活动搞了五十来场吧", "no", id="some fifty"),
        pytest.param("上半年报警类警情是比2022年降了42.5%对吗", "no", id="measured against another year"),
        pytest.param("玄武实验室号称全国首家，是真的伐", "no", id="first of the city only"),
    ],
)
def test_claims_about_the_given_report(assistant: Assistant, question: str, verdict: str) -> None:
    answer = assistant.ask(question, chat=question)
    assert answer.verdict == verdict, answer.text


def test_a_trade_that_nobody_speaks_of_is_no_accident(assistant: Assistant) -> None:
    assert assistant.ask("进出口总额多少", chat="trade").status == "not_found"


@pytest.mark.parametrize("sign", ["👌", "👍👍", "🙏"])
def test_signs_of_approval_are_small_talk(assistant: Assistant, sign: str) -> None:
    assert assistant.ask(sign, chat=sign).status == "smalltalk"


@pytest.mark.parametrize("text", ["哈喽你好呀", "收到 辛苦了", "哦哦那我记错了", "早呀小机器人", "你都会干嘛"])
def test_small_talk_run_together(assistant: Assistant, text: str) -> None:
    assert assistant.ask(text, chat=text).status == "smalltalk"
