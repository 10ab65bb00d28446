"""Reading with the standard library alone: a question must not pay for an ORM.

At start only the cards of the reports are read; a report's facts are when it is asked.

``COLUMNS`` repeats the names of ``tables.py``; a test proves that they are the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from operator import eq
from pathlib import Path
from typing import Any, overload
from weakref import finalize

from bot.errors import KnowledgeError
from bot.facts.model import Extraction, Finding, LedgerRow, Observation, Statement
from bot.knowledge.ownership import open_readonly
from bot.knowledge.snapshot import Card, Knowledge
from bot.report.model import Document, Passage, ReportMeta, Section, SectionRef

COLUMNS = {
    "meta": "key value",
    "report": "id title issuer district date file years",
    "body": "text page_starts",
    "prepared": "content",
    "section": "row label path title level span_start span_end heading_start heading_end",
    "passage": "span_start span_end section_row of_table",
    "indicator": "row name folded",
    "observation": (
        "section_row span_start span_end sentence_start sentence_end id indicator_row value value_text unit bound "
        "role aspect quote value_to base period period_text rate part_of parent page"
    ),
    "statement": "section_row span_start span_end names id kind label quote period page",
    "finding": "kind text observations",
    "ledger": "text span_start span_end page kind observation",
}


#: A file up to this size (some twenty reports) is read through when it is opened, so that damage is found
#: while it can be mended by building again.
_READ_THROUGH = 4_000_000
#: Reports whose facts are kept; the one not asked for longest makes room. As many as are kept ready to answer.
_KEPT = 64


class Damaged(KnowledgeError):
    """The file cannot be read as a knowledge base of this schema; it is to be built again."""


def read_meta(db: Path) -> dict[str, str]:
    """The ``meta`` table. Raises Damaged."""
    with _reading(db), closing(open_readonly(db)) as connection:
        return dict(_Reader(connection).rows("meta"))


def read_knowledge(db: Path) -> Shelf:
    """The knowledge base of a file, newest report first. Raises Damaged."""
    shelf = Shelf(db)
    if db.stat().st_size <= _READ_THROUGH:
        for place in range(len(shelf.cards)):
            shelf.open(place)
    return shelf


class Shelf(Knowledge):
    """The reports of a knowledge base file, each read when it is asked for.

    The file stays open: a build swaps another one in, and a shelf goes on reading what it opened.
    Everything raises Damaged where a page cannot be read.
    """

    def __init__(self, db: Path) -> None:
        self._db = db
        with _reading(db):
            self._reader = _Reader(open_readonly(db))
            cards = [Card(ReportMeta(*meta), _years(years)) for *meta, years in self._reader.rows("report")]
            cards.sort(key=lambda card: card.meta.id)
            cards.sort(key=lambda card: card.meta.date or "", reverse=True)
        self._places = {card.meta.id: place for place, card in enumerate(cards)}
        self._kept: OrderedDict[int, Extraction] = OrderedDict()
        super().__init__(_Reports(db, self._reader, cards), cards)

    def facts(self, place: int) -> Extraction:
        if place not in self._kept:
            with _reading(self._db):
                self._kept[place] = self._reader.extraction(self.cards[place].meta, ledger=False)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(place)
        return self._kept[place]

    def open(self, place: int) -> tuple[Extraction, bytes | None]:
        extraction = self.facts(place)
        with _reading(self._db):
            return extraction, self._reader.prepared(extraction.document.meta.id)

    def named(self, name: str, places: Iterable[int]) -> list[Observation]:
        with _reading(self._db):
            return [row for place in places for row in self._reader.named(self.cards[place].meta.id, name)]

    def holder(self, fact: str) -> int | None:
        with _reading(self._db):
            holders = self._reader.holders(fact)
        return min(map(self._places.__getitem__, holders), default=None)


class _Reports(Sequence[Extraction]):
    """The whole reports of a file, read one at a time and not kept; equal to a tuple of the same."""

    def __init__(self, db: Path, reader: _Reader, cards: list[Card]) -> None:
        self._db = db
        self._reader = reader
        self._cards = cards

    def __len__(self) -> int:
        return len(self._cards)

    @overload
    def __getitem__(self, place: int) -> Extraction: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Extraction, ...]: ...
    def __getitem__(self, place: int | slice) -> Extraction | tuple[Extraction, ...]:
        if isinstance(place, slice):
            return tuple(map(self._whole, self._cards[place]))
        return self._whole(self._cards[place])

    def _whole(self, card: Card) -> Extraction:
        with _reading(self._db):
            return self._reader.extraction(card.meta, ledger=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(other) == len(self) and all(map(eq, self, other))


@contextmanager
def _reading(db: Path) -> Iterator[None]:
    """Every failure is Damaged: a broken page may give rows of any shape."""
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError, KeyError, IndexError) as error:
        raise Damaged(f"知识库文件损坏：{db}（{error}）；请运行 python -m bot build 重建") from error


def _years(stored: str) -> frozenset[int]:
    return frozenset(map(int, stored.split()))


def _observation(row: Any, report: str, names: dict[int, str], refs: dict[int, SectionRef]) -> Observation:
    """From a row of COLUMNS["observation"]."""
    section, a, b, c, d, key, indicator, value, figure, unit, bound, role, aspect, quote, *rest = row
    stated = (key, report, names[indicator], value, figure, unit, bound, role, aspect)
    return Observation(*stated, refs[section], quote, (a, b), (c, d), *rest)


class _Reader:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        finalize(self, connection.close)

    def rows(self, table: str, report: str | None = None) -> list[Any]:
        columns = ", ".join(COLUMNS[table].split())
        where, values = ("", ()) if report is None else ("WHERE report_id = ?", (report,))
        return self._connection.execute(f"SELECT {columns} FROM {table} {where} ORDER BY rowid", values).fetchall()

    def holders(self, fact: str) -> set[str]:
        """The ids of the reports that have a fact of this id."""
        found = "SELECT report_id FROM observation WHERE id = ? UNION SELECT report_id FROM statement WHERE id = ?"
        return {report for (report,) in self._connection.execute(found, (fact, fact))}

    def prepared(self, report: str) -> bytes:
        ((content,),) = self.rows("prepared", report)
        return bytes(content)

    def extraction(self, meta: ReportMeta, *, ledger: bool) -> Extraction:
        refs: dict[int, SectionRef] = {}
        nodes = tuple(self._sections(meta.id, refs))
        ((text, page_starts),) = self.rows("body", meta.id)
        passages = tuple(
            Passage((start, end), refs[row], bool(table)) for start, end, row, table in self.rows("passage", meta.id)
        )
        found = self.rows("ledger", meta.id) if ledger else ()
        return Extraction(
            Document(meta, text, tuple(json.loads(page_starts)), nodes, passages),
            tuple(self._observations(meta.id, refs)),
            tuple(self._statements(meta.id, refs)),
            tuple(Finding(kind, note, tuple(json.loads(ids))) for kind, note, ids in self.rows("finding", meta.id)),
            tuple(LedgerRow(found, (a, b), *rest) for found, a, b, *rest in found),
        )

    def _sections(self, report: str, refs: dict[int, SectionRef]) -> Iterator[Section]:
        """The nodes of the outline; ``refs`` also gets the sections that are only cited."""
        for row, label, path, title, level, start, end, heading, heading_end in self.rows("section", report):
            refs[row] = SectionRef(label, tuple(json.loads(path)), title)
            if level is not None:
                yield Section(refs[row], level, (start, end), (heading, heading_end))

    def _observations(self, report: str, refs: dict[int, SectionRef]) -> Iterator[Observation]:
        named = self._connection.execute("SELECT row, name FROM indicator WHERE report_id = ?", (report,))
        names: dict[int, str] = dict(named.fetchall())
        for row in self.rows("observation", report):
            yield _observation(row, report, names, refs)

    def named(self, report: str, name: str) -> list[Observation]:
        """The figures of an indicator in a report, without reading the others."""
        found = "SELECT row, name FROM indicator WHERE report_id = ? AND folded = ? ORDER BY rowid"
        names = dict(self._connection.execute(found, (report, name)).fetchall())
        columns = ", ".join(COLUMNS["observation"].split())
        marks = ", ".join("?" * len(names))
        wanted = f"SELECT {columns} FROM observation WHERE indicator_row IN ({marks}) ORDER BY rowid"
        rows = self._connection.execute(wanted, tuple(names)).fetchall() if names else []
        refs = {row[0]: self._ref(row[0]) for row in rows}
        return [_observation(row, report, names, refs) for row in rows]

    def _ref(self, section: int) -> SectionRef:
        wanted = "SELECT label, path, title FROM section WHERE row = ?"
        ((label, path, title),) = self._connection.execute(wanted, (section,)).fetchall()
        return SectionRef(label, tuple(json.loads(path)), title)

    def _statements(self, report: str, refs: dict[int, SectionRef]) -> Iterator[Statement]:
        for section, a, b, names, key, kind, label, quote, period, page in self.rows("statement", report):
            quoted = tuple(json.loads(names)) if names != "[]" else ()
            yield Statement(key, report, kind, label, refs[section], quote, (a, b), period, page, quoted)
