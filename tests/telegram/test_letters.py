"""A letter is written once for what many ask, and anew when anything differs that it is made from."""

from __future__ import annotations

from dataclasses import replace

from bot.state.store import Store
from bot.telegram.desk import Desk
from tests.telegram.samples import FIGURE, PaperAssistant, fact


def test_what_is_asked_again_is_not_worded_again() -> None:
    desk = Desk(PaperAssistant(), Store())
    first = desk._letter(FIGURE, 7, None)
    assert desk._letter(replace(FIGURE, elapsed_ms=5.0), 8, None) is first
    other = replace(FIGURE, observations=(fact("ob9"),))
    assert desk._letter(other, 7, None).keyboard != first.keyboard
    desk.choose(7, language="en")
    assert desk._letter(FIGURE, 7, None).keyboard != first.keyboard
    desk.renewed()
    assert desk._letter(FIGURE, 8, None) is not first
