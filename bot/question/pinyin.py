"""Sounds of Chinese characters, without tones and without the pairs that keyboards confuse."""

from __future__ import annotations

import os
import unicodedata
from functools import cache

#: Southern speakers and fuzzy keyboards mix these (zh/z, ch/c, sh/s, ng/n).
_FOLDED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


@cache
def readings(char: str) -> frozenset[str]:
    """All toneless readings of a character (了: le, liao), folded; empty for what is no character."""
    return frozenset(fold(sound) for sound in spelled(char))


@cache
def spelled(char: str) -> tuple[str, ...]:
    """All toneless readings as they are typed, the usual one first."""
    return tuple(dict.fromkeys(_plain(sound) for sound in _table().get(ord(char), "").split(",") if sound))


def fold(sound: str) -> str:
    for wide, narrow in _FOLDED:
        sound = sound.replace(wide, narrow)
    return sound


def _plain(sound: str) -> str:
    """Tone marks off; ü is typed v (lǜ → lv), which decomposing would lose."""
    for marked in "üǖǘǚǜ":
        sound = sound.replace(marked, "v")
    return "".join(c for c in unicodedata.normalize("NFD", sound) if unicodedata.category(c) != "Mn")


@cache
def _table() -> dict[int, str]:
    """pypinyin's single characters. Its phrases (36 MB of memory) are not needed: names and questions go
    through the same table, so a wrong but stable reading does no harm (libraries.md, 3)."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.pinyin_dict import pinyin_dict

    table: dict[int, str] = pinyin_dict
    return table
