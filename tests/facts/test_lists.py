"""Figures that share their words: distributed lists, coordinated subjects, ratios, what goes on from before."""

from __future__ import annotations

import pytest

from tests.facts.reading import observed

Told = list[tuple[str, float]]


def told(*paragraphs: str) -> Told:
    return [(row.indicator, row.value) for row in observed(*paragraphs)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "东区、西区分别下降5%、3%。", [("东区变化", -5), ("西区变化", -3)], id="the first one's verb is of all"
        ),
        pytest.param(
            "第一、二、三产业增加值占比为20%、35%和45%。",
            [("第一产业增加值占比", 20), ("第二产业增加值占比", 35), ("第三产业增加值占比", 45)],
            id="sectors share their end",
        ),
        pytest.param(
            "刑事、治安案件分别下降8%、2%。",
            [("刑事案件变化", -8), ("治安案件变化", -2)],
            id="short items take the noun of the last",
        ),
        pytest.param("苹果产销量分别增长5%和4%。", [("苹果产量变化", 5), ("苹果销量变化", 4)], id="two in one word"),
        pytest.param(
            "家具和灯具类、体育用品类和书报类分别增长2%、3%和7%。",
            [("家具和灯具类变化", 2), ("体育用品类变化", 3), ("书报类变化", 7)],
            id="only the last 和 parts the items",
        ),
        pytest.param(
            "受理投诉9件、处理隐患7处，同比上升6%和2%。",
            [("受理投诉", 9), ("处理隐患", 7), ("受理投诉同比变化", 6), ("处理隐患同比变化", 2)],
            id="of the figures before, without 分别",
        ),
        pytest.param(
            "收入达2亿元，其中税收1亿元，分别完成年度计划的113%和120%。",
            [("收入", 2e8), ("税收", 1e8), ("收入完成年度计划", 113), ("税收完成年度计划占比", 120)],
            id="how much of a plan",
        ),
        pytest.param("车速、里程均增长20%。", [("车速变化", 20), ("里程变化", 20)], id="均 tells one figure of each"),
        pytest.param(
            "人口登记率、准确率保持在98%。", [("人口登记率", 98), ("人口登记准确率", 98)], id="how well it was done"
        ),
        pytest.param(
            "案件破案率、结案率达90%。", [("案件破案率", 90), ("案件结案率", 90)], id="two rates of one thing"
        ),
        pytest.param("长春都市圈提升4项行动。", [("长春都市圈提升行动", 4)], id="都 in a word is none"),
        pytest.param("发放书籍、报刊共计300份。", [("发放书籍、报刊", 300)], id="a common count stays one"),
        pytest.param(
            "三次产业结构由10:40:50调整为8:41.5:50.5。",
            [(f"第{n}产业占比", value) for n, value in zip("一二三一二三", (10, 40, 50, 8, 41.5, 50.5), strict=True)],
            id="ratios",
        ),
        pytest.param("面对比例为1:200:30的图纸。", [], id="a ratio that is no whole is a code"),
        pytest.param(
            "增速高于全市16.4个、1.3个百分点。", [("增速高于", 16.4), ("增速高于", 1.3)], id="a unit printed once"
        ),
    ],
)
def test_shared_words(sentence: str, expected: Told) -> None:
    assert told(sentence) == expected


def test_each_figure_of_a_list_quotes_the_words_it_shares() -> None:
    quotes = [row.quote for row in observed("东区、西区和南区分别下降5%、3%、1%。")]
    assert quotes == [
        "东区、西区和南区分别下降5%",
        "东区、西区和南区分别下降5%、3%",
        "东区、西区和南区分别下降5%、3%、1%",
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "受理案件9件，办结8件。", [("受理案件", 9), ("办结案件", 8)], id="what is done is done to the same"
        ),
        pytest.param("收入增长11%，达到282亿元。", [("收入变化", 11), ("收入", 282e8)], id="level behind change"),
        pytest.param(
            "装备制造业增长8%，占工业的比重为21%。",
            [("装备制造业变化", 8), ("装备制造业占工业的比重", 21)],
            id="whose share it is",
        ),
        pytest.param(
            "本科院校1所，招生3186人。", [("本科院校", 1), ("本科院校招生", 3186)], id="a bare noun takes its owner"
        ),
        pytest.param("失业率3%，出生率7‰。", [("失业率", 3), ("出生率", 7)], id="two rates of two things"),
        pytest.param("玉米产量9吨，大豆产量5吨。", [("玉米产量", 9), ("大豆产量", 5)], id="a thing and its measure"),
        pytest.param("投资3亿元的机场路顺利推进。", [("机场路投资", 3e8)], id="the noun behind 的"),
        pytest.param("甲、乙等3处遗址列入名录。", [("遗址列入名录", 3)], id="examples before 等"),
        pytest.param(
            "为5名老人发放补贴3万元。", [("老人", 5), ("发放补贴", 30000)], id="who gets it, and what is given"
        ),
        pytest.param("南门商场、北门商场两个网点开业。", [("南门商场、北门商场网点开业", 2)], id="counted names"),
        pytest.param("绿地率41%，居全省第3位。", [("绿地率", 41), ("绿地率名次", 3)], id="what ranks"),
        pytest.param(
            "自然保护区22个，其中国家级3个，省级6个。",
            [("自然保护区", 22), ("国家级自然保护区", 3), ("省级自然保护区", 6)],
            id="levels of a total",
        ),
    ],
)
def test_what_goes_on_from_before(sentence: str, expected: Told) -> None:
    assert told(sentence) == expected


def test_a_sentence_that_begins_with_qizhong_is_of_the_one_before() -> None:
    rows = observed("2030年，有公园20个、广场9万平方米。其中，市级公园4个，中心广场3万平方米。")
    assert [(row.period, row.part_of) for row in rows] == [
        ("2030", None),
        ("2030", None),
        ("2030", "公园"),
        ("2030", "广场面积"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("实施亿元以上项目27个。", [("实施亿元以上项目", 27)], id="a sum without digits"),
        pytest.param("慰问80岁以上老人300人。", [("慰问80岁以上老人", 300)], id="an age"),
        pytest.param("增幅在30%以上的有7个行业。", [("增幅在30%以上行业", 7)], id="a share before a count"),
        pytest.param("500万元以上工程施工40个。", [("500万元以上工程施工", 40)], id="money before a count"),
        pytest.param("8类案件破案率达99%。", [("8类案件破案率", 99)], id="a class by its usual number"),
        pytest.param("95%以上小区达标。", [("小区达标占比", 95)], id="a share of things is a figure"),
        pytest.param("投资1000亿元以上。", [("投资", 1000e8)], id="so is a sum with nothing behind it"),
    ],
)
def test_thresholds_are_part_of_names(sentence: str, expected: Told) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "value", "bound"),
    [
        pytest.param("投诉与上年持平。", 0, "exact", id="与上年持平"),
        pytest.param("投诉基本持平。", 0, "approx", id="基本持平"),
        pytest.param("产量翻番。", 2, "exact", id="翻番"),
        pytest.param("游客保持两位数增长。", 10, "at_least", id="两位数"),
        pytest.param("投诉比降12%。", -12, "exact", id="比降"),
        pytest.param("工业增速达到16%。", 16, "exact", id="增速达到"),
    ],
)
def test_changes_that_a_figure_states_itself(sentence: str, value: float, bound: str) -> None:
    (row,) = observed(sentence)
    assert (row.value, row.bound, row.aspect) == (value, bound, "change")


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("贯彻二十届三中全会精神。", id="a congress"),
        pytest.param("第十四届运动会在全国第十四届之后举办。", id="an ordinal is no rank"),
        pytest.param("扶持三元等企业。", id="a company"),
        pytest.param("确保建一亩成一亩。", id="a saying"),
        pytest.param("打造旅游万亿级产业。", id="a class of size"),
        pytest.param("开展第六次普查，迎接建国85周年。", id="ordinals"),
        pytest.param("依据《行业分类（2017）》。", id="a year in a title"),
        pytest.param("详见http://a.cn/zwgk/202509/t2025_1015.htm。", id="an address"),
        pytest.param("见表11和附件2。", id="what is numbered"),
        pytest.param("机场路二期、西路三路开工。", id="names of stages and roads"),
    ],
)
def test_what_else_states_no_figure(sentence: str) -> None:
    assert observed(sentence) == ()


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(["2030年，开展整治。查处12起。"], "2030", id="a paragraph opens with its time"),
        pytest.param(["2030年，开展整治。", "查处12起。"], "2030", id="and its chapter goes on"),
        pytest.param(["2030年以来，开展整治。查处12起。"], None, id="以来 is of its sentence"),
        pytest.param(["目前，开展整治。查处12起。"], None, id="so is 目前"),
        pytest.param(["2030年开展整治，12月查处12起。"], "2030-12", id="a month of the year spoken of"),
        pytest.param(["按2029年可比价格计算，产值12亿元。"], None, id="a price basis is no time"),
        pytest.param(["由上年的5件增加到8件。", "其他工作有序推进。"], "2030", id="from last year"),
        pytest.param(["十三五末建成公园12个。"], "2020", id="the end of a plan"),
        pytest.param(["十四五以来建成公园12个。"], "2021/", id="since a plan began"),
        pytest.param(["近三年建成公园12个。"], "2029/2031", id="the years up to now"),
        pytest.param(["过去五年建成公园12个。"], "2026/2030", id="the years before"),
    ],
)
def test_when(paragraphs: list[str], expected: str | None) -> None:
    assert observed(*paragraphs)[0].period == expected


@pytest.mark.parametrize(
    ("paragraphs", "role"),
    [
        pytest.param(["一、计划执行情况", "查处12起。"], "actual", id="a review of a plan"),
        pytest.param(["完成年度计划的105%。"], "actual", id="how much of a plan was done"),
        pytest.param(["争取资金12万元。"], "actual", id="money that was obtained"),
        pytest.param(["目标考核断面17个。"], "actual", id="目标 in a name"),
        pytest.param(["计划新建公园12个。"], "target", id="计划 before a verb"),
        pytest.param(["今后五年新建公园12个。"], "target", id="years to come"),
    ],
)
def test_what_was_done_and_what_is_planned(paragraphs: list[str], role: str) -> None:
    assert [row.role for row in observed(*paragraphs)] == [role]


def test_per_what() -> None:
    rows = observed("日均接警40起，人均收入3万元，每万人拥有医生28人。")
    assert [row.rate for row in rows] == ["日均", "人均", "每万人"]
