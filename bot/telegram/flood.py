"""A cool-down for who sends faster than they can be answered, so that nobody else waits for them.

What counts is how many questions of a chat wait for their answer, not how many come in a second: at
several hundred answers a second a lively sender costs the others nothing, and who waits for each answer
may ask for ever. Where Telegram slows us down in a chat, its questions pile up, and the same holds.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

from bot.telegram.memory import Memory

Verdict = Literal["take", "tell", "drop"]

#: Questions of one chat that wait at a time.
MOST_WAITING = 40
COOL_DOWN = 15.0


class Flood:
    """Who is cooling down, by the id of a person or of the chat they hide behind."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._cooling: Memory[int, bool] = Memory(seconds=COOL_DOWN, clock=clock)

    def judge(self, sender: int, waiting: int) -> Verdict:
        """Whether to take a question of a chat where ``waiting`` wait; ``tell`` once when a cool-down begins."""
        if self._cooling.get(sender):
            return "drop"
        if waiting < MOST_WAITING:
            return "take"
        self._cooling.put(sender, True)
        return "tell"
