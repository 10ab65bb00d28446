"""Computed numbers: right, with their formula, and refused where they make no sense."""

from __future__ import annotations

import pytest

from bot.answers import compute
from bot.answers.builder import Reply
from bot.facts.model import Observation
from bot.matching.search import Library


def pick(library: Library, value_text: str, period: str | None = None) -> Observation:
    """The only figure of the report that is printed so."""
    rows = [e.observation for e in library.observations if e.observation and e.observation.value_text == value_text]
    (row,) = [r for r in rows if period in (None, r.period)]
    return row


def told(reply: Reply) -> list[tuple[float, str | None, str]]:
    return [(derived.value, derived.unit, derived.formula) for derived in reply.derived]


def shown(reply: Reply) -> list[str]:
    return [row.value_text for row in reply.observations]


def headline(reply: Reply) -> str:
    return reply.lines[0].text


def test_difference_of_two_years(library: Library) -> None:
    reply = compute.compare(library, Reply("?"), pick(library, "935起"), pick(library, "739起"))
    assert told(reply)[0] == (-196.0, "起", "739 − 935 = −196起")
    assert headline(reply) == "2022年比2019年少196起"
    assert shown(reply) == ["935起", "739起"]


def test_difference_of_shares_is_in_points(library: Library) -> None:
    reply = compute.compare(library, Reply("?"), pick(library, "19%"), pick(library, "近50%"))
    assert told(reply)[0] == (31.0, "个百分点", "50 − 19 = 31个百分点")
    assert headline(reply) == "2022年比2019年高约31个百分点"
    assert reply.derived[0].bound == "approx"


def test_unlike_units_are_not_compared(library: Library) -> None:
    reply = compute.compare(library, Reply("?"), pick(library, "413家"), pick(library, "4141余处"))
    assert told(reply) == []
    assert "不能比" in headline(reply)
    assert shown(reply) == ["413家", "4141余处"]


def test_sum(library: Library) -> None:
    reply = compute.add(library, Reply("?"), (pick(library, "5234个"), pick(library, "2470个")))
    assert told(reply) == [(7704.0, "个", "5234 + 2470 = 7704个")]
    assert headline(reply) == "合计7704个"


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param(("19%", "近50%"), id="shares"),
        pytest.param(("935起", "739起"), id="different times"),
        pytest.param(("413家", "4141余处"), id="different units"),
        pytest.param(("6166人", "1909人"), id="a part and its whole"),
    ],
)
def test_sums_that_make_no_sense(library: Library, figures: tuple[str, ...]) -> None:
    reply = compute.add(library, Reply("?"), tuple(pick(library, figure) for figure in figures))
    assert "没有意义" in headline(reply)
    assert not any("合计" in line.text for line in reply.lines)
    assert shown(reply) == list(figures)


def test_share(library: Library) -> None:
    reply = compute.share(library, Reply("?"), pick(library, "1909人"), pick(library, "6166人"))
    assert reply
    assert told(reply)[0] == (30.96, "%", "1909 ÷ 6166 = 30.96%")


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        pytest.param("413家", "4141余处", id="different units"),
        pytest.param("6166人", "1909人", id="more than the whole"),
        pytest.param("6166人", "6166人", id="itself"),
    ],
)
def test_no_share(library: Library, part: str, whole: str) -> None:
    assert compute.share(library, Reply("?"), pick(library, part), pick(library, whole)) is None


def test_rest(library: Library) -> None:
    parts = [pick(library, "284台"), pick(library, "109台")]
    reply = compute.rest(library, Reply("?"), pick(library, "557台"), parts)
    assert told(reply)[0] == (164.0, "台", "557 − 284 − 109 = 164台")


def test_change_gives_difference_and_rate(library: Library) -> None:
    reply = compute.change(library, Reply("?"), pick(library, "935起"), pick(library, "739起"))
    assert told(reply)[:2] == [
        (-196.0, "起", "739 − 935 = −196起"),
        (-20.96, "%", "(739 − 935) ÷ 935 = −20.96%"),
    ]


def test_shares_have_no_rate(library: Library) -> None:
    reply = compute.change(library, Reply("?"), pick(library, "19%"), pick(library, "近50%"))
    assert [derived.unit for derived in reply.derived] == ["个百分点"]


def test_average(library: Library) -> None:
    reply = compute.per_year(library, Reply("?"), pick(library, "33场"), 3)
    assert told(reply)[0] == (11.0, "场", "33 ÷ 3 = 11场")


def test_what_is_computed_is_shown_with_its_formula(library: Library) -> None:
    reply = compute.compare(library, Reply("?"), pick(library, "935起"), pick(library, "739起"))
    text = "\n".join(line.text for line in reply.lines)
    assert all(derived.text in text and derived.formula in text for derived in reply.derived)
