"""Repairs lead to the closed vocabulary only, never across a confusion, and are always told."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.question.lexicon import Lexicon
from bot.question.normalise import normalise, simplify
from bot.question.repair import repair
from bot.question.typed import Spellings, from_pinyin
from bot.question.vocabulary import Vocabulary
from bot.text.words import word_list
from tests.question.conftest import Parse


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("电炸多少起", "电诈多少起"),
        ("人财落户多少人", "人才落户多少人"),
        ("留学声落户", "留学生落户"),
        ("摄象头几个", "摄像头几个"),
        ("电信炸骗多少", "电信诈骗多少"),
        ("微信裙多少个", "微信群多少个"),
        ("纠份类警情", "纠纷类警情"),
        ("扬研类警情", "扬言类警情"),
        ("群组房", "群租房"),
        ("三廷单位", "三停单位"),
        ("治按案件结案率", "治安案件结案率"),
        ("火灾引患多少处", "火灾隐患多少处"),
        pytest.param("电信诈诈骗多少起", "电信诈骗多少起"),
    ],
)
def test_repaired_and_told(understood: Parse, typed: str, meant: str) -> None:
    parsed = understood(typed)
    assert parsed.text == meant
    assert parsed.corrections


@pytest.mark.parametrize(
    "typed",
    ["名字", "名次", "网民", "登记率", "准确率", "破案率", "立案率多少", "发案率目标", "醉驾多少", "酒驾多少",
     "电话多少", "无人机几架", "4142处", "2018年", "隐患4141", "三停单位", "环比多少", "手机多少", "医院几家",
     "火灾烧了几次", "往上走", "结案要结到几成", "诈骗骗走的钱"],
)  # fmt: skip
def test_left_as_typed(understood: Parse, typed: str) -> None:
    parsed = understood(typed)
    assert parsed.text == typed
    assert parsed.corrections == ()


def _pairs() -> list[tuple[str, str]]:
    groups = [group["words"] for group in word_list("confusions")["group"]]
    return [(one, two) for words in groups for one in words for two in words if one != two]


def test_never_across_a_confusion_pair(understood: Parse) -> None:
    """No word of a group is repaired to another of the group."""
    wrong = []
    for one, two in _pairs():
        parsed = understood(f"{one}多少")
        if any(two in meant and one in typed for typed, meant in parsed.corrections):
            wrong.append((one, two, parsed.text))
    assert wrong == []


@given(st.lists(st.sampled_from(["电炸", "人财", "2019年", "4141", "处", "95%", "六千", "多少", "落户"]), max_size=6))
def test_numbers_are_never_touched(assistant: Assistant, words: list[str]) -> None:
    text = "".join(words)
    parsed = assistant.read(text)
    assert re.findall(r"[\d.%]+", parsed.text) == re.findall(r"[\d.%]+", text)
    assert all(not re.search(r"\d", typed + meant) for typed, meant in parsed.corrections)


@given(st.text(alphabet="电信网络炸诈骗人财才落户摄象像头引隐患名字次立破案率", min_size=1, max_size=10))
def test_repairs_lead_to_the_vocabulary(lexicon: Lexicon, vocabulary: Vocabulary, text: str) -> None:
    known = {*vocabulary.words, *vocabulary.framing}
    plain, corrections = repair(text, [text], lexicon, vocabulary)
    assert all(meant in known for _, meant in corrections)
    assert corrections or plain == text


def test_vocabulary_is_simplified(vocabulary: Vocabulary) -> None:
    """A repair writes what the report writes."""
    words = {*vocabulary.words, *vocabulary.framing}
    assert [word for word in sorted(words) if simplify(word) != word] == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("dianzha", "电诈"),
        ("dianxin zhapian duoshao", "电信诈骗多少"),
        ("liuxuesheng jige", "留学生几个"),
        ("huozai", "火灾"),
        ("weixinqun duoshao ge", "微信群多少个"),
        ("shexiangtou", "摄像头"),
        pytest.param("qunian dianzha duoshaoqi", "去年电诈多少起"),
        ("dxzp", "电信诈骗"),
        pytest.param("baogaolishuohaicunzainaxiewenti", "报告里说还存在哪些问题", id="a whole question"),
        pytest.param("4141chuzaibaogaonayijie", "4141处在报告哪一节", id="beside a number"),
    ],
)
def test_pinyin_typed(understood: Parse, typed: str, read: str) -> None:
    parsed = understood(typed)
    assert parsed.text == read
    assert parsed.corrections


@pytest.mark.parametrize(
    "typed", ["gpu", "abc", "app", "de le", "hello world", pytest.param("shuadan", id="a sound the report has not")]
)
def test_latin_that_is_no_pinyin(spellings: Spellings, typed: str) -> None:
    assert from_pinyin(typed, spellings) == (typed, [])


def test_typed_pinyin_is_normalised_first(assistant: Assistant) -> None:
    assert assistant.read(normalise("ＤＩＡＮＺＨＡ")).text == "电诈"
