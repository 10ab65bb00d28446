from __future__ import annotations

import pytest

from bot.report.lines import FileLine
from bot.report.reflow import reflow, squeeze
from bot.report.running import drop_running
from tests.report.printing import PARAGRAPHS, in_columns, in_print, sliced

WHOLE = "\n".join(PARAGRAPHS)


def clean(lines: list[str]) -> str:
    return reflow([FileLine(line, 0) for line in lines]).clean


def test_a_paragraph_a_line_stays_as_it_is() -> None:
    assert clean(PARAGRAPHS) == WHOLE


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"], ids=["flush", "indented"])
@pytest.mark.parametrize("at", [18, 22, 26, 31, 40, 57])
def test_wrapped_lines_are_joined_to_the_same_text(at: int, indent: str) -> None:
    assert clean(sliced(PARAGRAPHS, at, indent)) == WHOLE
    assert clean(in_columns(PARAGRAPHS, at, indent)) == WHOLE


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"], ids=["flush", "indented"])
@pytest.mark.parametrize("at", [20, 26, 31, 32, 36, 40])
def test_lines_that_break_before_a_number_are_joined(at: int, indent: str) -> None:
    assert clean(in_print(PARAGRAPHS, at, indent)) == WHOLE


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        pytest.param("区内种植乔木、灌木和花卉，总面积比上年增长", "3.9:39.0。", True, id="a number on the last line"),
        pytest.param("区内种植乔木、灌木和花卉，采用了新的智能", "Platform。", True, id="a Latin word"),
        pytest.param("区内种植乔木、灌木和花卉，全年实现事故", "“零发生”。", True, id="a bracket and a stop"),
        pytest.param("区内种植乔木、灌木和花卉，面积为全市，", "居第二。", True, id="behind a comma"),
        pytest.param(
            "区内种植乔木、灌木和花卉，公园达到14", "处,居第二。", True, id="behind a number without its unit"
        ),
        pytest.param("区内种植乔木、灌木和花卉，总面积增长", "7%。", False, id="a number that had room"),
        pytest.param("区内种植乔木、灌木和花卉，总面积增长", "5.强化宣传。", False, id="a numbered paragraph"),
        pytest.param("区内种植乔木、灌木和花卉，面积增长", "\u3000\u30003.9:39.0:57.1。", False, id="set in"),
    ],
)
def test_the_last_line_of_a_paragraph(before: str, after: str, joined: bool) -> None:
    text = clean([*in_print(PARAGRAPHS[:7], 23), before, after, *in_print(PARAGRAPHS[7:], 23)])
    assert (before + after.strip() in text) == joined


def test_a_page_number_between_pages_does_not_end_a_paragraph() -> None:
    lines = sliced(PARAGRAPHS, 26)
    pages = [[FileLine(text, page) for text in some] for page, some in ((1, lines[:9]), (2, lines[9:]))]
    numbered = [line for page in pages for line in [*page, FileLine(f"- {page[0].page} -", page[0].page)]]
    assert [line.text for line in drop_running(numbered)] == lines


def test_a_lost_indent_does_not_end_paragraphs() -> None:
    lines = [line.strip() for line in in_columns(PARAGRAPHS, 26, "\u3000\u3000")]
    assert clean(lines) == WHOLE


def test_blank_lines_after_every_line() -> None:
    assert clean([text for line in sliced(PARAGRAPHS, 26) for text in (line, "")]) == WHOLE


@pytest.mark.parametrize(
    "number",
    ["- 3 -", "—3—", "第 3 页", "第3页 共12页", "3/12", "  - 12 -  "],
)
def test_page_numbers_are_dropped(number: str) -> None:
    lines = sliced(PARAGRAPHS, 26)
    assert clean([*lines[:9], number, *lines[9:]]) == WHOLE


def test_a_title_repeated_on_every_page_is_dropped() -> None:
    header = "澄湖区城市管理局2031年工作总结"
    lines = PARAGRAPHS[:3] + [text for paragraph in PARAGRAPHS[3:] for text in (header, paragraph)]
    assert clean(lines) == WHOLE


def test_a_line_that_begins_afresh_is_never_joined() -> None:
    lines = [FileLine(line, 0, fresh=line.startswith("全区")) for line in sliced(PARAGRAPHS, 26)]
    assert reflow(lines).clean == WHOLE
    joined = [FileLine(line, 0, fresh=True) for line in sliced(PARAGRAPHS, 26)]
    assert reflow(joined).clean == "\n".join(sliced(PARAGRAPHS, 26))


@pytest.mark.parametrize(
    ("printed", "squeezed"),
    [
        pytest.param("新 建 口袋公园 14 个", "新建口袋公园14个", id="blanks between Chinese and digits"),
        pytest.param("4 月29 日", "4月29日", id="blanks within a date"),
        pytest.param("\u3000\u3000全区\xa0概况\u200b", "全区概况", id="white space of any kind"),
        pytest.param("Smart  City 平台", "Smart City平台", id="Latin words keep one blank"),
        pytest.param("12 34", "12 34", id="two numbers stay two"),
    ],
)
def test_squeeze(printed: str, squeezed: str) -> None:
    assert squeeze(printed) == squeezed


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        pytest.param("产量2 4 1 . 5万吨", "产量241.5万吨", id="digits one by one"),
        pytest.param("查处1 2 0起", "查处120起", id="a whole number"),
        pytest.param("共12 345人", "共12345人", id="groups of three"),
        pytest.param("达5 481.6亿元", "达5481.6亿元", id="groups and a decimal"),
        pytest.param("完成1, 200 户", "完成1,200户", id="a blank behind the comma"),
        pytest.param("共１２　３４５人", "共１２３４５人", id="full-width"),
        pytest.param("增长3. 5%", "增长3.5%", id="a blank behind the point"),
        pytest.param("截至20 31年", "截至2031年", id="a year"),
        pytest.param("2031年1 2月", "2031年12月", id="a month"),
        pytest.param("城区12 34人", "城区12 34人", id="no groups"),
        pytest.param("2030 2031年", "2030 2031年", id="two years"),
        pytest.param("２０３０　２０３１年", "２０３０ ２０３１年", id="two full-width years"),
        pytest.param("甲1 2 3", "甲1 2 3", id="a row of figures without a unit"),
        pytest.param("共12 345.6 78人", "共12 345.6 78人", id="more than one number"),
        pytest.param("3. 5个项目", "3. 5个项目", id="the number of a paragraph"),
        pytest.param("表1 200人", "表1 200人", id="the number of a table"),
        pytest.param("G60 120公里", "G60 120公里", id="a code before a number"),
    ],
)
def test_blanks_within_a_number(printed: str, read: str) -> None:
    assert clean([printed]) == read


def test_a_text_that_is_set_wide() -> None:
    lines = [" ".join(line) for line in sliced(PARAGRAPHS, 26)]
    assert clean(lines) == WHOLE


def test_a_wide_gap_in_a_text_that_is_set_wide_parts_two_figures() -> None:
    assert clean(["2 0 3 1 年 总 结", "甲 5 3 7   1 2 9"]) == "2031年总结\n甲537 129"


@pytest.mark.parametrize(
    ("line", "paragraphs"),
    [
        pytest.param("成效明显。二、问题", ["成效明显。", "二、问题"], id="chapter"),
        pytest.param("成效明显。（二）问题", ["成效明显。", "（二）问题"], id="section"),
        pytest.param("成效明显。3.强化宣传。", ["成效明显。", "3.强化宣传。"], id="point"),
        pytest.param("增长3.5。4.2万吨", ["增长3.5。4.2万吨"], id="a decimal is no point"),
        pytest.param(
            "特此报告。澄湖区水务局2031年3月5日",
            ["特此报告。", "澄湖区水务局", "2031年3月5日"],
            id="signature",
        ),
    ],
)
def test_headings_in_running_text_get_their_own_line(line: str, paragraphs: list[str]) -> None:
    assert clean([line]) == "\n".join(paragraphs)


def test_pages_begin_where_their_first_line_does() -> None:
    lines = sliced(PARAGRAPHS, 26)
    text = reflow([FileLine(line, 1 + number // 9) for number, line in enumerate(lines)])
    assert text.clean == WHOLE
    begins = [text.clean[start:].replace("\n", "")[:6] for start in text.page_starts]
    assert begins == ["".join(lines[number:])[:6] for number in range(0, len(lines), 9)]


def test_pages_without_text_are_counted() -> None:
    assert reflow([FileLine("甲。", 1), FileLine("乙。", 4)]).page_starts == (0, 3, 3, 3)


def test_nothing_is_an_empty_text() -> None:
    assert reflow([]).clean == reflow([FileLine(" ", 1)]).clean == ""
