"""The project's own question set: every entry is a test, graded by the judge of ``python -m bot eval``.

Entries that fail today are named in ``questions/known_failures.txt``, one a line; a mended one fails the
test until its line is deleted.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.evaluation import Json, Judge, judge_for, read_questions
from bot.knowledge.snapshot import Knowledge

FOLDER = Path(__file__).with_name("questions")
SETS = sorted(FOLDER.glob("*.jsonl"))


def _known_failures() -> list[str]:
    lines = (FOLDER / "known_failures.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _named() -> dict[str, Json]:
    """Every entry by its first question; one that was asked before also bears its own id."""
    named: dict[str, Json] = {}
    for path in SETS:
        for entry in read_questions(path):
            question = entry["turns"][0]["q"]
            named[f"{question} {entry['id']}" if question in named else question] = entry
    return named


ENTRIES = _named()
KNOWN = _known_failures()


def _cases() -> list[Any]:
    mark = pytest.mark.xfail(strict=True, reason="known failure")
    return [pytest.param(entry, id=name, marks=[mark] if name in KNOWN else []) for name, entry in ENTRIES.items()]


@pytest.fixture(scope="module")
def judge(knowledge: Knowledge) -> Judge:
    """Knows no table: the entries name figures by section and sentences by their words."""
    return judge_for([], [], [extraction.document.text for extraction in knowledge.reports])


@pytest.mark.parametrize("entry", _cases())
def test_entry(entry: Json, assistant: Assistant, judge: Judge) -> None:
    chat = f"questions {entry['id']}"
    for turn in entry["turns"]:
        reply = assistant.ask(turn["q"], chat=chat).to_json()
        assert judge.faults(reply, turn, entry["type"]) == [], f"{turn['q']}\n{reply['text']}"


def test_known_failures_are_entries() -> None:
    assert set(KNOWN) <= ENTRIES.keys()
    assert len(KNOWN) == len(set(KNOWN))


def test_ids_differ_and_types_are_many() -> None:
    ids = Counter(entry["id"] for entry in ENTRIES.values())
    assert max(ids.values()) == 1
    assert len({entry["type"] for entry in ENTRIES.values()}) >= 20


def test_expectations_stand_in_the_report(knowledge: Knowledge) -> None:
    """A figure named is one that its section prints, a sentence named is printed once."""
    report = knowledge.reports[0]
    text = "".join(report.document.text.split())
    figures = {f"{row.section.label} {''.join(row.value_text.split())}" for row in report.observations}
    for entry in ENTRIES.values():
        for expect in (turn["expect"] for turn in entry["turns"]):
            assert {*expect.get("facts", []), *expect.get("any_facts", [])} <= figures, entry["id"]
            for quote in (*expect.get("statements", []), *expect.get("any_statements", [])):
                assert text.count(quote) == 1, f"{entry['id']} {quote}"
