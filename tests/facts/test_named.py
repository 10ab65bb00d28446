"""What a figure is called, of what time it is and whether it was only aimed at: invented sentences."""

from __future__ import annotations

import pytest

from tests.facts.reading import observed

HEAD = "一、主要工作"


def told(*sentences: str) -> list[tuple[str, str]]:
    rows = observed(HEAD, *sentences, title="云湖区2030年工作总结", date="2031年1月12日")
    return [(row.indicator, row.value_text) for row in rows]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("一是新建水厂3座。", [("新建水厂", "3座")], id="an item's number is no part of a name"),
        pytest.param("在教育领域，新增学位4200个。", [("教育新增学位", "4200个")], id="a field opens the name"),
        pytest.param("农业用水占用水总量的46.5%。", [("农业用水占用水总量", "46.5%")], id="a share of something"),
        pytest.param(
            "改造管网（投资2.6亿元）70公里。",
            [("改造管网", "70公里"), ("管网投资", "2.6亿元")],
            id="a bracket with words",
        ),
        pytest.param(
            "检查甲类企业90家，立案20起；检查乙类企业80家，立案40起。",
            [
                ("检查甲类企业", "90家"),
                ("甲类企业立案", "20起"),
                ("检查乙类企业", "80家"),
                ("乙类企业立案", "40起"),
            ],
            id="same-named, of two holders",
        ),
        pytest.param(
            "监督纠正漏捕31人、漏诉42人。", [("监督纠正漏捕", "31人"), ("监督纠正漏诉", "42人")], id="one verb for both"
        ),
        pytest.param("7日内回复率100%。", [("7日内回复率", "100%")], id="within so many days"),
        pytest.param("12岁至15岁少年占比8.5%。", [("12岁至15岁少年占比", "8.5%")], id="from one age to another"),
        pytest.param("做强渔业产业，产值达35亿元。", [("渔业产业产值", "35亿元")], id="what is fostered"),
        pytest.param("科普普及率达84%。", [("科普普及率", "84%")], id="the 及 of 普及 joins nothing"),
        pytest.param(
            "金融机构各项存款余额560亿元，各项贷款余额250亿元。",
            [("金融机构各项存款余额", "560亿元"), ("各项贷款余额", "250亿元")],
            id="各项 is one word",
        ),
        pytest.param(
            "新开工项目9个，累计完成投资1.3亿元。",
            [("新开工项目", "9个"), ("新开工项目投资", "1.3亿元")],
            id="开工 is not cut in two",
        ),
        pytest.param("旅游收入、住宿收入合计12亿元。", [("旅游收入、住宿收入", "12亿元")], id="a sum of both"),
    ],
)
def test_names(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence) == expected


def test_parts_that_add_up_belong_to_their_total() -> None:
    rows = observed(HEAD, "实施任务30项，完成13项、推进中9项、未启动8项。")
    assert [(row.indicator, row.part_of) for row in rows] == [
        ("实施任务", None),
        ("实施任务完成", "实施任务"),
        ("推进中", "实施任务"),
        ("未启动", "实施任务"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "每千人床位数从上年的5张提高到7张。", [("5张", "2029", "actual"), ("7张", "2030", "actual")], id="从上年"
        ),
        pytest.param(
            "幼儿占比从2026年的78.5%提高到2028年的91.3%。",
            [("78.5%", "2026", "actual"), ("91.3%", "2028", "actual")],
            id="占比 is no 比 before a year",
        ),
        pytest.param(
            "到2035年，破案率达到62%以上，目前为55.1%；登记率提高到93%以上。",
            [("62%以上", "2035", "target"), ("55.1%", "2031", "actual"), ("93%以上", "2035", "target")],
            id="the year to come holds for each item",
        ),
        pytest.param(
            "2030年度固投总任务52亿元，1-10月完成固投54亿元。",
            [("52亿元", "2030", "target"), ("54亿元", "2030-01/2030-10", "actual")],
            id="a task and what was done",
        ),
        pytest.param(
            "超额完成产量2万吨、面积3万亩年度目标。",
            [("2万吨", "2030", "target"), ("3万亩", "2030", "target")],
            id="aims that were passed",
        ),
        pytest.param(
            "刑事案件立案3200起，比2028年的3800起下降15.8%。",
            [("3200起", "2030", "actual"), ("3800起", "2028", "actual"), ("下降15.8%", "2030", "actual")],
            id="the figure that it is compared with",
        ),
    ],
)
def test_times_and_aims(sentence: str, expected: list[tuple[str, str | None, str]]) -> None:
    rows = observed(HEAD, sentence, title="云湖区2030年工作总结", date="2031年1月12日")
    assert [(row.value_text, row.period, row.role) for row in rows] == expected


def test_a_bare_name_goes_on_from_the_sentence_before() -> None:
    assert told("2028年，全区诈骗案件发案480起。2029年，发案260起。") == [
        ("全区诈骗案件发案", "480起"),
        ("全区诈骗案件发案", "260起"),
    ]
