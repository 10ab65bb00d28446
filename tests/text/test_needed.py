"""A pattern that holds in a text has one of the characters there that it cannot do without."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import needed as module
from bot.text.needed import Needs, needed
from bot.text.words import word_list

QUESTIONS = word_list("questions")
PATTERNS: dict[str, str] = {**QUESTIONS["patterns"], **{f"cue {n}": p for n, p in QUESTIONS["cues"].items()}}
NEEDS = Needs(PATTERNS)
#: What patterns speak of, so that texts made of it are often held.
PIECES = sorted({piece for p in PATTERNS.values() for piece in re.findall("[\u4e00-\u9fff0-9a-z]{1,4}", p)})


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        pytest.param("多少", "多", id="one of two characters that follow one another"),
        pytest.param("占比|份额", "占份", id="one of each that it may be"),
        pytest.param("占比|.", None, id="one of them may be anything"),
        pytest.param("多?少", "少", id="what may be left out tells nothing"),
        pytest.param("(?:快|慢)+点", "点", id="a group"),
        pytest.param("[高低]的?", "高低", id="a class"),
        pytest.param("[^，。]", None, id="all but a few"),
        pytest.param("几(?=家|户)", "几", id="what is looked ahead to"),
        pytest.param("(?<!好)", None, id="what must not be there"),
        pytest.param("[一-龥]", None, id="too many to tell"),
        pytest.param(r"\d", None, id="a category"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_needed(pattern: str, characters: str | None) -> None:
    assert needed(pattern) == (None if characters is None else frozenset(characters))


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=2)), max_size=6).map("".join))
def test_no_pattern_that_holds_is_left_out(text: str) -> None:
    holding = {name for name, pattern in PATTERNS.items() if re.search(pattern, text)}
    assert holding <= NEEDS.possible(text)


def test_most_patterns_are_left_out() -> None:
    assert len(NEEDS.possible("火灾隐患整改率")) < len(PATTERNS) / 8


def test_a_python_that_tells_nothing_leaves_none_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(module, "import_module", absent)
    assert Needs(PATTERNS).possible("") == PATTERNS.keys()
