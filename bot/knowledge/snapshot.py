"""The knowledge base as the answering half sees it: a card for each report, and the reports when they are asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.facts.model import Extraction, Observation
from bot.report.model import ReportMeta
from bot.text.fold import key
from bot.text.period import years_of


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a report without reading it; ``years`` are those that its figures hold for."""

    meta: ReportMeta
    years: frozenset[int]


#: Words that only say of which area a report speaks; all its figures do.
AREA = re.compile("^(?:全|本)(?:区|市|县|州|省|盟|旗|年)")


def indicator_key(name: str) -> str:
    """An indicator's match key, without the area that the whole report is about."""
    return AREA.sub("", key(name))


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

    def facts(self, place: int) -> Extraction:
        """The report at a place; its ledger may be left out: neither an answer nor a picture needs it."""
        return self.reports[place]

    def open(self, place: int) -> tuple[Extraction, bytes | None]:
        """``facts``, and their stored preparation (``bot.matching.prepared``) where there is one."""
        return self.reports[place], None

    def holder(self, fact: str) -> int | None:
        """The place of the newest report that has an observation or a statement of this id."""
        for place, extraction in enumerate(self.reports):
            ids = [row.id for row in extraction.observations] + [row.id for row in extraction.statements]
            if fact in ids:
                return place
        return None

    def named(self, name: str, places: Iterable[int]) -> list[Observation]:
        """The figures with this ``indicator_key`` in the reports at ``places``, in their order."""
        return [
            row for place in places for row in self.facts(place).observations if indicator_key(row.indicator) == name
        ]
