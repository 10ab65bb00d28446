"""What speaks for a sentence besides its words."""

from __future__ import annotations

import pytest

from bot.facts.model import Statement
from bot.matching.telling import Telling
from tests.matching.samples import SECTION, asked, concept, sentence

LISTED = "推进盗窃防范、反诈宣传、矛盾调处和巡逻防控等工作"


@pytest.mark.parametrize(
    ("cues", "better", "worse"),
    [
        pytest.param({"rank"}, sentence("rank"), sentence("trend"), id="ranks answer ranks"),
        pytest.param({"direction"}, sentence("trend"), sentence("plan"), id="how it has gone, not what is meant"),
        pytest.param({"why"}, sentence("problem"), sentence("measure"), id="why"),
        pytest.param({"how"}, sentence("measure"), sentence("trend"), id="how it is done"),
        pytest.param({"list"}, sentence("measure", LISTED), sentence("measure", LISTED.replace("、", "")), id="lists"),
        pytest.param(set(), sentence("measure"), sentence("measure", "盗窃警情明显减少" * 8), id="brief"),
        pytest.param(set(), sentence("measure", LISTED), sentence("measure", SECTION.path[-1]), id="no heading"),
    ],
)
def test_of_two_sentences(cues: set[str], better: Statement, worse: Statement) -> None:
    telling = Telling(asked("盗窃", cues=frozenset(cues), concepts=(concept("盗窃"),)))
    assert telling.bonus(better) > telling.bonus(worse)
