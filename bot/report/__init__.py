"""From a file to a ``Document``: decoding, pages, re-joined lines, outline."""

from bot.report.model import Document, Passage, ReportMeta, Section, SectionRef, Span
from bot.report.read import read_report

__all__ = ["Document", "Passage", "ReportMeta", "Section", "SectionRef", "Span", "read_report"]
