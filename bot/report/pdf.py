"""PDF files with a text layer: printed lines page by page, running heads left out, tables as rows."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import hypot
from typing import TYPE_CHECKING, Any

from bot.errors import ReportError
from bot.report.grid import mark_tables
from bot.report.limits import within_limits
from bot.report.lines import CELL_GAP, FileLine, width
from bot.report.omission import PAGE
from bot.report.running import drop_running

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 3_000
MAX_SECONDS = 60.0
_AGAIN = "请重新下载完整的文件，或另存为 DOCX、TXT"
_RECOGNISE = "请先做文字识别（OCR），或换成 DOCX、TXT"
_UNLOCK = "请取消密码和限制，或打印成新的 PDF 再放进来"
#: A PDF ends with this mark; some programs and servers put a few bytes behind it.
_END, _TAIL = b"%%EOF", 4096
#: Characters of Chinese and Latin print; a font without a table of characters yields others.
_PRINTED = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e\u2010-\u2026\u2460-\u2473!-~\s]")
#: How far right of the margin, in letters, a line is set in (the first of a paragraph), and stands apart.
_NEAR, _FAR = 1.2, 4.5
_SET_IN, _APART = "\u3000" * 2, "\u3000" * 9
_LONG = 20
#: Further apart than so many letters, what stands at one height stands in two columns; the letters of a
#: word that is set wide (指　标) are nearer.
_CELLS_APART = 1.6


def pdf_lines(data: bytes, name: str) -> list[FileLine]:
    """The printed lines with their pages; ReportError for a locked, truncated, scanned or endless file."""
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError

    # It logs every flaw that it works around; what matters it raises.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if _END not in data[-_TAIL:]:
        raise ReportError(f"{name} 是不完整的 PDF（文件被截断），{_AGAIN}。")
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileNotDecryptedError
        lines = within_limits((line for page in _pages(reader, name) for line in page), name)
    except (ReportError, ImportError):
        raise
    except FileNotDecryptedError as error:
        raise ReportError(f"{name} 是加密的 PDF，{_UNLOCK}。") from error
    except DependencyError as error:  # readers open it without a password where only printing and the like is locked
        raise ReportError(f"{name} 是用 AES 加密的 PDF（不用密码就能打开的也算），本程序解不开，{_UNLOCK}。") from error
    except Exception as error:  # a damaged file makes pypdf raise anything
        raise ReportError(f"{name} 是损坏的 PDF，{_AGAIN}。") from error
    _check(lines, name)
    return mark_tables(_set_apart(drop_running(lines)))


def _pages(reader: PdfReader, name: str) -> Iterator[list[FileLine]]:
    from pypdf.errors import LimitReachedError

    if len(reader.pages) > MAX_PAGES:
        raise ReportError(f"{name} 有 {len(reader.pages)} 页，超过 {MAX_PAGES} 页，太长了，请拆分后再放进来。")
    deadline = time.monotonic() + MAX_SECONDS
    for number, page in enumerate(reader.pages, 1):
        print_ = _Print(deadline, name)
        print_.tick()
        try:
            page.extract_text(visitor_operand_before=print_.tick, visitor_text=print_.add)
            lines = [FileLine(text, number, places=places) for text, places in _indented(print_.rows())]
            missing = not lines and _has_picture(page)
        except LimitReachedError:
            missing = True
        yield [FileLine(PAGE, number, fresh=True)] if missing else lines


@dataclass(slots=True)
class _Row:
    """What is printed at one height: its text, where it begins, and the size of its letters.

    ``places``: where its stretches begin and end, which stand further apart than words do.
    """

    text: str
    x: float
    y: float
    em: float
    places: list[tuple[float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.places.append((self.x, self._end(self.x, self.text)))

    def add(self, text: str, x: float) -> None:
        """Put what is printed at ``x`` behind the rest, which pypdf has parted from it by a blank or not."""
        begin, end = self.places[-1]
        if x - end > _CELLS_APART * self.em:
            self.text = self.text.rstrip() + CELL_GAP + text.strip()
            self.places.append((x, self._end(x, text)))
        else:
            self.text += text
            self.places[-1] = begin, max(end, self._end(x, text))

    def _end(self, x: float, text: str) -> float:
        return x + self.em * width(text.strip()) / 2


class _Print:
    """Collects what pypdf reads off one page, within the time left."""

    def __init__(self, deadline: float, name: str) -> None:
        self._deadline = deadline
        self._name = name
        self._rows: list[_Row] = []
        self._new = True

    def tick(self, *_: Any) -> None:
        """Called for each operator of the page. Raises ReportError when the time is over."""
        if time.monotonic() > self._deadline:
            raise ReportError(f"{self._name} 读了 {MAX_SECONDS:.0f} 秒还没读完，太复杂了，请另存为 DOCX 或 TXT。")

    def add(self, text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        """Called for each stretch of text with its matrices (pypdf's order: cm places what tm placed)."""
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        em = abs(size) * hypot(tm[0], tm[1]) * hypot(cm[0], cm[1])
        for number, part in enumerate(text.split("\n")):
            self._new = self._new or number > 0
            if part.strip() and self._new:
                self._rows.append(_Row(part, x, y, em))
                self._new = False
            elif part.strip() and not self._new:
                self._rows[-1].add(part, x)

    def rows(self) -> list[_Row]:
        """Lines at one height joined: the cells of a table come one by one."""
        rows: list[_Row] = []
        for row in self._rows:
            last = rows[-1] if rows else None
            if last and abs(last.y - row.y) < 0.35 * last.em and row.x > last.x:
                last.text += CELL_GAP + row.text.strip()
                last.places += row.places
            else:
                rows.append(row)
        return rows


def _indented(rows: list[_Row]) -> Iterator[tuple[str, tuple[tuple[float, float], ...]]]:
    """The texts of a page with their places; those that begin right of its margin, where most long lines do,
    with a mark of how far."""
    starts = Counter(round(row.x) for row in rows if len(row.text) >= _LONG) or Counter(round(row.x) for row in rows)
    margin = max(starts, key=lambda x: (starts[x], -x)) if starts else 0
    for row in rows:
        indent = (row.x - margin) / row.em if row.em else 0
        mark = _APART if indent > _FAR else _SET_IN if indent >= _NEAR else ""
        yield mark + row.text.strip(), tuple(row.places)


def _set_apart(lines: list[FileLine]) -> list[FileLine]:
    """Centred lines and those at the right stand for themselves: a paragraph begins at them and after them."""
    out: list[FileLine] = []
    after = False
    for line in lines:
        apart = line.text.startswith(_APART)
        out.append(replace(line, text=line.text.removeprefix(_APART), fresh=line.fresh or apart or after))
        after = apart
    return out


def _has_picture(page: PageObject) -> bool:
    """Does a page show a picture or anything else that is drawn? An empty page is not missed."""
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    return bool(drawn is not None and drawn.get_object())


def _check(lines: list[FileLine], name: str) -> None:
    """Is there a text layer, and does it hold characters? A few pages of pictures are told of in the text."""
    pictures = sum(line.text == PAGE for line in lines)
    text = "".join(line.text for line in lines if line.text != PAGE)
    if not text.strip() or pictures > len({line.page for line in lines}) / 2:
        raise ReportError(f"{name} 里没有文字层（多半是扫描件或图片），{_RECOGNISE}。")
    if len(_PRINTED.findall(text)) < 0.7 * len(text):
        raise ReportError(f"{name} 的文字读出来是乱码（字体没有字符对照表），{_RECOGNISE}。")
