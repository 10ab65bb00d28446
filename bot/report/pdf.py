"""PDF files with a text layer: printed lines page by page, running heads left out, tables as rows."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from bot.errors import ReportError
from bot.report.drawn import rules_of
from bot.report.glyphs import printed_on
from bot.report.grid import mark_tables
from bot.report.limits import within_limits
from bot.report.lines import FileLine, row_line
from bot.report.omission import PAGE
from bot.report.printrows import Row, notes, rows_of, turns
from bot.report.ruled import Ruled, ruled
from bot.report.running import drop_running
from bot.report.runon import run_on
from bot.report.table import spread

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 3_000
MAX_SECONDS = 60.0
_FETCH = "请重新下载完整的文件"
_AGAIN = f"{_FETCH}，或另存为 DOCX、TXT"
_SAVE = "请另存为 DOCX 或 TXT"
_OR_RECOGNISE = "或先做文字识别（OCR），换成 DOCX、TXT"
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
#: The second column of a page begins this many letters higher than the first ends, right of most of its lines.
_UPWARDS, _MOSTLY = 5, 0.8


def pdf_lines(data: bytes, name: str) -> list[FileLine]:
    """The printed lines with their pages; ReportError for a locked, truncated, scanned or endless file."""
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError

    # It logs every flaw that it works around; what matters it raises.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if _END not in data[-_TAIL:]:
        raise ReportError(f"{name} 是不完整的 PDF（文件被截断），{_AGAIN}。")
    drawn: set[int] = set()  # the pages of too many strokes
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileNotDecryptedError
        lines = within_limits((line for page in _pages(reader, name, drawn) for line in page), name)
    except (ReportError, ImportError):
        raise
    except FileNotDecryptedError as error:
        raise ReportError(f"{name} 是加密的 PDF，{_UNLOCK}。") from error
    except DependencyError as error:  # readers open it without a password where only printing and the like is locked
        raise ReportError(f"{name} 是用 AES 加密的 PDF（不用密码就能打开的也算），本程序解不开，{_UNLOCK}。") from error
    except Exception as error:  # a damaged file makes pypdf raise anything
        raise ReportError(f"{name} 是损坏的 PDF，{_AGAIN}。") from error
    _check(lines, name, len(drawn))
    return run_on(mark_tables(_set_apart(drop_running(lines))))


def _pages(reader: PdfReader, name: str, drawn: set[int]) -> Iterator[list[FileLine]]:
    from pypdf.errors import LimitReachedError

    if len(reader.pages) > MAX_PAGES:
        raise ReportError(f"{name} 有 {len(reader.pages)} 页，超过 {MAX_PAGES} 页，太长了，请拆分后再放进来。")
    deadline = time.monotonic() + MAX_SECONDS

    def tick() -> None:
        if time.monotonic() > deadline:
            raise ReportError(f"{name} 读了 {MAX_SECONDS:.0f} 秒还没读完，太复杂了，{_SAVE}。")

    for number, page in enumerate(reader.pages, 1):
        tick()
        try:
            lines = _lines(page, number, tick)
            missing = not lines and _has_picture(page)
        except LimitReachedError:
            missing = True
            drawn.add(number)
        yield [FileLine(PAGE, number, fresh=True)] if missing else lines


def _lines(page: PageObject, number: int, tick: Callable[[], None]) -> list[FileLine]:
    """The lines of a page, with the rows of the tables whose cells are drawn; what is printed in another direction
    than most of it comes last, and is never joined to what stands at its height."""
    printed, sides = printed_on(page, tick)
    out: list[FileLine] = []
    for turn in turns(printed):
        parts = [part for part in printed if part.turn == turn]
        tables = ruled(parts, rules_of(sides, turn)) if turn % 90 == 0 else []
        held = {at: table for table in tables for at in table.parts}
        rows: list[Row | Ruled] = []
        for table, run in groupby(range(len(parts)), key=held.get):
            rows += [table] if table is not None and table not in rows else []
            rows += rows_of(parts[at] for at in run) if table is None else []
        below = notes([row for row in rows if isinstance(row, Row)])
        out += _indented([row for row in rows if not any(row is note for note in below)], number)
    return out


def _indented(rows: Sequence[Row | Ruled], page: int) -> Iterator[FileLine]:
    """The lines of a page; those that begin right of its margin, where most long ones do, with a mark of how far."""
    plain = [row for row in rows if isinstance(row, Row)]
    margins = _margins(plain)
    for row in rows:
        if isinstance(row, Ruled):
            # A column may be empty on one page and filled on the next.
            yield from (row_line(map(str.strip, texts), page) for texts in spread(row.rows) if "".join(texts).strip())
            continue
        margin = margins[row.y, row.x]
        indent = (row.x - margin) / row.em if row.em else 0
        mark = _APART if indent > _FAR else _SET_IN if indent >= _NEAR else ""
        yield FileLine(mark + row.text(), page, pieces=row.pieces())


def _margins(rows: Sequence[Row]) -> dict[tuple[float, float], float]:
    """For each row by its place the margin of its column: where most long lines begin. On a page of two columns
    the second begins high up again, right of all lines of the first."""
    blocks: list[list[Row]] = []
    for row in rows:
        last = blocks[-1] if blocks else []
        high = bool(last) and row.y > last[-1].y + _UPWARDS * row.em
        if not last or (high and sum(one.parts[-1].end < row.x for one in last) > _MOSTLY * len(last)):
            blocks.append([])
        blocks[-1].append(row)
    return {(row.y, row.x): margin for block in blocks for margin in [_margin(block)] for row in block}


def _margin(rows: Sequence[Row]) -> float:
    long = [row for row in rows if row.letters() >= _LONG] or rows
    starts = Counter(round(row.x) for row in long)
    return max(starts, key=lambda x: (starts[x], -x))


def _set_apart(lines: list[FileLine]) -> list[FileLine]:
    """Centred lines and those at the right stand for themselves: a paragraph begins at them and after them."""
    out: list[FileLine] = []
    after = False
    for line in lines:
        if line.cells:
            out.append(line)
            after = False
            continue
        apart = line.text.startswith(_APART)
        out.append(replace(line, text=line.text.removeprefix(_APART), fresh=line.fresh or apart or after))
        after = apart
    return out


def _has_picture(page: PageObject) -> bool:
    """Does a page show a picture or anything else that is drawn? An empty page is not missed."""
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    return bool(drawn is not None and drawn.get_object())


def _check(lines: list[FileLine], name: str, drawn: int) -> None:
    """Is there a text layer, and does it hold characters? A few pages of pictures are told of in the text."""
    missing = sum(line.text == PAGE for line in lines)
    text = "".join(line.text for line in lines if line.text != PAGE)
    if not text.strip() or missing > len({line.page for line in lines}) / 2:
        if drawn > missing / 2:
            raise ReportError(f"{name} 的页面内容太多太复杂，读不出文字，{_SAVE}。")
        raise ReportError(f"{name} 里没有文字层（多半是扫描件或图片），{_RECOGNISE}。")
    if len(_PRINTED.findall(text)) < 0.7 * len(text):
        raise ReportError(f"{name} 的文字读出来是乱码（文件损坏，或字体没有字符对照表），{_FETCH}，{_OR_RECOGNISE}。")
