"""A question without the deed that it only mentions: 大型活动保障了几场 asks of the events, whatever was done."""

from __future__ import annotations

from dataclasses import replace

from bot.question.concepts import Concept
from bot.question.listed import deeds
from bot.question.parse import Parsed

#: Deeds of so many characters, before 了 or 过 (保障了, 整治过).
_DEED = 2


def without_deeds(parsed: Parsed) -> Parsed | None:
    """The question with its deeds made weak; None where there is none, or nothing else is named.

    A deed that changes what is counted (破获, 查处) is never left out.
    """
    spare = [c for c in parsed.strong if _told(c, parsed.text) and c.surface not in deeds() and not c.head]
    things = [c for c in parsed.strong if c not in spare and c.known and len(c.surface) > 1]
    if not spare or not things:
        return None
    return replace(parsed, concepts=tuple(replace(c, weak=True) if c in spare else c for c in parsed.concepts))


def _told(concept: Concept, text: str) -> bool:
    behind = text[text.find(concept.surface) + len(concept.surface) :][:1]
    return concept.known and len(concept.surface) == _DEED and behind in ("了", "过")
