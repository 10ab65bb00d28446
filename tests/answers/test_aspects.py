"""What may be opened from a figure, and what is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from bot.answers.aspects import _telling_word, aspects, open_aspect
from bot.answers.book import Book, alike, short_ref
from bot.assistant import Assistant
from bot.matching.search import Library
from tests.matching.samples import row


def labels(assistant: Assistant, question: str) -> list[str]:
    return [choice.label for choice in assistant.further(assistant.ask(question, chat=f"aspects {question}"))]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("2022年电诈多少起", ["历年", "占比", "措施", "同节其他"], id="a figure with other years"),
        pytest.param("算力多少", ["构成", "同节其他"], id="a total"),
        pytest.param("因纠纷引发的故意伤害案件多少起", ["变化", "同节其他"], id="a figure with its change"),
        pytest.param("居民小区零发案目标是多少", ["目标", "措施", "同节其他"], id="a target"),
        pytest.param("火灾亡人事故多少", ["同节其他"], id="a figure by itself"),
        pytest.param("人才落户分别多少", ["同节其他"], id="parts do not offer themselves"),
    ],
)
def test_only_what_is_there_is_offered(assistant: Assistant, question: str, expected: list[str]) -> None:
    assert labels(assistant, question) == expected


def test_every_aspect_of_every_figure_opens_to_an_answer(assistant: Assistant) -> None:
    opened = 0
    for entry in assistant.library.observations:
        assert entry.observation
        for choice in aspects(assistant.library, entry.observation):
            answer = assistant.open(choice.ref, chat="aspects")
            assert (answer.status, bool(answer.sources)) == ("answer", True), choice.ref
            opened += 1
    assert opened > 30


@pytest.mark.parametrize(
    ("ref", "figures"),
    [
        pytest.param("y-c93fd31a", ["739起", "935起"], id="years, newest first"),
        pytest.param("s-c93fd31a", ["近50%"], id="share at its time"),
        pytest.param("c-a246f7a9", ["上升26%"], id="change"),
        pytest.param("t-184cdec7", ["99%以上", "95%以上"], id="target and what is"),
        pytest.param("p-2f15acce", ["1909人", "2168人", "2075人", "6166人"], id="parts and their total"),
    ],
)
def test_what_is_behind_a_button(assistant: Assistant, ref: str, figures: list[str]) -> None:
    parts = [part for line in assistant.open(ref).lines for part in line.parts if part.kind == "figure"]
    assert [part.text for part in parts] == figures


def test_a_measure_is_no_sentence_of_the_figure_itself(library: Library) -> None:
    row = library.by_id["c93fd31a"].observation
    assert row
    reply = open_aspect(library, "m", row)
    assert reply and reply.statements
    assert {s.kind for s in reply.statements} <= {"measure", "plan", "target"}
    assert library.sentence(row) not in [s.quote for s in reply.statements]


def test_an_unknown_aspect_is_none(library: Library) -> None:
    row = library.observations[0].observation
    assert row
    assert open_aspect(library, "z", row) is None


def test_a_talk_goes_on_from_the_facts_alone(assistant: Assistant) -> None:
    anew = Assistant(assistant.knowledge)
    assert anew.ask("那2019年呢", chat="x", about=("c93fd31a",)).observations[0].value_text == "935起"
    assert anew.ask("那2019年呢", chat="y", reply_to="unknown", about=("c93fd31a",)).status == "answer"
    assert anew.ask("那2019年呢", chat="z", about=("gone",)).observations == ()


def test_a_taught_word_is_known_at_once(assistant: Assistant) -> None:
    anew = Assistant(assistant.knowledge)
    assert anew.ask("灰狗子多少", chat="a").status != "answer"
    assert anew.knows("大型活动") and not anew.knows("火星移民")
    anew.teach((("灰狗子", "大型活动"),))
    assert anew.ask("灰狗子多少", chat="b").observations[0].value_text == "33场"
    anew.teach(())
    assert anew.ask("灰狗子多少", chat="c").status != "answer"


@pytest.fixture(scope="module")
def book(assistant: Assistant) -> Book:
    return assistant.books()[0]


def test_every_section_is_reached_from_the_chapters(book: Book) -> None:
    reached, waiting = set(), list(book.chapters())
    while waiting:
        section = waiting.pop()
        assert book.section(book.ref_of(section)) is section
        children = book.children(section)
        assert all(book.parent(child) is section for child in children)
        reached.add(section.ref.path)
        waiting += children
    assert reached == {section.ref.path for section in book.sections}


def test_the_figures_of_the_chapters_are_all_figures(book: Book) -> None:
    assert sum(len(book.figures_in(chapter)) for chapter in book.chapters()) == len(book.figures)


def test_indicators_are_told_once_with_the_newest_figure(book: Book) -> None:
    names = [(row.indicator, row.role, row.aspect) for row in book.indicators]
    assert len(names) == len(set(names))
    assert next(row for row in book.indicators if row.id == "c93fd31a").period == "2022"


def test_a_target_stands_beside_what_is(book: Book) -> None:
    pairs = {target.id: actual and actual.id for target, actual in book.targets}
    assert pairs["184cdec7"] == "6d2c7519"
    assert pairs["bf220fdd"] is None


@pytest.mark.parametrize(
    ("words", "label"),
    [("一(二)", "一(二)"), ("消防", "一(二)4"), ("道路交通安全", "一(二)3"), ("火星", None), ("", None)],
)
def test_a_section_by_its_label_or_words(book: Book, words: str, label: str | None) -> None:
    section = book.named(words)
    assert (section.ref.label if section else None) == label


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("居民小区入民宅盗窃零发案占比", "小区入民宅盗窃“零发案”占比", True),
        ("盗窃案件破案数", "盗窃案件立案数", False),
        ("人口", "人口", False),
        ("常住人口", "常住人口", True),
    ],
)
def test_names_of_one_thing(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) == alike(other, one) == expected


def test_refs_are_short_and_stable() -> None:
    assert short_ref("a", "b") == "7e18f737", "buttons under old messages hold it"
    assert short_ref("a", "b") != short_ref("ab")


@pytest.mark.parametrize("officials", [("故意伤害", "纠纷引发"), ("纠纷引发", "故意伤害")])
def test_of_two_words_as_long_the_first_tells(officials: Sequence[str]) -> None:
    """A set has no order of its own: every process must find the same measures."""
    library: Any = SimpleNamespace(lexicon=SimpleNamespace(officials=officials))
    assert _telling_word(library, row(indicator="因纠纷引发的故意伤害案件")) == "纠纷引发"
