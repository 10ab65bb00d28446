"""The immutable knowledge base in memory: what every question is answered from."""

from __future__ import annotations

from dataclasses import dataclass

from bot.facts.model import Extraction


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All reports, newest first (by date, then id): the first is asked by default."""

    reports: tuple[Extraction, ...]
