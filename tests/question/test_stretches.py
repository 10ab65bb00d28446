"""What a text holds is the same before and after its pairs are collected."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.question import stretches
from bot.question.stretches import Stretches

LETTERS = "盗窃案件警情\n"
TEXTS = st.text(alphabet=LETTERS, max_size=30)


@given(TEXTS, st.text(alphabet=LETTERS, max_size=5), st.integers(0, 6))
def test_the_same_with_and_without_pairs(text: str, word: str, limit: int) -> None:
    fresh, asked, collected = Stretches(text), Stretches(text), Stretches(text)
    collected.collect()
    for _ in range(stretches._WORTH):
        asked.hold("案件")
    assert fresh.hold(word) == asked.hold(word) == collected.hold(word) == (word in text)
    longest = max((n for n in range(min(limit, len(word)) + 1) if word[:n] in text), default=0)
    reached = fresh.reach(word, 0, limit)
    assert reached == asked.reach(word, 0, limit)
    assert min(reached, len(word)) == longest


@given(TEXTS, st.text(alphabet=LETTERS, min_size=1, max_size=2), st.text(alphabet=LETTERS, min_size=1, max_size=2))
def test_two_words_near_together(text: str, first: str, second: str) -> None:
    near = re.search(f"{re.escape(first)}[^。；\n]{{1,9}}{re.escape(second)}", text)
    assert Stretches(text).hold_apart(first, second) == bool(near)
