"""Storing: a knowledge base is built whole in a new file beside the old one, then swapped in."""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool
from sqlmodel import Session, SQLModel, create_engine, insert, text

from bot.facts.model import Extraction
from bot.knowledge import tables
from bot.knowledge.aliases import AliasRow
from bot.knowledge.ownership import APPLICATION_ID, SCHEMA_VERSION
from bot.knowledge.snapshot import card_of, indicator_key
from bot.matching.prepared import store as prepare
from bot.report.model import Section, SectionRef, Span

Rows = list[dict[str, Any]]

_ALIAS = ("report_id", "alias", "official")
_LEFTOVER_AGE = 3600.0


def store(
    db: Path,
    extractions: Iterable[Extraction],
    meta: Callable[[], dict[str, str]],
    aliases: Callable[[], Iterable[AliasRow]] = tuple,
    prepared: Callable[[Extraction], bytes] = prepare,
) -> None:
    """Write all ``extractions`` and, when they are through, ``meta()`` and ``aliases()`` into a new ``db``.

    ``prepared`` gives what is stored for the search of each.

    The old file stays until the new one is safe on the disk, and stays for good when anything raises:
    OSError, sqlalchemy.exc.DBAPIError, or whatever the iterable raises.
    """
    _sweep(db)
    fresh = db.with_name(f".{db.name}.{secrets.token_hex(8)}.tmp")
    try:
        _fill(fresh, extractions, meta, aliases, prepared)
        _sync(fresh)
        fresh.replace(db)
        _sync(db.parent)
    finally:
        fresh.unlink(missing_ok=True)


def _sweep(db: Path) -> None:
    """Remove what builds that were killed long ago have left; a build going on is younger."""
    for leftover in db.parent.glob(f".{db.name}.*.tmp"):
        if leftover.stat().st_mtime < time.time() - _LEFTOVER_AGE:
            leftover.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # a folder cannot be opened there
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _fill(
    path: Path,
    extractions: Iterable[Extraction],
    meta: Callable[[], dict[str, str]],
    aliases: Callable[[], Iterable[AliasRow]],
    prepared: Callable[[Extraction], bytes],
) -> None:
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    with engine.connect() as connection, Session(connection) as session:
        for pragma in _pragmas():
            session.connection().execute(text(f"PRAGMA {pragma}"))
        SQLModel.metadata.create_all(session.connection())
        writer = _Writer(session)
        for extraction in extractions:
            writer.add(extraction, prepared(extraction))
        writer.insert(tables.Alias, [dict(zip(_ALIAS, row, strict=True)) for row in aliases()])
        writer.insert(tables.Meta, [{"key": key, "value": value} for key, value in meta().items()])
        session.commit()
        connection.commit()


def _pragmas() -> tuple[str, ...]:
    # A half-written new file is thrown away, so that a journal would guard nothing; the swap syncs.
    return (
        f"application_id = {APPLICATION_ID}",
        f"user_version = {SCHEMA_VERSION}",
        "journal_mode = OFF",
        "synchronous = OFF",
    )


class _Writer:
    """Turns extractions into rows; numbers sections and indicators over all reports."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._numbers = count(1)

    def insert(self, table: type[SQLModel], rows: Rows) -> None:
        if rows:
            self._session.connection().execute(insert(table), rows)

    def add(self, extraction: Extraction, prepared: bytes) -> None:
        document = extraction.document
        report = document.meta.id
        self.insert(tables.Report, [_report_row(extraction)])
        self.insert(
            tables.Body,
            [{"report_id": report, "text": document.text, "page_starts": _json(document.page_starts)}],
        )
        self.insert(tables.Prepared, [{"report_id": report, "content": prepared}])
        nodes, sections = self._sections(extraction)
        indicators = self._indicators(extraction)
        cited = {"report_id": report}
        self.insert(tables.Section, [cited | row for row in nodes])
        self.insert(
            tables.Indicator,
            [cited | {"row": row, "name": name, "folded": indicator_key(name)} for name, row in indicators.items()],
        )
        self.insert(
            tables.Passage,
            [
                cited | {"section_row": sections[p.section], "of_table": p.table} | _span("span", p.span)
                for p in document.passages
            ],
        )
        self.insert(tables.Observation, _observation_rows(extraction, sections, indicators))
        self.insert(tables.Statement, _statement_rows(extraction, sections))
        self.insert(
            tables.Finding,
            [
                cited | {"kind": f.kind, "text": f.text, "observations": _json(f.observations)}
                for f in extraction.findings
            ],
        )
        self.insert(tables.Ledger, _ledger_rows(extraction))

    def _sections(self, extraction: Extraction) -> tuple[Rows, dict[SectionRef, int]]:
        """Rows of the outline, then of what is only cited; and the row to cite each reference by."""
        rows: Rows = []
        known: dict[SectionRef, int] = {}
        for node in extraction.document.sections:
            rows.append(_section_row(next(self._numbers), node.ref, node))
            known.setdefault(node.ref, rows[-1]["row"])
        for ref in _cited(extraction):
            if ref not in known:
                rows.append(_section_row(next(self._numbers), ref, None))
                known[ref] = rows[-1]["row"]
        return rows, known

    def _indicators(self, extraction: Extraction) -> dict[str, int]:
        names = dict.fromkeys(o.indicator for o in extraction.observations)
        return {name: next(self._numbers) for name in names}


def _cited(extraction: Extraction) -> Iterable[SectionRef]:
    yield from (passage.section for passage in extraction.document.passages)
    yield from (row.section for row in extraction.observations)
    yield from (row.section for row in extraction.statements)


def _report_row(extraction: Extraction) -> dict[str, Any]:
    card = card_of(extraction)
    names = ("id", "title", "issuer", "district", "date", "file")
    row: dict[str, Any] = {name: getattr(card.meta, name) for name in names}
    return row | {"years": " ".join(map(str, sorted(card.years)))}


def _section_row(row: int, ref: SectionRef, node: Section | None) -> dict[str, Any]:
    cited = {"row": row, "label": ref.label, "path": _json(ref.path), "title": ref.title}
    spans = _span("span", node.span if node else None) | _span("heading", node.heading if node else None)
    return cited | {"level": node.level if node else None} | spans


def _observation_rows(extraction: Extraction, sections: dict[SectionRef, int], indicators: dict[str, int]) -> Rows:
    plain = "id value value_text unit bound role aspect quote value_to base period period_text rate part_of parent page"
    rows = []
    for o in extraction.observations:
        row = {name: getattr(o, name) for name in plain.split()} | _span("span", o.span) | _span("sentence", o.sentence)
        row |= {"report_id": o.report, "indicator_row": indicators[o.indicator], "section_row": sections[o.section]}
        rows.append(row)
    return rows


def _statement_rows(extraction: Extraction, sections: dict[SectionRef, int]) -> Rows:
    rows = []
    for s in extraction.statements:
        row = {name: getattr(s, name) for name in ("id", "kind", "label", "quote", "period", "page")}
        row |= {"report_id": s.report, "section_row": sections[s.section], "names": _json(s.names)}
        rows.append(row | _span("span", s.span))
    return rows


def _ledger_rows(extraction: Extraction) -> Rows:
    report = extraction.document.meta.id
    names = ("text", "page", "kind", "observation")
    return [
        {"report_id": report} | {name: getattr(row, name) for name in names} | _span("span", row.span)
        for row in extraction.ledger
    ]


def _span(name: str, span: Span | None) -> dict[str, int | None]:
    start, end = span or (None, None)
    return {f"{name}_start": start, f"{name}_end": end}


def _json(values: Sequence[Any]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
