"""Why a word or a question matches what: its normal form, slots and candidates with their scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.facts.model import Observation
from bot.matching.rules import refuse
from bot.question.normalise import normalise

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.matching.score import Scored

_SHOWN = 8


def explain(assistant: Assistant, text: str) -> dict[str, Any]:
    """The object that ``words --json`` prints."""
    library, parsed = assistant.library, assistant.read(normalise(text))
    figures = library.ranked(parsed)[:_SHOWN] if parsed.strong else []
    return {
        "text": text,
        "normal": parsed.text,
        "corrections": [list(pair) for pair in parsed.corrections],
        "concepts": [
            {"word": c.surface, "means": list(c.options[1:]), "weak": c.weak, "known": c.known, "head": c.head}
            for c in parsed.concepts
        ],
        "slots": {
            "periods": [p.value for p in parsed.periods],
            "numbers": [q.value for q in parsed.numbers],
            "units": sorted(parsed.units),
            "places": list(parsed.places),
            "cues": sorted(parsed.cues),
            "demands": sorted(parsed.demands),
        },
        "candidates": [_candidate(scored, assistant, text) for scored in figures],
        "statements": [_row(scored) for scored in library.find_statements(parsed)[:3]],
    }


def _candidate(scored: Scored, assistant: Assistant, text: str) -> dict[str, Any]:
    refusal = refuse(scored.entry, assistant.read(normalise(text)), today=assistant.library.year)
    return {**_row(scored), "refused": f"{refusal.slot}: {refusal.asked}" if refusal else None}


def _row(scored: Scored) -> dict[str, Any]:
    fact = scored.entry.fact
    name = f"{fact.indicator} {fact.value_text}" if isinstance(fact, Observation) else fact.quote[:40]
    return {
        "id": fact.id,
        "name": name,
        "score": round(scored.score, 3),
        "coverage": round(scored.coverage, 3),
        "fit": round(scored.fit, 3),
        "unmatched": list(scored.unmatched),
    }
