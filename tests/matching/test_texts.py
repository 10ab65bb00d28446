"""The texts that hold a word are the same before and after its pairs of characters are noted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.matching import texts
from bot.matching.texts import Texts

LETTERS = "盗窃案件警情"


@given(
    st.lists(st.text(alphabet=LETTERS, max_size=12), min_size=1, max_size=6),
    st.text(alphabet=LETTERS, min_size=1, max_size=4),
    st.integers(0, 6),
)
def test_the_same_with_and_without_pairs(laid: list[str], word: str, end: int) -> None:
    end = min(end, len(laid))
    fresh, asked, collected = (Texts("\n".join(laid)) for _ in range(3))
    collected.collect()
    for _ in range(texts._WORTH):
        asked.holding("案件", len(laid))
    assert fresh.holding(word, end) == asked.holding(word, end) == collected.holding(word, end)
    assert fresh.holding(word, end) == [place for place, text in enumerate(laid[:end]) if word in text]
