"""Whatever is printed, however it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.facts import Extraction, Observation, extract
from bot.report import read_report
from tests.facts.reading import document, quoted
from tests.report.printing import in_columns, sliced
from tests.text.strategies import report_text

Row = tuple[str, float, str | None, str]


def rows(facts: Extraction) -> list[Row]:
    return [(row.indicator, row.value, row.unit, row.bound) for row in facts.observations]


def reread(facts: Extraction, folder: Path, text: str) -> Extraction:
    """The facts of a file of the same name that holds ``text``."""
    path = folder / facts.document.meta.file
    path.write_text(text, encoding="utf-8")
    return extract(read_report(path))


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"], ids=["flush", "indented"])
@pytest.mark.parametrize("width", [14, 21, 26, 33, 40, 58, 90])
def test_any_width_gives_the_same_observations(
    request: pytest.FixtureRequest, tmp_path: Path, width: int, indent: str
) -> None:
    facts: Extraction = request.getfixturevalue("given")
    paragraphs = facts.document.text.split("\n")
    for lines in (sliced(paragraphs, width, indent), in_columns(paragraphs, width, indent)):
        assert rows(reread(facts, tmp_path, "\n".join(lines))) == rows(facts)


def test_blank_lines_give_the_same_observations(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    facts: Extraction = request.getfixturevalue("given")
    lines = sliced(facts.document.text.split("\n"), 30)
    assert rows(reread(facts, tmp_path, "\n\n".join(lines))) == rows(facts)


def test_no_line_break_at_all_gives_the_same_observations(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    facts: Extraction = request.getfixturevalue("given")
    endless = reread(facts, tmp_path, facts.document.text.replace("\n", ""))
    assert rows(endless) == rows(facts)
    assert endless.document.meta.date == facts.document.meta.date

    def told(row: Observation) -> tuple[str, str | None, str]:
        return row.indicator, row.period, row.value_text

    assert [told(row) for row in endless.observations] == [told(row) for row in facts.observations]


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_do_not_matter(request: pytest.FixtureRequest, tmp_path: Path, newline: str) -> None:
    facts: Extraction = request.getfixturevalue("given")
    path = tmp_path / facts.document.meta.file
    path.write_bytes(facts.document.text.replace("\n", newline).encode())
    assert rows(extract(read_report(path))) == rows(facts)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(report_text(), st.text(max_size=60)), max_size=5), st.booleans())
@example(["其中9起，其中9起"], True)
@example(["（5起", "“5起", "5起）”"], False)
@example(["一、一、", "一是", "1.", "①"], True)
@example(["亿" * 80, "9" * 400, "0.0.0.0"], True)
def test_any_text_is_read(paragraphs: list[str], dated: bool) -> None:
    read = document(*paragraphs, date="2031年12月28日" if dated else "")
    facts = extract(read)
    assert extract(read) == facts
    for start, end in [row.span for row in quoted(facts)] + [row.span for row in facts.ledger]:
        assert 0 <= start <= end <= len(read.text)
    assert all(read.text[slice(*row.span)] == row.quote for row in quoted(facts))
    assert all(row.indicator for row in facts.observations)
    assert len({row.id for row in facts.observations}) == len(facts.observations)


@settings(deadline=None, max_examples=150)
@given(st.lists(report_text(), max_size=5))
def test_the_ledger_of_any_text_covers_every_digit_once(paragraphs: list[str]) -> None:
    facts = extract(document(*paragraphs))
    covered = [offset for row in facts.ledger for offset in range(*row.span)]
    assert len(covered) == len(set(covered))
    assert {n for n, char in enumerate(facts.document.text) if char.isdigit()} <= set(covered)
