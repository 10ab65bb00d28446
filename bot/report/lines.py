"""The lines of a file, page by page, whatever its encoding.

The format is recognised by content, not by name. What is not readable as text is refused in one
sentence.
"""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass

from bot.errors import ReportError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class FileLine:
    """One printed line: its text as it stands (``""`` for a blank one) and its 1-based page, 0 without pages."""

    text: str
    page: int


def file_lines(data: bytes, name: str) -> list[FileLine]:
    """The lines of ``data``; ReportError for what holds no readable text."""
    if not data.strip():
        raise ReportError(f"{name} 是空文件，请换一份有内容的报告。")
    text = decode(data, name).replace("\r\n", "\n").replace("\r", "\n")
    if "\f" in text.strip("\f\n "):
        pages = text.split("\f")
        return [FileLine(line.rstrip(), i) for i, page in enumerate(pages, 1) for line in page.split("\n")]
    return _gap_pages(text.split("\n"))


def decode(data: bytes, name: str) -> str:
    """BOM, else UTF-8, else UTF-16 without BOM, else GB18030; anything else is refused."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _strict(data, codec, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if b"\0" in data[:4096]:
            return _plausible(_strict(data, "utf-16-be" if data[:1] == b"\0" else "utf-16-le", name), name)
        return _plausible(_strict(data, "gb18030", name), name)
    return _plausible(text, name)


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise ReportError(f"{name} 不是可识别的文本（UTF-8、UTF-16 或 GB18030），请另存为 UTF-8 的 TXT。") from error


def _plausible(text: str, name: str) -> str:
    """Refuse what decodes but is no text: control characters, or next to no letters in any script."""
    odd = sum(c < " " and c not in "\n\r\t\f" or c == "\ufffd" for c in text)
    if odd > len(text) / 200:
        raise ReportError(f"{name} 是二进制文件，不是文字报告，请换成 TXT。")
    return text


def _gap_pages(lines: list[str]) -> list[FileLine]:
    """Pages told by wider gaps: text copied from a paged file keeps two blank lines more at a page's end.

    Counted as pages only in hard-wrapped text and where the stretches between the gaps are page-like.
    """
    stripped = [line.rstrip() for line in lines]
    breaks = _wide_gaps(stripped) if is_wrapped(stripped) else []
    page, out = 1 if breaks else 0, []
    for number, line in enumerate(stripped):
        if number in breaks:
            page += 1
        out.append(FileLine(line, page))
    return out


def _wide_gaps(lines: list[str]) -> set[int]:
    """Numbers of the lines that begin a page after a wide gap."""
    filled = [n for n, line in enumerate(lines) if line.strip()]
    gaps = [(after, after - before) for before, after in zip(filled, filled[1:], strict=False)]
    if not gaps:
        return set()
    usual = Counter(gap for _, gap in gaps).most_common(1)[0][0]
    wide = [after for after, gap in gaps if gap >= usual + 2]
    sizes = [sum(a <= n < b for n in filled) for a, b in zip(wide, wide[1:], strict=False)]
    page_like = len(wide) >= 2 and all(12 <= size <= 80 for size in sizes) and max(sizes) <= 2 * min(sizes)
    return set(wide) if page_like else set()


def width(line: str) -> int:
    """Columns a line takes in print: a Chinese character two, a Latin one one."""
    return sum(2 if ord(c) > 0x2E7F or c in "“”‘’…—" else 1 for c in line)


def usual_width(lines: list[str]) -> int:
    """The width that full lines reach: the upper decile of all."""
    widths = sorted(width(line.strip()) for line in lines if line.strip())
    return widths[int(len(widths) * 0.9)] if widths else 0


def is_wrapped(lines: list[str]) -> bool:
    """Were the lines broken at a fixed width? Then most lines nearly reach it, and few end a sentence."""
    filled = [line.strip() for line in lines if line.strip()]
    full = usual_width(filled)
    if len(filled) < 4 or full > 240:
        return False
    reaching = [line for line in filled if width(line) >= full - 8]
    ending = sum(line[-1] in "。！？；：:;!?" for line in reaching)
    return len(reaching) >= 0.4 * len(filled) and ending <= 0.4 * len(reaching)
