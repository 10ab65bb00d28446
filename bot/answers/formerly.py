"""What a figure was before it became what it is now, where one sentence tells both (由33个增加到67个)."""

from __future__ import annotations

from bot.answers.builder import Reply
from bot.answers.lookup import answer_rows
from bot.answers.turn import Turn
from bot.facts.model import Observation
from bot.matching.search import Library
from bot.question.cues import asks


def formerly(turn: Turn) -> Reply | None:
    """助餐点原来有几个: the figure that it grew or fell from."""
    parsed = turn.parsed
    if not asks("formerly", parsed.text) or parsed.periods or parsed.has("target", "change", "difference", "compare"):
        return None
    found = turn.find() if parsed.strong and not turn.inherited else None
    row = next(iter(found.rows if found else turn.near), None)
    earlier = grown_from(turn.library, row) if row else None
    return answer_rows(turn.library, turn.reply, (earlier,)) if earlier else None


def grown_from(library: Library, row: Observation) -> Observation | None:
    """The figure that one became, told right before it by the same words."""
    same = [r for r in library.beside(row) if r.indicator == row.indicator and r.span[0] == row.span[0]]
    return next((r for r in same if r.span[1] < row.span[1] and row.quote.startswith(r.quote)), None)
