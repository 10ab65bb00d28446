"""From a file to a ``Document``: decoding, pages, re-joined lines, outline.

The vocabulary is imported at once, the readers of files when ``read_report`` is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.report.model import Document, Passage, ReportMeta, Section, SectionRef, Span

if TYPE_CHECKING:
    from bot.report.read import read_report

__all__ = ["Document", "Passage", "ReportMeta", "Section", "SectionRef", "Span", "read_report"]


def __getattr__(name: str) -> object:
    if name == "read_report":
        from bot.report.read import read_report

        return read_report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
