"""The judge is strict: each kind of fault is seen, and a right reply has none."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from bot.answer import Derived
from bot.errors import BotError
from bot.evaluation import Grades, judge_for, read_questions
from tests.commands.conftest import Run, extractor, figure, places, reply, run
from tests.knowledge.samples import TEXT, observations

__all__ = ["extractor", "places", "run"]

FACT = {"id": "F1", "quote": "盗窃案件近12起", "value": 12, "value_text": "近12起", "unit": "起", "bound": "nearly"}
STATEMENT = {"id": "M1", "quote": "设立“平安屋”3个"}
JUDGE = judge_for([FACT], [STATEMENT], [TEXT])


def faults(expect: dict[str, Any], kind: str = "lookup", **changes: Any) -> list[str]:
    answer = figure("盗窃案件多少").to_json() | changes
    return JUDGE.faults(answer, {"q": "盗窃案件多少", "expect": expect}, kind)


@pytest.mark.parametrize(
    "expect",
    [
        {},
        {"facts": ["F1"], "section": ["一"]},
        {"facts": ["一 近12起"]},
        {"any_facts": ["一 99起", "F1"]},
        {"status": ["answer", "clarify"], "text_has": ["近 12 起"], "text_lacks": ["13"]},
    ],
)
def test_a_right_reply(expect: dict[str, Any]) -> None:
    assert faults(expect) == []


@pytest.mark.parametrize(
    ("expect", "fault"),
    [
        ({"status": ["not_found"]}, "status answer"),
        ({"facts": ["一 12起"]}, "lacks 一 12起"),
        ({"facts": ["二 近12起"]}, "lacks 二"),
        ({"any_facts": ["一 99起"]}, "lacks any of"),
        ({"statements": ["M1"]}, "lacks 设立"),
        ({"any_statements": ["M1"]}, "lacks any of"),
        ({"section": ["一(一)"]}, "cites"),
        ({"derived": {"value": 5, "tol": 0.1}}, "lacks the computed 5"),
        ({"verdict": "yes"}, "verdict None"),
        ({"text_has": ["2023"]}, "lacks '2023'"),
        ({"text_lacks": ["近12起"]}, "shows"),
    ],
)
def test_each_fault_is_seen(expect: dict[str, Any], fault: str) -> None:
    assert any(found.startswith(fault) for found in faults(expect))


def test_invented_numbers_are_seen() -> None:
    assert faults({}, text="近12起，另有 4321 起，基本情况") == ["invents 4321"]
    assert faults({}, text="近12起，2022 年，3 处，基本情况") == []


def test_the_figure_must_lead_and_stand_almost_alone() -> None:
    rows = [json.loads(json.dumps(asdict(row))) for row in observations()]
    other, asked = rows[1], rows[0]
    assert faults({"facts": ["F1"]}, observations=[other, asked])[0].startswith("leads with")
    assert faults({"facts": ["F1"]}, "list", observations=[other, asked]) == []
    assert faults({"facts": ["F1"]}, observations=[asked, *[other] * 5]) == ["5 figures nobody asked for"]


def test_a_refusal_computes_nothing_and_a_choice_offers_some() -> None:
    derived = [asdict(Derived(1.0, None, "exact", "2−1", "1"))]
    refusal = {"status": ["not_found"]}
    assert faults(refusal, status="not_found", derived=derived, text="没有") == ["computes in a refusal"]
    assert faults({"status": ["clarify"]}, status="clarify") == ["offers 0 choices"]


def test_grades_count_what_misleads() -> None:
    grades, answer = Grades(), reply("x").to_json()
    entry = {"id": "a", "type": "lookup"}
    grades.add(entry, [({"q": "1", "expect": {}}, answer, []), ({"q": "2", "expect": {}}, answer, ["bad"])])
    grades.add(entry, [({"q": "3", "expect": {"status": ["not_found"]}}, answer, ["bad"])])
    grades.add(entry, [({"q": "4", "expect": {}}, answer, [])])
    assert grades.summary() == {
        "entries": 3,
        "right": 0.3333,
        "wrong_when_answering": 0.3333,
        "answered_though_absent": 1.0,
        "turns": 4,
    }


@pytest.mark.parametrize("content", ["", "x", "[]", "{}", '{"id": "a", "type": "b", "turns": [{}]}', "\ud800"])
def test_a_file_that_is_no_question_set(tmp_path: Path, content: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(BotError, match=r"q\.jsonl"):
        read_questions(path)


def test_the_command_prints_failures_a_table_and_a_summary(run: Run, tmp_path: Path) -> None:
    entries = [
        {"id": "a", "type": "lookup", "turns": [{"q": "盗窃案件多少", "expect": {"facts": ["F1"]}}]},
        {"id": "b", "type": "list", "turns": [{"q": "有哪些", "expect": {"facts": ["一 近12起"]}}]},
    ]
    questions = tmp_path / "q.jsonl"
    questions.write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")
    (tmp_path / "r1.facts.jsonl").write_text(json.dumps(FACT), encoding="utf-8")
    result = run("eval", str(questions))
    assert result.lines[:2] == ["b [list] 有哪些 -> lacks 一 近12起", "list                0 / 1"]
    summary = json.loads(result.lines[-1])
    assert (summary["entries"], summary["right"]) == (2, 0.5)


def test_an_id_without_a_table_is_told(run: Run, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    entry = {"id": "a", "type": "lookup", "turns": [{"q": "盗窃案件多少", "expect": {"facts": ["F9"]}}]}
    questions.write_text(json.dumps(entry), encoding="utf-8")
    result = run("eval", str(questions))
    assert result.status == 2 and "F9" in result.err
