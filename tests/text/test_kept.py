"""A memory gives what was made, makes it once, and never holds more than it may."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.text.kept import Kept


@given(st.lists(st.integers(0, 9)), st.integers(1, 5))
def test_the_same_with_and_without(keys: list[int], most: int) -> None:
    kept = Kept[int, str](most)
    for key in keys:
        assert kept.get(key, str) == str(key)
        assert len(kept) <= most


def test_made_once() -> None:
    made: list[int] = []

    def make(key: int) -> list[int]:
        made.append(key)
        return [key]

    kept = Kept[int, list[int]](2)
    assert kept.get(1, make) is kept.get(1, make)
    assert made == [1]
