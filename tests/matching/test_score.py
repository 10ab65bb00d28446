"""The score is sane: more explained is never worse, better fields are worth more, order is stable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.document import Entry
from bot.matching.score import Scored, Scorer
from bot.question.concepts import Concept
from tests.matching.samples import asked, concept, entry

NAMED = entry(0, indicator="盗窃案件数", quote="盗窃案件12起")
OTHER = entry(1, indicator="火灾隐患", quote="火灾隐患4141余处")


def score(concepts: list[Concept], *entries: Entry) -> tuple[Scored, ...]:
    return Scorer(list(entries or (NAMED, OTHER))).scored(asked(concepts=tuple(concepts)))


def test_only_what_meets_a_word_is_scored() -> None:
    assert [s.entry for s in score([concept("盗窃")])] == [NAMED]
    assert score([concept("无人机", known=False)]) == ()


def test_all_words_in_the_name_explain_all() -> None:
    (scored,) = score([concept("盗窃"), concept("案件")])
    assert scored.coverage == 1.0
    assert scored.unmatched == ()
    assert scored.fit == 0.8


def test_an_unexplained_word_costs_and_is_told() -> None:
    (whole,) = score([concept("盗窃")])
    (partly,) = score([concept("盗窃"), concept("无人机", known=False)])
    assert partly.coverage < whole.coverage
    assert partly.unmatched == ("无人机",)


def test_weak_words_cost_nothing() -> None:
    (plain,) = score([concept("盗窃")])
    (missed,) = score([concept("盗窃"), concept("装了", weak=True)])
    (met,) = score([concept("盗窃"), concept("案件", weak=True)])
    assert missed.coverage == met.coverage == plain.coverage
    assert missed.score == plain.score < met.score


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"indicator": "盗窃", "quote": ""}, {"indicator": "", "quote": "盗窃"}),
        ({"indicator": "", "quote": "盗窃"}, {"indicator": "", "quote": "", "owner": "盗窃"}),
        ({"indicator": "", "quote": "", "owner": "盗窃"}, {"indicator": "", "quote": "", "context": "盗窃"}),
        ({"indicator": "", "quote": "", "context": "盗窃"}, {"indicator": "", "quote": "", "sentence": "盗窃"}),
    ],
    ids=["name over quote", "quote over owner", "owner over context", "context over sentence"],
)
def test_better_fields_are_worth_more(better: dict[str, str], worse: dict[str, str]) -> None:
    one, two = score([concept("盗窃")], entry(0, **better), entry(1, **worse))
    assert one.coverage > two.coverage


def test_own_word_over_alias() -> None:
    (own,) = score([concept("盗窃")])
    (alias,) = score([concept("偷", "盗窃")])
    assert alias.coverage < own.coverage


def test_what_is_counted_weighs_most() -> None:
    (plain,) = score([concept("盗窃"), concept("无人机", known=False)])
    (head,) = score([concept("盗窃"), concept("无人机", known=False, head=True)])
    assert head.coverage < plain.coverage


WORDS = st.sampled_from(["盗窃", "案件", "火灾", "隐患", "火灾隐患", "无人机", "数"])


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_bounds_and_order(words: list[str]) -> None:
    found = score([concept(word, known=word != "无人机") for word in words])
    assert [s.entry.number for s in found] == sorted(s.entry.number for s in found)
    for scored in found:
        assert 0 < scored.coverage <= 1
        assert 0 <= scored.fit <= 1
        assert scored.score >= scored.coverage


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_one_more_explained_word_never_lowers_the_fit(words: list[str]) -> None:
    before = {s.entry.number: s.fit for s in score([concept(word) for word in words])}
    after = {s.entry.number: s.fit for s in score([*(concept(word) for word in words), concept("盗窃")])}
    assert all(after[number] >= fit for number, fit in before.items())


CONCEPTS = st.lists(st.builds(concept, WORDS, weak=st.booleans(), head=st.booleans()), min_size=1, max_size=4)


@given(st.lists(CONCEPTS, min_size=1, max_size=4))
def test_the_same_with_and_without_memory(questions: list[list[Concept]]) -> None:
    used = Scorer([NAMED, OTHER])
    for concepts in questions:
        parsed = asked(concepts=tuple(concepts))
        assert used.scored(parsed) == used.scored(parsed) == Scorer([NAMED, OTHER]).scored(parsed)
        assert [used.match(OTHER, c) for c in concepts] == [Scorer([NAMED, OTHER]).match(OTHER, c) for c in concepts]
