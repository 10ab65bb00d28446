"""Words of a question: which must be explained, and by what."""

from __future__ import annotations

import pytest

from bot.question.lexicon import Lexicon, build_lexicon
from tests.question.conftest import Parse


@pytest.mark.parametrize(
    ("question", "words"),
    [
        pytest.param("请问一下贵区电诈去年一共多少起啊", ["电诈"], id="frames go"),
        pytest.param("摄像头装了几个", ["摄像头"], id="light verbs are weak"),
        pytest.param("三停单位多少家", ["三停单位"], id="longest match"),
        pytest.param("电诈案子多少", ["电诈"], id="no lone character is left"),
        pytest.param("无人机多少架", ["无人机"], id="an unknown word is one word"),
        pytest.param("人脸算法和人体算法", ["人脸算法", "人体算法"], id="two things"),
        pytest.param("长宁区分局", [], id="home counts nothing"),
        pytest.param("多少", [], id="frame only"),
    ],
)
def test_strong_words(taken_apart: Parse, question: str, words: list[str]) -> None:
    assert [concept.surface for concept in taken_apart(question).strong] == words


@pytest.mark.parametrize(
    ("said", "official"),
    [
        ("电诈", "电信网络诈骗"),
        ("摄像头", "摄像机"),
        ("网友", "网民"),
        ("留学生", "留学回国人员"),
        ("死了", "亡"),
    ],
)
def test_options_are_the_report_s_words(taken_apart: Parse, said: str, official: str) -> None:
    concept = taken_apart(f"{said}多少").concepts[0]
    assert official in concept.options
    assert concept.options[0] == said
    assert concept.known


@pytest.mark.parametrize("word", ["无人机", "醉驾", "护学岗"])
def test_words_of_no_report_are_unknown(taken_apart: Parse, word: str) -> None:
    concept = taken_apart(f"{word}多少").concepts[0]
    assert (concept.surface, concept.known) == (word, False)


def test_aliases_lead_one_way(lexicon: Lexicon) -> None:
    assert "网民" in lexicon.options("网友")
    assert "网友" not in lexicon.options("网民")


def test_no_alias_towards_a_word_of_no_report() -> None:
    """The general lists name many things; only those that a report has mean anything."""
    lexicon = build_lexicon(["完成大型活动共33场。"], ["r"])
    assert all(lexicon.knows(word) for words in lexicon.said.values() for word in words)
    assert "电信网络诈骗" not in lexicon.text
    assert "电诈" in lexicon.foreign or "电诈" not in lexicon.said


def test_taught_aliases_count() -> None:
    lexicon = build_lexicon(["完成大型活动共33场。"], ["r"], [("大秀", "大型活动")])
    assert lexicon.options("大秀") == ("大秀", "大型活动")


def test_no_word_is_read_across_a_figure(lexicon: Lexicon) -> None:
    """393家人群密集场所 holds 人群密集场所, not 家人."""
    assert lexicon.knows("人群密集场所")
    assert not lexicon.knows("家人")
