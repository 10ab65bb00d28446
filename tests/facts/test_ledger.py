from __future__ import annotations

import pytest

from tests.facts.reading import extraction


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param("查处车辆527辆。", [("527辆", "observation")], id="observation"),
        pytest.param("2031年上半年开工。", [("2031年上半年", "period")], id="period"),
        pytest.param("于2031年3月5日开工。", [("2031年3月5日", "date")], id="date"),
        pytest.param("拨打110。", [("110", "name")], id="phone line"),
        pytest.param("侦破0712专案。", [("0712", "name")], id="code"),
        pytest.param("筑牢三道防线。", [("三", "word")], id="turn of phrase"),
        pytest.param("编号为37。", [("37", "unresolved")], id="a bare number is not guessed"),
        pytest.param("推进一体化。", [], id="part of a word"),
    ],
)
def test_what_became_of_a_number(sentence: str, rows: list[tuple[str, str]]) -> None:
    found = extraction(sentence, date="").ledger
    assert [(row.text, row.kind) for row in found] == rows


def test_headings_are_counted_once() -> None:
    found = extraction("一、主要工作", "（二）市容", "3.整治。查处12起。", date="").ledger
    assert [(row.text, row.kind) for row in found] == [
        ("一、", "heading"),
        ("（二）", "heading"),
        ("3.", "heading"),
        ("12起", "observation"),
    ]


def test_an_observation_is_named() -> None:
    facts = extraction("查处车辆527辆，罚款3万元。", date="")
    assert [row.observation for row in facts.ledger] == [row.id for row in facts.observations]
