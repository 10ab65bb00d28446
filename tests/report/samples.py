"""Report files of every format, made of one invented text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

TITLE = "青山区城市管理局2031年上半年工作总结"
PARAGRAPHS = (
    TITLE,
    "2031年上半年，区城市管理局围绕“整洁、有序、安全”的要求，扎实推进各项工作，市容环境持续改善，群众满意度稳步提高。",
    "一、主要工作",
    "（一）市容管理有序推进。上半年共清理占道经营3260起，比去年同期下降12.5%，整治重点路段48条，拆除违法建筑1.2万平方米。",
    "（二）垃圾分类持续深化。全区居民区垃圾分类达标率为97.3%，新建回收服务点36个，日均清运湿垃圾215吨，资源化利用率提高4.1个百分点。",
    "二、存在问题",
    "部分背街小巷管理仍有薄弱环节，夜间施工扰民投诉较多，共受理夜间施工投诉730件，占全部投诉的41%。",
    "青山区城市管理局",
    "2031年7月12日",
)
#: A table as communiqués have them: no cell of it may become a figure of the text.
TABLE = (
    ("指标", "单位", "绝对数", "增长（%）"),
    ("清运垃圾", "吨", "38910", "-2.4"),
    ("维修路灯", "盏", "5120", "7.7"),
)


def wrapped(paragraphs: Iterable[str] = PARAGRAPHS, characters: int = 30) -> list[str]:
    """Printed lines: paragraphs of more than one line and their headings are set in by two characters."""
    lines = []
    for paragraph in paragraphs:
        text = "\u3000\u3000" + paragraph if len(paragraph) > characters else paragraph
        lines += [text[at : at + characters] for at in range(0, len(text), characters)]
    return lines


def html_page(content: str, *, head: str = "", title: str = TITLE) -> str:
    """A whole page with everything around its content that a site puts there."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_青山区人民政府</title>{head}
<style>p{{margin:0}}</style><script>var visits = "今年共访问 999 次。";</script></head><body>
<div class="header"><a href="/">首页</a> <a href="/zw">政务公开</a><span>今天是2031年8月1日，星期五</span></div>
<ul class="nav"><li><a href="/a">机构职能</a></li><li><a href="/b">政策文件，规划计划。</a></li></ul>
<div id="main"><div class="breadcrumb">当前位置：<a href="/">首页</a> &gt; 工作总结</div>
<h1>{title}</h1><div class="info">来源：城管局 浏览次数：4821次</div>
<div class="article" id="zoom">{content}</div>
<div class="share">分享到：微信 微博</div><p>上一篇：<a href="/x">2030年工作总结</a></p></div>
<div class="sidebar"><h3>热点</h3><p>全市招聘 500 人。</p></div>
<footer>版权所有：青山区人民政府 电话：12345，欢迎来电。</footer></body></html>"""


def html_table(rows: Sequence[Sequence[str]] = TABLE) -> str:
    body = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tbody>{body}</tbody></table>"


def docx(*blocks: str | Sequence[Sequence[str]]) -> Any:
    """A python-docx document of paragraphs (texts) and tables (rows of cells)."""
    from docx import Document

    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for row, texts in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return document


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def xml(text: str) -> Any:
    """An element of a Word file; ``w:`` and the namespaces of text boxes are known."""
    from docx.oxml.parser import parse_xml

    known = {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }
    names = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in known.items())
    begin = text.index(">") - (text[text.index(">") - 1] == "/")
    return parse_xml(f"{text[:begin]} {names}{text[begin:]}")


def zipped(files: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def bare_docx(body: str) -> bytes:
    """The least that is a Word file: no relations, styles or numbers."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = f"<w:document {space}><w:body>{body}</w:body></w:document>"
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": document})


Placed = tuple[float, float, str] | tuple[float, float, str, float]
"""A text from ``x`` on at the height ``y``, and the size of its letters if it is not 12."""


def printed(
    lines: Sequence[str], *, top: float = 740, left: float = 90, size: float = 12
) -> list[tuple[float, float, str]]:
    """Lines of a page, one below the other; leading full-width spaces become an indent."""
    out: list[tuple[float, float, str]] = []
    for number, line in enumerate(lines):
        text = line.lstrip("\u3000")
        out.append((left + size * (len(line) - len(text)), top - 1.6 * size * number, text))
    return out


def pdf(*pages: Sequence[Placed], picture: bool = False, drawn: str = "") -> bytes:
    """A PDF whose font is not embedded: two-byte codes, and a table that tells their characters.

    ``picture`` puts an image on each page; ``drawn`` are operators in front of each page's text.
    """
    font = 3 + 2 * len(pages)
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    image = "/XObject<</I 99 0 R>>" if picture else ""
    kids = []
    for number, page in enumerate(pages):
        kids.append(f"{3 + 2 * number} 0 R")
        resources = f"<</Font<</F1 {font} 0 R>>{image.replace('99', str(font + 3))}>>"
        box = "/MediaBox[0 0 595 842]"
        objects.append(f"<</Type/Page/Parent 2 0 R{box}/Resources{resources}/Contents {4 + 2 * number} 0 R>>")
        texts = (
            f"BT /F1 {size[0] if size else 12} Tf 1 0 0 1 {x} {y} Tm <{_codes(text)}> Tj ET"
            for x, y, text, *size in page
        )
        objects.append(_stream("\n".join([drawn, *texts])))
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    encoding = f"/Encoding/Identity-H/DescendantFonts[{font + 1} 0 R]/ToUnicode {font + 2} 0 R"
    objects.append(f"<</Type/Font/Subtype/Type0/BaseFont/SimSun{encoding}>>")
    system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    objects.append(f"<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun{system}/DW 1000/W[32 126 500]>>")
    objects.append(_stream(_to_unicode({char for page in pages for _, _, text, *_ in page for char in text})))
    image_head = "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    objects.append(f"<<{image_head}/Length 1>>stream\nx\nendstream")
    return _file(objects)


def _codes(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _to_unicode(chars: set[str]) -> str:
    codes = sorted(map(_codes, chars))
    blocks = (codes[at : at + 100] for at in range(0, len(codes), 100))
    pairs = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(f"<{code}> <{code}>" for code in block) + "\nendbfchar"
        for block in blocks
    )
    space = "1 begincodespacerange <0000> <FFFF> endcodespacerange"
    return f"/CIDInit /ProcSet findresource begin\nbegincmap\n{space}\n{pairs}\nendcmap"


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>stream\n{content}\nendstream"


def _file(objects: Sequence[str]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")


def locked(data: bytes, password: str) -> bytes:
    """A PDF behind a password (an empty one opens by itself)."""
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
