"""Extraction of one report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bot.facts.correction import Correction, correct
from bot.facts.finding import find_findings
from bot.facts.ledger import ledger
from bot.facts.model import Extraction, Observation, Statement
from bot.facts.observe import observe
from bot.facts.statement import state
from bot.report.model import Document

_Row = TypeVar("_Row", Observation, Statement)

#: Part of the cache's fingerprint: change it whenever the same file would yield other rows.


def extract(document: Document, corrections: Sequence[Correction] = ()) -> Extraction:
    """Everything the report says, in the order of its text, as a person corrected it.

    Never raises on any document; ReportError for a correction that does not fit it.
    """
    facts = correct(document, _unique(observe(document)), _distinct(state(document)), corrections)
    return Extraction(
        document=document,
        observations=facts.observations,
        statements=facts.statements,
        findings=tuple(find_findings(facts.observations, document.text)),
        ledger=tuple(ledger(document, facts.observations, facts.dropped)),
        aliases=facts.aliases,
    )


def _unique(observations: list[Observation]) -> list[Observation]:
    """Rows whose ids differ, with ``parent`` pointing at the row that was meant."""
    named: dict[str, str] = {}
    out = []
    for old, new in zip(observations, _distinct(observations), strict=True):
        named[old.id] = new.id
        out.append(replace(new, parent=named.get(new.parent, new.parent)) if new.parent else new)
    return out


def _distinct(rows: list[_Row]) -> list[_Row]:
    """Ids are short; of equal ones the later get a suffix, so that an id names one row."""
    seen: Counter[str] = Counter()
    out = []
    for row in rows:
        seen[row.id] += 1
        out.append(replace(row, id=f"{row.id}{seen[row.id]}") if seen[row.id] > 1 else row)
    return out
