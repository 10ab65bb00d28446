"""The figures of a report as a table that Excel opens: CSV in UTF-8 with a byte order mark."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from bot.answers.book import Book
from bot.answers.builder import period_words, title_of
from bot.facts.model import Observation
from bot.report.model import Section

_HEAD = (
    "指标",
    "数字",
    "数值",
    "至",
    "单位",
    "时间",
    "口径",
    "比较基期",
    "性质",
    "属于",
    "章节",
    "页码",
    "原文",
    "报告",
    "编号",
)
_ROLES = {"actual": "现状", "target": "目标"}
_ASPECTS = {"level": "数量", "change": "变化", "share": "占比", "rank": "名次"}
# What a spreadsheet would run as a formula.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\u202a-\u202e\u2066-\u2069]+')
_NAME_LENGTH, _PART_LENGTH = 40, 24  # file systems take 255 bytes, a Chinese character is 3


def csv_of(book: Book, rows: Iterable[Observation]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    writer.writerows(_cells(book, row) for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def file_name(book: Book, section: Section | None) -> str:
    """A name that every system takes."""
    part = f"-{title_of(section.ref)}" if section else ""
    return _UNSAFE.sub("_", f"{book.report.title[:_NAME_LENGTH]}{part[:_PART_LENGTH]}").strip(" .") + ".csv"


def _cells(book: Book, row: Observation) -> list[object]:
    told = (row.indicator, row.value_text)
    return [
        *map(_harmless, told),
        _number(row.value),
        _number(row.value_to),
        _harmless(row.unit or ""),
        period_words(row.period) if row.period else "",
        _harmless(row.rate or ""),
        _harmless(row.base or ""),
        f"{_ROLES[row.role]}·{_ASPECTS[row.aspect]}",
        _harmless(row.part_of or ""),
        _harmless(title_of(row.section)),
        row.page or "",
        _harmless(row.quote),
        _harmless(f"{book.report.title}" + (f"（{book.report.date}）" if book.report.date else "")),
        row.id,
    ]


def _number(value: float | None) -> float | int | str:
    if value is None:
        return ""
    return int(value) if value.is_integer() else value


def _harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
