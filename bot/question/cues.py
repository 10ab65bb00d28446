"""The regular expressions of ``questions.toml``: cues tell what is asked, patterns where it stands."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot.text.words import word_list


@cache
def cue_patterns() -> dict[str, re.Pattern[str]]:
    """Every cue by name; several may hold of one question."""
    return {name: re.compile(pattern) for name, pattern in word_list("questions")["cues"].items()}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A single pattern of the rules (``[patterns]``)."""
    return re.compile(word_list("questions")["patterns"][name])


@lru_cache(maxsize=8192)
def asks(name: str, text: str) -> bool:
    """Does ``text`` hold the pattern ``name``? Asked of one question by many rules, answered from memory."""
    return bool(pattern(name).search(text))
