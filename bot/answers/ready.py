"""The reports that are ready to answer: each is made when it is first asked, and the last ones are kept."""

from __future__ import annotations

from collections import OrderedDict

from bot.answers.respondent import Respondent
from bot.facts.model import Extraction
from bot.knowledge.snapshot import Knowledge
from bot.matching.prepared import load

#: Reports that are kept ready at once, about a megabyte each; the one not asked for longest makes room.
_READY = 64


class Ready:
    """Who answers, by the place of the report in the knowledge base."""

    def __init__(self, knowledge: Knowledge, taught: tuple[tuple[str, str], ...]) -> None:
        self._knowledge = knowledge
        self._taught = taught
        self._made: OrderedDict[int, Respondent] = OrderedDict()

    def __len__(self) -> int:
        return len(self._made)

    def __getitem__(self, place: int) -> Respondent:
        if place not in self._made:
            self._made[place] = self._make(place)
            while len(self._made) > _READY:
                self._made.popitem(last=False)
        self._made.move_to_end(place)
        return self._made[place]

    def extraction(self, place: int) -> Extraction:
        """The facts of a report; all but its ledger."""
        return self[place].library.report

    def teach(self, taught: tuple[tuple[str, str], ...]) -> None:
        """From now on make them with these aliases."""
        self._taught = taught
        self._made.clear()

    def _make(self, place: int) -> Respondent:
        extraction, stored = self._knowledge.open(place)
        return Respondent(extraction, self._taught, load(stored, extraction) if stored else None)
