"""Words by how they are typed in Latin letters; spelled when letters are met that one of them may begin with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bot.question.pinyin import spelled

#: No character is typed with more letters.
LONGEST_SOUND = 6


class Spelt:
    """Some words, in their order: of several that are typed alike the first is meant."""

    def __init__(self, words: Iterable[str]) -> None:
        self._places = {word: place for place, word in enumerate(dict.fromkeys(words))}
        self._by_character: dict[str, list[str]] = defaultdict(list)
        for word in self._places:
            self._by_character[word[0]].append(word)
        self._characters: dict[str, list[str]] = defaultdict(list)
        for character in self._by_character:
            self._characters[spelling(character)].append(character)
        self._tables: dict[str, dict[str, tuple[int, str]]] = {}
        self._longest: dict[str, int] = {}

    def beginning(self, letters: str) -> dict[str, str]:
        """Every beginning of the letters that types a word, and the word."""
        found: dict[str, tuple[int, str]] = {}
        for sound in dict.fromkeys(letters[:size] for size in range(1, LONGEST_SOUND + 1)):
            table = self._table(sound)
            for size in range(len(sound), self._longest.get(sound, 0) + 1):
                typed = letters[:size]
                if word := table.get(typed):
                    found[typed] = min(word, found.get(typed, word))
        return {typed: word for typed, (_, word) in found.items()}

    def __contains__(self, word: str) -> bool:
        """Is it a word that its letters mean?"""
        typed = spelling(word)
        alike = [found for n in range(1, LONGEST_SOUND + 1) if (found := self._table(typed[:n]).get(typed))]
        return bool(alike) and min(alike)[1] == word

    def _table(self, sound: str) -> dict[str, tuple[int, str]]:
        """The words whose first character is typed so, by how they are typed."""
        if sound not in self._characters:
            return {}
        if sound not in self._tables:
            found: dict[str, tuple[int, str]] = {}
            begun = [word for character in self._characters[sound] for word in self._by_character[character]]
            for word in sorted(begun, key=self._places.__getitem__):
                found.setdefault(spelling(word), (self._places[word], word))
            self._tables[sound] = found
            self._longest[sound] = max(map(len, found))
        return self._tables[sound]


def spelling(word: str) -> str:
    """How a word is typed: by the usual reading of each character."""
    return "".join([(spelled(c) or (c,))[0] for c in word])
