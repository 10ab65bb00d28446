"""What kind of file it is, told by its content and never by its name, and who reads it.

Every reader yields ``list[FileLine]`` and is imported only for a file of its kind.
"""

from __future__ import annotations

import re

from bot.errors import ReportError
from bot.report.encoding import decode
from bot.report.limits import MAX_CHARACTERS, too_long, within_limits
from bot.report.lines import FileLine
from bot.report.omission import fold_captions
from bot.report.plain import text_lines

_SAVE_AS_DOCX = "请用 Word 或 WPS 打开后另存为 DOCX"
#: How files begin that hold no text to be read, what they are, and what can be done.
_FOREIGN = (
    (b"{\\rtf", " RTF 文件", _SAVE_AS_DOCX),
    (b"\x89PNG", "图片", "请换成有文字的 DOCX、PDF 或 TXT"),
    (b"\xff\xd8\xff", "图片", "请换成有文字的 DOCX、PDF 或 TXT"),
    (b"GIF8", "图片", "请换成有文字的 DOCX、PDF 或 TXT"),
    (b"II*\0", "图片", "请换成有文字的 DOCX、PDF 或 TXT"),
    (b"Rar!", "压缩包", "请先解压，再放入里面的报告"),
    (b"7z\xbc\xaf", "压缩包", "请先解压，再放入里面的报告"),
    (b"\x1f\x8b", "压缩包", "请先解压，再放入里面的报告"),
    (b"MIME-Version:", "网页归档（MHT 文件）", "请在浏览器中打开后另存为 HTML"),
    (b"SQLite format 3\0", "数据库", "请换成 TXT、DOCX、PDF 或网页"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_TAG = re.compile(r"</?(?:p|div|span|t[drh]|table|h[1-6]|section|article|strong|br|li|ul)\b[^<>]{0,2000}>", re.I)
_MD_HEADING = re.compile(r"^#{1,6} +\S", re.M)
_MD_MARK = re.compile(
    r"\*\*[^*\n]+\*\*|^\|? *:?-{3,}:? *\|[-:| ]*$|^> |^[-*+] +\S|\[[^\]\n]{1,200}\]\([^)\n]{1,200}\)|^```", re.M
)


def file_lines(data: bytes, name: str) -> list[FileLine]:
    """The lines of a report file, with their pages where the file has any.

    Raises ReportError, in one sentence naming the file, for what holds no readable text.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise ReportError(f"{name} 是空文件，请换一份有内容的报告。")
    return within_limits(_lines(data, name), name)


def _lines(data: bytes, name: str) -> list[FileLine]:
    if b"%PDF-" in data[:1024]:
        from bot.report.pdf import pdf_lines

        return fold_captions(pdf_lines(data, name))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from bot.report.docx import docx_lines

        return fold_captions(docx_lines(data, name))
    _refuse_foreign(data, name)
    return _text_lines(decode(data, name), name)


def _text_lines(text: str, name: str) -> list[FileLine]:
    if is_html(text):
        from bot.report.html import html_lines

        return fold_captions(html_lines(text, name))
    if len(text) > 2 * MAX_CHARACTERS:  # white space included: not worth splitting into lines
        raise too_long(name)
    if is_markdown(text):
        from bot.report.markdown import markdown_lines

        return fold_captions(markdown_lines(text))
    return text_lines(text)


def is_html(text: str) -> bool:
    """A whole page by how it begins, a fragment by its tags (a stray one or two do not count)."""
    head = text[:200_000].lstrip("\ufeff")
    if _HTML_START.match(head):
        return True
    tags = len(_HTML_TAG.findall(head))
    return tags >= 3 and (head.lstrip().startswith("<") or tags >= 10) and tags > len(_MD_HEADING.findall(head))


def is_markdown(text: str) -> bool:
    """Headings with #, or several marks of other kinds."""
    head = text[:200_000]
    return bool(_MD_HEADING.search(head)) or len(_MD_MARK.findall(head)) >= 3


def _refuse_foreign(data: bytes, name: str) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ReportError(f"{name} 是加密的 Office 文件，请取消密码后另存为 DOCX。")
        raise ReportError(f"{name} 是旧版 Office 文件（.doc、.xls 或 .wps），{_SAVE_AS_DOCX}。")
    for start, kind, advice in _FOREIGN:
        if data.startswith(start):
            raise ReportError(f"{name} 是{kind}，不是文字报告，{advice}。")
    if b"<w:wordDocument" in data[:4096]:
        raise ReportError(f"{name} 是 Word 2003 XML 文件，{_SAVE_AS_DOCX}。")
