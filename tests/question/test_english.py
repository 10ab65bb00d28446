"""English questions: terms that the report has become Chinese, function words go, the rest stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.question.english import _term, _told, is_english, translate
from bot.question.lexicon import Lexicon


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        pytest.param("how many telecom fraud cases last year", "电信网络诈骗 案件 去年 多少个", id="count"),
        pytest.param("cameras total?", "摄像机", id="keyword"),
        pytest.param("gpu servers", "gpu 服务器", id="the report's own Latin"),
        pytest.param("share of fraud", "占比 诈骗", id="share"),
        pytest.param("target of burglary", "目标 入室盗窃", id="target"),
        pytest.param("since 2021 how many fire hazards", "2021年以来 火灾隐患 多少个", id="since"),
        pytest.param("how many netizens are in wechat groups", "多少网民 微信群", id="counted in"),
        pytest.param("number of netizens", "网民 多少个", id="number of"),
        pytest.param("wechat groups", "微信群", id="two words"),
        pytest.param("compare 2019 and 2022 fraud", "对比 2019 2022 诈骗", id="compare"),
        pytest.param("what is the weather", "weather", id="no term"),
        pytest.param("22年fire几次", "22年火灾几次", id="mixed"),
        pytest.param("cpu服务器几台", "cpu服务器几台", id="Chinese stays"),
        pytest.param("电诈多少起", "电诈多少起", id="no letter"),
        pytest.param("", "", id="empty"),
    ],
)
def test_translate(lexicon: Lexicon, question: str, chinese: str) -> None:
    assert " ".join(translate(question, lexicon).split()) == chinese


def test_words_of_a_phrase_that_the_report_lacks(lexicon: Lexicon) -> None:
    assert "火灾" in translate("fire deaths 2022", lexicon)


@pytest.mark.parametrize(
    ("text", "english"),
    [("how many cameras", True), ("dianzha duoshao", False), ("cpu服务器", False), ("", False), ("4141", False)],
)
def test_is_english(text: str, english: bool) -> None:
    assert is_english(text) == english


@given(
    st.lists(st.sampled_from(["fire", "fires", "fire hazard", "a", " ", "-", "x", "火", "9"]), max_size=6).map("".join)
)
def test_terms_stand_apart_and_the_longest_is_meant(lexicon: Lexicon, text: str) -> None:
    terms = ["fire hazards", "fire hazard", "fires", "fire"]
    found = re.compile(f"(?<![a-z])(?:{'|'.join(terms)})(?![a-z])")
    assert _told(text, {"f": terms}, lexicon) == found.sub(lambda match: _term(match.group(), lexicon), text)
