"""What a question asks is the same before and after the patterns are studied."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.question import cues
from bot.question.cues import asks, cue_patterns, cues_of, pattern, says
from bot.text.words import word_list

PIECES = (
    "多少",
    "占比",
    "去年",
    "电诈",
    "同比",
    "哪几类",
    "为什么",
    "是不是",
    "起",
    "吗",
    "下降",
    "和",
    "目标",
    "第一",
)


@pytest.fixture(autouse=True, scope="module")
def studied() -> None:
    cues.study()


@given(st.lists(st.sampled_from(PIECES), max_size=5).map("".join))
def test_the_same_as_without_study(text: str) -> None:
    assert cues_of(text) == {name for name, cue in cue_patterns().items() if cue.search(text)}
    for name in word_list("questions")["patterns"]:
        assert asks(name, text) == says(name, text) == bool(pattern(name).search(text))


def test_nothing_is_studied_where_nobody_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cues, "_STUDIED", {})
    cues._possible.cache_clear()
    assert "number" in cues_of("电诈多少起")
    assert asks("point_unit", "涨了几个点")
    cues._possible.cache_clear()
