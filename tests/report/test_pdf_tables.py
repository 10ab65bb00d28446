"""Tables in PDF files: each word in its cell, or the table is told of as unread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.report import read_report
from bot.report.omission import TABLE
from tests.report.samples import PARAGRAPHS, Placed, pdf, printed, wrapped

BEFORE = printed(wrapped(PARAGRAPHS[1:2]), top=780)
CAPTION = (90.0, 720.0, "表 1 主要指标")


def paragraphs(tmp_path: Path, data: bytes) -> list[str]:
    (tmp_path / "r.pdf").write_bytes(data)
    return read_report(tmp_path / "r.pdf").text.split("\n")


def rules(xs: Sequence[float], ys: Sequence[float]) -> str:
    """The lines of a table all of whose cells are drawn."""
    level = [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys]
    return " ".join([*level, *(f"{x} {ys[-1]} m {x} {ys[0]} l S" for x in xs)])


HALVES: list[Placed] = [
    (90.0, 700.0, "品名"), (170.0, 700.0, "产量"), (230.0, 700.0, "品名"), (310.0, 700.0, "产量"),
    (90.0, 680.0, "苹果"), (166.0, 680.0, "14.3"), (195.0, 680.0, "石榴汁"), (310.0, 680.0, "37.9"),
    (90.0, 660.0, "梨"), (160.0, 660.0, "114.5"), (195.0, 660.0, "醋"), (310.0, 660.0, "47.0"),
]  # fmt: skip
NEAR_HEADS: list[Placed] = [
    (90.0, 700.0, "指标"), (160.0, 700.0, "绝对额（处）"), (240.0, 700.0, "增速（%）"),
    (90.0, 680.0, "公厕"), (200.0, 680.0, "15"), (270.0, 680.0, "3.1"),
    (90.0, 660.0, "驿站"), (200.0, 660.0, "16"), (270.0, 660.0, "4.1"),
]  # fmt: skip
ONE_HEAD: list[Placed] = [
    (90.0, 700.0, "指标"), (180.0, 700.0, "上年底数本年底数"),
    (90.0, 680.0, "公厕"), (200.0, 680.0, "15"), (250.0, 680.0, "31"),
    (90.0, 660.0, "驿站"), (200.0, 660.0, "16"), (250.0, 660.0, "41"),
]  # fmt: skip
BROKEN_NAME: list[Placed] = [
    (90.0, 700.0, "指标"), (200.0, 700.0, "上年"), (270.0, 700.0, "本年"),
    (90.0, 675.0, "公厕"), (200.0, 675.0, "15"), (270.0, 675.0, "31"),
    (90.0, 650.0, "公园和"), (90.0, 635.0, "绿地"), (200.0, 650.0, "16"), (270.0, 650.0, "41"),
    (90.0, 610.0, "驿站"), (200.0, 610.0, "17"), (270.0, 610.0, "51"),
]  # fmt: skip
NO_LEADING: list[Placed] = [
    (90.0, 700.0, "指标"), (200.0, 700.0, "上年"), (270.0, 700.0, "本年"),
    (90.0, 675.0, "公园和"), (200.0, 675.0, "15"), (270.0, 675.0, "31"),
    (90.0, 650.0, "绿地"),
    (90.0, 625.0, "驿站"), (200.0, 625.0, "17"), (270.0, 625.0, "51"),
    (90.0, 600.0, "公厕"), (200.0, 600.0, "18"), (270.0, 600.0, "61"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            HALVES,
            ["品名\t产量\t品名\t产量", "苹果\t14.3\t石榴汁\t37.9", "梨\t114.5\t醋\t47.0"],
            id="a figure close to the next name",
        ),
        pytest.param(
            NEAR_HEADS,
            ["指标\t绝对额（处）\t增速（%）", "公厕\t15\t3.1", "驿站\t16\t4.1"],
            id="heads close to each other",
        ),
        pytest.param(ONE_HEAD, None, id="a head that stands over two columns and tells neither"),
        pytest.param(
            BROKEN_NAME,
            ["指标\t上年\t本年", "公厕\t15\t31", "公园和绿地\t16\t41", "驿站\t17\t51"],
            id="a name in two lines that are nearer than rows",
        ),
        pytest.param(NO_LEADING, None, id="a name alone that may belong to the row above"),
    ],
)
def test_cells_by_their_places(tmp_path: Path, cells: list[Placed], expected: list[str] | None) -> None:
    read = paragraphs(tmp_path, pdf([*BEFORE, CAPTION, *cells]))
    assert read[1:] == (["表1主要指标", *expected] if expected else [TABLE])


def test_drawn_lines_tell_the_cells(tmp_path: Path) -> None:
    cells: list[Placed] = [
        (92.0, 700.0, "指标"), (160.0, 707.0, "比上年"), (160.0, 693.0, "增长（%）"), (230.0, 700.0, "数量（处）"),
        (92.0, 675.0, "公园和绿"), (92.0, 661.0, "地、广场"), (190.0, 668.0, "3.1"), (260.0, 668.0, "15"),
        (92.0, 640.0, "驿站"), (260.0, 640.0, "16"),
    ]  # fmt: skip
    lines = rules((90, 150, 225, 300), (720, 688, 656, 630))
    rows = ["指标\t比上年增长（%）\t数量（处）", "公园和绿地、广场\t3.1\t15", "驿站\t\t16"]
    assert paragraphs(tmp_path, pdf([*BEFORE, *cells], drawn=lines))[1:] == rows


def test_drawn_lines_between_columns_only_do_not_join_rows(tmp_path: Path) -> None:
    lines = rules((85, 190, 260, 300), (715, 692, 655))
    read = paragraphs(tmp_path, pdf([*BEFORE, CAPTION, *NEAR_HEADS[:3], *ONE_HEAD[2:]], drawn=lines))
    assert read[-2:] == ["公厕\t15\t31", "驿站\t16\t41"]


def test_a_head_printed_again_on_the_next_page_is_no_row(tmp_path: Path) -> None:
    second: list[Placed] = [*NEAR_HEADS[:3], (90.0, 680.0, "泵站"), (200.0, 680.0, "7"), (270.0, 680.0, "8.1")]
    lines = rules((85, 150, 230, 320), (715, 693, 675, 650))
    read = paragraphs(tmp_path, pdf([*BEFORE, *NEAR_HEADS], second, drawn=lines))
    assert read[1:] == ["指标\t绝对额（处）\t增速（%）", "公厕\t15\t3.1", "驿站\t16\t4.1", "泵站\t7\t8.1"]


def test_a_title_without_a_number_is_no_head(tmp_path: Path) -> None:
    title: list[Placed] = [(150.0, 730.0, "2031"), (176.4, 730.0, "年主要设施")]
    read = paragraphs(tmp_path, pdf([*BEFORE, *title, *NEAR_HEADS]))
    assert read[1:3] == ["2031年主要设施", "指标\t绝对额（处）\t增速（%）"]


def test_a_turned_page_is_read_along_its_print(tmp_path: Path) -> None:
    read = paragraphs(tmp_path, pdf([*BEFORE, CAPTION, *HALVES], drawn="0 1 -1 0 800 0 cm"))
    assert read[-2:] == ["苹果\t14.3\t石榴汁\t37.9", "梨\t114.5\t醋\t47.0"]


@pytest.mark.parametrize(
    ("before", "mark", "expected"),
    [
        pytest.param("全年清运垃圾67.4", "1", "全年清运垃圾67.4万吨，增长5%。", id="behind a figure"),
        pytest.param("全年清运垃圾", "[2]", "全年清运垃圾万吨，增长5%。", id="behind a word"),
        pytest.param("全年绿化12m", "2", "全年绿化12m2万吨，增长5%。", id="a power is none"),
    ],
)
def test_raised_marks(tmp_path: Path, before: str, mark: str, expected: str) -> None:
    x = 90.0 + sum(6 if char.isascii() else 12 for char in before)
    line: list[Placed] = [(90.0, 700.0, before), (x, 704.0, mark, 7.0), (x + 4 * len(mark), 700.0, "万吨，增长5%。")]
    assert paragraphs(tmp_path, pdf([*printed(wrapped(PARAGRAPHS[1:2]), top=780), *line]))[-1] == expected


@pytest.mark.parametrize("mark", ["1", ""])
def test_a_note_at_the_foot_is_left_out_if_its_mark_is(tmp_path: Path, mark: str) -> None:
    note = "1本数为初步统计数，以年鉴为准。"
    line: list[Placed] = [(90.0, 700.0, "全年清运垃圾67.4"), (186.0, 704.0, mark or "万", 7.0), (200.0, 700.0, "吨。")]
    page = [*printed(wrapped(PARAGRAPHS[1:2]), top=780), *line, (90.0, 60.0, note, 9.0)]
    assert (note in paragraphs(tmp_path, pdf(page))) is not bool(mark)


def test_each_column_of_prose_has_a_margin_of_its_own(tmp_path: Path) -> None:
    left = printed(wrapped(PARAGRAPHS[3:5], 18), left=50)
    right = printed(wrapped(PARAGRAPHS[6:7] * 2, 18), left=310)
    assert paragraphs(tmp_path, pdf([*left, *right])) == [*PARAGRAPHS[3:5], *PARAGRAPHS[6:7] * 2]
