"""From a document to what it says: observations, statements, findings and the ledger.

The vocabulary is imported at once, the grammars when ``extract`` is first asked for:
whoever only reads stored facts does not pay for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.facts.model import Extraction, Finding, LedgerRow, Observation, Statement, public_row
from bot.facts.version import EXTRACTOR_VERSION

if TYPE_CHECKING:
    from bot.facts.extractor import extract

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
    if name == "extract":
        from bot.facts.extractor import extract

        return extract
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
