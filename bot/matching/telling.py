"""What speaks for a sentence besides its words: that it is brief, and of the kind that is asked for."""

from __future__ import annotations

import re

from bot.facts.model import Statement
from bot.question.parse import Parsed
from bot.text.fold import key


def telling_bonus(row: Statement, parsed: Parsed) -> float:
    """Brief sentences say a thing closer than long ones, headings least of all; ranks answer ranks."""
    heading = bool(row.section.path) and row.quote.startswith(row.section.path[-1][:6])
    bonus = -0.06 if heading else 0.1 * min(1.0, 30 / max(30, len(row.quote)))
    bonus += 0.3 if parsed.has("rank") and row.kind == "rank" else 0.0
    if parsed.has("direction") and not parsed.has("rank"):  # how a thing has gone, not how it is meant to go
        bonus += 0.2 if row.kind in ("trend", "event") else -0.2 if row.kind in ("plan", "target") else 0.0
    bonus += 0.12 if parsed.has("why") and row.kind in ("trend", "problem") else 0.0
    if parsed.has("how") and not parsed.has("why", "overview"):  # how a thing is done, not how it has gone
        bonus += {"measure": 0.12, "trend": -0.1}.get(row.kind, 0.0)
    if parsed.has("list"):  # which kinds: the sentence that enumerates them
        bonus += 0.04 * min(4, _enumerated(row.quote, parsed))
    return bonus + (0.2 if any(parsed.text[q.start : q.end] in row.quote for q in parsed.numbers) else 0.0)


def _enumerated(quote: str, parsed: Parsed) -> int:
    """How many things the clause lists that holds what is asked about."""
    words = [option for concept in parsed.strong for option in concept.options]
    clauses = re.split("[，；]", quote)
    return max((c.count("、") for c in clauses if any(w in key(c) for w in words)), default=0)
