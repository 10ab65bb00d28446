"""Extraction of one report."""

from __future__ import annotations

from dataclasses import replace

from bot.facts.finding import find_findings
from bot.facts.ledger import ledger
from bot.facts.model import Extraction, Observation
from bot.facts.observe import observe
from bot.facts.statement import state
from bot.report.model import Document

#: Part of the cache's fingerprint: change it whenever the same file would yield other rows.
EXTRACTOR_VERSION = "1"


def extract(document: Document) -> Extraction:
    """Everything the report says, in the order of its text. Never raises on any document."""
    observations = tuple(_unique(observe(document)))
    return Extraction(
        document=document,
        observations=observations,
        statements=tuple(state(document)),
        findings=tuple(find_findings(observations, document.text)),
        ledger=tuple(ledger(document, observations)),
    )


def _unique(observations: list[Observation]) -> list[Observation]:
    """Ids are short; of two equal ones the later gets a suffix, so that an id names one row."""
    seen: dict[str, int] = {}
    out = []
    for row in observations:
        count = seen[row.id] = seen.get(row.id, 0) + 1
        out.append(replace(row, id=f"{row.id}{count}") if count > 1 else row)
    return out
