from __future__ import annotations

import csv
import io
import json

import pytest

from tests.commands.conftest import Run
from tests.knowledge.samples import TEXT, extraction


def test_observations_as_json_newest_report_first(run: Run) -> None:
    rows = [json.loads(line) for line in run("facts", "--json").lines]
    assert [row["id"] for row in rows] == [f"{report}-{name}" for report in ("r2", "r1") for name in "abc"]
    assert rows[0]["section"] == {"label": "一", "path": ["一、基本情况"], "title": "基本情况"}
    assert all(TEXT[slice(*row["span"])] == row["quote"] for row in rows)


@pytest.mark.parametrize(("kind", "count"), [("statements", 2), ("findings", 1), ("ledger", 3), ("text", 1)])
def test_other_kinds_as_json(run: Run, kind: str, count: int) -> None:
    rows = [json.loads(line) for line in run("facts", f"--{kind}", "--json", "--report", "r1").lines]
    assert len(rows) == count
    assert {row["report"] for row in rows} == {"r1"}


def test_finding_and_ledger_rows_refer_to_observations(run: Run) -> None:
    finding = json.loads(run("facts", "--findings", "--json", "--report", "r1").out)
    assert finding == {"report": "r1", "kind": "two_values", "text": "两处不同", "observations": ["r1-a", "r1-b"]}
    ledger = [json.loads(line) for line in run("facts", "--ledger", "--json", "--report", "r1").lines]
    assert [row["observation"] for row in ledger] == [None, "r1-a", None]


def test_text_is_what_spans_count_in(run: Run) -> None:
    assert run("facts", "--text", "--report", "r1").out == extraction().document.text + "\n"


@pytest.mark.parametrize("kind", ["observations", "statements", "findings", "ledger"])
def test_csv_is_one_table(run: Run, kind: str) -> None:
    option = [] if kind == "observations" else [f"--{kind}"]
    rows = list(csv.DictReader(io.StringIO(run("facts", *option, "--csv").out)))
    assert rows and all(None not in row and None not in row.values() for row in rows)


def test_lines_for_people(run: Run) -> None:
    first = run("facts", "--report", "r1").lines[0]
    assert first == "盗窃案件数（2022）：近12起 [r1 一 第1页] r1-a"
    for kind in ("statements", "findings", "ledger"):
        assert run("facts", f"--{kind}").status == 0
