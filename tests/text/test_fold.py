from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.fold import key, shadow


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("１２３件", "123件", id="full-width digits"),
        pytest.param("增长５．６％", "增长5.6%", id="full-width percent"),
        pytest.param("（一）", "(一)", id="full-width brackets"),
        pytest.param("ＡＢＣ", "ABC", id="full-width letters"),
        pytest.param("７﹪", "7%", id="small percent sign"),
        pytest.param("5–8", "5—8", id="dashes are one"),
        pytest.param("甲，乙；丙：丁！戊？", "甲，乙；丙：丁！戊？", id="full-width stops stay"),
        pytest.param("1,234，5", "1,234，5", id="comma of a number and of a clause"),
    ],
)
def test_shadow(text: str, folded: str) -> None:
    assert shadow(text) == folded


@given(st.text())
def test_shadow_keeps_every_offset(text: str) -> None:
    assert len(shadow(text)) == len(text)
    assert shadow(shadow(text)) == shadow(text)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param("“安居岗”", "安居岗", id="quotation marks"),
        pytest.param("ＣＰＵ 服务器", "cpu服务器", id="width, case and blanks"),
        pytest.param("㎡", "m2", id="compatibility characters"),
    ],
)
def test_key_of_equal_names(one: str, two: str) -> None:
    assert key(one) == key(two)


@given(st.text())
def test_key_is_stable(text: str) -> None:
    assert not any(char.isspace() for char in key(text))
