"""An Extraction as plain JSON values and back, exactly."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

from bot.facts.model import Extraction, Finding, LedgerRow, Observation, Statement
from bot.report.model import Document, Passage, ReportMeta, Section, SectionRef

T = TypeVar("T")


def pack(extraction: Extraction) -> list[Any]:
    """Lists by the order of the dataclasses' fields: [document, observations, statements, findings, ledger,
    aliases]."""
    packed: list[Any] = _plain(extraction)
    return packed


def unpack(packed: list[Any]) -> Extraction:
    """The Extraction that ``pack`` was given. Only for what ``pack`` made: nothing is checked."""
    document, observations, statements, findings, ledger, aliases = packed
    return Extraction(
        _document(document),
        tuple(_revive(Observation, row) for row in observations),
        tuple(_revive(Statement, row) for row in statements),
        tuple(_revive(Finding, row) for row in findings),
        tuple(_revive(LedgerRow, row) for row in ledger),
        tuple((alias, official) for alias, official in aliases),
    )


def _document(packed: list[Any]) -> Document:
    meta, text, page_starts, sections, passages = packed
    return Document(
        ReportMeta(*meta),
        text,
        tuple(page_starts),
        tuple(_revive(Section, row) for row in sections),
        tuple(_revive(Passage, row) for row in passages),
    )


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return [_plain(getattr(value, name)) for name in value.__dataclass_fields__]
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _revive(kind: type[T], row: list[Any]) -> T:
    names = (field.name for field in fields(kind))  # type: ignore[arg-type]
    return kind(*(_value(name, value) for name, value in zip(names, row, strict=True)))


def _value(name: str, value: Any) -> Any:
    if name in ("section", "ref"):
        return SectionRef(value[0], tuple(value[1]), value[2])
    return tuple(value) if isinstance(value, list) else value
