"""From a document to what it says: observations, statements, findings and the ledger."""

from bot.facts.extract import EXTRACTOR_VERSION, extract
from bot.facts.model import Extraction, Finding, LedgerRow, Observation, Statement, public_row

__all__ = ["EXTRACTOR_VERSION", "Extraction", "Finding", "LedgerRow", "Observation", "Statement", "extract", "public_row"]
