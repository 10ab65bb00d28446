"""Tables of text files that have no bars or tabs: parted by commas, or copied cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts import Extraction, extract
from bot.report.omission import TABLE
from bot.report.plain import text_lines
from bot.report.read import read_report

COMMAS = """某市主要指标
单位：亿元
指标,2022年,2023年,比上年增长（%）
地区生产总值,"1,234.5",1300.1,5.3
第一产业,100,110,3.1
第二产业,200,210,5.0
服务业,300,1,000.5,6.2
注：数据为初步核算数
"""
PROSE = "全年办理案件五十件，群众十分满意，工作稳步推进，取得了新的成绩。"


def read(path: Path, text: str) -> Extraction:
    (path / "r.txt").write_text(text, encoding="utf-8")
    return extract(read_report(path / "r.txt"))


def rows(text: str) -> list[tuple[str, ...]]:
    return [line.cells for line in text_lines(text) if line.cells]


class TestCommas:
    def test_a_file_of_commas_is_a_table(self, tmp_path: Path) -> None:
        extraction = read(tmp_path, COMMAS)
        assert {(row.value_text, row.period) for row in extraction.observations} >= {
            ("1,234.5亿元", "2022"),
            ("1300.1亿元", "2023"),
            ("110亿元", "2023"),
        }

    def test_a_row_of_another_number_of_cells_is_noted(self, tmp_path: Path) -> None:
        extraction = read(tmp_path, COMMAS)
        assert [row.text for row in extraction.ledger if row.kind == "unresolved"] == [TABLE]
        assert not any("000.5" in row.quote for row in extraction.observations)

    def test_rows_without_a_head_state_nothing(self, tmp_path: Path) -> None:
        extraction = read(tmp_path, "\n".join(f"甲区{n},{n * 7},{n}.5,{n}%" for n in range(1, 30)))
        assert not extraction.observations
        assert {row.kind for row in extraction.ledger} <= {"unresolved", "name"}

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("甲,1,2\n乙,3,4\n", id="two rows"),
            pytest.param("甲区,共办理5件,增长3%。\n乙区,共办理6件,增长4%。\n丙区,共办理7件,增长5%。\n", id="sentences"),
            pytest.param("甲区1,234亿元\n乙区2,345亿元\n丙区3,456亿元\n", id="thousands"),
            pytest.param("甲区，1件，2%\n乙区，3件，4%\n丙区，5件，6%\n", id="chinese commas"),
            pytest.param("甲,1\n乙,2,3,4\n丙,5,6\n丁,7,8,9,0\n", id="any number of commas"),
            pytest.param(f"甲,1\n乙,2\n丙,3\n{(PROSE + chr(10)) * 5}", id="a few lines of a text"),
            pytest.param("甲,乙\n丙,丁\n戊,己\n", id="no figures"),
        ],
    )
    def test_what_is_no_such_file(self, text: str) -> None:
        assert not rows(text)


STACKED = ["指标", "总量（亿元）", "比上年增长（%）"] + [
    cell
    for row in ("1.粮食 5.5 1.0", "其中：稻谷 2.5 -3.2", "2.蔬菜 7,001.5 —", "一、水果 0.4 12.5%")
    for cell in row.split()
]


def report(*lines: str, between: str = "\n") -> str:
    return between.join(["一、农业", PROSE, *lines, "二、工业", PROSE])


class TestCellByCell:
    @pytest.mark.parametrize(
        "lines",
        [
            pytest.param(STACKED, id="without a caption"),
            pytest.param(["表 1 主要农产品产量", *STACKED], id="with a caption"),
            pytest.param(["表 1 主要农产品产量", "单位：万吨", *STACKED], id="with a unit"),
            pytest.param(["表1", *STACKED], id="with its number only"),
        ],
    )
    @pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["in a row", "with blank lines"])
    def test_the_table_is_noted_and_states_nothing(self, tmp_path: Path, lines: list[str], between: str) -> None:
        extraction = read(tmp_path, report(*lines, between=between))
        assert extraction.document.text.split("\n") == ["一、农业", PROSE, TABLE, "二、工业", PROSE]
        assert [section.ref.label for section in extraction.document.sections] == ["一", "二"]
        assert [row.text for row in extraction.ledger if row.kind == "unresolved"] == [TABLE]
        assert all(row.unit == "件" for row in extraction.observations)

    def test_a_heading_above_the_table_stays(self, tmp_path: Path) -> None:
        text = report("（一）粮食", "（二）产量", *STACKED)
        assert "（二）产量" in read(tmp_path, text).document.text

    def test_two_tables_with_headings_between_them(self, tmp_path: Path) -> None:
        between = ["（一）粮食", "（二）蔬菜", "（三）水果", "（四）花卉", "（五）其他"]
        lines = read(tmp_path, report(*STACKED, *between, *STACKED)).document.text.split("\n")
        assert lines[2:-2] == [TABLE, *between, TABLE]

    @pytest.mark.parametrize(
        "lines",
        [
            pytest.param(
                ["（一）粮食", "（二）蔬菜", "（三）水果", "1.苹果", "2.梨", "3.桃", "（四）花卉"], id="headings"
            ),
            pytest.param(["粮食", "5.5", "蔬菜", "7.1"], id="four cells"),
            pytest.param(["5.5", "7.1", "3.3", "8.1", "9.9", "1.4", "2.2"], id="figures without names"),
            pytest.param(
                ["粮食5.5万吨", "蔬菜7.1万吨", "水果3万吨", "花卉4万吨", "茶叶5万吨", "烟叶6万吨"], id="a list"
            ),
            pytest.param(["3", PROSE, "4", PROSE, "5", PROSE], id="page numbers"),
        ],
    )
    def test_what_is_no_table(self, lines: list[str]) -> None:
        text = report(*lines)
        assert [line.text for line in text_lines(text)] == text.split("\n")
