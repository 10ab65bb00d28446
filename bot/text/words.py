"""The word lists of ``data/words``: read once, checked, never changed.

Lists are TOML so that a person can read and mend them; rules are Python.
"""

from __future__ import annotations

import json
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
    if path in _REMEMBERED:
        tables: dict[str, Any] = json.loads(_REMEMBERED.pop(path))
        return tables
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise WordsError(f"缺少词表 data/words/{name}.toml，请重新取一份完整的程序。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WordsError(f"词表 data/words/{name}.toml 有语法错误：{error}") from error


#: Word lists as JSON, by their files. Whoever fills it answers for it that the files have not changed since.
_REMEMBERED: dict[Path, str] = {}


def all_lists() -> str:
    """All word lists, for ``remember``: TOML takes ten times as long to read, which each ``ask`` would wait for."""
    names = sorted(path.stem for path in WORDS_DIR.glob("*.toml"))
    return json.dumps({name: json.dumps(word_list(name), ensure_ascii=False) for name in names}, ensure_ascii=False)


def remember(lists: str) -> None:
    """Take the word lists from what ``all_lists`` gave, when they are asked for; "" tells nothing."""
    if lists:
        _REMEMBERED.update((WORDS_DIR / f"{name}.toml", tables) for name, tables in json.loads(lists).items())


def alternation(words: list[str] | tuple[str, ...] | set[str]) -> str:
    """A regular expression for any of ``words``, longest first."""
    return _alternation(frozenset(words))


@lru_cache(maxsize=256)
def _alternation(words: frozenset[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
