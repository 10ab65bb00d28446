from __future__ import annotations

import pytest
from hypothesis import given

from bot.report.outline import outline
from tests.report.printing import PARAGRAPHS
from tests.text.strategies import report_text

TEXT = "\n".join(PARAGRAPHS)


def test_labels_in_order() -> None:
    sections, _ = outline(TEXT)
    assert [section.ref.label for section in sections] == [
        *("一", "一(一)", "一(一)1", "一(一)2", "一(二)", "二", "二一是", "二二是", "三"),
    ]


def test_path_and_title() -> None:
    sections, _ = outline(TEXT)
    point = next(section for section in sections if section.ref.label == "一(一)2")
    assert point.ref.path == ("一、主要工作", "（一）市容环境持续改善", "2.整治占道经营")
    assert point.ref.title == "整治占道经营"


def test_a_section_covers_all_below_it() -> None:
    sections, _ = outline(TEXT)
    first, last = sections[0], sections[-1]
    assert TEXT[slice(*first.span)].startswith("一、主要工作")
    assert TEXT[slice(*first.span)].rstrip().endswith("居全市第二。")
    assert TEXT[slice(*last.span)].rstrip().endswith("零发生。")


def test_the_signature_is_a_passage_of_its_own() -> None:
    _, passages = outline(TEXT)
    assert passages[-1].section.label == "落款"
    assert TEXT[slice(*passages[-1].span)] == "澄湖区城市管理局\n2031年12月28日"


def test_text_before_the_first_heading_has_no_label() -> None:
    _, passages = outline(TEXT)
    assert [passage.section.label for passage in passages[:2]] == ["", ""]


@pytest.mark.parametrize(
    ("paragraph", "label", "title"),
    [
        pytest.param("三、下一步打算", "三", "下一步打算", id="chapter"),
        pytest.param("(三)下一步打算", "(三)", "下一步打算", id="half-width brackets"),
        pytest.param("（三）下一步打算", "(三)", "下一步打算", id="full-width brackets"),
        pytest.param("3．下一步打算。抓紧推进。", "3", "下一步打算", id="full-width point"),
        pytest.param("（3）下一步打算", "(3)", "下一步打算", id="Arabic in brackets"),
        pytest.param("③下一步打算", "③", "下一步打算", id="circled"),
        pytest.param("第三章 下一步打算", "第三章", "下一步打算", id="第三章"),
        pytest.param("三是抓紧推进。要求如下。", "三是", "抓紧推进", id="三是"),
        pytest.param(
            "（三）" + "把各项工作抓紧抓实" * 6 + "，取得成效。",
            "(三)",
            ("把各项工作抓紧抓实" * 6)[:40],
            id="a sentence too long for a title is text",
        ),
        pytest.param("3.新建绿地20公顷，改造公园5个。", "3", "新建绿地20公顷", id="so is one with a figure"),
    ],
)
def test_heading_forms(paragraph: str, label: str, title: str) -> None:
    (section,), _ = outline(paragraph)
    assert (section.ref.label, section.ref.title) == (label, title)


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param("全年新建绿地20公顷。", id="text"),
        pytest.param("3.5万人次参加。", id="decimal"),
        pytest.param("12、5%以上", id="figure behind 、"),
        pytest.param("2031年工作总结", id="year"),
    ],
)
def test_what_is_no_heading(paragraph: str) -> None:
    assert outline(paragraph)[0] == ()


def test_a_title_with_its_text_behind_leaves_the_text_as_passage() -> None:
    text = "1.整治占道经营。查处1840余起。"
    (section,), (passage,) = outline(text)
    assert text[slice(*section.heading)] == "1.整治占道经营。"
    assert text[slice(*passage.span)] == "查处1840余起。"


@given(report_text())
def test_headings_and_passages_cover_the_text(text: str) -> None:
    text = "一、" + text + "\n" + text
    sections, passages = outline(text)
    spans = sorted([section.heading for section in sections] + [passage.span for passage in passages])
    position = 0
    for start, end in spans:
        assert not text[position:start].strip("。 \n")
        assert position <= start < end
        position = end
    assert not text[position:].strip("。 \n")


def labels(*paragraphs: str) -> list[str]:
    return [section.ref.label for section in outline("\n".join(paragraphs))[0]]


BODY = "全区各部门围绕年度重点工作，加强统筹协调，各项任务有序推进，群众满意度稳步提高。"


class TestHeadingsWithoutNumbers:
    def test_short_lines_above_text_where_no_chapter_is_numbered(self) -> None:
        assert labels("青山区工作总结", BODY, "打击违法经营", BODY, "服务企业群众", BODY) == [
            "打击违法经营",
            "服务企业群众",
        ]

    def test_the_title_and_what_belongs_to_it_are_none(self) -> None:
        assert labels("青山区工作总结", "青山区人民政府", "2031年1月2日", BODY, BODY) == []

    @pytest.mark.parametrize("line", ["各位代表：", "谢谢大家！", "单位：万元", "表1 主要指标", "——稳中有进"])
    def test_other_short_lines_are_none(self, line: str) -> None:
        assert labels("青山区工作总结", BODY, line, BODY) == []

    def test_parts_above_numbered_chapters(self) -> None:
        parts = [
            "2031年主要工作",
            BODY,
            "一、保平安。" + BODY,
            "二、促发展。" + BODY,
            "2032年工作安排",
            BODY,
            "一、抓整治。" + BODY,
        ]
        assert labels("法院工作报告", *parts) == ["2031年主要工作", "一", "二", "2032年工作安排", "一"]

    def test_other_lines_among_numbered_chapters_are_text(self) -> None:
        assert labels("工作总结", "一、保平安", BODY, "主要举措", BODY, "二、促发展", BODY) == ["一", "二"]

    def test_path_and_label_below_one(self) -> None:
        _, passages = outline(
            "\n".join(["法院工作报告", "2031年主要工作", BODY, "一、保平安。" + BODY, "二、促发展。" + BODY])
        )
        assert [passage.section.label for passage in passages] == ["", "2031年主要工作", "一", "二"]
        assert passages[2].section.path == ("2031年主要工作", "一、保平安")


def test_an_enumeration_ends_with_its_paragraph() -> None:
    _, passages = outline("\n".join(["一、工作回顾", "一是抓整治。" + BODY, "二是抓服务。" + BODY, "一年来，" + BODY]))
    assert [passage.section.label for passage in passages] == ["一一是", "一二是", "一"]


def test_a_date_under_the_title_of_a_short_text_is_no_signature() -> None:
    text = "云湖区2030年消防工作情况\n云湖区消防救援大队\n2031年1月8日\n2030年，全区共接报火灾213起。\n"
    _, passages = outline(text)
    assert "落款" not in {passage.section.label for passage in passages if passage.section}


def test_a_row_of_a_table_is_no_heading_and_no_signature() -> None:
    text = "一、综合\n1.食品\t99.2\n二、衣着\t101.3\n2031年12月28日"
    sections, passages = outline(text)
    assert [section.ref.label for section in sections] == ["一"]
    assert [passage.table for passage in passages] == [True, True, False]
