from __future__ import annotations

from typing import Any

import pytest

from bot.facts import Observation
from tests.facts.reading import document, extraction, observed


def row(observation: Observation, fields: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(observation, field) for field in fields)


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        pytest.param(
            "全区查处非法营运车辆527辆。",
            [("全区查处非法营运车辆", 527, "527辆", "辆", "exact")],
            id="noun before the figure",
        ),
        pytest.param("完成37个老旧小区改造。", [("老旧小区改造", 37, "37个", "个", "exact")], id="noun behind it"),
        pytest.param("投入资金1.48亿元。", [("投入资金", 148_000_000, "1.48亿元", "元", "exact")], id="money"),
        pytest.param(
            "参与率达95%以上。", [("参与率", 95, "95%以上", "%", "at_least")], id="qualifier belongs to the figure"
        ),
        pytest.param(
            "走访居民2.7 万余人。", [("走访居民", 27_000, "2.7万余人", "人", "more_than")], id="blanks removed"
        ),
        pytest.param(
            "近七成的垃圾房已完成更新。", [("垃圾房已完成更新占比", 70, "近七成", "%", "nearly")], id="part of all"
        ),
        pytest.param(
            "涉案金额达530万。", [("涉案金额", 5_300_000, "530万", "元", "exact")], id="unit of the head noun"
        ),
        pytest.param("溺水事故保持个位数。", [("溺水事故", 10, "个位数", "起", "less_than")], id="single-digit"),
        pytest.param("全年重大火灾零发生。", [("重大火灾", 0, "零发生", "起", "exact")], id="a zero that is stated"),
        pytest.param("新建林地1.2万平方米。", [("新建林地面积", 12_000, "1.2万平方米", "平方米", "exact")], id="area"),
        pytest.param("连续5年获评先进。", [("获评先进连续年数", 5, "连续5年", "年", "exact")], id="years in a row"),
        pytest.param(
            "检查企业1200家次，发现隐患3500余处，整改率98.5%。",
            [
                ("检查企业", 1200, "1200家次", "家次", "exact"),
                ("发现隐患", 3500, "3500余处", "处", "more_than"),
                ("隐患整改率", 98.5, "98.5%", "%", "exact"),
            ],
            id="a bare attribute takes its owner",
        ),
        pytest.param(
            "接入5处码头、14个渡口及2个湿地公园。",
            [
                ("接入码头", 5, "5处", "处", "exact"),
                ("接入渡口", 14, "14个", "个", "exact"),
                ("接入湿地公园", 2, "2个", "个", "exact"),
            ],
            id="a common verb",
        ),
        pytest.param(
            "溺水事故由2029年的36起降至2031年的21起。",
            [("溺水事故", 36, "36起", "起", "exact"), ("溺水事故", 21, "21起", "起", "exact")],
            id="from and to",
        ),
        pytest.param(
            "3个街道（东门街道、西门街道、南门街道）完成验收。",
            [("街道完成验收", 3, "3个", "个", "exact")],
            id="a total with its members stays one",
        ),
    ],
)
def test_name_value_unit_and_bound(sentence: str, figures: list[tuple[Any, ...]]) -> None:
    fields = ("indicator", "value", "value_text", "unit", "bound")
    assert [row(observation, fields) for observation in observed(sentence)] == figures


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        pytest.param("投诉量下降12.4%。", [("投诉量变化", -12.4, "下降12.4%")], id="decline is negative"),
        pytest.param("投诉量同比上升3%。", [("投诉量同比变化", 3, "上升3%")], id="同比"),
        pytest.param("投诉量环比减少一成。", [("投诉量环比变化", -10, "减少一成")], id="环比"),
        pytest.param("受理投诉611件，同比下降8%。", [("受理投诉同比变化", -8, "下降8%")], id="of the figure before"),
        pytest.param("参与率提高4.1个百分点。", [("参与率变化", 4.1, "提高4.1个百分点")], id="percentage points"),
        pytest.param(
            "东村、西村和南村分别下降12.5%、8%、3%。",
            [("东村变化", -12.5, "下降12.5%"), ("西村变化", -8, "8%"), ("南村变化", -3, "3%")],
            id="distributive list",
        ),
        pytest.param(
            "造纸业、木材加工和家具业、电力生产和供应业分别增长4%、5%、6%。",
            [("造纸业变化", 4, "增长4%"), ("木材加工和家具业变化", 5, "5%"), ("电力生产和供应业变化", 6, "6%")],
            id="names with 和 in them",
        ),
        pytest.param(
            "出口3亿元、进口5亿元，同比分别增长5%和3%。",
            [("出口同比变化", 5, "增长5%"), ("进口同比变化", 3, "3%")],
            id="of the figures before, in their order",
        ),
        pytest.param("投诉量下降至611件。", [], id="下降至 tells a level"),
        pytest.param("多措并举，处置诉求611件。", [], id="多 is not always more"),
    ],
)
def test_changes(sentence: str, changes: list[tuple[Any, ...]]) -> None:
    found = [observation for observation in observed(sentence) if observation.aspect == "change"]
    assert [row(observation, ("indicator", "value", "value_text")) for observation in found] == changes


@pytest.mark.parametrize(
    ("sentence", "periods"),
    [
        pytest.param("2029年查处12起。", [("2029", "2029年")], id="stated"),
        pytest.param("去年查处12起。", [("2030", "去年")], id="relative to the report"),
        pytest.param("目前共有店铺12家。", [("2031", "目前")], id="now"),
        pytest.param("今年上半年查处12起。", [("2031-H1", "今年上半年")], id="half of this year"),
        pytest.param("2029年以来查处12起。", [("2029/", "2029年以来")], id="since"),
        pytest.param("“十四五”期间建成公园12个。", [("2021/2025", "“十四五”期间")], id="plan"),
        pytest.param("查处12起。", [(None, None)], id="not stated"),
        pytest.param("2029年，查处12起，罚款3万元。", [("2029", "2029年")] * 2, id="carried on over commas"),
        pytest.param("由2029年的9起降至2031年的3起。", [("2029", "2029年"), ("2031", "2031年")], id="two times"),
        pytest.param("2031年查处3起，同比2029年下降40%。", [("2031", "2031年")] * 2, id="a base is not the period"),
        pytest.param("落实“十四五”规划，建成公园12个。", [(None, None)], id="a plan's name is no time"),
    ],
)
def test_period(sentence: str, periods: list[tuple[str | None, str | None]]) -> None:
    assert [(found.period, found.period_text) for found in observed(sentence)] == periods


@pytest.mark.parametrize(
    ("title", "heading", "sentence", "period"),
    [
        pytest.param("2029年工作总结", "一、主要工作", "查处12起。", "2029", id="the title's year"),
        pytest.param("工作总结", "一、2029年主要工作", "查处12起。", "2029", id="the chapter's year"),
        pytest.param(
            "2029年工作总结", "一、2030年工作打算", "查处12起。", "2030", id="the chapter's before the title's"
        ),
        pytest.param(
            "2029年工作总结", "一、下一步打算", "到2030年，查处12起。", "2030", id="what a plan chapter states"
        ),
        pytest.param(
            "2029年工作总结", "一、主要工作", "年末，共有店铺12家。", "2029", id="年末 of the year in question"
        ),
    ],
)
def test_period_of_the_setting(title: str, heading: str, sentence: str, period: str) -> None:
    assert [found.period for found in observed(heading, sentence, title=title)] == [period]


@pytest.mark.parametrize("day", ["二〇三一年四月", "2031年4月", "（2031年4月）"])
def test_the_month_on_the_cover_is_no_period(day: str) -> None:
    assert [found.period for found in observed(day, "查处12起。", "一、主要工作", "办结5起。")] == [None, None]


@pytest.mark.parametrize(
    ("sentence", "base"),
    [
        pytest.param("投诉量同比2029年下降8%。", "2029", id="stated year"),
        pytest.param("投诉量较2019年下降8%。", "2019", id="较"),
        pytest.param("2031年，投诉量比上年下降8%。", "2030", id="last year"),
        pytest.param("2028年，投诉量比上年下降8%。", "2027", id="the year before the figure's"),
        pytest.param("2031年上半年，投诉量比去年同期下降8%。", "2030-H1", id="the same part of the year"),
        pytest.param("2031年1—9月，投诉量比上年同期下降8%。", "2030-01/2030-09", id="the same months"),
        pytest.param("投诉量同比下降8%。", None, id="not stated"),
    ],
)
def test_base(sentence: str, base: str | None) -> None:
    assert [found.base for found in observed(sentence)] == [base]


@pytest.mark.parametrize(
    ("paragraphs", "role"),
    [
        pytest.param(["查处12起。"], "actual", id="done"),
        pytest.param(["力争查处12起。"], "target", id="力争"),
        pytest.param(["覆盖率不低于95%。"], "target", id="a standard to be kept"),
        pytest.param(["到2035年，覆盖率达到95%。"], "target", id="a year that the report has not seen"),
        pytest.param(["一、下一步工作", "查处12起。"], "target", id="plan chapter"),
        pytest.param(["一、主要工作", "（一）下一步打算", "查处12起。"], "target", id="plan section"),
        pytest.param(["一、存在问题", "查处12起。"], "actual", id="another chapter"),
    ],
)
def test_role(paragraphs: list[str], role: str) -> None:
    assert [found.role for found in observed(*paragraphs)] == [role]


@pytest.mark.parametrize(
    ("sentence", "aspects"),
    [
        pytest.param("查处12起。", ["level"], id="level"),
        pytest.param("盗窃案件312起，占比45%。", ["level", "share"], id="share"),
        pytest.param("盗窃案件312起，占刑事案件的45%。", ["level", "share"], id="share of something"),
        pytest.param("查处12起，下降5%。", ["level", "change"], id="change"),
        pytest.param("绿化覆盖率41.3%，居全市第二。", ["level", "rank"], id="rank"),
    ],
)
def test_aspect(sentence: str, aspects: list[str]) -> None:
    assert [found.aspect for found in observed(sentence)] == aspects


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        pytest.param(
            "清运垃圾9万吨，其中厨余4万吨，可回收物3万吨。", [None, "清运垃圾", "清运垃圾"], id="one total, two parts"
        ),
        pytest.param("清运垃圾9万吨（其中厨余4万吨），拆除招牌3块。", [None, "清运垃圾", None], id="in brackets"),
        pytest.param("清运垃圾9万吨，其中出动车辆30辆。", [None, None], id="another unit is no part"),
        pytest.param(
            "清运垃圾9万吨，其中厨余4万吨，水面垃圾12万吨。", [None, "清运垃圾", None], id="nor is what is more"
        ),
        pytest.param(
            "商店171家，其中连锁17家；饭店117家，其中连锁7家；旅馆25家。",
            [None, "商店", None, "饭店", None],
            id="parallel items are no parts",
        ),
        pytest.param(
            "城镇销售1615台，其中城区861台；乡村销售339台。",
            [None, "城镇销售", None],
            id="another item behind a semicolon",
        ),
        pytest.param(
            "清运垃圾9万吨，其中：厨余4万吨；可回收物3万吨。",
            [None, "清运垃圾", "清运垃圾"],
            id="a list that was announced",
        ),
        pytest.param("清运垃圾9万吨。厨余4万吨。", [None, None], id="another sentence"),
    ],
)
def test_part_of(sentence: str, parts: list[str | None]) -> None:
    found = observed(sentence)
    assert [observation.part_of for observation in found] == parts
    ids = {observation.id: observation.indicator for observation in found}
    assert [observation.parent and ids[observation.parent] for observation in found] == parts


def test_range() -> None:
    (found,) = observed("培训时长为40—60小时。")
    assert (found.value, found.value_to) == (40, 60)


def test_section_and_page_of_a_figure() -> None:
    (found,) = observed("一、主要工作", "（二）市容管理", "3.整治占道。查处12起。")
    assert found.section.label == "一(二)3"
    assert found.section.path == ("一、主要工作", "（二）市容管理", "3.整治占道")
    assert (found.section.title, found.page) == ("整治占道", None)


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        pytest.param("经查，全区查处车辆527辆。", ["全区查处车辆527辆"], id="the clause, not the sentence"),
        pytest.param("完成37个老旧小区改造，群众满意。", ["完成37个老旧小区改造"], id="up to the noun behind"),
        pytest.param("查处527辆，同比下降8%。", ["查处527辆", "同比下降8%"], id="one for each figure"),
    ],
)
def test_quote(sentence: str, quotes: list[str]) -> None:
    assert [found.quote for found in observed(sentence)] == quotes


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("2031年12月28日印发。", id="date"),
        pytest.param("依据〔2031〕第7号文办理。", id="document number"),
        pytest.param("市民可拨打110或12345。", id="phone lines"),
        pytest.param("侦破“0712”专案。", id="case name"),
        pytest.param("推进“2+5”方案和“百亿楼”建设。", id="plan names"),
        pytest.param("筑牢三道防线，开展一批活动。", id="turns of phrase"),
        pytest.param("做到“零燃放”“零伤亡”。", id="slogans of zeros"),
        pytest.param("未发生重大事故。", id="nothing said is not zero"),
    ],
)
def test_what_states_no_figure(sentence: str) -> None:
    assert observed(sentence) == ()


def test_equal_figures_have_ids_of_their_own() -> None:
    found = extraction("一、工作", "甲路5处，其中乙路2处。甲路5处，其中乙路2处。").observations
    assert len({observation.id for observation in found}) == len(found) == 4
    assert [observation.parent for observation in found] == [None, found[0].id, None, found[2].id]


def test_a_report_without_a_date_knows_no_relative_times() -> None:
    found = observed("去年查处12起，目前共有店铺9家，2029年查处3起。", date="")
    assert [observation.period for observation in found] == [None, None, "2029"]


def test_a_figure_without_any_name_is_called_by_its_section_or_report() -> None:
    assert observed("一、安全生产", "实现“零发生”。")[0].indicator == "安全生产"
    assert observed("实现“零发生”。")[0].indicator == document("").meta.title
