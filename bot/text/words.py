"""The word lists of ``data/words``: read once, checked, never changed.

Lists are TOML so that a person can read and mend them; rules are Python.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from bot.errors import WordsError

WORDS_DIR = Path(__file__).resolve().parents[2] / "data" / "words"


@cache
def word_list(name: str) -> dict[str, Any]:
    """The tables of ``data/words/<name>.toml``; WordsError when the file is missing or malformed."""
    path = WORDS_DIR / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise WordsError(f"缺少词表 data/words/{name}.toml，请重新取一份完整的程序。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WordsError(f"词表 data/words/{name}.toml 有语法错误：{error}") from error


def alternation(words: list[str] | tuple[str, ...] | set[str]) -> str:
    """A regular expression for any of ``words``, longest first."""
    return _alternation(frozenset(words))


@lru_cache(maxsize=256)
def _alternation(words: frozenset[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
