"""What of a thing is done and what is not yet: what was found and what of it was done, told by one sentence."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import compute, verify
from bot.answers.builder import Reply
from bot.answers.turn import Turn
from bot.facts.model import Observation
from bot.question.cues import asks, pattern
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


def entirely(turn: Turn) -> Reply | None:
    """隐患是不是全都改完了: by the rate or the counts; not known where the report only tells how many were done."""
    parsed = turn.parsed
    match = pattern("all_done").search(parsed.text)
    if not match or not parsed.has("verify") or parsed.numbers or parsed.has("why", "how", "what"):
        return None
    deed = match["deed"] or match["just"]
    ranked = [s for s in turn.library.ranked(parsed, turn.near)[:_NEAR] if s.coverage >= _NAMED]
    rows = [row for s in ranked if (row := s.entry.observation) and row.role == "actual" and row.aspect == "level"]
    for row in rows:
        rate = row if row.unit == "%" else _rate(turn, row)
        if rate:
            return verify.verify(turn.library, turn.reply, parsed, (rate,))
        done = None if _speaks_of(turn, row, deed) else _done(turn, row, deed, _DONE)
        if done:
            turn.reply.verdict = "yes" if done.value == row.value else "no"
            return compute.rest(turn.library, turn.reply, row, [done])
    first = rows[0] if rows else None
    if first is None or first.value == 0 or asks("all_told", turn.library.by_id[first.id].sentence):
        return None
    return verify.not_so_fine(turn.library, turn.reply, parsed, first)


def _rate(turn: Turn, row: Observation) -> Observation | None:
    """整改率, behind what was mended."""
    pairs = {row.indicator[n : n + 2] for n in range(len(row.indicator) - 1)}
    rates = [r for r in turn.library.beside(row) if r.unit == "%" and r.aspect == "level" and r.value <= 100]
    named = [r for r in rates if r.indicator.endswith("率") and any(pair in r.indicator for pair in pairs)]
    return named[0] if len(named) == 1 else None


def _whole(turn: Turn, rest: Parsed, deed: str) -> Observation | None:
    """The first count of what is named that does not speak of the deed."""
    ranked = turn.library.ranked(replace(rest, units=turn.parsed.units, demands=frozenset()))
    near = [s.entry.observation for s in ranked[:4] if s.coverage >= _NAMED]
    return next((row for row in near if row and row.aspect == "level" and not _speaks_of(turn, row, deed)), None)


def _done(turn: Turn, whole: Observation, *deeds: str) -> Observation | None:
    """How many of the whole were done, told in its sentence; called as it is, where several things are told of."""
    beside = [r for r in turn.library.beside(whole) if r.id != whole.id and r.unit == whole.unit]
    done = [r for r in beside if r.aspect == "level" and r.value <= whole.value and _speaks_of(turn, r, *deeds)]
    named = [r for r in done if whole.indicator in r.indicator] or done
    return named[0] if len(named) == 1 else None


def _speaks_of(turn: Turn, row: Observation, *deeds: str) -> bool:
    words = {option for deed in deeds for c in turn.sub(deed).concepts for option in c.options} | {*deeds}
    return any(word in row.indicator for word in words)


#: What reports call everything that was done.
_DONE = "完成"
#: So many of the figures that come nearest are looked at.
_NEAR = 5
#: How much of the words must be met by the figure that the rest is of.
_NAMED = 0.6
