"""Tables: each cell with the names of its row and its column, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts import Extraction, extract
from bot.report.lines import FileLine, row_line
from bot.report.masthead import masthead
from bot.report.model import Document
from bot.report.outline import outline
from bot.report.reflow import reflow

Told = tuple[str, float, str | None, str]


def table(*rows: str, above: tuple[str, ...] = (), title: str = "澄湖区2031年统计公报") -> Extraction:
    """The facts of a report with one table; cells are parted by ``|``."""
    lines = [FileLine(line, 0, fresh=True) for line in (title, "一、综合", *above)]
    lines += [row_line((cell.strip() for cell in row.split("|")), 0) for row in rows]
    lines.append(FileLine("2032年3月1日", 0, fresh=True))
    text = reflow(lines)
    sections, passages = outline(text.clean)
    meta = masthead(Path("chenghu.txt"), text.clean, sections)
    return extract(Document(meta, text.clean, text.page_starts, sections, passages))


def told(facts: Extraction) -> list[Told]:
    return [(row.indicator, row.value, row.unit, row.aspect) for row in facts.observations]


@pytest.mark.parametrize(
    ("above", "rows", "expected"),
    [
        pytest.param(
            (),
            ["指标 | 单位 | 产量 | 比上年增长（%）", "苹果 | 万吨 | 2.5 | -3.1"],
            [("苹果产量", 25000, "吨", "level"), ("苹果产量变化", -3.1, "%", "change")],
            id="a column of units",
        ),
        pytest.param(
            ("单位：亿元",),
            ["指标 | 12月末 | 比年初增加额", "各项存款 | 31.4 | 2.2"],
            [("各项存款", 3140000000, "元", "level"), ("各项存款变化", 220000000, "元", "change")],
            id="a unit above the table",
        ),
        pytest.param(
            ("表2 2031年主要水产品产量及其增长速度",),
            ["品名 | 绝对数（吨）", "鲫鱼 | 1,280", "其中：养殖 | 900"],
            [("鲫鱼产量", 1280, "吨", "level"), ("养殖产量", 900, "吨", "level")],
            id="the title tells what is counted",
        ),
        pytest.param(
            (),
            ["指标 | 年末数（万人） | 比重（%）", "常住人口 | 50 | ", "其中：城镇 | 30 | 60.0"],
            [
                ("常住人口", 500000, "人", "level"),
                ("城镇常住人口", 300000, "人", "level"),
                ("城镇常住人口占比", 60.0, "%", "share"),
            ],
            id="a part is named by its total",
        ),
        pytest.param(
            (),
            ["指标 | 数量", "期末存栏 | ", "奶牛（万头） | 6", "#良种 | 2"],
            [("奶牛存栏", 60000, "头", "level"), ("良种存栏", 20000, "头", "level")],
            id="a group, and a unit in a name",
        ),
        pytest.param(
            (),
            ["指标 | 2030年 | 2031年", "办结件（件） | 11 | 12"],
            [("办结件", 11, "件", "level"), ("办结件", 12, "件", "level")],
            id="years",
        ),
        pytest.param(
            (),
            [
                "指标 | 建成 | | 指标 | 建成 |",
                " | 数量（处） | 增速% | | 数量（处） | 增速%",
                "公厕 | 3 | 4 | 驿站 | 5 | 持平",
            ],
            [
                ("建成公厕", 3, "处", "level"),
                ("建成公厕变化", 4, "%", "change"),
                ("建成驿站", 5, "处", "level"),
                ("建成驿站变化", 0, "%", "change"),
            ],
            id="two halves, heads in two rows",
        ),
        pytest.param((), ["苹果 | 2.5 | -3.1", "梨 | 3.5 | 1.1"], [], id="no heads, no figures"),
        pytest.param((), ["指标 | 数值（个）", "甲 | 3 4", "丙 | —"], [], id="cells that state no one figure"),
    ],
)
def test_cells(above: tuple[str, ...], rows: list[str], expected: list[Told]) -> None:
    assert told(table(*rows, above=above)) == expected


@pytest.mark.parametrize(
    ("above", "rows", "expected"),
    [
        pytest.param(
            (),
            ["年份 | 办件量（万件） | 比上年增长（%）", "2029年 | 3 | 4.5", "2030 | 4 | -1.5"],
            [
                ("办件量", 30000, "2029"),
                ("办件量变化", 4.5, "2029"),
                ("办件量", 40000, "2030"),
                ("办件量变化", -1.5, "2030"),
            ],
            id="the head names what is counted",
        ),
        pytest.param(
            ("表1 2029-2030年地区生产总值及其增长速度",),
            ["年份 | 绝对数（亿元）", "2029年 | 3"],
            [("地区生产总值", 300000000, "2029")],
            id="the title does",
        ),
        pytest.param(("表1 主要指标",), ["年份 | 绝对数", "2029年 | 3"], [], id="nothing does"),
    ],
)
def test_rows_of_years(above: tuple[str, ...], rows: list[str], expected: list[tuple[str, float, str]]) -> None:
    facts = table(*rows, above=above)
    assert [(row.indicator, row.value, row.period) for row in facts.observations] == expected


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("公厕 | 12 | 302455", id="two figures glued"),
        pytest.param("公厕 | 14.3发电量 | 3.1", id="a figure and the next name"),
    ],
)
def test_columns_that_ran_together_are_not_read(row: str) -> None:
    facts = table("指标 | 数量（处） | 比上年增长（%）", "驿站 | 7 | 2.5", row)
    assert not facts.observations
    assert {"7", "2.5"} <= {line.text for line in facts.ledger if line.kind == "unresolved"}


def test_a_cell_is_cited_by_its_row() -> None:
    facts = table("指标 | 产量（万吨）", "苹果 | 2.5", above=("表1 2031年主要果品产量",))
    (row,) = facts.observations
    assert (row.quote, row.value_text, row.period, row.section.label) == ("苹果\t2.5", "2.5万吨", "2031", "一")
    assert facts.document.text[slice(*row.span)] == row.quote
    assert facts.sentence_of(row) == "苹果\t2.5"


def test_parts_go_on_as_long_as_they_fill_their_total() -> None:
    rows = [
        "指标 | 产量（吨）",
        "粮食 | 100",
        "其中：夏粮 | 40",
        "秋粮 | 60",
        "棉花 | 7",
        "茶叶 | 9",
        "其中：绿茶 | 5",
        "红茶 | 1",
    ]
    facts = table(*rows)
    assert {row.indicator: row.part_of for row in facts.observations if row.part_of} == {
        "夏粮产量": "粮食产量",
        "秋粮产量": "粮食产量",
        "绿茶产量": "茶叶产量",
    }


def test_what_a_change_is_against() -> None:
    change, level = table("指标 | 比上年增长（%） | 2031年（处）", "公厕 | 4.4 | 21").observations
    assert (change.base, change.period, level.base, level.period) == ("2030", "2031", None, "2031")


def test_rows_are_neither_headings_nor_statements() -> None:
    facts = table("类别 | 指数（%）", "一、食品 | 99.2", "1.粮食 | 101.9", above=("表 2 价格",))
    assert [section.ref.label for section in facts.document.sections] == ["一"]
    assert [row.indicator for row in facts.observations] == ["食品指数", "粮食指数"]
    assert not [row for row in facts.statements if "食品" in row.quote or "表2" in row.quote]


def test_the_ledger_of_a_table() -> None:
    facts = table("指标 | 2030年（处）", "65岁以上 | 7", "合计 | 8 9", above=("表 2 价格",))
    rows = [(row.text, row.kind) for row in facts.ledger][2:-1]
    assert rows == [
        ("表2", "heading"),
        ("2030年", "period"),
        ("65", "name"),
        ("7", "observation"),
        ("8 9", "unresolved"),
    ]
