from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import WordsError
from bot.text import words


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(words, "WORDS_DIR", tmp_path)
    words.word_list.cache_clear()
    yield tmp_path
    words.word_list.cache_clear()


def test_a_list_is_read_once(lists: Path) -> None:
    path = lists / "fruits.toml"
    path.write_text('sweet = ["桃", "梨"]', encoding="utf-8")
    first = words.word_list("fruits")
    path.unlink()
    assert words.word_list("fruits") is first
    assert first == {"sweet": ["桃", "梨"]}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="missing"),
        pytest.param(b"sweet = [", id="malformed"),
        pytest.param('sweet = "桃"'.encode("gb18030"), id="not UTF-8"),
    ],
)
def test_a_bad_list_is_named_in_one_sentence(lists: Path, content: bytes | None) -> None:
    if content is not None:
        (lists / "fruits.toml").write_bytes(content)
    with pytest.raises(WordsError) as error:
        words.word_list("fruits")
    assert "data/words/fruits.toml" in str(error.value)
    assert "\n" not in str(error.value)


def test_alternation_prefers_the_longest() -> None:
    pattern = re.compile(words.alternation(["元", "元人民币", "a.b", "元"]))
    assert [m.group() for m in pattern.finditer("元人民币、元、a.b、axb")] == ["元人民币", "元", "a.b"]


def test_all_lists_are_the_same_from_memory() -> None:
    names = [path.stem for path in words.WORDS_DIR.glob("*.toml")]
    kept = words.all_lists()
    read = {name: words.word_list(name) for name in names}
    words.word_list.cache_clear()
    words.remember(kept)
    assert {name: words.word_list(name) for name in names} == read
    words.remember("")
    assert not words._REMEMBERED


def test_what_is_remembered_holds_for_its_folder_only(lists: Path) -> None:
    (lists / "fruits.toml").write_text('sweet = ["桃"]', encoding="utf-8")
    words.remember('{"grains": "{}"}')
    assert words.word_list("fruits") == {"sweet": ["桃"]}
    assert words.word_list("grains") == {}
