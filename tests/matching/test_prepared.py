"""What is stored for the search is what would be made anew."""

from __future__ import annotations

import pytest

from bot.facts.model import Extraction
from bot.knowledge.snapshot import Knowledge
from bot.matching.index import Index
from bot.matching.prepared import load, prepare, store
from bot.question.lexicon import Lexicon
from bot.question.numbered import pack, unpack
from bot.text import numbered
from tests.knowledge.samples import extraction


@pytest.fixture(params=["given", "sample"])
def report(request: pytest.FixtureRequest, knowledge: Knowledge) -> Extraction:
    return knowledge.reports[0] if request.param == "given" else extraction()


def test_what_is_stored_is_what_is_made(report: Extraction) -> None:
    made, loaded = prepare((report,)), load(store(report), report)
    assert loaded.entries == made.entries
    assert loaded.laid == made.laid
    assert loaded.lexicon.text == made.lexicon.text
    assert list(loaded.lexicon.said.items()) == list(made.lexicon.said.items())
    assert set(loaded.lexicon.foreign) == made.lexicon.foreign
    assert all(word in loaded.lexicon.foreign for word in made.lexicon.foreign)
    assert not any(word in loaded.lexicon.foreign for word in made.lexicon.said)


def test_storing_twice_gives_the_same_bytes(report: Extraction) -> None:
    assert store(report) == store(report)


def test_another_report_s_preparation_is_refused(report: Extraction, knowledge: Knowledge) -> None:
    other = extraction() if report is knowledge.reports[0] else knowledge.reports[0]
    with pytest.raises(ValueError, match=r"shorter|longer"):
        load(store(other), report)


def test_laid_texts_are_searched_like_others(report: Extraction) -> None:
    made, loaded = prepare((report,)), load(store(report), report)
    one, two = Index(made.entries), Index(loaded.entries, loaded.laid)
    for word in ("盗窃", "案件", "盗窃案件", "的", "无人机", "安屋"):
        assert one.holding(word) == two.holding(word)
        assert one.frequency(word) == two.frequency(word)


def test_words_of_no_list_survive() -> None:
    lexicon = Lexicon("甲乙", {"一个词": ("甲乙",), "别的词": ("甲乙", "丙")}, frozenset({"外来的词"}))
    again = unpack(*numbered.read(numbered.write(*pack(lexicon))))
    assert (again.text, again.said, set(again.foreign)) == (lexicon.text, lexicon.said, lexicon.foreign)


@pytest.mark.parametrize("lists", [[], [[]], [[0, 2**32 - 1], [], [7]]], ids=["none", "empty", "some"])
def test_numbers_survive(lists: list[list[int]]) -> None:
    values, arrays = numbered.read(numbered.write({"a": "一\n二"}, lists))
    assert (values, list(map(list, arrays))) == ({"a": "一\n二"}, lists)


@pytest.mark.parametrize("blob", [b"", b"x", b"[1,[9]]\nabc"], ids=["empty", "no json", "cut numbers"])
def test_what_is_no_such_blob_is_refused(blob: bytes) -> None:
    with pytest.raises(ValueError):
        numbered.read(blob)
