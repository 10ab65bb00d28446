from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.fold import shadow
from bot.text.quantity import Quantity, _main, _special, find_quantities, sign
from tests.text.strategies import report_text


def only(text: str) -> Quantity:
    (found,) = find_quantities(shadow(text))
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        pytest.param("抽检312批次", 312, "批次", "exact", id="count"),
        pytest.param("投入１２３万元", 1_230_000, "元", "exact", id="full-width digits"),
        pytest.param("投入1,234.5万元", 12_345_000, "元", "exact", id="thousands separator"),
        pytest.param("损失1.48亿元", 148_000_000, "元", "exact", id="亿"),
        pytest.param("贷款2万亿元", 2_000_000_000_000, "元", "exact", id="万亿"),
        pytest.param("捐款5元人民币", 5, "元", "exact", id="units of one meaning"),
        pytest.param("林地7平方千米", 7, "平方公里", "exact", id="平方千米 is 平方公里"),
        pytest.param("服务2.7万余人", 27_000, "人", "more_than", id="余 behind the scale"),
        pytest.param("走访300余万户", 3_000_000, "户", "more_than", id="余 before the scale"),
        pytest.param("走访300多万户", 3_000_000, "户", "more_than", id="多 before the scale"),
        pytest.param("走访两千多户", 2_000, "户", "more_than", id="多 behind a Chinese numeral"),
        pytest.param("三万八千六百余户", 38_600, "户", "more_than", id="long Chinese numeral"),
        pytest.param("百余家企业", 100, "家", "more_than", id="百余"),
        pytest.param("上百家企业", 100, "家", "more_than", id="上百"),
        pytest.param("近百家企业", 100, "家", "nearly", id="近百"),
        pytest.param("超过260家", 260, "家", "more_than", id="超过"),
        pytest.param("逾百家", 100, "家", "more_than", id="逾"),
        pytest.param("突破千亿元", 100_000_000_000, "元", "more_than", id="突破"),
        pytest.param("近1.7万起", 17_000, "起", "nearly", id="近"),
        pytest.param("接近90%", 90, "%", "nearly", id="接近"),
        pytest.param("约40起", 40, "起", "approx", id="约"),
        pytest.param("40起左右", 40, "起", "approx", id="左右"),
        pytest.param("60人上下", 60, "人", "approx", id="上下"),
        pytest.param("不少于30个", 30, "个", "at_least", id="不少于"),
        pytest.param("不低于98%", 98, "%", "at_least", id="不低于"),
        pytest.param("95%以上", 95, "%", "at_least", id="以上"),
        pytest.param("五成以上", 50, "%", "at_least", id="成 with 以上"),
        pytest.param("不超过3起", 3, "起", "at_most", id="不超过"),
        pytest.param("控制在5起以内", 5, "起", "at_most", id="以内"),
        pytest.param("2%以下", 2, "%", "at_most", id="以下"),
        pytest.param("不到10%", 10, "%", "less_than", id="不到"),
        pytest.param("不足三成", 30, "%", "less_than", id="不足 with 成"),
        pytest.param("保持个位数", 10, None, "less_than", id="个位数"),
        pytest.param("近七成", 70, "%", "nearly", id="近七成"),
        pytest.param("占1/5", 20, "%", "exact", id="fraction"),
        pytest.param("三分之二", 66.6667, "%", "exact", id="Chinese fraction"),
        pytest.param("百分之五", 5, "%", "exact", id="百分之"),
        pytest.param("百分之五点五", 5.5, "%", "exact", id="百分之 with a decimal"),
        pytest.param("百分之百", 100, "%", "exact", id="百分之百"),
        pytest.param("千分之三", 3, "‰", "exact", id="千分之"),
        pytest.param("0.5‰", 0.5, "‰", "exact", id="per mille"),
        pytest.param("半数以上", 50, "%", "at_least", id="半数以上"),
        pytest.param("人数过半", 50, "%", "more_than", id="过半"),
        pytest.param("提高1.2个百分点", 1.2, "百分点", "exact", id="百分点"),
        pytest.param("是上年的1.8倍", 1.8, "倍", "exact", id="倍"),
        pytest.param("产量翻番", 2, "倍", "exact", id="翻番"),
        pytest.param("产量翻了两番", 4, "倍", "exact", id="翻两番"),
        pytest.param("气温-3.5℃", -3.5, "℃", "exact", id="negative"),
        pytest.param("存储30P", 30, "P", "exact", id="storage"),
    ],
)
def test_value_unit_and_bound(text: str, value: float, unit: str | None, bound: str) -> None:
    found = only(text)
    assert (found.value, found.unit, found.bound, found.kind) == (value, unit, bound, "quantity")


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        pytest.param("40—60人", 40, 60, "人", id="dash"),
        pytest.param("40至60人", 40, 60, "人", id="至"),
        pytest.param("1.5~2.3%", 1.5, 2.3, "%", id="tilde"),
        pytest.param("5%—8%", 5, 8, "%", id="unit at both ends"),
        pytest.param("2—3万人", 20_000, 30_000, "人", id="common scale"),
        pytest.param("3万至5万元", 30_000, 50_000, "元", id="scale at both ends"),
    ],
)
def test_ranges(text: str, low: float, high: float, unit: str) -> None:
    found = only(text)
    assert (found.value, found.value_to, found.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "shown", "number"),
    [
        pytest.param("共约2.7万余人次参加", "约2.7万余人次", "2.7万", id="qualifiers and unit belong to it"),
        pytest.param("达95%以上", "95%以上", "95", id="qualifier behind"),
        pytest.param("分为40—60人的班", "40—60人", "40—60", id="range"),
    ],
)
def test_spans(text: str, shown: str, number: str) -> None:
    found = only(text)
    assert (text[found.start : found.end], text[slice(*found.number)]) == (shown, number)


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        pytest.param("总量居全市第三", 3, "exact", id="全市第三"),
        pytest.param("位居前五", 5, "at_most", id="位居前五"),
        pytest.param("排名第2位", 2, "exact", id="排名第2位"),
        pytest.param("进入前十名", 10, "at_most", id="进入前十名"),
    ],
)
def test_ranks(text: str, value: float, bound: str) -> None:
    found = only(text)
    assert (found.value, found.unit, found.bound, found.kind) == (value, "名", bound, "rank")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("连续三年零发生", "zero", id="a zero that is stated"),
        pytest.param("实现“零发生”", "zero", id="the one slogan that states it"),
        pytest.param("“零伤亡”目标", "name", id="a slogan"),
    ],
)
def test_zeros(text: str, kind: str) -> None:
    assert [(q.value, q.kind) for q in find_quantities(text) if q.kind != "word"] == [(0, kind)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("拨打110", "110", id="emergency line"),
        pytest.param("热线95598", "95598", id="hotline"),
        pytest.param("侦破0712专案", "0712", id="case code with a leading zero"),
        pytest.param("2008.3.17案", "2008.3.17", id="case named by its day"),
        pytest.param("“2+5”方案", "2+5", id="name made of a sum"),
        pytest.param("T600无人机", "T600", id="type"),
        pytest.param("24/7在线", "24/7", id="a slash that is no fraction"),
        pytest.param("24小时值守", "24", id="name tail"),
        pytest.param("5G网络", "5", id="5G"),
    ],
)
def test_names_are_no_figures(text: str, name: str) -> None:
    found = only(text)
    assert (found.kind, text[slice(*found.number)]) == ("name", name)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("三道关口", id="a small count is a turn of phrase"),
        pytest.param("一批项目", id="一批"),
        pytest.param("第二个百年", id="ordinal"),
        pytest.param("百花齐放", id="bare 百"),
        pytest.param("一体化", id="part of a word"),
        pytest.param("“四个意识”", id="slogan"),
        pytest.param("十大工程", id="plan name"),
        pytest.param("全市第三产业稳步发展", id="a sector of the economy is no rank"),
        pytest.param("位居前列", id="a rank without a number"),
    ],
)
def test_words_are_no_figures(text: str) -> None:
    assert {q.kind for q in find_quantities(text)} <= {"word"}


def test_digits_without_a_unit_are_bare() -> None:
    assert only("编号为37的").kind == "bare"


@given(st.one_of(st.text(), report_text()))
def test_quantities_stand_in_order_and_apart(text: str) -> None:
    text = shadow(text)
    found = find_quantities(text)
    for quantity in found:
        assert 0 <= quantity.start <= quantity.number[0] < quantity.number[1] <= quantity.end <= len(text)
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize("text", ["城区12 34人", "甲5 481.6 3.5%", "2030 481.6亿元", "12, 345人"])
def test_figures_side_by_side_count_nothing(text: str) -> None:
    assert {quantity.kind for quantity in find_quantities(text)} == {"bare"}


def test_a_number_behind_a_code_counts() -> None:
    assert [(quantity.kind, quantity.value) for quantity in find_quantities("G60 120公里")][-1] == ("quantity", 120)


@given(st.one_of(st.text(), report_text()))
def test_whatever_is_a_number_holds_a_sign_of_one(text: str) -> None:
    found = [match.group() for each in (_main(), _special()) for match in each.finditer(text)]
    assert all(sign().search(number) for number in found)
