"""The given report, whole: what holds for every row of it."""

from __future__ import annotations

import re
from collections import Counter

from bot.facts import Extraction, extract, public_row
from bot.report import read_report
from bot.text.fold import shadow
from tests.facts.conftest import REPORT
from tests.facts.reading import quoted


def test_every_quote_is_at_its_span(given: Extraction) -> None:
    text = given.document.text
    for row in quoted(given):
        assert text[slice(*row.span)] == row.quote != ""
    for entry in given.ledger:
        assert text[slice(*entry.span)] == entry.text != ""


def test_every_figure_stands_in_its_quote_and_sentence(given: Extraction) -> None:
    for row in given.observations:
        assert row.value_text in row.quote.replace(" ", "")
        assert row.sentence[0] <= row.span[0] < row.span[1] <= row.sentence[1]
        assert row.quote in given.sentence_of(row)


def test_every_page_is_one_of_the_files(given: Extraction) -> None:
    pages = len(given.document.page_starts)
    assert pages > 1
    assert all(row.page is not None and 1 <= row.page <= pages for row in quoted(given))
    assert [row.page for row in given.statements] == sorted(row.page or 0 for row in given.statements)


def test_every_section_is_one_of_the_outline(given: Extraction) -> None:
    known = {section.ref for section in given.document.sections}
    named = {row.section for row in quoted(given)}
    assert {ref.label for ref in named - known} <= {"", "落款"}


def test_ids_are_unique_and_stable(given: Extraction) -> None:
    ids = [row.id for row in quoted(given)]
    assert len(ids) == len(set(ids))
    again = extract(read_report(REPORT))
    assert [row.id for row in quoted(again)] == ids
    assert again == given


def test_parents_are_observations_of_the_same_sentence(given: Extraction) -> None:
    by_id = {row.id: row for row in given.observations}
    children = [row for row in given.observations if row.parent]
    assert children
    for row in children:
        parent = by_id[row.parent or ""]
        assert (parent.indicator, parent.sentence) == (row.part_of, row.sentence)


def test_the_ledger_covers_every_digit_exactly_once(given: Extraction) -> None:
    text = shadow(given.document.text)
    covered = Counter(offset for row in given.ledger for offset in range(*row.span))
    assert {offset for offset, char in enumerate(text) if char.isdigit()} <= covered.keys()
    assert set(covered.values()) == {1}


def test_the_ledger_adds_up_and_leaves_nothing_unresolved(given: Extraction) -> None:
    kinds = Counter(row.kind for row in given.ledger)
    assert kinds["unresolved"] == 0
    assert sum(kinds.values()) == len(given.ledger)
    named = [row.observation or "" for row in given.ledger if row.kind == "observation"]
    assert len(named) == kinds["observation"]
    # One figure may be two readings (登记率、准确率 98%), of which the ledger names one.
    at = {row.id: row.span for row in given.observations}
    assert {at[id_] for id_ in named} == {*at.values()}


def test_values_follow_from_what_is_printed(given: Extraction) -> None:
    for row in given.observations:
        digits = re.search(r"\d+(?:\.\d+)?", row.value_text)
        if digits and not re.search("[万亿成/]", row.value_text):
            assert abs(row.value) == float(digits.group())


def test_findings_rest_on_observations(given: Extraction) -> None:
    ids = {row.id for row in given.observations}
    assert {found.kind for found in given.findings} == {
        *("two_values", "parts_and_total", "parts_leave_rest", "count_and_share"),
    }
    for found in given.findings:
        assert set(found.observations) <= ids
        assert len(found.observations) > 1


def test_public_rows_hold_the_fields_of_the_contract(given: Extraction) -> None:
    row = public_row(given.observations[0])
    assert row.keys() >= {"id", "report", "indicator", "value", "value_to", "value_text", "unit", "bound", "role"}
    assert row.keys() >= {"aspect", "period", "period_text", "rate", "base", "part_of", "section", "page", "quote"}
    assert not row.keys() & {"parent", "sentence"}
    assert row["section"].keys() == {"label", "path", "title"}
