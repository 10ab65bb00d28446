"""Letters that were just written: what many people ask is worded once."""

from __future__ import annotations

from collections.abc import Callable

from bot.answer import Answer
from bot.telegram.letter import Letter
from bot.telegram.memory import Memory

#: Long enough for a question that goes round, short enough for a word that an admin has taught meanwhile.
_SECONDS = 120.0
_MOST = 500


class Letters:
    """By all that a letter is made from; to be cleared when there is another knowledge base."""

    def __init__(self) -> None:
        self._written: Memory[tuple[object, ...], Letter] = Memory(_MOST, _SECONDS)

    def get(self, answer: Answer, manner: tuple[object, ...], write: Callable[[], Letter]) -> Letter:
        """The letter of ``answer`` in a ``manner`` (language, report named)."""
        shown = (*(row.id for row in answer.observations), *(row.id for row in answer.statements))
        key = (answer.id, answer.lines, shown, answer.choices, answer.suggestions, manner)
        letter = self._written.get(key)
        if letter is None:
            letter = write()
            self._written.put(key, letter)
        return letter

    def clear(self) -> None:
        self._written.clear()
