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
