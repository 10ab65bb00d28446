"""What people leave, as they leave it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.state import store as module
from bot.state.read import taught_in
from bot.state.store import Chosen, Forgotten, Sent, Store


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Iterator[Store]:
    opened = Store(now=clock)
    yield opened
    opened.close()


def sent(message: int, question: int | None = None, *, chat: int = 7, person: str = "7") -> Sent:
    return Sent(chat, message, question, person, f"a{message}", ("f1", "f2"))


def test_settings_are_kept_one_by_one(store: Store) -> None:
    assert store.chosen(7) == Chosen()
    store.choose(7, language="en")
    store.choose(7, report="r1")
    store.choose(7, language="zh")
    assert store.chosen(7) == Chosen("zh", "r1")
    assert store.chosen(8) == Chosen()


def test_an_answer_is_found_by_its_message_and_by_its_question(store: Store) -> None:
    store.remember(sent(11, 10))
    assert store.answer_in(7, 11) == store.answer_to(7, 10) == sent(11, 10)
    assert store.answer_in(8, 11) is store.answer_to(7, 11) is None


def test_a_changed_answer_takes_the_place_of_the_old(store: Store) -> None:
    store.remember(sent(11, 10))
    changed = Sent(7, 11, 10, "7", "other", ())
    store.remember(changed)
    assert store.answer_in(7, 11) == changed


def test_the_last_answer_is_that_of_the_person_and_not_too_old(store: Store, clock: Clock) -> None:
    store.remember(sent(11))
    clock.now += 100
    store.remember(sent(12, person="8"))
    assert store.last_answer(7, "7", 200) == sent(11)
    assert store.last_answer(7, "7", 50) is None


def test_a_figure_is_doubted_once_by_each_person(store: Store) -> None:
    assert store.complain("7", fact="f1")
    assert not store.complain("7", fact="f1")
    assert store.complain("8", fact="f1")
    assert store.complain("7", words="不好找" * 1000)
    newest, *others = store.feedback()
    assert newest.words == ("不好找" * 1000)[: module.LONGEST_FEEDBACK]
    assert [(row.person, row.fact) for row in others] == [("8", "f1"), ("7", "f1")]


def test_forgetting_deletes_all_of_one_person_and_nothing_of_another(store: Store) -> None:
    for person, chat in (("7", 7), ("8", 8)):
        store.choose(chat, language="en")
        store.remember(sent(1, chat=chat, person=person))
        store.remember(sent(2 + chat, chat=-5, person=person))
        store.complain(person, words="…")
    assert store.forget("7") == Forgotten(settings=1, answers=2, feedback=1)
    assert store.forget("7") == Forgotten()
    assert (store.chosen(8), len(store.feedback())) == (Chosen("en"), 1)
    assert store.answer_in(-5, 10) is not None


def test_what_was_forgotten_is_nowhere_in_the_files(tmp_path: Path) -> None:
    store = Store(tmp_path / "state.db")
    store.complain("7", words="一句悄悄话")
    assert any("一句悄悄话".encode() in file.read_bytes() for file in tmp_path.iterdir())
    store.forget("7")
    assert not any("一句悄悄话".encode() in file.read_bytes() for file in tmp_path.iterdir())
    store.close()


def test_a_group_that_moves_takes_its_settings_along(store: Store) -> None:
    store.choose(-5, report="r1")
    store.remember(sent(1, chat=-5))
    store.move(-5, -1005)
    store.move(-5, -1005)  # both chats tell it
    assert (store.chosen(-1005), store.chosen(-5)) == (Chosen(None, "r1"), Chosen())
    assert store.answer_in(-5, 1) is None
    assert store.moved() == {-5: -1005}


def test_aliases_are_taught_and_untaught(store: Store) -> None:
    store.teach("小蓝车", "共享单车", "1")
    store.teach("小蓝车", "公共自行车", "1")
    assert store.taught() == (("小蓝车", "共享单车"), ("小蓝车", "公共自行车"))
    assert store.unteach("小蓝车")
    assert not store.unteach("小蓝车")
    assert store.taught() == ()


def test_tables_are_bounded_the_oldest_goes_first(store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MOST_SENT", "MOST_SETTINGS", "MOST_FEEDBACK", "MOST_ALIASES"):
        monkeypatch.setattr(module, name, 3)
    monkeypatch.setattr(module, "_SWEEP_EVERY", 1)
    for number in range(6):
        clock.now += 1
        store.remember(sent(number))
        store.choose(number, language="en")
        store.complain("7", words=str(number))
        store.teach(str(number), "词", "1")
    assert [store.answer_in(7, n) is not None for n in range(6)] == [False] * 3 + [True] * 3
    assert [store.chosen(n).language for n in range(6)] == [None] * 3 + ["en"] * 3
    assert [row.words for row in store.feedback()] == ["5", "4", "3"]
    assert [said for said, _ in store.taught()] == ["3", "4", "5"]


def test_answers_are_kept_for_thirty_days(store: Store, clock: Clock) -> None:
    store.remember(sent(1))
    clock.now += 31 * 86_400
    store.remember(sent(2))
    assert store.answer_in(7, 1) is None


def test_all_of_it_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "state.db"
    first = Store(path)
    first.choose(7, language="en")
    first.remember(sent(11, 10))
    first.teach("小蓝车", "共享单车", "1")
    first.close()
    second = Store(path)
    assert second.chosen(7) == Chosen("en")
    assert second.answer_to(7, 10) == sent(11, 10)
    assert taught_in(path) == second.taught() == (("小蓝车", "共享单车"),)
    second.close()


def test_taught_words_of_no_file_and_of_a_broken_one(tmp_path: Path) -> None:
    assert taught_in(tmp_path / "none.db") == ()
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database")
    assert taught_in(broken) == ()
