"""The alias rows of a knowledge base, from the word lists: one-way, colloquial → official."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.text.words import WORDS_DIR, word_list

AliasRow = tuple[str | None, str, str]
"""(report id or None for all reports, alias, official word)."""


def aliases_of(reports: Iterable[str]) -> Iterator[AliasRow]:
    """Those of ``synonyms.toml`` for all reports, then each report's own. Raises WordsError."""
    yield from _rows(None, "synonyms")
    for report in reports:
        if (WORDS_DIR / f"report-{report}.toml").is_file():
            yield from _rows(report, f"report-{report}")


def _rows(report: str | None, name: str) -> Iterator[AliasRow]:
    for group in word_list(name).values():
        for official, aliases in group.items():
            yield from ((report, alias, official) for alias in aliases)
