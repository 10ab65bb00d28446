"""Loading the snapshot with the standard library alone: a question must not pay for an ORM.

``COLUMNS`` repeats the names of ``tables.py``; a test proves that they are the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from bot.facts.model import Extraction, Finding, LedgerRow, Observation, Statement
from bot.knowledge.ownership import open_readonly
from bot.knowledge.snapshot import Knowledge
from bot.report.model import Document, Passage, ReportMeta, Section, SectionRef

COLUMNS = {
    "meta": "key value",
    "report": "id title issuer district date file text page_starts",
    "section": "row label path title level span_start span_end heading_start heading_end",
    "passage": "span_start span_end section_row of_table",
    "indicator": "row name",
    "observation": (
        "section_row span_start span_end sentence_start sentence_end id indicator_row value value_text unit bound "
        "role aspect quote value_to base period period_text rate part_of parent page"
    ),
    "statement": "section_row span_start span_end names id kind label quote period page",
    "finding": "kind text observations",
    "ledger": "text span_start span_end page kind observation",
}


class Damaged(Exception):
    """The file cannot be read as a knowledge base of this schema; it is to be built again."""


def read_meta(db: Path) -> dict[str, str]:
    """The ``meta`` table. Raises Damaged."""
    with _reading(db) as reader:
        return dict(reader.rows("meta"))


def read_knowledge(db: Path) -> Knowledge:
    """The whole knowledge base, newest report first. Raises Damaged."""
    with _reading(db) as reader:
        extractions = sorted(reader.extractions(), key=lambda e: e.document.meta.id)
    return Knowledge(tuple(sorted(extractions, key=lambda e: e.document.meta.date or "", reverse=True)))


@contextmanager
def _reading(db: Path) -> Iterator[_Reader]:
    """An open reader whose every failure is Damaged: a broken page may give rows of any shape."""
    try:
        with closing(open_readonly(db)) as connection:
            yield _Reader(connection)
    except (sqlite3.Error, ValueError, TypeError, KeyError, IndexError) as error:
        raise Damaged(str(error)) from error


class _Reader:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, table: str, report: str | None = None) -> Iterator[Any]:
        columns = ", ".join(COLUMNS[table].split())
        where, values = ("", ()) if report is None else ("WHERE report_id = ?", (report,))
        yield from self._connection.execute(f"SELECT {columns} FROM {table} {where} ORDER BY rowid", values)

    def extractions(self) -> Iterator[Extraction]:
        for *meta, text, page_starts in self.rows("report"):
            yield self._extraction(ReportMeta(*meta), text, tuple(json.loads(page_starts)))

    def _extraction(self, meta: ReportMeta, text: str, page_starts: tuple[int, ...]) -> Extraction:
        refs: dict[int, SectionRef] = {}
        nodes = tuple(self._sections(meta.id, refs))
        passages = tuple(
            Passage((start, end), refs[row], bool(table)) for start, end, row, table in self.rows("passage", meta.id)
        )
        return Extraction(
            Document(meta, text, page_starts, nodes, passages),
            tuple(self._observations(meta.id, refs)),
            tuple(self._statements(meta.id, refs)),
            tuple(Finding(kind, note, tuple(json.loads(ids))) for kind, note, ids in self.rows("finding", meta.id)),
            tuple(LedgerRow(found, (a, b), *rest) for found, a, b, *rest in self.rows("ledger", meta.id)),
        )

    def _sections(self, report: str, refs: dict[int, SectionRef]) -> Iterator[Section]:
        """The nodes of the outline; ``refs`` also gets the sections that are only cited."""
        for row, label, path, title, level, start, end, heading, heading_end in self.rows("section", report):
            refs[row] = SectionRef(label, tuple(json.loads(path)), title)
            if level is not None:
                yield Section(refs[row], level, (start, end), (heading, heading_end))

    def _observations(self, report: str, refs: dict[int, SectionRef]) -> Iterator[Observation]:
        names = dict(self.rows("indicator", report))
        for section, a, b, c, d, key, indicator, value, figure, unit, bound, role, aspect, quote, *rest in self.rows(
            "observation", report
        ):
            stated = (key, report, names[indicator], value, figure, unit, bound, role, aspect)
            yield Observation(*stated, refs[section], quote, (a, b), (c, d), *rest)

    def _statements(self, report: str, refs: dict[int, SectionRef]) -> Iterator[Statement]:
        for section, a, b, names, key, kind, label, quote, period, page in self.rows("statement", report):
            quoted = tuple(json.loads(names))
            yield Statement(key, report, kind, label, refs[section], quote, (a, b), period, page, quoted)
