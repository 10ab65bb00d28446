"""Invented reports, read without a file."""

from __future__ import annotations

from pathlib import Path

from bot.facts import Extraction, Observation, Statement, extract
from bot.report.lines import FileLine
from bot.report.masthead import masthead
from bot.report.model import Document
from bot.report.outline import outline
from bot.report.reflow import reflow

TITLE = "澄湖区城市管理局工作总结"
DATE = "2031年12月28日"


def document(*paragraphs: str, title: str = TITLE, date: str = DATE) -> Document:
    """A report of ``paragraphs`` between a title and a signature (an empty one is left out)."""
    lines = [line for line in (title, *paragraphs, "澄湖区城市管理局" if date else "", date) if line]
    text = reflow([FileLine(line, 0) for line in lines])
    sections, passages = outline(text.clean)
    meta = masthead(Path("chenghu.txt"), text.clean, sections)
    return Document(meta, text.clean, text.page_starts, sections, passages)


def extraction(*paragraphs: str, title: str = TITLE, date: str = DATE) -> Extraction:
    return extract(document(*paragraphs, title=title, date=date))


def observed(*paragraphs: str, title: str = TITLE, date: str = DATE) -> tuple[Observation, ...]:
    return extraction(*paragraphs, title=title, date=date).observations


def quoted(facts: Extraction) -> list[Observation | Statement]:
    """All that was read with a quote of its own."""
    return [*facts.observations, *facts.statements]
