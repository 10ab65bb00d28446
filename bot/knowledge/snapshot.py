"""The knowledge base as the answering half sees it: a card for each report, and the reports when they are asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.facts.model import Extraction
from bot.report.model import ReportMeta
from bot.text.period import years_of


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a report without reading it; ``years`` are those that its figures hold for."""

    meta: ReportMeta
    years: frozenset[int]


def card_of(extraction: Extraction) -> Card:
    return Card(
        extraction.document.meta,
        frozenset(year for row in extraction.observations for year in years_of(row.period)),
    )


class Knowledge:
    """All reports, newest first (by date, then id): the first is asked by default.

    This one holds them in memory; ``bot.knowledge.read.Shelf`` reads each when it is asked. Nothing in it
    changes. ``cards`` are those of the reports, in their order.
    """

    def __init__(self, reports: Sequence[Extraction], cards: Iterable[Card] | None = None) -> None:
        self.reports = reports
        self.cards = tuple(map(card_of, reports) if cards is None else cards)

    def open(self, place: int) -> tuple[Extraction, bytes | None]:
        """The report at a place, and its stored preparation (``bot.matching.prepared``) where there is one.

        The ledger may be left out: no answer needs it.
        """
        return self.reports[place], None

    def holder(self, fact: str) -> int | None:
        """The place of the newest report that has an observation or a statement of this id."""
        for place, extraction in enumerate(self.reports):
            ids = [row.id for row in extraction.observations] + [row.id for row in extraction.statements]
            if fact in ids:
                return place
        return None
