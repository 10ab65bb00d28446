"""What the report tells only by another figure: a year before by its difference, kinds by their shares."""

from __future__ import annotations

from bot.answers import compute
from bot.answers.builder import Reply, figure, name, word
from bot.answers.lookup import told_years
from bot.answers.parts import extreme_word
from bot.answers.turn import Turn
from bot.facts.model import Observation
from bot.question.cues import asks, pattern, says


def back_then(turn: Turn) -> Reply | None:
    """2020年立案多少起, of 900起，比2020年减少300起: what it was, worked out and said to be so."""
    years = [p.value for p in turn.parsed.periods]
    if len(years) != 1 or not turn.parsed.has("number") or turn.parsed.has("change", "share", "verify", "target"):
        return None
    found = turn.find()
    row = found.nearest[0] if found.nearest and found.refusal and found.refusal.slot == "period" else None
    moved = _moved_since(turn, row, years[0]) if row else None
    if row is None or moved is None:
        return None
    compute.back(turn.library, turn.reply, row, moved, years[0] or "")
    told_years(turn.library, turn.reply, turn.parsed)
    return turn.reply


def _moved_since(turn: Turn, row: Observation, year: str | None) -> Observation | None:
    """By how many it moved against that year, told beside it in its own unit."""
    beside = turn.library.beside(row) if row.aspect == "level" and row.unit not in ("%", "‰", None) else []
    moved = [r for r in beside if r.aspect == "change" and r.base == year and r.unit == row.unit]
    named = [r for r in moved if r.indicator.startswith(row.indicator)]
    return named[0] if len(named) == 1 else None


def largest_share(turn: Turn) -> Reply | None:
    """哪一类诈骗占得最多: of the kinds whose shares one sentence tells, the largest; its own share is no answer."""
    match = pattern("share_of_kinds").search(turn.parsed.text)
    if not match or turn.parsed.numbers:
        return None
    asked = turn.sub(match[1])
    words = [option for c in asked.strong for option in c.options if len(option) > 1]
    kinds = _kinds(turn, words)
    if not kinds:
        return None
    least = asks("least", turn.parsed.text)
    top = (min if least else max)(kinds, key=lambda row: row.value)
    turn.reply.show(top, *(row for row in kinds if row is not top))
    turn.reply.line("headline", name(top.indicator), word(extreme_word(turn.parsed.text, least)), figure(top))
    turn.reply.line("detail", word("一起写的还有："))
    turn.reply.line("item", name("、".join(f"{r.indicator} {r.value_text}" for r in kinds if r is not top)))
    told_years(turn.library, turn.reply, turn.parsed)
    return turn.reply.cite(turn.library.extraction(top), top)


def _kinds(turn: Turn, words: list[str]) -> list[Observation]:
    """Shares of kinds, two and more of one sentence of a section that speaks of what is asked about."""
    groups: dict[tuple[str, tuple[int, int]], list[Observation]] = {}
    for entry in turn.library.observations:
        row = entry.observation
        if row and row.unit == "%" and row.aspect != "change" and says("kinds_of_share", row.indicator):
            groups.setdefault((row.report, row.sentence), []).append(row)
    for rows in groups.values():
        section = turn.library.extraction(rows[0])
        near = section.document.text[max(0, rows[0].sentence[0] - _NEAR) : rows[0].sentence[1]]
        if len(rows) > 1 and any(word in near for word in words):
            return rows
    return []


#: What a list of kinds is of is said in it, or so many characters before it.
_NEAR = 160
