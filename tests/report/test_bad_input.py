"""Each file that cannot be read: one sentence that names it and tells what can be done, soon."""

from __future__ import annotations

import io
import os
import random
import re
import struct
import time
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.errors import KnowledgeError, ReportError
from bot.knowledge.build import build
from bot.knowledge.fingerprint import report_key
from bot.report import docx as docx_reader
from bot.report import glyphs, limits
from bot.report import pdf as pdf_reader
from bot.report.read import read_report
from tests.report import samples
from tests.report.samples import CONTENT_TYPES, PARAGRAPHS, bare_docx, docx, pdf, printed, saved, zipped

PDF = pdf(printed(samples.wrapped()))
DOCX = saved(docx(*PARAGRAPHS))


def bomb() -> bytes:
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": b" " * (docx_reader.MAX_UNPACKED + 1)})


def lying_bomb() -> bytes:
    """Declares a thousand bytes and unpacks to many more."""
    data = bytearray(zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": b" " * 40_000_000}))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", data, data.rfind(mark) + at, 1000)
    return bytes(data)


def password_zip() -> bytes:
    data = bytearray(DOCX)
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 1)
    return bytes(data)


def laughing() -> bytes:
    names = "abcdefghijk"
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    with zipfile.ZipFile(io.BytesIO(bare_docx("<w:p><w:r><w:t>&k;</w:t></w:r></w:p>"))) as archive:
        document = archive.read("word/document.xml")
    doctype = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{entities}]>'.encode()
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": doctype + document})


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "空文件.*换一份"),
    "blank": (lambda: b" \r\n\t\n", "空文件"),
    "zeros": (lambda: bytes(4000), "空文件"),
    "only a mark": (lambda: b"\xef\xbb\xbf", "没有可读的文字"),
    "binary": (lambda: random.Random(3).randbytes(20_000), "TXT"),
    "control characters": (lambda: b"\x01\x02\x03 report" * 50, "二进制文件.*换成"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(90), "图片.*换成"),
    "rtf": (lambda: b"{\\rtf1 x}", "RTF.*另存为 DOCX"),
    "archive": (lambda: b"Rar!\x1a\x07\x00" + bytes(90), "压缩包.*解压"),
    "old word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版 Office.*另存为 DOCX"),
    "locked word": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(90) + "EncryptedPackage".encode("utf-16-le"),
        "加密.*取消密码",
    ),
    "locked pdf": (lambda: samples.locked(PDF, "secret"), "加密的 PDF.*取消密码"),
    "half a pdf": (lambda: PDF[: len(PDF) // 2], "不完整的 PDF.*重新下载"),
    "a pdf without its end": (lambda: PDF[:-12], "不完整的 PDF"),
    "the head of a pdf": (lambda: PDF[:40] + b"%%EOF", "损坏的 PDF.*重新下载"),
    "scanned pdf": (lambda: pdf([], [], picture=True), "没有文字层.*OCR"),
    "mostly scanned pdf": (lambda: pdf(printed(["封面"]), [], [], [], picture=True), "没有文字层"),
    "empty pdf": (lambda: pdf([]), "没有文字层"),
    "pdf without characters": (lambda: pdf(printed(["\ue001\ue002\ue003\ue004"])), "乱码.*OCR"),
    "zip": (lambda: zipped({"a.txt": "x"}), "压缩包.*解压"),
    "excel": (lambda: zipped({"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": ""}), "Excel.*DOCX"),
    "ofd": (lambda: zipped({"OFD.xml": ""}), "OFD.*另存为"),
    "docx without text": (lambda: zipped({"[Content_Types].xml": CONTENT_TYPES, "word/a.xml": ""}), "损坏的 Word"),
    "empty docx": (lambda: saved(docx()), "没有可读的文字"),
    "half a docx": (lambda: DOCX[: len(DOCX) // 2], "损坏的 Word.*重新下载"),
    "docx with a password": (password_zip, "密码"),
    "docx bomb": (bomb, "解压后过大"),
    "docx bomb that lies": (lying_bomb, "损坏的 Word|解压后过大"),
    "docx of tags": (lambda: bare_docx("<w:p/>" * (docx_reader.MAX_TAGS + 1)), "解压后过大"),
    "docx nested deep": (lambda: bare_docx("<w:ins>" * 9999 + "</w:ins>" * 9999), "嵌套太深.*TXT"),
    "docx of nested tables": (
        lambda: bare_docx("<w:tbl><w:tr><w:tc>" * 200 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 200),
        "嵌套太深.*另存为",
    ),
    "docx of paragraphs": (
        lambda: bare_docx("<w:p><w:r><w:t>增长</w:t></w:r></w:p>" * (limits.MAX_LINES + 1)),
        "超过 40000 行.*拆分",
    ),
    "docx of entities": (laughing, "损坏的 Word|没有可读的文字"),
    "nested page": (lambda: b"<html>" + b"<div>" * 100_000 + "字。".encode(), "嵌套太深.*TXT"),
    "nested tables": (lambda: b"<html>" + b"<table><tr><td>" * 100_000, "嵌套太深"),
    "page of tags": (lambda: b"<html>" + b"<p>a" * 500_000, "标签太多"),
    "page without text": (lambda: b"<html><script>x</script></html>", "没有可读的文字"),
    "50 MB": (lambda: "今年一百起。\n".encode() * 2_700_000, "MB，太大了.*拆分"),
    "long text": (lambda: "今年办案。\n".encode() * 400_000, "超过 600000 字.*拆分"),
    "text just too long": (lambda: ("今年办案，" * 120_001).encode(), "超过 600000 字.*拆分"),
    "text of blanks": (lambda: b"a" + b" " * (2 * limits.MAX_CHARACTERS), "超过 600000 字"),
    "text of short lines": (lambda: "办案\n".encode() * (limits.MAX_LINES + 1), "超过 40000 行.*拆分"),
    "text of figures": (lambda: "增长5%".encode() * (limits.MAX_NUMBERS + 1), "数字超过 60000 个.*拆分"),
    "text of chinese numerals": (lambda: "第三位".encode() * (limits.MAX_NUMBERS + 1), "数字超过 60000 个"),
    "text of items": (lambda: "一是".encode() * (limits.MAX_NUMBERS + 1), "数字超过 60000 个"),
    "page of rows": (
        lambda: b"<html><table>" + b"<tr><td>a<td>b" * (limits.MAX_LINES + 1),
        "超过 40000 行.*拆分",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input(tmp_path: Path, name: str) -> None:
    make, expected = BAD[name]
    path = tmp_path / "报告.bin"
    path.write_bytes(make())
    begin = time.monotonic()
    with pytest.raises(ReportError) as refused:
        read_report(path)
    assert time.monotonic() - begin < 5
    message = str(refused.value)
    assert re.search(expected, message), message
    assert re.fullmatch(r"报告\.bin [^。\n]+。", message)


def test_noise_in_a_file_is_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(5)
    for original in (PDF, DOCX):
        for _ in range(15):
            data = bytearray(original)
            for _ in range(chance.choice([1, 5, 40])):
                data[chance.randrange(len(data))] = chance.randrange(256)
            path = tmp_path / "r"
            path.write_bytes(data)
            try:
                read_report(path)
            except ReportError as error:
                assert str(error).startswith("r ")


def test_a_pdf_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MAX_SECONDS", -1.0)
    (tmp_path / "r.pdf").write_bytes(PDF)
    with pytest.raises(ReportError, match=r"r.pdf .*太复杂.*另存为"):
        read_report(tmp_path / "r.pdf")


def test_a_pdf_too_long_is_read_no_further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pypdf import PageObject

    read: list[PageObject] = []
    printed_on = glyphs.printed_on

    def counted(page: PageObject, tick: Callable[[], None]) -> Any:
        read.append(page)
        return printed_on(page, tick)

    monkeypatch.setattr(pdf_reader, "printed_on", counted)
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 100)
    (tmp_path / "r.pdf").write_bytes(pdf(*[printed(["字" * 30] * 2)] * 9))
    with pytest.raises(ReportError, match=r"r.pdf 超过 100 字.*拆分"):
        read_report(tmp_path / "r.pdf")
    assert len(read) == 2


def test_a_pdf_locked_by_aes_says_what_can_be_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens it without a password must not be told of one."""
    import pypdf
    from pypdf.errors import DependencyError

    def reader(*_: object) -> None:
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    monkeypatch.setattr(pypdf, "PdfReader", reader)
    (tmp_path / "r.pdf").write_bytes(PDF)
    with pytest.raises(ReportError, match=r"AES 加密.*不用密码就能打开的也算.*打印成新的 PDF"):
        read_report(tmp_path / "r.pdf")


def test_a_pdf_of_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MAX_PAGES", 1)
    (tmp_path / "r.pdf").write_bytes(pdf(printed(["甲"]), printed(["乙"])))
    with pytest.raises(ReportError, match=r"r.pdf 有 2 页.*拆分"):
        read_report(tmp_path / "r.pdf")


def test_a_pdf_of_too_many_strokes_is_no_scan(tmp_path: Path) -> None:
    from pypdf import apply_configuration

    (tmp_path / "r.pdf").write_bytes(pdf(printed(["标注"] * 400)))
    with (
        apply_configuration(stream_parsing_work_maximum_count=2000),
        pytest.raises(ReportError, match=r"r.pdf 的页面内容太多.*另存为"),
    ):
        read_report(tmp_path / "r.pdf")


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"找不到报告文件 nowhere.txt，请检查"):
        read_report(tmp_path / "nowhere.txt")
    with pytest.raises(ReportError, match=r"文件夹"):
        read_report(tmp_path)
    with pytest.raises(ReportError, match=r"读不了 .*请检查"):
        read_report(tmp_path / ("长" * 300))
    with pytest.raises(ReportError, match=r"读不了 .*请检查"):
        read_report(tmp_path / "a\0b")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ReportError, match=r"pipe 是设备或管道.*存成普通文件"):
        read_report(tmp_path / "pipe")


@pytest.mark.parametrize("name", ["pipe", "/dev/zero"])
def test_what_is_no_regular_file_is_not_opened(tmp_path: Path, name: str) -> None:
    """Opening a pipe waits for its writer, and a device never ends."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(KnowledgeError, match="是设备或管道"):
        build([tmp_path / name], tmp_path / "k.db")
    assert not (tmp_path / "k.db").exists()


def test_a_pipe_beside_a_report_is_no_correction_of_it(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("一、", encoding="utf-8")
    os.mkfifo(tmp_path / "r.toml")
    assert report_key(tmp_path / "r.txt", "x")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_one_may_not_read(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("一、")
    path.chmod(0)
    with pytest.raises(ReportError, match=r"没有权限读取 r.txt"):
        read_report(path)
