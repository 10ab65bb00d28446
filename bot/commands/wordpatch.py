"""What admins have taught, as a patch for the word lists, to be read and given to ``git apply`` or ``patch -p1``."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable

_NAME = "data/words/synonyms.toml"
_TABLE = "taught"


def patch_of(text: str, taught: Iterable[tuple[str, str]]) -> str:
    """A unified diff of ``synonyms.toml``, whose present content is ``text``; empty if it holds all of it."""
    after = extended(text, taught)
    old, new = text.splitlines(keepends=True), after.splitlines(keepends=True)
    return "".join(difflib.unified_diff(old, new, f"a/{_NAME}", f"b/{_NAME}"))


def extended(text: str, taught: Iterable[tuple[str, str]]) -> str:
    """``text`` with each (alias, official) at the official word's line, or in a table at the end."""
    lines = text.splitlines()
    for alias, official in taught:
        head = f"{_quoted(official)} = ["
        place = next((n for n, line in enumerate(lines) if line.startswith(head) and line.endswith("]")), None)
        if place is None:
            lines = _with_table(lines)
            lines.append(f"{head}{_quoted(alias)}]")
        elif _quoted(alias) not in lines[place]:
            comma = "" if re.search(r"\[\s*\]$", lines[place]) else ", "
            lines[place] = f"{lines[place][:-1]}{comma}{_quoted(alias)}]"
    return "\n".join(lines) + "\n"


def _with_table(lines: list[str]) -> list[str]:
    return lines if f"[{_TABLE}]" in lines else [*lines, "", f"[{_TABLE}]"]


def _quoted(word: str) -> str:
    # A basic string of TOML escapes what JSON escapes.
    return json.dumps(word, ensure_ascii=False)
