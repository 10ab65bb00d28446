"""隐患是不是全都改完了: whether all of a thing was done, by the rate or by the counts that the report tells."""

from __future__ import annotations

from bot.answers import compute, verify
from bot.answers.builder import Reply
from bot.answers.turn import Turn
from bot.facts.model import Observation
from bot.question.cues import asks, pattern

#: So many of the figures that come nearest are looked at, and so much of the question is met by each.
_NEAR, _NAMED = 5, 0.6


def entirely(turn: Turn) -> Reply | None:
    """Yes or no where the report tells it; not known where it only tells how many were done."""
    parsed = turn.parsed
    match = pattern("all_done").search(parsed.text)
    if not match or not parsed.has("verify") or parsed.numbers or parsed.has("why", "how", "what"):
        return None
    ranked = [s for s in turn.library.ranked(parsed, turn.near)[:_NEAR] if s.coverage >= _NAMED]
    rows = [row for s in ranked if (row := s.entry.observation) and row.role == "actual" and row.aspect == "level"]
    for row in rows:
        if row.unit == "%":
            return verify.verify(turn.library, turn.reply, parsed, (row,))
        if rate := _rate(turn, row):
            return verify.verify(turn.library, turn.reply, parsed, (rate,))
        if pair := _counts(turn, row, match["deed"] or match["just"]):
            whole, done = pair
            turn.reply.verdict = "yes" if done.value == whole.value else "no"
            return compute.rest(turn.library, turn.reply, whole, [done])
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


def _counts(turn: Turn, row: Observation, deed: str) -> tuple[Observation, Observation] | None:
    """任务25项, 任务完成24项: all, and those that are done."""
    words = {option for c in turn.sub(deed).concepts for option in c.options} | {deed, "完成"}
    alike = [r for r in turn.library.beside(row) if (r.unit, r.aspect, r.role) == (row.unit, row.aspect, row.role)]
    done = [r for r in alike if any(word in r.indicator for word in words)]
    pairs = [(w, d) for w in alike for d in done if w not in done and w.value >= d.value and row.id in (w.id, d.id)]
    named = [(whole, part) for whole, part in pairs if whole.indicator in part.indicator] or pairs
    return named[0] if len(named) == 1 else None
