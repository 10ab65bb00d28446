"""What a search came to, and the rows of a ranking."""

from __future__ import annotations

from dataclasses import dataclass

from bot.facts.model import Observation
from bot.matching.rules import Refusal
from bot.matching.score import Scored
from bot.question.parse import Parsed
from bot.text.fold import key

#: A fact must explain this much of the question to be shown, and this much to be offered.
ENOUGH, WORTH_OFFERING = 0.6, 0.55


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to: ``rows`` answer (best first, one indicator), else ``offers`` are worth a
    choice, else ``refusal`` names the missing slot of ``nearest``. ``others`` are further times of the same."""

    rows: tuple[Observation, ...] = ()
    others: tuple[Observation, ...] = ()
    offers: tuple[Observation, ...] = ()
    refusal: Refusal | None = None
    nearest: tuple[Observation, ...] = ()
    coverage: float = 0.0
    unmatched: tuple[str, ...] = ()


def rows_of(scored: list[Scored]) -> tuple[Observation, ...]:
    return tuple(s.entry.observation for s in scored if s.entry.observation)


def distinct(scored: list[Scored]) -> tuple[Observation, ...]:
    """One row for each indicator."""
    seen: dict[str, Observation] = {}
    for row in rows_of(scored):
        seen.setdefault(key(row.indicator), row)
    return tuple(seen.values())


def latest(rows: list[Observation], top: Observation) -> tuple[tuple[Observation, ...], tuple[Observation, ...]]:
    """Of one indicator the rows of the latest time (two, where the report gives two values), and the rest."""
    grown = next((r for r in rows if r.role == top.role and r.period is None and _grown_to(r, rows)), None)
    if grown:  # 由33个增加到67个: 67 there are now, whatever the time of the 33
        return (grown,), tuple(r for r in rows if r is not grown)
    dated = [r for r in rows if r.period and r.role == top.role]
    latest = max((r.period or "" for r in dated), default="")
    chosen = [r for r in rows if (r.period or "") == latest and r.role == top.role] or [top]
    return tuple(chosen), tuple(r for r in rows if r not in chosen)


def _grown_to(row: Observation, rows: list[Observation]) -> bool:
    """Is a figure what another one of its indicator became, as one sentence tells?"""
    before = (r for r in rows if r.sentence == row.sentence and r.span[0] == row.span[0] and r.span[1] < row.span[1])
    return any(row.quote.startswith(r.quote) for r in before)


def _asks_for(word: str, text: str) -> bool:
    """多少网民, 几个网民; 几家视频 asks of those who have them."""
    return any(f"{asked}{word}" in text for asked in ("多少", "几个", "多少个"))


def of_head(fitting: list[Scored], parsed: Parsed) -> list[Scored]:
    """多少网民 asks for a figure of 网民, where one is called so."""
    counted = [c for c in parsed.strong if c.head and c.known and _asks_for(c.surface, parsed.text)]
    heads = [option for c in counted for option in c.options if len(option) > 1]
    return [s for s in fitting if s.coverage >= ENOUGH and any(option in s.entry.name for option in heads)]


def printed_unit(scored: Scored, parsed: Parsed) -> bool:
    row = scored.entry.observation
    if not row or not row.unit or row.unit == "个":
        return False
    loose = row.unit in _PEOPLE and "人" in parsed.unit_words  # 来玩的多少人 may be counted in 人次
    return loose or row.unit.lower().partition("/")[0] in parsed.unit_words


_PEOPLE = frozenset({"人", "人次", "名"})
