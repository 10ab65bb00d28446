"""From a document to what it says: observations, statements, findings and the ledger.

The vocabulary is imported at once, the grammars when ``extract`` or ``EXTRACTOR_VERSION`` is first asked for:
whoever only reads stored facts does not pay for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.facts.model import Extraction, Finding, LedgerRow, Observation, Statement, public_row

if TYPE_CHECKING:
    from bot.facts.extractor import EXTRACTOR_VERSION, extract

__all__ = [
    "EXTRACTOR_VERSION",
    "Extraction",
    "Finding",
    "LedgerRow",
    "Observation",
    "Statement",
    "extract",
    "public_row",
]


def __getattr__(name: str) -> object:
    if name in ("EXTRACTOR_VERSION", "extract"):
        from bot.facts import extractor

        return getattr(extractor, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
