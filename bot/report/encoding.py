"""The encoding of a text file: UTF-8, UTF-16, GB18030 or Big5, told by its bytes."""

from __future__ import annotations

import codecs
import re

from bot.errors import ReportError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("gb18030", "big5")
_WIDE = ("utf-16-le", "utf-16-be")
#: So much of a file tells its encoding; looking at more only takes time.
_SAMPLE = 32 * 1024
#: A few broken bytes (a page cut in the middle of a character) do not make a file unreadable.
_BROKEN_SHARE = 0.002
_ODD = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd\uffff]")
_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)


def decode(data: bytes, name: str) -> str:
    """The text of ``data``; ReportError for bytes in no known encoding and for what is no text."""
    text = _decoded(data)
    if text is None:
        advice = "请另存为 UTF-8 的 TXT"
        raise ReportError(f"{name} 不是可识别的文本（UTF-8、UTF-16、GB18030 或 Big5），{advice}。")
    if len(_ODD.findall(text)) > len(text) / 200:
        raise ReportError(f"{name} 是二进制文件，不是文字报告，请换成 TXT、DOCX、PDF 或网页。")
    return text


def _decoded(data: bytes) -> str | None:
    """BOM, else strict UTF-8, else UTF-16 by its zero bytes, else what the page declares, else by the letters."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _strict(data, codec)
    text = _strict(data, "utf-8")
    if text is not None and "\0" not in text[:_SAMPLE]:
        return text
    if b"\0" in data[:_SAMPLE]:
        return _guessed(data, _WIDE)
    return _declared(data) or _guessed(data, _LEGACY) or _guessed(data, _WIDE) or _patched(data, "utf-8")


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _declared(data: bytes) -> str | None:
    """By the charset that a web page names, unless too many bytes contradict it."""
    match = _CHARSET.search(data[:4096])
    codec = match[1].decode("ascii", "replace").lower() if match else ""
    codec = "gb18030" if codec.startswith("gb") else codec  # gb2312 in name is GBK or more in use
    return _patched(data, codec) if codec in _LEGACY else None


def _patched(data: bytes, codec: str) -> str | None:
    text = data.decode(codec, "replace")
    return text if text.count("\ufffd") <= len(text) * _BROKEN_SHARE else None


def _guessed(data: bytes, among: tuple[str, ...]) -> str | None:
    """By the encoding that fits. Where several do (Big5 is GB18030 as well, only nonsense) the letters decide."""
    fitting = [codec for codec in among if _strict(data, codec) is not None]
    if not fitting:
        return None
    return data.decode(_likeliest(data, fitting) if len(fitting) > 1 else fitting[0])


def _likeliest(data: bytes, fitting: list[str]) -> str:
    from charset_normalizer import from_bytes

    # An even cut keeps UTF-16 whole; the odd half character at the end of the others does no harm.
    best = from_bytes(data[:_SAMPLE], cp_isolation=fitting).best()
    codec = best.encoding.replace("_", "-") if best else ""
    return codec if codec in fitting else fitting[0]
