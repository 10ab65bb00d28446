"""Which characters a regular expression cannot do without.

A search that is bound to fail costs as much as any other. Where none of its characters is in a text, none is needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

#: Larger classes ([^，。], any Chinese character) exclude no text worth speaking of.
_MOST = 64


def needed(pattern: str) -> frozenset[str] | None:
    """Some characters of which every match, or what it looks ahead to or behind, holds one; None where it may do
    without any, and where this Python tells nothing of its expressions."""
    try:
        parsed = import_module("re._parser").parse(pattern)
    except (ImportError, AttributeError):  # not public: another Python may have it elsewhere
        return None
    return _of_sequence(parsed)


class Needs:
    """Some patterns by the characters that they cannot do without."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        held: dict[str, set[str]] = defaultdict(set)
        free: set[str] = set()
        for name, pattern in patterns.items():
            characters = needed(pattern)
            if characters is None:
                free.add(name)
            for character in characters or ():
                held[character].add(name)
        self._free = frozenset(free)
        self._held = {character: frozenset(names) for character, names in held.items()}

    def possible(self, text: str) -> frozenset[str]:
        """The names of the patterns that may hold in a text; all others do not."""
        held = self._held
        return self._free.union(*[held[character] for character in text if character in held])


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """Of what stands one behind the other any part tells; the one with the fewest characters tells most."""
    found = [characters for item in items if (characters := _of_item(*item)) is not None]
    return min(found, key=len, default=None)


def _of_item(kind: Any, value: Any) -> frozenset[str] | None:
    match str(kind):
        case "LITERAL":
            return frozenset(chr(value))
        case "IN":
            return _of_class(value)
        case "SUBPATTERN":
            return _of_sequence(value[-1])
        case "BRANCH":
            return _of_any([_of_sequence(branch) for branch in value[1]])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _of_sequence(value[2]) if value[0] else None
        case "ATOMIC_GROUP":
            return _of_sequence(value)
        case "ASSERT":
            return _of_sequence(value[1])
        case _:
            return None


def _of_any(found: list[frozenset[str] | None]) -> frozenset[str] | None:
    """Of one of several all that any of them needs; None where one needs nothing."""
    told = [characters for characters in found if characters is not None]
    return frozenset[str]().union(*told) if len(told) == len(found) else None


def _of_class(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The characters of a class, where they are few and named."""
    characters: set[str] = set()
    for kind, value in items:
        match str(kind):
            case "LITERAL":
                characters.add(chr(value))
            case "RANGE" if value[1] - value[0] < _MOST:
                characters.update(map(chr, range(value[0], value[1] + 1)))
            case _:
                return None
    return frozenset(characters)
