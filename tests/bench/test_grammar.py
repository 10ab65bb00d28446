"""Made-up reports: the same for the same seed, and read by the program as they were meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.respondent import Respondent
from bot.bench.grammar import Made, questions, reports
from bot.errors import BotError
from bot.facts import Extraction, extract
from bot.report import read_report


@pytest.fixture(scope="module")
def made() -> list[Made]:
    return list(reports(300, seed=7))


@pytest.fixture(scope="module")
def extracted(made: list[Made], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Extraction]:
    folder = tmp_path_factory.mktemp("made")
    for one in made:
        (folder / f"{one.name}.txt").write_text(one.text, encoding="utf-8")
    return {path.stem: extract(read_report(path)) for path in sorted(folder.iterdir())}


def test_the_same_seed_makes_the_same(made: list[Made]) -> None:
    assert [one.text for one in reports(300, seed=7)] == [one.text for one in made]
    assert questions(made, 20, seed=7) == questions(made, 20, seed=7)
    assert len({asked.text for asked in questions(made, 200, seed=7)}) == 200
    assert [one.text for one in reports(300, seed=8)] != [one.text for one in made]


@pytest.mark.parametrize("figures", [1, 70, 1000])
def test_there_are_as_many_figures_as_asked_for(figures: int) -> None:
    assert figures <= sum(one.figures for one in reports(figures, seed=7)) <= figures + 1


def test_no_two_reports_have_one_name() -> None:
    names = [one.name for one in reports(20_000, seed=7)]
    assert len(names) == len(set(names)) > 100


def test_too_many_figures_are_refused() -> None:
    with pytest.raises(BotError, match="--sizes"):
        list(reports(10**9, seed=7))


def test_reports_are_read_as_they_were_meant(made: list[Made], extracted: dict[str, Extraction]) -> None:
    for one in made:
        meta, rows = extracted[one.name].document.meta, extracted[one.name].observations
        assert (meta.district, meta.date) == (one.district, f"{one.year + 1}-03-18")
        told = {(row.value, row.period) for row in rows}
        lost = [said.indicator for said in one.said if (said.value, str(one.year)) not in told]
        assert lost == []
        assert len(rows) == one.figures


def test_questions_are_answered_by_their_figures(made: list[Made], extracted: dict[str, Extraction]) -> None:
    """The bar is 0.98; these few are all right."""
    wrong = []
    for asked in questions(made, 60, seed=7):
        answer, _ = Respondent(extracted[asked.report]).answer(asked.text, None)
        if [row.value for row in answer.observations[:1]] != [asked.value]:
            wrong.append(asked.text)
    assert wrong == []


def test_neighbours_share_their_indicators(made: list[Made]) -> None:
    """The same indicator in other years and districts: what a search must not mix up."""
    counted = [said.indicator for one in made for said in one.said]
    assert len(counted) > 1.5 * len(set(counted))


def test_files_are_plain_text(made: list[Made], tmp_path: Path) -> None:
    assert all(one.name.isascii() for one in made)
    assert all(line == line.strip() for one in made for line in one.text.splitlines())
