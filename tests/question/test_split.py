"""Several questions in one message; a comparison is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.question.split import split


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        pytest.param("电诈多少起？占比多少？", ["电诈多少起", "占比多少"], id="marks"),
        pytest.param("火灾几次 车祸几次", ["火灾几次", "车祸几次"], id="space"),
        pytest.param(
            "微信群多少个，网民多少，覆盖率多少", ["微信群多少个", "网民多少", "覆盖率多少"], id="three in a row"
        ),
        pytest.param("电诈多少起占比多少", ["电诈多少起", "占比多少"], id="voice run-on"),
        pytest.param("三停单位多少家还有火灾隐患多少处", ["三停单位多少家", "火灾隐患多少处"], id="and also"),
        pytest.param("电诈多少起，同比呢", ["电诈多少起", "同比呢"], id="second leans on the first"),
        pytest.param("去年，电诈多少起", ["去年，电诈多少起"], id="a time is no question"),
        pytest.param("电诈和盗窃哪个多", ["电诈和盗窃哪个多"], id="comparison"),
        pytest.param("19年多少起，22年多少起，差多少", ["19年多少起，22年多少起，差多少"], id="a difference is one"),
        pytest.param("你好", ["你好"], id="one piece"),
        pytest.param("", [""], id="empty"),
        pytest.param("多少，" * 6, ["多少，" * 6], id="too many are one"),
    ],
)
def test_split(message: str, questions: list[str]) -> None:
    assert split(message) == questions


@given(st.text(alphabet="电诈多少起，？！ 还有以及几个\n占比呢", max_size=60))
def test_pieces_stand_in_the_message(message: str) -> None:
    pieces = split(message)
    assert 1 <= len(pieces) <= 5
    if len(pieces) > 1:
        letters = "".join(message.split())
        assert all(word in letters for piece in pieces for word in piece.split())
