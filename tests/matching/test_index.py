"""The index narrows down; it must never lose an entry that holds a word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.document import Entry, grams
from bot.matching.index import Index
from bot.matching.search import Library
from tests.matching.samples import entry

LETTERS = "盗窃案件警情火灾ab1"
TEXTS = st.text(alphabet=LETTERS, max_size=12)
WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=6)
NAMES = ["name", "quote", "owner", "context", "title", "sentence", "section"]


def _holds(made: Entry, word: str) -> bool:
    return any(word in getattr(made, field) for field in NAMES)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS), max_size=6), WORDS)
def test_every_holder_is_a_candidate(rows: list[tuple[str, str, str, str, str]], word: str) -> None:
    made = [
        entry(number, indicator=name, quote=quote, owner=owner, context=context, sentence=sentence)
        for number, (name, quote, owner, context, sentence) in enumerate(rows)
    ]
    assert {e.number for e in made if _holds(e, word)} <= Index(made).holding(word)


@given(st.lists(TEXTS, max_size=6), st.text(alphabet=LETTERS, min_size=3, max_size=6))
def test_names_with_half_of_a_long_word_are_candidates(names: list[str], word: str) -> None:
    made = [entry(number, indicator=name, quote="") for number, name in enumerate(names)]
    pieces = list(grams(word))
    half = {e.number for e in made if sum(piece in e.name for piece in pieces) * 2 >= len(pieces)}
    assert half <= Index(made).holding(word)


def test_every_holder_in_the_given_report(library: Library) -> None:
    words = {word for official in library.lexicon.said.values() for word in official}
    assert len(words) > 50
    for word in sorted(words):
        holders = {e.number for e in library.entries if _holds(e, word)}
        assert holders <= library.scorer.index.holding(word), word


def test_a_word_of_no_entry_has_no_candidates() -> None:
    assert Index([entry()]).holding("无人机") == frozenset()


def test_an_empty_knowledge_base() -> None:
    assert Index([]).holding("盗窃") == frozenset()
