"""Yes, no or not known: the logic of 余, 近, 以上, 以下 and 约."""

from __future__ import annotations

from typing import Any

import pytest

from bot.answers.verify import verdict_on
from tests.matching.samples import row
from tests.question.conftest import Parse

MORE = {"value": 4141.0, "bound": "more_than", "unit": "处"}
ROUND_MORE = {"value": 7000.0, "bound": "more_than", "unit": "个"}
NEARLY = {"value": 50.0, "bound": "nearly", "unit": "%"}
AT_LEAST = {"value": 95.0, "bound": "at_least", "unit": "%"}
LESS = {"value": 10.0, "bound": "less_than", "unit": "%"}
AT_MOST = {"value": 30.0, "bound": "at_most", "unit": "天"}
APPROX = {"value": 40.0, "bound": "approx", "unit": "起"}
EXACT = {"value": 413.0, "bound": "exact", "unit": "家"}
RANGE = {"value": 40.0, "value_to": 60.0, "bound": "exact", "unit": "人"}
FELL = {"value": -42.5, "bound": "exact", "unit": "%", "aspect": "change"}
ROSE = {"value": 26.0, "bound": "exact", "unit": "%", "aspect": "change"}
ZERO = {"value": 0.0, "bound": "exact", "unit": "起"}


@pytest.mark.parametrize(
    ("figure", "question", "verdict"),
    [
        pytest.param(MORE, "是不是4141处", "yes", id="4141余 is 4141"),
        pytest.param(MORE, "是不是四千多处", "yes", id="4141余 is four thousand odd"),
        pytest.param(MORE, "超过4000处了吗", "yes", id="4141余 is over 4000"),
        pytest.param(MORE, "超过4141处吗", "yes", id="4141余 is over 4141"),
        pytest.param(MORE, "超过5000处吗", "no", id="4141余 is not over 5000"),
        pytest.param(MORE, "不到4000处吧", "no", id="4141余 is not below 4000"),
        pytest.param(MORE, "不到5000处吧", "yes", id="4141余 is below 5000"),
        pytest.param(MORE, "是5000处吗", "no", id="4141余 is not 5000"),
        pytest.param(MORE, "是四百多处吗", "no", id="4141余 is not four hundred odd"),
        pytest.param(ROUND_MORE, "超过七千个吗", "yes", id="7000余 is over 7000"),
        pytest.param(ROUND_MORE, "有8000个吗", "no", id="7000余 is not 8000"),
        pytest.param(NEARLY, "有50%了吗", "no", id="近50 has not reached 50"),
        pytest.param(NEARLY, "超过50%了吗", "no", id="近50 is not over 50"),
        pytest.param(NEARLY, "过半了吗", "no", id="近50 is not half"),
        pytest.param(NEARLY, "不到一半吧", "yes", id="近50 is below half"),
        pytest.param(NEARLY, "超过40%吗", "yes", id="近50 is over 40"),
        pytest.param(NEARLY, "是30%吗", "no", id="近50 is not 30"),
        pytest.param(AT_LEAST, "超过90%吗", "yes", id="95以上 is over 90"),
        pytest.param(AT_LEAST, "不到95%吗", "no", id="95以上 is not below 95"),
        pytest.param(AT_LEAST, "是90%吗", "no", id="95以上 is not 90"),
        pytest.param(AT_LEAST, "是98%吗", "unknown", id="95以上 may be 98"),
        pytest.param(AT_LEAST, "超过98%吗", "unknown", id="95以上 may be over 98"),
        pytest.param(LESS, "不到一成吗", "yes", id="不到1成 is below a tenth"),
        pytest.param(LESS, "超过一成吗", "no", id="不到1成 is not over a tenth"),
        pytest.param(LESS, "是两成吗", "no", id="不到1成 is not two tenths"),
        pytest.param(AT_MOST, "超过30天吗", "no", id="30以下 is not over 30"),
        pytest.param(AT_MOST, "是40天吗", "no", id="30以下 is not 40"),
        pytest.param(AT_MOST, "是20天吗", "unknown", id="30以下 may be 20"),
        pytest.param(APPROX, "是40起吗", "yes", id="40左右 is 40"),
        pytest.param(APPROX, "大概41起吧", "yes", id="40左右 is about 41"),
        pytest.param(APPROX, "是60起吗", "no", id="40左右 is not 60"),
        pytest.param(APPROX, "超过30起吗", "yes", id="40左右 is over 30"),
        pytest.param(EXACT, "是413家吗", "yes", id="413 is 413"),
        pytest.param(EXACT, "是500家吧", "no", id="413 is not 500"),
        pytest.param(EXACT, "是四百多家吗", "yes", id="413 is four hundred odd"),
        pytest.param(EXACT, "大概420家吧", "yes", id="413 is about 420"),
        pytest.param(EXACT, "超过413家吗", "no", id="413 is not over itself"),
        pytest.param(EXACT, "不到413家吗", "no", id="413 is not below itself"),
        pytest.param(RANGE, "超过70人吗", "no", id="40—60 is not over 70"),
        pytest.param(RANGE, "超过50人吗", "unknown", id="40—60 may be over 50"),
        pytest.param(FELL, "降了四成多吗", "yes", id="fell by four tenths odd"),
        pytest.param(FELL, "降了30%吗", "no", id="did not fall by 30"),
        pytest.param(FELL, "下降了吗", "yes", id="fell"),
        pytest.param(FELL, "上升了吗", "no", id="fell, not rose"),
        pytest.param(ROSE, "上升了吗", "yes", id="rose"),
        pytest.param(ROSE, "下降了吗", "no", id="rose, not fell"),
        pytest.param(ZERO, "死人了吗", "no", id="zero: it did not happen"),
        pytest.param(ZERO, "是零发生吗", "yes", id="zero asked for"),
        pytest.param(ZERO, "没有发生吧", "yes", id="not happened asked for"),
        pytest.param(ZERO, "有1起吗", "no", id="zero is not one"),
        pytest.param(EXACT, "有没有", "yes", id="a figure: it did"),
    ],
)
def test_verdict(taken_apart: Parse, figure: dict[str, Any], question: str, verdict: str) -> None:
    assert verdict_on(row(**figure), taken_apart(question)) == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param("达标了吗", "unknown", id="reached"),
        pytest.param("已经超过95%了吗", "unknown", id="reached with its number"),
        pytest.param("目标是不是95%", "yes", id="the target itself"),
        pytest.param("目标是90%吗", "no", id="another target"),
    ],
)
def test_a_target_is_no_achievement(taken_apart: Parse, question: str, verdict: str) -> None:
    assert verdict_on(row(**AT_LEAST, role="target"), taken_apart(question)) == verdict
