"""One text in every format reads as the same paragraphs; what a file holds besides its text stays out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ReportError
from bot.report.formats import file_lines
from bot.report.lines import CELL_GAP
from bot.report.model import Document
from bot.report.omission import PAGE, TABLE, omissions
from bot.report.read import read_report
from bot.report.reflow import reflow
from tests.report import samples
from tests.report.samples import PARAGRAPHS, TITLE, docx, html_page, html_table, pdf, printed, saved, wrapped, xml

PLAIN = "\n".join(PARAGRAPHS)
ROWS = [CELL_GAP.join(row) for row in samples.TABLE]
HTML = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
MARKDOWN = "\n\n".join([f"# {TITLE}", PARAGRAPHS[1], f"## {PARAGRAPHS[2]}", *PARAGRAPHS[3:]])
FORMATS = {
    "utf-8": PLAIN.encode(),
    "utf-8 with mark": PLAIN.encode("utf-8-sig"),
    "windows line ends": PLAIN.replace("\n", "\r\n").encode(),
    "gb18030": PLAIN.encode("gb18030"),
    "utf-16": PLAIN.encode("utf-16"),
    "utf-16-le": PLAIN.encode("utf-16-le"),
    "utf-16-be": PLAIN.encode("utf-16-be"),
    "wrapped": "\n".join(wrapped()).encode(),
    "docx": saved(docx(*PARAGRAPHS)),
    "page": html_page(HTML).encode(),
    "page in gbk": html_page(HTML).replace("utf-8", "gb2312").encode("gb18030"),
    "fragment": HTML.encode(),
    "markdown": MARKDOWN.encode(),
    "wrapped markdown": "\n\n".join("\n".join(wrapped([text])) for text in MARKDOWN.split("\n\n")).encode(),
    "pdf": pdf(printed(wrapped())),
    "pdf of two pages": pdf(printed(wrapped()[:8]), printed(wrapped()[8:])),
    "pdf that opens by itself": samples.locked(pdf(printed(wrapped())), ""),
}


def text_of(data: bytes | str) -> str:
    return reflow(file_lines(data.encode() if isinstance(data, str) else data, "r")).clean


def paragraphs(data: bytes | str) -> list[str]:
    return text_of(data).split("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_one_text_in_every_format(name: str) -> None:
    assert paragraphs(FORMATS[name]) == list(PARAGRAPHS)


@pytest.mark.parametrize("name", ["report.txt", "report.pdf", "report.docx", "report"])
@pytest.mark.parametrize("kind", ["docx", "page", "pdf", "utf-8"])
def test_content_tells_the_format_and_not_the_name(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes(FORMATS[kind])
    document = read_report(path)
    assert (document.meta.title, document.meta.date) == (TITLE, "2031-07-12")
    assert [section.ref.label for section in document.sections] == ["一", "一(一)", "一(二)", "二"]


@pytest.mark.parametrize("codec", ["big5", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("length", [14, 30, 200])
def test_short_traditional_text(codec: str, length: int) -> None:
    text = "本年度共辦理案件三百二十件，較上年減少一成，各項工作進展順利。" * 8
    assert text_of(text[:length].encode(codec)) == text[:length]


def test_a_broken_byte_does_not_spoil_a_text() -> None:
    data = PLAIN.encode() * 3
    assert text_of(data[:-1]).startswith(PLAIN)


def test_nothing_is_imported_for_a_text(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(FORMATS["gb18030"])
    code = (
        "import sys; from pathlib import Path; from bot.report.read import read_report; read_report(Path(sys.argv[1]));"
        "print({'pypdf', 'docx', 'lxml', 'selectolax', 'charset_normalizer'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        reflow(file_lines(data, "r"))
    except ReportError as error:
        assert str(error).startswith("r ")


@given(st.text(st.sampled_from("<>/pdivtablre#*|-_[]()!`~ \n\t一、表1。，0."), max_size=300))
def test_any_marks_are_read(text: str) -> None:
    for data in (text, "<html>" + text, "# 题\n" + text, html_page(text)):
        try:
            file_lines(data.encode(), "r")
        except ReportError as error:
            assert str(error).startswith("r ")


class TestDocx:
    def test_a_paragraph_for_each_printed_line(self) -> None:
        assert paragraphs(saved(docx(*wrapped()))) == list(PARAGRAPHS)

    def test_a_table_between_printed_lines_keeps_its_rows(self) -> None:
        document = docx(*wrapped(), "表3 主要指标", samples.TABLE, *wrapped())
        assert paragraphs(saved(document)) == [*PARAGRAPHS, "表3主要指标", *ROWS, *PARAGRAPHS]

    def test_paragraphs_of_one_length_are_not_joined(self) -> None:
        lines = [f"第{number}中队负责辖区道路巡查和设施养护、日常保洁工作" for number in "甲乙丙丁戊己庚辛"]
        assert paragraphs(saved(docx(*lines))) == lines

    def test_a_table_is_read_row_by_row(self) -> None:
        document = docx(PARAGRAPHS[1], "表3 主要指标", "单位：吨", samples.TABLE, PARAGRAPHS[3])
        assert paragraphs(saved(document)) == [PARAGRAPHS[1], "表3主要指标", "单位：吨", *ROWS, PARAGRAPHS[3]]

    def test_merged_cells_stand_once(self) -> None:
        document = docx([["指标", "实绩", "实绩"], ["指标", "2030年", "2031年"], ["巡查", "11", "12"]])
        table = document.tables[0]
        for cells in (((0, 0), (1, 0)), ((0, 1), (0, 2))):
            first, second = (table.cell(*place) for place in cells)
            second.text = ""
            first.merge(second)
        assert paragraphs(saved(document)) == ["指标\t实绩\t", "\t2030年\t2031年", "巡查\t11\t12"]

    def test_a_picture_is_told_of_by_its_caption(self) -> None:
        assert paragraphs(saved(docx("前文。", "图4 趋势", "单位：吨", "完"))) == ["前文。", TABLE, "完"]

    def test_a_box_of_text_is_text(self) -> None:
        assert paragraphs(saved(docx([[PARAGRAPHS[0]], [PARAGRAPHS[1]]]))) == list(PARAGRAPHS[:2])

    def test_automatic_numbers_are_printed(self) -> None:
        document = docx()
        numbering = document.part.numbering_part.element
        levels = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%1.%3."), ("bullet", "•")]
        formats = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{"<w:isLgl/>" if n == 2 else ""}'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for n, (form, text) in enumerate(levels)
        )
        numbering.insert(0, xml(f'<w:abstractNum w:abstractNumId="77">{formats}</w:abstractNum>'))
        numbering.append(xml('<w:num w:numId="78"><w:abstractNumId w:val="77"/></w:num>'))
        for level, text in enumerate(["主要工作", "市容", "道路", "沿街", "下一步"]):
            level = level if level < 4 else 0
            properties = document.add_paragraph(text)._p.get_or_add_pPr()
            properties.append(xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="78"/></w:numPr>'))
            if level == 1:
                document.add_paragraph("（无编号）")
        read = paragraphs(saved(document))
        assert read == ["一、主要工作", "（一）市容", "（无编号）", "1.1.道路", "沿街", "二、下一步"]

    def test_numbers_of_a_style(self) -> None:
        document = docx()
        for text in ("摸排", "整治"):
            document.add_paragraph(text, style="List Number")
        assert paragraphs(saved(document)) == ["1.摸排", "2.整治"]

    def test_tracked_changes_controls_boxes_and_contents(self) -> None:
        document = docx("前言")
        body = document.element.body
        box = "<w:txbxContent><w:p><w:r><w:t>框中的字</w:t></w:r></w:p></w:txbxContent>"
        for number, part in enumerate(
            [
                "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
                "<w:sdtContent><w:p><w:r><w:t>一、概况 3</w:t></w:r></w:p></w:sdtContent></w:sdt>",
                "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件里的字</w:t></w:r></w:p></w:sdtContent></w:sdt>",
                "<w:p><w:r><w:t>共受理</w:t></w:r><w:del><w:r><w:delText>90</w:delText></w:r></w:del>"
                "<w:ins><w:r><w:t>95</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r>"
                "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
                "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>，占地3km</w:t></w:r>"
                "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r></w:p>",
                f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
                f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>"
                "<w:r><w:t>上行</w:t><w:br/><w:t>下行</w:t></w:r></w:p>",
            ],
            1,
        ):
            body.insert(number, xml(part))
        read = paragraphs(saved(document))
        assert read == ["前言", "控件里的字", "共受理95件，占地3km2", "上行", "下行", "框中的字"]

    def test_a_file_without_styles_or_numbers(self) -> None:
        data = samples.bare_docx("<w:p><w:r><w:t>今年共办件 12 件。</w:t></w:r></w:p>")
        assert paragraphs(data) == ["今年共办件12件。"]


class TestPdf:
    def test_pages_and_running_heads(self, tmp_path: Path) -> None:
        tasks = ("清理占道经营", "整治重点路段", "拆除违法建筑", "维修破损路面")
        towns = [
            "，".join(f"{name}街道{task}{n * 37}处" for task in tasks) + "。"
            for n, name in enumerate("甲乙丙丁戊己庚", 2)
        ]
        text = [*PARAGRAPHS[:-2], *towns, *PARAGRAPHS[-2:]]
        body = wrapped(text)
        pages = [body[at : at + 12] for at in range(0, len(body), 12)]
        head, foot = "青山区城市管理局文件", "工作总结 第{}页"
        placed = [
            [(250.0, 800.0, head), *printed(lines), (280.0, 40.0, foot.format(n)), (300.0, 25.0, str(n + 4))]
            for n, lines in enumerate(pages, 1)
        ]
        path = tmp_path / "r.pdf"
        path.write_bytes(pdf(*placed))
        document = read_report(path)
        assert document.text.split("\n") == text
        assert len(document.page_starts) == len(pages)
        at = document.text.rindex("2031年7月12日")
        assert (document.page_at(0), document.page_at(at)) == (1, len(pages))

    def test_a_signature_at_the_right_is_not_joined(self) -> None:
        text = wrapped([*PARAGRAPHS[:6], "其他工作按计划推进" * 5 + "，各项指标均好于上年。"])
        assert len(text[-1]) >= 28
        signed = [(390.0, 400.0, PARAGRAPHS[-2]), (360.0, 380.0, PARAGRAPHS[-1])]
        assert paragraphs(pdf([*printed(text), *signed]))[-2:] == list(PARAGRAPHS[-2:])

    @pytest.mark.parametrize("together", [True, False])
    def test_a_table_is_read_row_by_row(self, together: bool) -> None:
        rows = [" ".join(row) for row in samples.TABLE]
        before, after = wrapped(PARAGRAPHS[1:2]), wrapped(PARAGRAPHS[3:5])
        page = printed([*before, "表 1 主要指标", *rows, *after])
        if not together:
            table = page[len(before) : -len(after)]
            cells = [(x + 90 * n, y, cell) for x, y, text in table for n, cell in enumerate(text.split())]
            page = [*page[: len(before)], *cells, *page[-len(after) :]]
        assert paragraphs(pdf(page)) == [PARAGRAPHS[1], "表1主要指标", *ROWS, *PARAGRAPHS[3:5]]

    def test_a_missing_cell_does_not_move_the_others(self) -> None:
        rows = [("指标", "上年", "本年"), ("巡查", "11", "12"), ("保洁", "", "22"), ("养护", "31", "32")]
        cells = [
            (90.0 + 90 * n, 700.0 - 20 * y, cell) for y, row in enumerate(rows) for n, cell in enumerate(row) if cell
        ]
        page = [*printed(wrapped(PARAGRAPHS[1:2])[:2], top=780), (90.0, 720.0, "表 1 主要指标"), *cells]
        assert paragraphs(pdf(page))[-4:] == [CELL_GAP.join(row) for row in rows]

    def test_a_table_whose_columns_cannot_be_told_is_told_of(self) -> None:
        rows = ["图例 13 14", "2031 2032", "55 66", "77 88"]
        page = printed([*wrapped(PARAGRAPHS[1:2]), "表 1 走势", *rows, *wrapped(PARAGRAPHS[3:4])])
        assert paragraphs(pdf(page)) == [PARAGRAPHS[1], TABLE, PARAGRAPHS[3]]

    def test_a_table_runs_on_over_the_page(self) -> None:
        rows = [f"指标{name} {number}.5 {number + 3}" for number, name in enumerate("甲乙丙丁戊己", 11)]
        rows.insert(0, "名称 上年 本年")
        before, after = wrapped(PARAGRAPHS[1:2]), wrapped(PARAGRAPHS[3:4])
        first = [*printed([*before, *rows[:4]]), (290.0, 30.0, "- 1 -")]
        second = [*printed([*rows[4:], *after]), (290.0, 30.0, "- 2 -")]
        read = [row.replace(" ", CELL_GAP) for row in rows]
        assert paragraphs(pdf(first, second)) == [PARAGRAPHS[1], *read, PARAGRAPHS[3]]

    def test_figures_at_line_ends_are_no_table(self) -> None:
        text = "全区现有环卫工人 2300 名、道班房 45 座、洒水车 118 辆、公厕 260 座、果壳箱 5400 个、倒粪站 3 座"
        lines = [text[at : at + 17] for at in range(0, len(text), 17)]
        assert TABLE not in text_of(pdf(printed([*wrapped(PARAGRAPHS[1:2]), *lines])))

    def test_a_page_of_too_many_strokes_is_told_of(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from pypdf import apply_configuration

        pages = (printed(wrapped()), printed(["标注"] * 400), printed(wrapped(["完。"])))
        with apply_configuration(stream_parsing_work_maximum_count=2000):
            assert paragraphs(pdf(*pages)) == [*PARAGRAPHS, PAGE, "完。"]

    def test_a_page_that_is_a_picture_is_told_of(self) -> None:
        two = pdf(printed(wrapped(PARAGRAPHS[:2])), [], printed(wrapped(PARAGRAPHS[2:])), picture=True)
        assert paragraphs(two) == [*PARAGRAPHS[:2], PAGE, *PARAGRAPHS[2:]]


class TestHtml:
    @pytest.mark.parametrize("between", ["</p><p>", "<br>", "</div><div>"])
    def test_a_paragraph_for_each_printed_line(self, between: str) -> None:
        text = f"<div><p>{between.join(wrapped())}</p></div>"
        assert paragraphs(text) == paragraphs(html_page(text)) == list(PARAGRAPHS)

    def test_tables_of_figures_are_rows_and_layout_is_text(self) -> None:
        content = f"<table><tr><td>{HTML}<p>表1 主要指标</p><p>单位：吨</p>{html_table()}<p>完。</p></td></tr></table>"
        assert paragraphs(html_page(content)) == [*PARAGRAPHS, "表1主要指标", "单位：吨", *ROWS, "完。"]

    def test_merged_cells_stand_once(self) -> None:
        table = (
            "<table><tr><th rowspan=2>指标</th><th colspan=2>实绩</th></tr><tr><th>上年</th><th>本年</th></tr>"
            "<tr><td>巡查</td><td>11</td><td>12</td></tr></table>"
        )
        read = ["指标\t实绩\t", "\t上年\t本年", "巡查\t11\t12"]
        assert paragraphs(html_page(f"<p>{PARAGRAPHS[1]}</p>{table}"))[-3:] == read

    def test_lines_of_one_paragraph(self) -> None:
        assert paragraphs(html_page("<br>".join(PARAGRAPHS))) == list(PARAGRAPHS)

    def test_printed_lines_are_joined_in_preformatted_text(self) -> None:
        assert paragraphs(html_page("<pre>" + "\n".join(wrapped()) + "</pre>")) == list(PARAGRAPHS)

    def test_white_space_notes_and_hidden_text(self) -> None:
        content = (
            "<p>今年共\n  办结<span>1,280</span>件<sup>[1]</sup>，比上年<b>增长</b>5%<sup>3</sup>，\n"
            "绿化12m<sup>2</sup>。</p>"
            "<p style='display: none'>草稿。</p><p hidden>草稿。</p><!-- 草稿，草稿。 -->"
        )
        assert paragraphs(content + "<p>完。</p>") == ["今年共办结1,280件，比上年增长5%，绿化12m2。", "完。"]

    def test_a_title_that_the_page_names_only_in_its_head(self) -> None:
        page = html_page(HTML.removeprefix(f"<p>{TITLE}</p>")).replace(f"<h1>{TITLE}</h1>", "")
        assert paragraphs(page) == list(PARAGRAPHS)

    def test_a_class_named_like_clutter_does_not_lose_the_text(self) -> None:
        assert paragraphs(html_page(f"<div class='share sidebar'>{HTML}</div>")) == list(PARAGRAPHS)

    def test_text_with_angle_brackets_is_text(self) -> None:
        assert paragraphs("关于<条例>的说明\n一、共 <3 起。") == ["关于<条例>的说明", "一、共<3起。"]


def test_markdown_marks_are_taken_off() -> None:
    text = """# 年度总结 #

**本年**共办结 *1280* 件[^1]，见[附件](http://a.b/2031)。

- 清理 `36` 处
1. 整治 48 条

| 指标 | 数 |
|---|---:|
| 甲 | 99 |

> 引用一句。
---
![图](x.png)完
"""
    first = ["年度总结", "本年共办结1280件，见附件。", "清理36处", "1.整治48条"]
    assert paragraphs(text) == [*first, "指标\t数", "甲\t99", "引用一句。", "完"]


def test_running_heads_of_a_text_with_form_feeds() -> None:
    pages = [f"内部资料 注意保存\n第{n}段全文如下，共计{n * 7}件。\n{n}" for n in range(1, 5)]
    assert paragraphs("\f".join(pages)) == [f"第{n}段全文如下，共计{n * 7}件。" for n in range(1, 5)]


def test_what_was_left_out_is_no_passage(tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    path.write_bytes(saved(docx(*PARAGRAPHS[:3], "图1 趋势", *PARAGRAPHS[3:])))
    document: Document = read_report(path)
    assert omissions(document.text) == 1
    assert all(document.text[slice(*passage.span)] != TABLE for passage in document.passages)


class TestTablesInPlainText:
    PARTED = pytest.mark.parametrize("gap", ["\t", "  ", " | ", "|", "\u3000\u3000"])

    @PARTED
    def test_cells_parted_by_a_mark(self, gap: str) -> None:
        table = [gap.join(row) for row in samples.TABLE]
        assert paragraphs("\n".join([PARAGRAPHS[1], *table, PARAGRAPHS[3]])) == [PARAGRAPHS[1], *ROWS, PARAGRAPHS[3]]

    def test_outer_bars_and_rules_are_left_out(self) -> None:
        table = ["| " + " | ".join(row) + " |" for row in samples.TABLE]
        rule = "|" + "---|" * 4
        text = "\n".join([PARAGRAPHS[1], table[0], rule, *table[1:], PARAGRAPHS[3]])
        assert paragraphs(text) == [PARAGRAPHS[1], *ROWS, PARAGRAPHS[3]]

    def test_a_cell_broken_over_lines(self) -> None:
        table = ["品名 | 面积", "（亩） | 产量（吨）", "苹果 | 12 | 34", "梨 | 56 | 78"]
        assert paragraphs("\n".join([PARAGRAPHS[1], *table]))[1:] == [
            "品名\t面积（亩）\t产量（吨）",
            "苹果\t12\t34",
            "梨\t56\t78",
        ]

    @pytest.mark.parametrize(
        "lines",
        [
            pytest.param(["青 山 区  统 计 局", "2031年  1月"], id="two lines set wide"),
            pytest.param(["清理占道  经营3260起，", "比去年  下降12.5%。", "整治路段  48条。"], id="sentences"),
        ],
    )
    def test_what_is_no_table(self, lines: list[str]) -> None:
        assert CELL_GAP not in text_of("\n".join([PARAGRAPHS[1], *lines]))
