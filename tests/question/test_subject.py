"""What a chat remembers: what is inherited, corrected, forgotten, and how much at most."""

from __future__ import annotations

import pytest

from bot.question.parse import Parsed
from bot.question.subject import Subject, Subjects, corrects, follows, inherit, nth, substance
from tests.question.conftest import Parse


def _subject(parsed: Parsed) -> Subject:
    return Subject(parsed, ())


def _words(parsed: Parsed) -> list[str]:
    return [concept.surface for concept in parsed.strong]


def test_a_bare_time_inherits_the_thing(taken_apart: Parse) -> None:
    whole = inherit(taken_apart("那2019年呢"), _subject(taken_apart("电诈去年多少起")))
    assert _words(whole) == ["电诈"]
    assert [period.value for period in whole.periods] == ["2019"]


def test_a_bare_aspect_inherits_thing_and_time(taken_apart: Parse) -> None:
    whole = inherit(taken_apart("占比呢"), _subject(taken_apart("电诈2019年多少起")))
    assert _words(whole) == ["电诈"]
    assert [period.value for period in whole.periods] == ["2019"]
    assert whole.has("share")


def test_demands_are_inherited(taken_apart: Parse) -> None:
    whole = inherit(taken_apart("那2019年呢"), _subject(taken_apart("去年火灾死了几个人")))
    assert whole.demands == {"亡"}


@pytest.mark.parametrize(
    ("question", "named"), [("那2019年呢", False), ("占比呢", False), ("火灾呢", True), ("人脸算法呢", True)]
)
def test_substance(taken_apart: Parse, question: str, named: bool) -> None:
    assert substance(taken_apart(question)) == named


@pytest.mark.parametrize(
    ("question", "leans"),
    [("人体算法呢？", True), ("那火灾隐患多少", True), ("其中留学生几个", True), ("火灾隐患多少处", False)],
)
def test_follows(taken_apart: Parse, question: str, leans: bool) -> None:
    assert follows(taken_apart(question)) == leans


@pytest.mark.parametrize(
    ("text", "corrected"),
    [("不对我问的是总量", True), ("我说的是2022年", True), ("不是这个，我要的是摄像机", True), ("电诈多少起", False)],
)
def test_corrects(text: str, corrected: bool) -> None:
    assert corrects(text) == corrected


@pytest.mark.parametrize(
    ("text", "count", "place"),
    [
        pytest.param("第二个", 3, 1, id="second"),
        pytest.param("第2个详细点", 3, 1, id="digit"),
        pytest.param("第四个", 3, None, id="beyond the list"),
        pytest.param("第三季度", 5, None, id="a quarter is no place"),
        pytest.param("第零个", 3, None, id="no zeroth"),
        pytest.param("电诈多少", 3, None, id="no place"),
    ],
)
def test_nth(text: str, count: int, place: int | None) -> None:
    assert nth(text, count) == place


def test_oldest_is_dropped(taken_apart: Parse) -> None:
    subjects, subject = Subjects(capacity=3), _subject(taken_apart("电诈"))
    for name in "abcd":
        subjects.put(name, subject)
    assert [name for name in "abcd" if subjects.get(name)] == ["b", "c", "d"]


def test_a_new_turn_keeps_a_chat_alive(taken_apart: Parse) -> None:
    subjects, subject = Subjects(capacity=2), _subject(taken_apart("电诈"))
    for name in "abac":
        subjects.put(name, subject)
    assert [name for name in "abc" if subjects.get(name)] == ["a", "c"]


def test_forgotten_after_its_lifetime(taken_apart: Parse, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("bot.question.subject.time.monotonic", lambda: now)
    subjects = Subjects(lifetime=60)
    subjects.put("chat", _subject(taken_apart("电诈")))
    now = 1060.0
    assert subjects.get("chat")
    now = 1060.1
    assert subjects.get("chat") is None
    now = 1000.0
    assert subjects.get("chat") is None, "what expired was kept"


def test_forget(taken_apart: Parse) -> None:
    subjects = Subjects()
    subjects.put("chat", _subject(taken_apart("电诈")))
    subjects.forget("chat")
    subjects.forget("chat")
    assert subjects.get("chat") is None
