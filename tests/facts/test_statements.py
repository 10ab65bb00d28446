from __future__ import annotations

import pytest

from bot.facts import Statement
from tests.facts.reading import extraction


def statements(*paragraphs: str, date: str = "") -> tuple[Statement, ...]:
    return extraction(*paragraphs, date=date).statements


@pytest.mark.parametrize(
    ("paragraphs", "kind"),
    [
        pytest.param(["一、主要工作", "完善协同处置机制。"], "measure", id="measure"),
        pytest.param(["一、主要工作", "2031年，成立治理联合实验室。"], "event", id="event"),
        pytest.param(["一、主要工作", "投诉总体呈下降趋势。"], "trend", id="trend"),
        pytest.param(["一、主要工作", "工作成效位居全市前列。"], "rank", id="rank"),
        pytest.param(["二、存在问题", "基层管理力量较为紧张。"], "problem", id="problem chapter"),
        pytest.param(["三、形势分析", "新型风险日益增多。"], "trend", id="chapter on the times"),
        pytest.param(["四、下一步打算", "完善协同处置机制。"], "plan", id="plan chapter"),
        pytest.param(["四、下一步打算", "确保投诉总量明显下降。"], "target", id="a target without a figure"),
    ],
)
def test_kind(paragraphs: list[str], kind: str) -> None:
    assert statements(*paragraphs)[-1].kind == kind


def test_one_for_each_sentence_and_each_heading_that_says_something() -> None:
    found = statements("一、主要工作", "（一）市容", "1.整治占道经营。查处占道商贩。完善值守机制，加强宣传。")
    assert [row.quote for row in found] == [
        "澄湖区城市管理局工作总结",
        "（一）市容",
        "1.整治占道经营",
        "查处占道商贩",
        "完善值守机制，加强宣传",
    ]


def test_quoted_names_are_findable() -> None:
    (found,) = statements("建成“安居岗”和“清水湾”两处阵地。")[-1:]
    assert found.names == ("安居岗", "清水湾")
    assert found.label == "安居岗、清水湾"


def test_a_label_is_the_first_clause_without_its_number() -> None:
    assert statements("1.完善机制建设，形成合力，压实责任。")[-1].label == "完善机制建设"


def test_the_signature_tells_issuer_and_date() -> None:
    found = statements("完善协同处置机制。", date="2031年12月28日")[-1]
    assert (found.kind, found.period, found.section.label) == ("meta", "2031-12-28", "落款")


@pytest.mark.parametrize(
    ("sentence", "period"),
    [("2029年，启用新的平台。", "2029"), ("落实“十四五”规划要求。", None), ("去年，启用新的平台。", "2030")],
)
def test_period(sentence: str, period: str | None) -> None:
    found = statements(sentence, date="2031年12月28日")
    assert next(row for row in found if row.quote + "。" == sentence).period == period
