"""The thread of a sentence: what one figure hands on to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.facts.model import Observation
from bot.facts.sentence import Sentence
from bot.facts.setting import Setting


@dataclass(slots=True)
class Thread:
    """``total`` is the figure that others are 其中 of, ``listing`` where a list of them was announced (其中：甲 5
    个；乙 3 个), which goes on over semicolons; ``chain`` the names of a list just read, ``tail`` the
    noun that they share; ``topic`` a noun phrase set before the clauses that speak of it."""

    period: str | None = None
    period_text: str | None = None
    subject: str = ""
    topic: str = ""
    total: Observation | None = None
    listing: bool = False
    chain: list[str] = field(default_factory=list)
    tail: str = ""
    seen: list[Observation] = field(default_factory=list)

    def last(self, wanted: Callable[[Observation], bool]) -> Observation | None:
        """The latest observation of the sentence that is ``wanted``."""
        return next((row for row in reversed(self.seen) if wanted(row)), None)

    def level(self) -> Observation | None:
        """The latest figure that states how much, not how it changed."""
        return self.last(lambda row: row.aspect == "level")

    def total_of(self, row: Observation) -> Observation | None:
        """The total that ``row`` is 其中 of: counted in the same unit, and not smaller than its part."""
        total = self.total
        if total is None or row.aspect != "level" or row.unit != total.unit or row.value > total.value:
            return None
        return total

    def within(self, total: Observation | None) -> Thread:
        """A copy for a bracket, whose figures nothing outside goes on from."""
        return replace(self, total=total, seen=list(self.seen))

    def advance(self, sentence: Sentence, position: int, setting: Setting) -> None:
        """Take over the last time expression before ``position``."""
        for period in sentence.tokens.periods:
            if period.start >= position:
                continue
            if period.kind == "vague" and (not self.period or (setting.year and self.period.startswith(setting.year))):
                self.period, self.period_text = setting.year, period.text
            elif period.kind in ("period", "date") and not sentence.is_base(period) and "规划" not in period.text:
                self.period, self.period_text = period.value, period.text
