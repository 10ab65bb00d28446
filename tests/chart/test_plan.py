"""Which picture an answer gives, and what is on it."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from bot.answer import Answer
from bot.assistant import Assistant
from bot.chart.picture import Kind, Nothing, Picture
from bot.chart.plan import Planner
from bot.chart.wish import wish_of
from bot.facts.model import Finding, Observation
from bot.knowledge.snapshot import Knowledge
from tests.chart.samples import PLAN, WORK, knowledge, report, row

CHATS = count()


@pytest.fixture(scope="module")
def planner(assistant: Assistant) -> Planner:
    return Planner(assistant.knowledge)


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(question, chat=f"chart {next(CHATS)}")


def of(*rows: Observation, wished: Kind | None = None, among: Knowledge | None = None) -> Picture | Nothing:
    return Planner(among or knowledge(*rows)).of_facts(rows, wished)


def drawn(*rows: Observation, wished: Kind | None = None, among: Knowledge | None = None) -> Picture:
    found = of(*rows, wished=wished, among=among)
    assert isinstance(found, Picture), found
    return found


def told(picture: Picture) -> list[str]:
    return [f"{point.label} {point.text}" for point in picture.points]


# the given report

GIVEN: list[tuple[str, Kind, list[str]]] = [
    ("电诈去年多少起", "trend", ["2019年 935起", "2022年 739起", "2019年 19%", "2022年 近50%"]),
    ("电诈占比近几年", "trend", ["2019年 935起", "2022年 739起", "2019年 19%", "2022年 近50%"]),
    ("算力一共多少台", "breakdown", ["合计 557台", "CPU服务器 284台", "GPU服务器 109台", "其余（报告未说明） 164台"]),
    ("居转户多少人", "breakdown", [
        "合计 6166人", "人才引进 1909人", "居住证转常住户口 2168人", "留学回国人员申办上海常住户口 2075人",
        "其余（报告未说明） 14人",
    ]),
    ("小区零发案目标完成没", "target", ["现状（报告未写明时间） 95%以上", "目标（2023年） 99%以上"]),
    ("目标有哪些", "comparison", [
        "盗窃类刑事案件破案率 超过95%", "治安案件结案率 超过65%", "居民小区入民宅盗窃零发案占比 99%以上",
        "小区无电诈占比 50%以上",
    ]),
    ("纠纷类警情有多少起", "comparison", ["二一是写的数 2万起", "三(三)写的数 近1.7万起"]),
    ("人脸算法和人体算法哪个多", "comparison", ["人脸算法实时并发分析 9100路", "人体算法实时并发分析 6100路"]),
    ("消防", "overview", [
        "“零燃放”“零火灾”“零伤亡”连续年数 连续6年", "督促整改各类火灾隐患 4141余处", "“三停”单位 413家",
        "火灾亡人事故 零发生",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "kind", "points"), GIVEN, ids=[question for question, *_ in GIVEN])
def test_of_the_given_report(
    assistant: Assistant, planner: Planner, question: str, kind: Kind, points: list[str]
) -> None:
    answer = ask(assistant, question)
    picture = planner.picture(answer)
    assert isinstance(picture, Picture)
    assert (picture.kind, told(picture)) == (kind, points)
    assert all(f"《{assistant.knowledge.reports[0].document.meta.title}》" in source for source in picture.sources)
    assert all("页" in source for source in picture.sources)


@pytest.mark.parametrize("question", [question for question, *_ in GIVEN])
def test_the_button_leads_to_the_same_picture(assistant: Assistant, planner: Planner, question: str) -> None:
    answer = ask(assistant, question)
    ref = planner.offer(answer)
    assert ref and len(f"v1:c:{ref}".encode()) <= 64
    assert planner.open(ref) == planner.picture(answer)
    assert Planner(assistant.knowledge).open(ref) == planner.open(ref), "no memory is needed"


NOTHING = [
    ("一共几个值守点", "没有能同“24小时值守点位”放在一张图里比的数"),
    ("2018年电诈多少起", "没有可画的"),
    ("房价多少", "没有可画的"),
    ("谢谢", "没有数可画"),
    ("报告是谁写的", "没有能画成图的数"),
]


@pytest.mark.parametrize(("question", "why"), NOTHING, ids=[question for question, _ in NOTHING])
def test_with_nothing_to_draw_it_says_so(assistant: Assistant, planner: Planner, question: str, why: str) -> None:
    answer = ask(assistant, question)
    found = planner.picture(answer)
    assert isinstance(found, Nothing) and why in found.why and "\n" not in found.why
    assert planner.offer(answer) is None


def test_no_figure_shares_a_picture_with_one_of_another_unit(knowledge: Knowledge, planner: Planner) -> None:
    for fact in knowledge.reports[0].observations:
        picture = planner.of_facts((fact,))
        if isinstance(picture, Picture):
            assert all(point.unit == panel.unit for panel in picture.panels for point in panel.points), picture


@pytest.mark.parametrize(
    ("asked", "kind"),
    [("电诈趋势图", "trend"), ("落户构成图", "breakdown"), ("画个消防的概览图", "overview"), ("画个电诈", None)],
)
def test_the_kind_that_is_wished_for(assistant: Assistant, planner: Planner, asked: str, kind: Kind | None) -> None:
    wish = wish_of(f"{asked}图" if kind is None else asked)
    assert wish
    _, found = planner.wished(wish, lambda question: ask(assistant, question))
    assert isinstance(found, Picture) and kind in (None, found.kind)


# made-up figures

CASES = row("盗窃案件数", "90起", 90, "起", "2027"), row("盗窃案件数", "60余起", 60, "起", "2030", bound="more_than")
SHARES = (
    row("盗窃案件占比", "三成", 30, "%", "2027", aspect="share"),
    row("盗窃案件占比", "25%", 25, "%", "2030", aspect="share"),
)


def test_a_trend_has_the_share_beside_the_count_and_true_distances() -> None:
    picture = drawn(CASES[0], among=knowledge(*CASES, *SHARES))
    assert [(panel.name, [p.at for p in panel.points]) for panel in picture.panels] == [
        ("数量（起）", [2027, 2030]),
        ("占比（%）", [2027, 2030]),
    ]
    assert picture.title == "盗窃案件" and [p.approximate for p in picture.panels[0].points] == [False, True]
    assert picture.remarks == (), "60余 is no number to compute with"


def test_a_change_is_computed_of_exact_figures_only_with_its_formula() -> None:
    assert drawn(CASES[0], replace(CASES[1], bound="exact")).remarks == ("2030年比2027年少30起（60 − 90 = −30）",)


@pytest.mark.parametrize(
    ("one", "two"),
    [("2029", "2030-H1"), ("2029", "2029/"), ("2029", "2026/2029"), ("2029", None), ("2029", "2029"),
     ("2029-Q1", "2030-Q2"), ("2029-H1", "2029-H2"), ("2029-03", "2030")],
)  # fmt: skip
def test_no_trend_of_times_of_different_length(one: str | None, two: str | None) -> None:
    rows = row("火灾起数", "9起", 9, "起", one), row("火灾起数", "8起", 8, "起", two)
    found = of(*rows)
    assert isinstance(found, Nothing) or found.kind != "trend"


@pytest.mark.parametrize(
    "other",
    [
        row("火灾起数", "8家", 8, "家", "2029"),
        row("火灾起数", "8起", 8, "起", "2029", rate="日均"),
        row("火灾起数", "下降8%", -8, "%", "2029", aspect="change"),
        row("火灾起数", "8起", 8, "起", "2029", role="target"),
        row("水灾起数", "8起", 8, "起", "2029"),
    ],
    ids=["unit", "rate", "change", "target", "indicator"],
)
def test_no_trend_of_what_is_not_the_same(other: Observation) -> None:
    found = of(row("火灾起数", "9起", 9, "起", "2028"), among=knowledge(row("火灾起数", "9起", 9, "起", "2028"), other))
    assert isinstance(found, Nothing) or found.kind != "trend"


TOTAL = row("商户", "100家", 100, "家", id="total")


def part(name: str, value: float, **fields: Any) -> Observation:
    return row(name, f"{value:g}家", value, "家", parent="total", part_of="商户", **fields)


@pytest.mark.parametrize(
    ("parts", "last", "remark"),
    [
        ([part("餐饮商户", 60), part("零售商户", 40)], "零售商户 40家", ""),
        ([part("餐饮商户", 60), part("零售商户", 30)], "其余（报告未说明） 10家", "其余 = 100 − 60 − 30 = 10家"),
        ([part("餐饮商户", 60, bound="nearly"), part("零售商户", 30)], "其余（报告未说明） 约10家", "= 约10家"),
        ([part("餐饮商户", 60), part("零售商户", 40), part("夜市商户", 20)], "零售商户 40家", ""),
        ([part("餐饮商户", 60), part("零售商户", 41)], "零售商户 41家", "各项相加略多于合计"),
        ([part("餐饮商户", 60), part("餐饮连锁商户", 20), part("零售商户", 40)], "零售商户 40家", ""),
    ],
    ids=["whole", "rest", "about", "overlapping", "a little too much", "a part of a part"],
)
def test_breakdown(parts: list[Observation], last: str, remark: str) -> None:
    picture = drawn(TOTAL, among=knowledge(TOTAL, *parts))
    assert (picture.kind, told(picture)[0], told(picture)[-1]) == ("breakdown", "合计 100家", last)
    assert remark in "".join(picture.remarks) and bool(remark) == bool(picture.remarks)


def test_parts_of_another_unit_or_time_are_no_parts_of_a_picture() -> None:
    other = [replace(part("摊位", 5), unit="个"), part("去年的商户", 90, period="2029"), part("餐饮商户", 60)]
    assert isinstance(of(TOTAL, among=knowledge(TOTAL, *other)), Nothing)


def test_the_parts_may_be_told_where_the_total_is_told_again() -> None:
    again = replace(TOTAL, id="again", indicator="全区商户", section=PLAN)
    picture = drawn(again, among=knowledge(again, TOTAL, part("餐饮商户", 60), part("零售商户", 40)))
    assert told(picture) == ["合计 100家", "餐饮商户 60家", "零售商户 40家"]


def test_parts_that_overlap_divide_nothing() -> None:
    found = of(TOTAL, among=knowledge(TOTAL, part("餐饮商户", 70), part("连锁商户", 60)))
    assert isinstance(found, Nothing)


AIM = row("餐饮商户明厨亮灶覆盖率", "95%以上", 95, "%", "2031", role="target", bound="at_least", section=PLAN)


def test_target_against_actual_with_both_times() -> None:
    reached = row("餐饮商户明厨亮灶覆盖率", "88%", 88, "%", "2030")
    for asked in (reached, AIM):
        picture = drawn(asked, among=knowledge(reached, AIM))
        assert (picture.kind, told(picture)) == ("target", ["现状（2030年） 88%", "目标（2031年） 95%以上"])
        assert [point.role for point in picture.points] == ["actual", "target"]


@pytest.mark.parametrize(
    "other",
    [
        row("新增商户", "200家", 200, "家"),
        row("餐饮商户投诉率", "3%", 3, "%"),
        row("餐饮商户明厨亮灶覆盖率变化", "上升3%", 3, "%", aspect="change"),
    ],
    ids=["新增", "another rate", "change"],
)
def test_a_target_alone_is_no_picture(other: Observation) -> None:
    aim = replace(AIM, indicator="商户总量", unit="家") if other.unit == "家" else AIM
    found = of(aim, among=knowledge(aim, other))
    assert isinstance(found, Nothing) and "目标" in found.why


def test_a_name_that_several_things_go_by_has_no_target() -> None:
    reached = row("项目投资", "5亿元", 5e8, "元"), row("项目投资", "2亿元", 2e8, "元")
    aim = row("项目投资", "9亿元", 9e8, "元", "2031", role="target")
    for asked in (aim, reached[1]):
        found = of(asked, among=knowledge(*reached, aim))
        assert isinstance(found, Nothing) or found.kind != "target"


def test_two_values_for_one_time_are_shown_with_the_finding() -> None:
    rows = row("警情", "2万起", 20000, "起"), row("警情", "近1.9万起", 19000, "起", bound="nearly", section=PLAN)
    finding = Finding("two_values", "警情有两个数。", tuple(r.id for r in rows))
    picture = drawn(rows[0], among=Knowledge((report(*rows, findings=(finding,)),)))
    assert (told(picture), picture.remarks) == (["一(一)写的数 2万起", "二写的数 近1.9万起"], ("注：警情有两个数。",))
    same = rows[0], replace(rows[1], value_text="2万起", value=20000, bound="exact")
    assert isinstance(of(same[0], among=knowledge(*same)), Nothing), "the same figure twice is one figure"


@pytest.mark.parametrize(
    ("others", "compared"),
    [
        ([row("街镇联网", "10个", 10, "个"), row("摄像机", "5234个", 5234, "个")], False),
        ([row("社区服务中心", "10个", 10, "个"), row("卫生服务中心", "4个", 4, "个")], True),
        ([row("甲路", "10公里", 10, "公里"), row("乙河", "4公里", 4, "公里", "2029")], False),
        ([row("甲路", "10公里", 10, "公里"), row("乙河", "4公里", 4, "公里")], True),
        ([row("甲率", "10%", 10, "%"), row("乙率变化", "升4%", 4, "%", aspect="change")], False),
        ([row("甲数同比变化", "升1%", 1, "%", aspect="change"),
          row("乙数环比变化", "升4%", 4, "%", aspect="change")], False),
        ([row("甲名次", "前三", 3, "名", aspect="rank"), row("乙名次", "前五", 5, "名", aspect="rank")], False),
    ],
    ids=["things of all kinds", "alike", "times", "one unit", "rate and change", "bases", "ranks"],
)  # fmt: skip
def test_only_comparable_indicators_share_a_picture(others: list[Observation], compared: bool) -> None:
    found = of(*others)
    assert isinstance(found, Picture) == compared
    if isinstance(found, Nothing):
        assert "不能放在一张图里比" in found.why or "没有" in found.why


def test_districts_are_compared_by_name_and_both_sources_are_told() -> None:
    lake, hill = row("火灾隐患整改数", "40处", 40, "处"), row("火灾隐患整改数", "55处", 55, "处", report="hill")
    both = Knowledge((report(lake), report(hill, name="hill", title="青山区工作总结", district="青山区")))
    picture = drawn(lake, among=both)
    assert (picture.kind, told(picture)) == ("comparison", ["澄湖区 40处", "青山区 55处"])
    assert picture.sources == ("《澄湖区工作总结》一(一) 治理 · 第1页", "《青山区工作总结》一(一) 治理 · 第1页")
    older = replace(hill, period="2029")
    assert isinstance(of(lake, among=Knowledge((report(lake), report(older, name="hill", district="青山区")))), Nothing)


def test_two_reports_on_one_district_make_a_trend() -> None:
    new, old = row("火灾隐患整改数", "40处", 40, "处"), row("火灾隐患整改数", "55处", 55, "处", "2029", report="old")
    both = Knowledge((report(new), report(old, name="old", title="上年总结")))
    picture = drawn(new, among=both)
    assert (picture.kind, told(picture)) == ("trend", ["2029年 55处", "2030年 40处"])
    assert len(picture.sources) == 2


def test_an_overview_has_few_figures_each_once_in_the_order_of_the_section() -> None:
    rows = [row(f"第{n}项", f"{n}件", n, "件", span=(n, n + 1)) for n in range(1, 31)]
    picture = drawn(rows[0], rows[1], wished="overview", among=knowledge(*rows, rows[0]))
    assert picture.kind == "overview" and len(picture.points) == 10 and picture.subtitle == "共30个数，列出10个"
    assert [point.value for point in picture.points] == sorted(point.value for point in picture.points)


def test_a_ref_of_facts_that_are_gone_is_told() -> None:
    for ref in ("t-nothere", "x-1", "", "t", "c-a-b", "----"):
        found = Planner(knowledge(*CASES)).open(ref)
        assert isinstance(found, Nothing) and found.why


def test_a_footnote_s_mark_is_not_drawn_and_a_bare_figure_gets_its_unit() -> None:
    rows = row("生产总值②", "4.7", 4.7, "%", "2029", section=WORK), row("生产总值", "3.9", 3.9, "%")
    picture = drawn(*rows)
    assert picture.title == "生产总值" and told(picture) == ["2029年 4.7%", "2030年 3.9%"]
