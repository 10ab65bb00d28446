"""The thread of a sentence: what one figure hands on to the next."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.facts.clause import Segment
from bot.facts.model import Observation
from bot.facts.sentence import Sentence
from bot.facts.setting import Setting, in_year
from bot.text.period import Period

#: A rate of all is no total: 办结率达100%，其中…满意率达98%.
_ALL = 100.0


@dataclass(slots=True)
class Thread:
    """``read``: up to where the times of the sentence were taken over; ``total`` is the figure that others are
    其中 of, ``totals`` more that may be, each counting another thing; ``listing`` where a list of them was
    announced (其中：甲 5 个；乙 3 个), which goes on over semicolons; ``chain`` the names of a list just read,
    ``tail`` the noun that they share; ``branch`` the industry that the sentence before is
    about; ``topic`` a noun phrase set before the clauses that speak of it; ``seen`` the
    observations so far that tell no change, which nothing asks for."""

    period: str | None = None
    period_text: str | None = None
    read: int = 0
    subject: str = ""
    topic: str = ""
    branch: str = ""
    total: Observation | None = None
    totals: tuple[Observation, ...] = ()
    listing: bool = False
    chain: list[str] = field(default_factory=list)
    tail: str = ""
    seen: list[Observation] = field(default_factory=list)

    def last(self, wanted: Callable[[Observation], bool]) -> Observation | None:
        """The latest observation of the sentence that is ``wanted`` and tells no change."""
        return next((row for row in reversed(self.seen) if wanted(row)), None)

    def level(self) -> Observation | None:
        """The latest figure that states how much, not how it changed."""
        return self.last(lambda row: row.aspect == "level")

    def total_of(self, row: Observation) -> Observation | None:
        """The total that ``row`` is 其中 of: counted in the same unit, and not smaller than its part."""
        if self.total is None or row.aspect != "level":
            return None
        fitting = (total for total in (self.total, *self.totals) if total.unit == row.unit and row.value <= total.value)
        whole = next(fitting, None)
        return None if whole and whole.unit == "%" and whole.value >= _ALL else whole

    def part(self, levels: list[Observation]) -> None:
        """What follows is 其中 of the latest of ``levels``, or of an earlier one that counts the same."""
        self.total, self.totals = levels[-1], tuple(reversed(levels[:-1]))

    def levels(self) -> list[Observation]:
        return [row for row in self.seen if row.aspect == "level"]

    def within(self, total: Observation | None) -> Thread:
        """A copy for a bracket, whose figures nothing outside goes on from."""
        return replace(self, total=total, seen=list(self.seen))

    def advance(self, sentence: Sentence, position: int, setting: Setting) -> None:
        """Take over the last time expression before ``position``."""
        for period in sentence.tokens.periods:
            if not self.read <= period.start < position:
                continue
            if period.kind == "vague" and (not self.period or (setting.year and self.period.startswith(setting.year))):
                self.period, self.period_text = setting.year, period.text
            elif (period.kind in ("period", "date") or (period.kind == "span" and period.value)) and _tells_when(
                sentence, period
            ):
                self.period, self.period_text = in_year(period, setting.year), period.text

        self.read = max(self.read, position)

    def arrive(self, sentence: Sentence, segment: Segment, setting: Setting) -> None:
        """由上年的 5 件增加到 8 件: what a figure grew to holds for the time spoken of, unless it says another."""
        stated = [period for period in sentence.tokens.periods if period.start < segment.figure.start]
        opens = bool(stated) and (
            stated[-1].text.startswith("从") or sentence.text[: stated[-1].start].endswith(("由", "从"))
        )
        if opens and stated[-1].start < segment.start:
            self.period, self.period_text = setting.year, None


_AIMS = ("目标", "任务", "规划")
#: A time before one of these says how something is measured, not when (按2005年可比价格, 1月3日汇率).
_STANDARDS = ("可比价", "不变价", "汇率", "价格计算", "标准")


def _tells_when(sentence: Sentence, period: Period) -> bool:
    behind = sentence.text[period.end : period.end + 6].lstrip("的 ")
    if behind.startswith(_AIMS) and re.search("(?:完成|实现|达到|超过)[^，；。]{0,4}$", sentence.text[: period.start]):
        return False  # 完成2025年目标的六成: of what year the target is, not when
    return not sentence.is_base(period) and "规划" not in period.text and not behind.startswith(_STANDARDS)
