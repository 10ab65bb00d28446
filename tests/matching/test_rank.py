"""A ranking is the same from memory as it is worked out, and what is kept of it is bounded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.bonus import further, of_unit, wish_of, wished
from bot.matching.rank import Ranker
from bot.matching.score import Scored, Scorer
from bot.question.parse import Parsed
from tests.matching.samples import asked, concept, entry, row

ENTRIES = [
    entry(0),
    entry(1, indicator="盗窃案件破案率", unit="%", aspect="share", quote="破案率达90%"),
    entry(2, indicator="盗窃案件同比", unit="%", aspect="change", value=-4.0, quote="盗窃案件下降4%"),
    entry(3, indicator="盗窃涉案金额", unit="元", value=5000.0, quote="其中涉案金额5000元"),
    entry(4, indicator="盗窃类警情", unit="类", role="target", quote="盗窃类警情3类"),
]
CUES = st.frozensets(st.sampled_from(["number", "list", "change", "share", "target", "rank", "rate", "verify"]))
UNITS = st.frozensets(st.sampled_from(["case", "money", "percent", "kind"]))
QUESTIONS = st.builds(
    lambda text, cues, units: asked(
        text, cues=cues, units=units, unit_words=units and frozenset({"起", "元"}), concepts=(concept("盗窃"),)
    ),
    st.sampled_from(["盗窃多少", "一共多少盗窃", "人均盗窃多少"]),
    CUES,
    UNITS,
)


def _afresh(parsed: Parsed) -> list[Scored]:
    """Ranked without any memory."""
    found = []
    for s in Scorer(ENTRIES).scored(parsed):
        figure = s.entry.observation
        assert figure is not None
        extra = wished(s.entry, figure, wish_of(parsed))
        if parsed.unit_words:
            extra = of_unit(s.entry, figure.unit, parsed) + extra
        extra = further(extra, figure, parsed, NEAR)
        found.append(s._replace(score=s.score + extra))
    return sorted(found, key=lambda s: (-round(s.score, 4), s.entry.number))


NEAR = (row(),)
RANKER = Ranker(Scorer(ENTRIES))


@given(QUESTIONS)
def test_the_same_with_and_without_memory(parsed: Parsed) -> None:
    assert list(RANKER.ranked(parsed, NEAR)) == _afresh(parsed)
    assert RANKER.ranked(parsed, NEAR) is RANKER.ranked(parsed, NEAR)
