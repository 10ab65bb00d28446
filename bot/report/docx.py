"""Word files (DOCX): paragraphs in order with their automatic numbers, and the rows of tables.

Only the parts that hold the text are unpacked, and python-docx parses them. Its ``Document`` would
load every picture, stop at a relation that leads nowhere (WPS writes such) and pass over content
controls, tracked insertions and text boxes.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from bot.errors import ReportError
from bot.report.footnote import is_footnote
from bot.report.limits import within_limits
from bot.report.lines import FileLine
from bot.report.numbering import Numbering, W
from bot.report.table import Cell, is_frame, row_lines
from bot.report.wrap import loosened

#: What an archive may unpack to, and what of it may be XML, each tag of which takes some hundred bytes in memory.
MAX_UNPACKED = 256 * 1024 * 1024
MAX_XML = 32 * 1024 * 1024
MAX_PARTS = 10_000
MAX_TAGS = 1_500_000
#: Other files that are ZIP archives inside, by a name in them.
_OTHERS = (
    ("xl/", " Excel 表格", "请把文字部分存为 DOCX 或 TXT"),
    ("ppt/", "演示文稿", "请把文字部分存为 DOCX 或 TXT"),
    ("OFD.xml", " OFD 文件", "请另存为有文字的 PDF 或 DOCX"),
    ("content.xml", " OpenDocument 文件", "请另存为 DOCX"),
)
_AGAIN = "请重新下载，或用 Word、WPS 打开后另存为 DOCX"
_RETYPE = "请复制正文存为 TXT，或去掉嵌套后另存为 DOCX"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BREAKS = {W + "br", W + "cr"}
_BOX = W + "txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: Below a paragraph, but not in its line: properties, what is deleted, boxes and their second copy.
_UNPRINTED = {W + "pPr", W + "rPr", W + "del", W + "moveFrom", W + "rt", _BOX, _FALLBACK}
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d*(?:\s*heading)?", re.IGNORECASE)


def docx_lines(data: bytes, name: str) -> list[FileLine]:
    """One line for each paragraph; ReportError for another ZIP, a locked, damaged or monstrous file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive.infolist(), name)
            return loosened(within_limits(_Reader(_Package(archive, name)).lines(), name))
    except (ReportError, ImportError):
        raise
    except Exception as error:  # a damaged archive or XML makes zipfile, zlib and lxml raise anything
        if isinstance(error, RecursionError) or "Excessive depth" in str(error):  # lxml's words
            raise ReportError(f"{name} 里的表格或文本框嵌套太深，不像正常的报告，{_RETYPE}。") from error
        raise ReportError(f"{name} 是损坏的 Word 文件（DOCX）或压缩包，{_AGAIN}。") from error


def _check(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Is it a Word file that can be unpacked, by what the archive declares?"""
    names = [entry.filename for entry in entries]
    for start, kind, advice in _OTHERS:
        if any(one.startswith(start) for one in names):
            raise ReportError(f"{name} 是{kind}，不是 Word 文件，{advice}。")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ReportError(f"{name} 设了密码，请取消密码后再放进来。")
    if "[Content_Types].xml" not in names or not any(one.startswith("word/") for one in names):
        raise ReportError(f"{name} 是压缩包，不是 Word 文件（DOCX），请先解压，再放入里面的报告。")
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise _too_big(name)


def _too_big(name: str) -> ReportError:
    return ReportError(f"{name} 解压后过大，不像正常的报告，请去掉图片和附件后另存为 DOCX。")


class _Package:
    """The archive's XML parts, found by their relations and read no further than the limit."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._left = MAX_XML
        self._main = self._related("", "officeDocument") or "word/document.xml"

    def document(self) -> Any:
        """The root of the main part. Raises KeyError where there is none."""
        return self._xml(self._main)

    def part(self, kind: str) -> Any:
        """The root of the part that the document calls its styles or its numbering, or None."""
        path = self._related(self._main, kind)
        return self._xml(path) if path and path in self._archive.namelist() else None

    def _related(self, path: str, kind: str) -> str | None:
        folder, file = posixpath.split(path)
        relations = posixpath.join(folder, "_rels", file + ".rels")
        if relations not in self._archive.namelist():
            return None
        for relation in self._xml(relations).iterchildren(_RELATION):
            if relation.get("Type", "").endswith("/" + kind):
                return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        return None

    def _xml(self, path: str) -> Any:
        from docx.oxml.parser import parse_xml

        # The declared size may lie: no more is unpacked than is left of the allowance.
        with self._archive.open(path) as file:
            blob = file.read(self._left + 1)
        self._left -= len(blob)
        if self._left < 0 or blob.count(b"<") > MAX_TAGS:
            raise _too_big(self._name)
        return parse_xml(blob.replace(_STRICT, W.strip("{}").encode()))


class _Reader:
    """Goes through a document in order; numbers count along."""

    def __init__(self, package: _Package) -> None:
        self._body = package.document().find(W + "body")
        styles = package.part("styles")
        self._numbering = Numbering(package.part("numbering"), styles)
        named = [] if styles is None else styles.iterfind(f"{W}style/{W}name")
        self._style_names = {name.getparent().get(W + "styleId"): name.get(W + "val", "") for name in named}

    def lines(self) -> Iterator[FileLine]:
        yield from self._block(self._body)

    def _block(self, block: Any) -> Iterator[FileLine]:
        """The body, a cell or a box: its paragraphs and tables, in order, also those in content controls."""
        for node in block.iterchildren():
            if node.tag == W + "p":
                yield from self._paragraph(node)
            elif node.tag == W + "tbl":
                yield from self._table(node)
            elif node.tag == W + "sdt" and not self._is_contents(node):
                for content in node.iterchildren(W + "sdtContent"):
                    yield from self._block(content)
            elif node.tag in (W + "ins", W + "customXml", W + "moveTo"):
                yield from self._block(node)

    def _paragraph(self, paragraph: Any) -> Iterator[FileLine]:
        label = self._numbering.label(paragraph)
        text = "".join(_printed(paragraph, ""))
        if not self._is_contents_line(paragraph) and text.strip():
            label += " " if label[-1:].isalnum() else ""
            for line in (label + text).split("\n"):
                yield FileLine(line, 0, fresh=True)
        for box in paragraph.iter(_BOX):
            around = {node.tag for node in takewhile(lambda node: node is not paragraph, box.iterancestors())}
            if not around & {_BOX, _FALLBACK}:
                yield from self._block(box)

    def _table(self, table: Any) -> Iterator[FileLine]:
        rows = [[_cell(cell) for cell in row.iter(W + "tc")] for row in table.iter(W + "tr")]
        if next(table.iterdescendants(W + "tbl"), None) is not None or is_frame(
            [[text for text, _, _ in row] for row in rows]
        ):
            for cell in table.iterfind(f"{W}tr/{W}tc"):
                yield from self._block(cell)
        else:
            yield from row_lines(rows)

    def _is_contents(self, control: Any) -> bool:
        gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        return gallery is not None and gallery.get(W + "val") == "Table of Contents"

    def _is_contents_line(self, paragraph: Any) -> bool:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = self._style_names.get(style.get(W + "val"), "") if style is not None else ""
        return bool(_CONTENTS.fullmatch(name))


def _cell(cell: Any) -> Cell:
    """A cell that goes on from the row above (vMerge) is empty: its text stands there."""
    text = " ".join("".join(_printed(paragraph, "")) for paragraph in cell.iter(W + "p"))
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    columns = span.get(W + "val", "1") if span is not None else "1"
    goes_on = merged is not None and merged.get(W + "val") != "restart"
    return "" if goes_on else text, int(columns) if columns.isdigit() else 1, 1


def _printed(node: Any, before: str) -> Iterator[str]:
    """What is printed of a paragraph or a run, in order; ``before`` is what stands before it."""
    for child in node.iterchildren():
        texts: list[str] = []
        if child.tag == W + "t":
            texts = [child.text or ""]
        elif child.tag == W + "tab":
            texts = [" "]
        elif child.tag == W + "noBreakHyphen":
            texts = ["-"]
        elif child.tag in _BREAKS:
            texts = ["\n"]
        elif child.tag not in _UNPRINTED and isinstance(child.tag, str):
            texts = list(_printed(child, before))
            texts = [] if _is_unseen(child, "".join(texts), before) else texts
        before = (before + "".join(texts))[-1:]
        yield from texts


def _is_unseen(run: Any, text: str, before: str) -> bool:
    """Is a run hidden, or the raised mark of a note?"""
    properties = run.find(W + "rPr")
    if properties is None:
        return False
    raised = properties.find(W + "vertAlign")
    if raised is not None and raised.get(W + "val") == "superscript" and is_footnote(text, before):
        return True
    hidden = properties.find(W + "vanish")
    return hidden is not None and hidden.get(W + "val") not in ("0", "false")
