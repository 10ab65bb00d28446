"""Corrections: what a person says of a fact counts, as far as the text bears it out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.errors import ReportError
from bot.facts import Extraction, extract
from bot.facts.correction import read_corrections
from tests.facts.reading import document

REPORT = document(
    "一、主要工作", "2031年，清理占道经营1840余起，其中夜间清理近500起，劝导商户300家。", "组织开展“清水洁城”行动。"
)
FACTS = extract(REPORT)


def entry(quote: str, **fields: Any) -> str:
    start = REPORT.text.index(quote)
    lines = {"span": [start, start + len(quote)], **fields}
    written = {True: "true"}
    return "[[fact]]\n" + "\n".join(
        f"{key} = {written.get(value, repr(value)) if isinstance(value, bool) else repr(value)}"
        for key, value in lines.items()
    )


def corrected(folder: Path, *entries: str) -> Extraction:
    path = folder / "chenghu.toml"
    path.write_text("\n".join(entries), encoding="utf-8")
    return extract(REPORT, read_corrections([path]))


def names(facts: Extraction) -> list[str]:
    return [row.indicator for row in facts.observations]


NIGHT, ALL, SHOPS = "其中夜间清理近500起", "清理占道经营1840余起", "劝导商户300家"


def test_the_facts_before() -> None:
    assert [row.quote for row in FACTS.observations] == [f"{ALL}", NIGHT, SHOPS]


def test_no_file_changes_nothing(tmp_path: Path) -> None:
    assert extract(REPORT, read_corrections([tmp_path / "none.toml"])) == FACTS


def test_a_name_and_other_words_for_it(tmp_path: Path) -> None:
    facts = corrected(tmp_path, entry(ALL, indicator="占道经营整治数", aliases=["马路摊"]))
    assert names(facts)[0] == "占道经营整治数"
    assert facts.observations[1].part_of == "占道经营整治数"
    assert facts.aliases == (("马路摊", "占道经营整治数"),)
    assert [row.id for row in facts.observations] == [row.id for row in FACTS.observations]


def test_what_is_no_fact(tmp_path: Path) -> None:
    facts = corrected(tmp_path, entry(ALL, drop=True, reason="试一试"))
    assert names(facts) == names(FACTS)[1:]
    assert (facts.observations[0].part_of, facts.observations[0].parent) == (None, None)
    assert ("1840余起", "name") in [(row.text, row.kind) for row in facts.ledger]


def test_a_figure_read_wrong(tmp_path: Path) -> None:
    facts = corrected(tmp_path, entry(NIGHT, value_text="300家", role="target", aspect="level", period="2030"))
    row = facts.observations[1]
    assert (row.value, row.unit, row.bound, row.role, row.period) == (300, "家", "exact", "target", "2030")
    assert row.quote == REPORT.text[slice(*row.span)]
    assert "300家" in row.quote


def test_one_of_several_figures_of_a_span(tmp_path: Path) -> None:
    facts = corrected(tmp_path, entry(SHOPS, figure="300家", indicator="劝导店家"))
    assert names(facts)[2] == "劝导店家"


def test_a_statement(tmp_path: Path) -> None:
    facts = corrected(tmp_path, entry("组织开展“清水洁城”行动", label="清水洁城行动", kind="plan"))
    assert ("清水洁城行动", "plan") in [(row.label, row.kind) for row in facts.statements]


def test_a_quote_finds_its_place_again(tmp_path: Path) -> None:
    moved = f"[[fact]]\nspan = [1, 2]\nquote = '{NIGHT}'\nindicator = '夜间清理数'"
    assert names(corrected(tmp_path, moved))[1] == "夜间清理数"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("[[fact]", "读不了", id="no TOML"),
        pytest.param("fact = 3", "只能有 [[fact]]", id="no entries"),
        pytest.param("[[fact]]\nspan = [1]", "span = [开始, 结束]", id="no span"),
        pytest.param("[[fact]]\nspan = [1, 2]\ncolour = 'red'", "不认识 colour", id="unknown field"),
        pytest.param("[[fact]]\nspan = [1, 2]\nindicator = '甲'", "没有抽取到的事实", id="nothing there"),
        pytest.param("[[fact]]\nspan = [1, 2]\nquote = '没有的话'", "quote", id="quote is gone"),
        pytest.param(entry(ALL, value_text="1850余起"), "照原文写", id="a figure that the text does not hold"),
        pytest.param(entry(ALL, indicator="1850处摊点"), "原文没有的数字", id="the same in a name"),
        pytest.param(entry(ALL, period="1999"), "原文说到的年份", id="a year that nothing speaks of"),
        pytest.param(entry(ALL, bound="roughly"), "bound 只能是", id="no bound"),
        pytest.param(entry(ALL, aliases="马路摊"), "aliases", id="aliases are a list"),
        pytest.param(entry(ALL, label="甲"), "这里是一个数", id="a figure has no label"),
        pytest.param(entry("组织开展“清水洁城”行动", unit="个"), "这里是一句话", id="a statement has no unit"),
    ],
)
def test_what_does_not_fit_refuses_the_report_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ReportError) as error:
        corrected(tmp_path, text)
    assert said in str(error.value)
    assert "chenghu.toml" in str(error.value)
