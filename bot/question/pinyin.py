"""Sounds of Chinese characters, without tones and without the pairs that keyboards confuse."""

from __future__ import annotations

from functools import cache

from bot.text.words import WORDS_DIR

#: Southern speakers and fuzzy keyboards mix these (zh/z, ch/c, sh/s, ng/n).
_FOLDED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
#: The table's first character.
_FIRST = 0x4E00


def readings(char: str) -> frozenset[str]:
    """All toneless readings of a character (了: le, liao), folded; empty for what is no character."""
    return _told(_line(char))[1]


def spelled(char: str) -> tuple[str, ...]:
    """All toneless readings as they are typed, the usual one first."""
    return _told(_line(char))[0]


def _line(char: str) -> str:
    table, place = _table(), ord(char) - _FIRST
    return table[place] if 0 <= place < len(table) else ""


@cache
def _told(line: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Readings as they are typed, and folded; many characters share them."""
    sounds = tuple(line.split())
    return sounds, frozenset(map(fold, sounds))


def fold(sound: str) -> str:
    for wide, narrow in _FOLDED:
        sound = sound.replace(wide, narrow)
    return sound


@cache
def _table() -> list[str]:
    """The readings of each character. Read when the first typing error or typed pinyin is met;
    taken from pypinyin (``scripts/sounds``), which takes twenty times as long to import."""
    text = (WORDS_DIR / "sounds.txt").read_text(encoding="ascii")
    return text.partition("\n\n")[2].split("\n")
