"""The regular expressions of ``questions.toml``: cues tell what is asked, patterns where it stands."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache, lru_cache

from bot.text.needed import Needs
from bot.text.words import word_list


@cache
def cue_patterns() -> dict[str, re.Pattern[str]]:
    """Every cue by name; several may hold of one question."""
    return {name: re.compile(pattern) for name, pattern in word_list("questions")["cues"].items()}


def cues_of(text: str) -> frozenset[str]:
    """The cues that hold of a question."""
    patterns = cue_patterns()
    possible = _STUDIED["cues"].possible(text) if _STUDIED else patterns
    return frozenset([name for name in possible if patterns[name].search(text)])


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A single pattern of the rules (``[patterns]``)."""
    return re.compile(word_list("questions")["patterns"][name])


def asks(name: str, text: str) -> bool:
    """Does a question hold the pattern ``name``? Many rules ask of one question; its characters answer most."""
    return name in _possible(text) and says(name, text)


@lru_cache(maxsize=8192)
def says(name: str, text: str) -> bool:
    """Does a text hold the pattern ``name``? For what a report says, of which few patterns are asked."""
    return bool(pattern(name).search(text))


@lru_cache(maxsize=1024)
def _possible(text: str) -> Container[str]:
    tables: dict[str, str] = word_list("questions")["patterns"]
    return _STUDIED["patterns"].possible(text) if _STUDIED else tables


#: By the table what its patterns need, once that has been studied.
_STUDIED: dict[str, Needs] = {}


def study() -> None:
    """Find out what the patterns need: some ten milliseconds, which a few hundred questions give back."""
    _STUDIED.update({table: Needs(word_list("questions")[table]) for table in ("cues", "patterns")})
    _possible.cache_clear()
