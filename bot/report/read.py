"""Read a report file into a ``Document``."""

from __future__ import annotations

from pathlib import Path

from bot.errors import ReportError
from bot.report.formats import file_lines
from bot.report.masthead import masthead
from bot.report.model import Document
from bot.report.omission import is_omission
from bot.report.outline import outline
from bot.report.reflow import reflow

MAX_BYTES = 32 * 1024 * 1024


def read_report(path: Path) -> Document:
    """The report in ``path``; ReportError, in one sentence naming the file, when it cannot be read."""
    data = _bytes(path)
    lines = file_lines(data, path.name)
    text = reflow(lines)
    if all(is_omission(line) for line in text.clean.split("\n") if line):
        raise ReportError(f"{path.name} 里没有可读的文字，无法建库，请换一份有正文的报告。")
    sections, passages = outline(text.clean)
    # A note of what was left out is part of the text, but nothing that the report says.
    passages = tuple(passage for passage in passages if not is_omission(text.clean[slice(*passage.span)]))
    meta = masthead(path, text.clean, sections, text.page_starts)
    return Document(meta, text.clean, text.page_starts, sections, passages)


def _bytes(path: Path) -> bytes:
    """The file's content; a device or a pipe, which might never end, is no report."""
    name = path.name
    try:
        if path.exists() and not path.is_file():
            if path.is_dir():
                raise ReportError(f"{name} 是文件夹，不是报告文件，请指定里面的文件。")
            raise ReportError(f"{name} 是设备或管道，不是报告文件，请先存成普通文件。")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise ReportError(f"找不到报告文件 {name}，请检查路径。") from error
    except PermissionError as error:
        raise ReportError(f"没有权限读取 {name}，请检查文件的权限。") from error
    except (OSError, ValueError) as error:
        raise ReportError(f"读不了 {name}，请检查路径和磁盘。") from error
    if len(data) > MAX_BYTES:
        raise ReportError(f"{name} 超过 {MAX_BYTES // 2**20} MB，太大了，请拆分后再放进来。")
    return data
