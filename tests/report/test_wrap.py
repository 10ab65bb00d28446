from __future__ import annotations

import pytest

from bot.report.wrap import Wrapping, are_printed, wrapping
from tests.report.printing import PARAGRAPHS, in_columns, in_print, sliced


@pytest.mark.parametrize("width", [12, 17, 20, 26, 33, 48, 70])
def test_a_sliced_text_is_wrapped_at_its_width(width: int) -> None:
    wrap = wrapping(sliced(PARAGRAPHS, width))
    assert wrap is not None
    assert (wrap.full, wrap.columns) == (2 * width, False)


@pytest.mark.parametrize("width", [16, 26, 40])
def test_a_printed_text_is_wrapped_in_columns(width: int) -> None:
    wrap = wrapping(in_columns(PARAGRAPHS, width))
    assert wrap is not None
    assert 0 <= wrap.full - 2 * width <= 4  # a stop may hang over


def test_blank_lines_do_not_count() -> None:
    lines = sliced(PARAGRAPHS, 26)
    assert wrapping([line for text in lines for line in (text, "", "  ")]) == wrapping(lines)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([], id="nothing"),
        pytest.param(["一行"], id="one line"),
        pytest.param(PARAGRAPHS, id="a paragraph a line"),
        pytest.param(["".join(PARAGRAPHS)], id="one endless line"),
        pytest.param(["苹果", "梨子", "桃子", "李子", "杏子", "枣子"], id="a list of words"),
        pytest.param(
            ["项目名称 金额", "道路改造 12万元", "水管更新 35万元", "电梯加装 48万元"] * 5, id="rows of a table"
        ),
        pytest.param(
            [
                line
                for n in range(1, 9)
                for line in (
                    f"（{n}）工作推进情况",
                    f"全年办理事项{n}37件，办结率9{n}%，群众满意度保持在较高水平，无一差错。",
                )
            ],
            id="headings between paragraphs",
        ),
    ],
)
def test_other_texts_are_not_wrapped(lines: list[str]) -> None:
    assert wrapping(lines) is None


@pytest.mark.parametrize("width", [17, 20, 26, 33])
def test_paragraphs_that_are_printed_lines(width: int) -> None:
    assert are_printed(sliced(PARAGRAPHS, width))
    assert are_printed(in_print(PARAGRAPHS, width, "\u3000\u3000"))


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param([], id="nothing"),
        pytest.param(PARAGRAPHS, id="paragraphs"),
        pytest.param(PARAGRAPHS * 4, id="many paragraphs"),
        pytest.param([*PARAGRAPHS, *sliced(PARAGRAPHS[4:5], 26)], id="a few lines among paragraphs"),
        pytest.param([f"{n}号地块，位于湖滨路{'甲乙丙'[: n % 3]}段东侧" for n in range(9)], id="items without a stop"),
    ],
)
def test_paragraphs_that_are_none(paragraphs: list[str]) -> None:
    assert not are_printed(paragraphs)


@pytest.mark.parametrize(("tolerance", "tells"), [(0, True), (2, True), (4, False), (8, False)])
def test_a_lost_indent_is_told_where_lines_end_sharply(tolerance: int, tells: bool) -> None:
    assert Wrapping(52, tolerance, True).lacks_indent("字" * 24) == tells
