"""How many are not done yet: what was found less what of it was done, both told by one sentence."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import compute
from bot.answers.builder import Reply
from bot.answers.turn import Turn
from bot.facts.model import Observation
from bot.question.cues import pattern
from bot.question.parse import Parsed, promoted


def undone(turn: Turn) -> Reply | None:
    """发现的隐患还有多少处没整改完: those found less those mended."""
    match = pattern("undone").search(turn.parsed.text)
    if not match:
        return None
    deed = match["left"] or match["behind"] or match["before"]
    rest = promoted(turn.sub(match["thing"] or turn.parsed.text[: match.start()]))
    whole = _whole(turn, rest, deed) if rest.strong else next(iter(turn.near), None)
    done = _done(turn, whole, deed) if whole else None
    return compute.rest(turn.library, turn.reply, whole, [done]) if whole and done else None


def done_share(turn: Turn) -> Reply | None:
    """隐患点治理了百分之几: those mended of those found, where the report tells no rate."""
    match = pattern("done_share").search(turn.parsed.text)
    if not match or turn.inherited or turn.parsed.numbers or turn.parsed.has("change", "verify"):
        return None
    rest = turn.sub(match["thing"])
    whole = _whole(turn, rest, match["deed"]) if rest.strong else None
    done = _done(turn, whole, match["deed"]) if whole else None
    rated = whole and any(r.unit == "%" and r.aspect != "change" for r in turn.library.beside(whole))
    return compute.share(turn.library, turn.reply, done, whole) if whole and done and not rated else None


def _whole(turn: Turn, rest: Parsed, deed: str) -> Observation | None:
    """The first count of what is named that does not speak of the deed."""
    ranked = turn.library.ranked(replace(rest, units=turn.parsed.units, demands=frozenset()))
    near = [s.entry.observation for s in ranked[:4] if s.coverage >= _NAMED]
    return next((row for row in near if row and row.aspect == "level" and not _speaks_of(turn, row, deed)), None)


def _done(turn: Turn, whole: Observation, deed: str) -> Observation | None:
    beside = [r for r in turn.library.beside(whole) if r.id != whole.id and r.unit == whole.unit]
    done = [r for r in beside if r.aspect == "level" and r.value <= whole.value and _speaks_of(turn, r, deed)]
    return done[0] if len(done) == 1 else None


def _speaks_of(turn: Turn, row: Observation, deed: str) -> bool:
    words = {option for c in turn.sub(deed).concepts for option in c.options} | {deed}
    return any(word in row.indicator for word in words)


#: How much of the words must be met by the figure that the rest is of.
_NAMED = 0.6
