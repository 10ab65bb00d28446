"""Several reports in one question: districts side by side, one district over the years; like with like only."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.knowledge.snapshot import Knowledge
from tests.answers.test_routing import renamed, report

LAKE = renamed(
    report(
        "澄湖区2031年工作总结",
        "2032年1月5日",
        "一、工作",
        "全年整治河道27条，新建公园4个。排查火灾隐患310处，整改火灾隐患295处，整改率95.2%。",
        "接待游客12万人次。新增学位320个，今年的目标是新增学位500个。地区生产总值增长6%。",
    ),
    "lake31",
)
LAKE_BEFORE = renamed(
    report(
        "澄湖区2030年工作总结",
        "2031年1月5日",
        "一、工作",
        "全年整治河道19条，排查火灾隐患260处，整改火灾隐患240处，整改率92.3%。",
    ),
    "lake30",
)
HILL = renamed(
    report(
        "青山县2031年工作总结",
        "2032年1月2日",
        "一、工作",
        "全年整治河道41条。排查火灾隐患128处，整改火灾隐患120处，整改率93.8%。",
        "接待游客80万人。地区生产总值500亿元，增长7%。",
    ),
    "hill31",
)
BRIDGE = renamed(report("石桥市2031年工作总结", "2032年1月1日", "一、工作", "全年整治河道30条。"), "bridge31")


@pytest.fixture(scope="module")
def several() -> Assistant:
    return Assistant(Knowledge((LAKE, HILL, BRIDGE, LAKE_BEFORE)))


@pytest.mark.parametrize(
    ("question", "headline", "formula", "reports"),
    [
        pytest.param(
            "澄湖和青山2031年火灾隐患哪个整改得多", "澄湖比青山多175处", "295 − 120 = 175处", "lake31 hill31", id="more"
        ),
        pytest.param(
            "青山和澄湖谁整改火灾隐患少", "青山比澄湖少175处", "120 − 295 = −175处", "hill31 lake31", id="fewer"
        ),
        pytest.param(
            "青山比澄湖多整治多少条河道", "青山比澄湖多14条", "41 − 27 = 14条", "hill31 lake31", id="by how much"
        ),
        pytest.param(
            "澄湖区和青山县火灾隐患整改率差多少",
            "澄湖比青山高1.4个百分点",
            "95.2 − 93.8 = 1.4个百分点",
            "lake31 hill31",
            id="in percentage points",
        ),
        pytest.param(
            "2031年比2030年整治河道多了几条", "2031年比2030年多8条", "27 − 19 = 8条", "lake30 lake31", id="years"
        ),
        pytest.param(
            "澄湖火灾隐患整改2030年到2031年增长多少",
            "2031年比2030年多55处",
            "295 − 240 = 55处",
            "lake30 lake31",
            id="from year to year",
        ),
        pytest.param(
            "澄湖2030年和2031年哪年整治河道多",
            "2031年比2030年多8条",
            "27 − 19 = 8条",
            "lake30 lake31",
            id="which year",
        ),
    ],
)
def test_compared_with_its_formula_and_every_source(
    several: Assistant, question: str, headline: str, formula: str, reports: str
) -> None:
    answer = several.ask(question, chat=question)
    assert answer.status == "answer"
    assert answer.lines[0].text == headline
    assert answer.derived[0].formula == formula
    assert [source.report.id for source in answer.sources] == reports.split()
    assert all(f"《{source.report.title}》" in answer.text for source in answer.sources)


def test_a_growth_has_its_formula(several: Assistant) -> None:
    answer = several.ask("澄湖火灾隐患整改2030年到2031年增长多少")
    assert "增长 22.92%（(295 − 240) ÷ 240 = 22.92%）" in answer.text


@pytest.mark.parametrize(
    ("question", "why"),
    [
        pytest.param("澄湖和青山游客哪边多", "两个数单位或口径不同，不能比大小：", id="another unit"),
        pytest.param("澄湖和青山地区生产总值哪个高", "两个数单位或口径不同，不能比大小：", id="a change and a level"),
        pytest.param("澄湖和石桥整改火灾隐患哪个多", "《石桥市2031年工作总结》里没有这个数。", id="not in one"),
        pytest.param(
            "澄湖和青山2030年整治河道哪个多",
            "《青山县2031年工作总结》里没有2030年的这个数，有的是2031年的。",
            id="not of that year",
        ),
        pytest.param(
            "澄湖和青山2028年整治河道哪个多",
            "《澄湖区2031年工作总结》里没有2028年的这个数，有的是2031年的。",
            id="of that year in none",
        ),
    ],
)
def test_where_it_cannot_be_a_sentence_says_why(several: Assistant, question: str, why: str) -> None:
    answer = several.ask(question, chat=question)
    assert answer.lines[0].text == why
    assert answer.derived == ()


def test_half_a_comparison_is_no_answer(several: Assistant) -> None:
    answer = several.ask("澄湖和石桥整改火灾隐患哪个多")
    assert (answer.status, answer.reason) == ("not_found", "no_such_indicator")
    assert [(each.slot, each.asked) for each in answer.missing] == [("report", "石桥")]
    assert [row.value for row in answer.observations] == [295], "what there is, is shown"


def test_side_by_side_without_a_comparison(several: Assistant) -> None:
    answer = several.ask("澄湖和青山2031年整治河道分别多少条")
    assert [line.text for line in answer.lines[:2]] == [
        "澄湖：27条　整治河道 · 2031年",
        "青山：41条　整治河道 · 2031年",
    ]
    assert answer.derived == ()


def test_a_street_that_is_called_like_a_district_is_none(several: Assistant) -> None:
    answer = several.ask("澄湖石桥路整治河道几条")
    assert {row.report for row in answer.observations} <= {"lake31"}


def test_three_districts(several: Assistant) -> None:
    answer = several.ask("澄湖、青山、石桥哪个整治河道最多")
    assert answer.lines[0].text == "青山最多：41条"
    assert len(answer.sources) == 3


@pytest.mark.parametrize(
    ("question", "verdict"), [("澄湖整治的河道比青山多吗", "no"), ("青山整治的河道比澄湖多吗", "yes")]
)
def test_a_claim(several: Assistant, question: str, verdict: str) -> None:
    assert several.ask(question).verdict == verdict


@pytest.mark.parametrize(
    "question",
    ["整治了几条河道", "澄湖2030年整治了几条河道", "整治了几个湖", "2029年整治了几条河道", "青山新建公园多少个"],
)
def test_the_reply_names_its_report(several: Assistant, question: str) -> None:
    answer = several.ask(question, chat=question)
    assert "工作总结》（20" in answer.text


def test_one_report_that_tells_both_years_is_enough(several: Assistant) -> None:
    both = renamed(
        report("澄湖区2031年工作总结", "2032年1月5日", "一、工作", "2030年整治河道18条，2031年整治河道27条。"), "both"
    )
    answer = Assistant(Knowledge((both, LAKE_BEFORE))).ask("2031年比2030年整治河道多了几条")
    assert [row.value_text for row in answer.observations] == ["18条", "27条"]


def test_the_talk_goes_on_about_the_first(several: Assistant) -> None:
    several.ask("青山和澄湖整治河道哪个多", chat="on")
    assert [row.value for row in several.ask("那火灾隐患整改了多少", chat="on").observations] == [120]


def test_the_chosen_report_is_asked(several: Assistant) -> None:
    assert [row.value for row in several.ask("整治了几条河道", chat="chosen", report="bridge31").observations] == [30]
    answer = several.ask("澄湖和青山整治河道哪个多", report="bridge31")
    assert len(answer.sources) == 2, "named districts are meant, whatever was chosen"
