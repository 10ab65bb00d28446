"""A knowledge base on the disk: at start only cards are read, a report when it is asked."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from weakref import ref

import pytest

from bot.assistant import Assistant
from bot.bench.grammar import questions, reports
from bot.errors import KnowledgeError
from bot.facts import Extraction, extract
from bot.knowledge.read import Shelf, read_knowledge
from bot.knowledge.snapshot import Knowledge, indicator_key
from bot.knowledge.write import store
from bot.report import read_report
from tests.knowledge.samples import extraction

MADE = list(reports(600, seed=5))


@pytest.fixture(scope="module")
def extractions(tmp_path_factory: pytest.TempPathFactory) -> list[Extraction]:
    folder = tmp_path_factory.mktemp("made")
    for one in MADE:
        (folder / f"{one.name}.txt").write_text(one.text, encoding="utf-8")
    return [extract(read_report(path)) for path in sorted(folder.iterdir())]


@pytest.fixture(scope="module")
def db(extractions: list[Extraction], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("db") / "knowledge.db"
    store(path, extractions, dict)
    return path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the reports whose facts are read, in order."""
    seen: list[str] = []
    whole = Shelf.open

    def open_(self: Shelf, place: int) -> tuple[Extraction, bytes | None]:
        seen.append(self.cards[place].meta.id)
        return whole(self, place)

    monkeypatch.setattr(Shelf, "open", open_)
    return seen


def ordered(extractions: list[Extraction]) -> tuple[Extraction, ...]:
    by_id = sorted(extractions, key=lambda e: e.document.meta.id)
    return tuple(sorted(by_id, key=lambda e: e.document.meta.date or "", reverse=True))


def test_cards_are_those_of_the_reports(db: Path, extractions: list[Extraction]) -> None:
    assert Shelf(db).cards == Knowledge(ordered(extractions)).cards


def test_reports_are_a_sequence_of_whole_extractions(db: Path, extractions: list[Extraction]) -> None:
    shelf, whole = Shelf(db), ordered(extractions)
    assert shelf.reports == whole
    assert (shelf.reports[-1], shelf.reports[1:3]) == (whole[-1], whole[1:3])
    assert shelf.reports != whole[:-1]
    with pytest.raises(IndexError):
        shelf.reports[len(whole)]


def test_only_the_report_that_is_asked_is_read(db: Path, read: list[str]) -> None:
    assistant = Assistant(Shelf(db))
    assert read == []
    asked = questions(MADE, 1, seed=1)[0]
    assert assistant.ask(asked.text).sources[0].report.id == asked.report
    assert read == [asked.report]
    assistant.ask(asked.text)
    assert read == [asked.report]


def test_a_small_file_is_read_through_at_start(db: Path, read: list[str]) -> None:
    shelf = read_knowledge(db)
    assert read == [card.meta.id for card in shelf.cards]


def test_a_large_file_is_not(db: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.knowledge.read._READ_THROUGH", 1000)
    read_knowledge(db)
    assert read == []


def test_answers_are_those_of_a_knowledge_base_in_memory(db: Path, extractions: list[Extraction]) -> None:
    """The stored preparation says what the report itself says."""
    stored, held = Assistant(Shelf(db)), Assistant(Knowledge(ordered(extractions)))
    for number, asked in enumerate(questions(MADE, 40, seed=2)):
        for text in (asked.text, "去年呢", asked.text[:-1] + "偏少了吗", asked.indicator):
            one, two = (who.ask(text, chat=str(number)).timed(0) for who in (stored, held))
            assert one.to_json() == two.to_json()


def test_taught_words_are_known_beside_the_stored_ones(db: Path) -> None:
    asked = next(one for one in questions(MADE, 99, seed=3) if "增长" not in one.text)
    text = asked.text.replace(asked.indicator, "那玩意儿总数")
    assert Assistant(Shelf(db)).ask(text).status != "answer"
    answer = Assistant(Shelf(db), (("那玩意儿总数", asked.indicator),)).ask(text)
    assert [row.value for row in answer.observations[:1]] == [asked.value]


def test_a_button_finds_its_report(db: Path, extractions: list[Extraction]) -> None:
    shelf = Shelf(db)
    last = shelf.cards[-1].meta.id
    row = next(e for e in extractions if e.document.meta.id == last).observations[3]
    assert shelf.holder(row.id) == len(shelf.cards) - 1
    assert shelf.holder("nobody") is None
    assert Assistant(shelf).open(f"o-{row.id}").sources[0].report.id == last
    assert Knowledge(ordered(extractions)).holder(row.id) == shelf.holder(row.id)


def test_no_more_reports_are_kept_than_there_is_room_for(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.answers.ready._READY", 2)
    assistant = Assistant(Shelf(db))
    for asked in questions(MADE, 30, seed=4):
        assistant.ask(asked.text)
    assert len(assistant._ready) == 2


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def test_a_report_that_makes_room_goes_at_once(db: Path, no_collector: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is in a circle: memory does not wait for the collector."""
    monkeypatch.setattr("bot.answers.ready._READY", 1)
    assistant = Assistant(Shelf(db))
    asked = questions(MADE, 30, seed=4)
    assistant.ask(asked[0].text, chat="one")
    first = ref(assistant._ready[assistant._places[asked[0].report]])
    other = next(one for one in asked if one.report != asked[0].report)
    assistant.ask(other.text, chat="two")
    assert first() is None


def test_damage_that_shows_late_is_one_sentence(tmp_path: Path) -> None:
    db = tmp_path / "k.db"
    store(db, [extraction()], dict)
    shelf = Shelf(db)
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("DELETE FROM body")
        connection.commit()
    with pytest.raises(KnowledgeError, match=r"知识库文件损坏.*python -m bot build"):
        Assistant(shelf).ask("盗窃案件多少")


def test_a_shelf_goes_on_reading_what_it_opened(tmp_path: Path) -> None:
    db = tmp_path / "k.db"
    store(db, [extraction("old")], dict)
    shelf = Shelf(db)
    store(db, [extraction("new")], dict)
    assert [e.document.meta.id for e in shelf.reports] == ["old"]
    assert [e.document.meta.id for e in Shelf(db).reports] == ["new"]


def test_figures_of_one_indicator_are_found_without_reading_their_reports(
    db: Path, extractions: list[Extraction], read: list[str]
) -> None:
    shelf, held = Shelf(db), Knowledge(ordered(extractions))
    every = range(len(shelf.cards))
    names = {indicator_key(row.indicator) for row in extractions[0].observations}
    assert len(names) > 20
    for name in sorted(names):
        assert shelf.named(name, every) == held.named(name, every)
    assert read == []
    assert shelf.named("没有这个指标", every) == []
