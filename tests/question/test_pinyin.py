"""Sounds: toneless, all readings, and the pairs that keyboards confuse made one."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from bot.question.pinyin import fold, readings, spelled

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_is_what_its_script_makes() -> None:
    made = runpy.run_path(str(ROOT / "scripts" / "sounds"))["table"]()
    assert (ROOT / "data" / "words" / "sounds.txt").read_text(encoding="ascii") == made


@pytest.mark.parametrize(
    ("char", "sounds"),
    [
        pytest.param("诈", ("zha",), id="one reading"),
        pytest.param("了", ("le", "liao"), id="several readings"),
        pytest.param("率", ("lv",), id="ü is typed v"),
        pytest.param("a", (), id="Latin"),
        pytest.param("4", (), id="digit"),
    ],
)
def test_spelled(char: str, sounds: tuple[str, ...]) -> None:
    assert spelled(char)[: len(sounds)] == sounds
    assert bool(spelled(char)) == bool(sounds)


@pytest.mark.parametrize(
    ("one", "other"), [("炸", "诈"), ("声", "生"), ("象", "像"), ("财", "才"), ("四", "是"), ("林", "零")]
)
def test_sound_alike(one: str, other: str) -> None:
    assert readings(one) & readings(other)


@pytest.mark.parametrize(("one", "other"), [("字", "词"), ("立", "破"), ("酒", "醉")])
def test_sound_different(one: str, other: str) -> None:
    assert not readings(one) & readings(other)


@pytest.mark.parametrize(("sound", "folded"), [("zhang", "zan"), ("cheng", "cen"), ("shi", "si"), ("ma", "ma")])
def test_fold(sound: str, folded: str) -> None:
    assert fold(sound) == folded
