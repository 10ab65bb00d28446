"""Read a report file into a ``Document``."""

from __future__ import annotations

from pathlib import Path

from bot.errors import ReportError
from bot.report.lines import file_lines
from bot.report.masthead import masthead
from bot.report.model import Document
from bot.report.outline import outline
from bot.report.reflow import reflow

MAX_BYTES = 32 * 1024 * 1024


def read_report(path: Path) -> Document:
    """The report in ``path``; ReportError, in one sentence naming the file, when it cannot be read."""
    data = _bytes(path)
    lines = file_lines(data, path.name)
    text = reflow(lines)
    if not text.clean.strip():
        raise ReportError(f"{path.name} 里没有文字，无法建库。")
    sections, passages = outline(text.clean)
    meta = masthead(path, text.clean, sections)
    return Document(meta, text.clean, text.page_starts, sections, passages)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReportError(f"{path.name} 超过 {MAX_BYTES // 2**20} MB，太大了，请拆分后再放进来。")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReportError(f"找不到报告文件 {path.name}。") from error
    except IsADirectoryError as error:
        raise ReportError(f"{path.name} 是文件夹，不是报告文件。") from error
    except OSError as error:
        raise ReportError(f"读不了 {path.name}：{error.strerror or '系统拒绝'}。") from error
