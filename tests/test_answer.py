"""The waist: what an answer tells people and programs."""

from __future__ import annotations

import json
from dataclasses import fields, replace

from bot.answer import Answer, Choice, Derived, Line, Missing, Note, Part, ReportRef, Source
from tests.matching.samples import SECTION, row, sentence

FIELDS = [
    "id", "question", "status", "reason", "verdict", "text", "observations", "statements", "derived", "sources",
    "missing", "notes", "choices", "suggestions", "elapsed_ms",
]  # fmt: skip


def _answer() -> Answer:
    lines = (Line("headline", (Part("figure", "12起"), Part("word", "，"))), Line("detail", (Part("quote", "盗窃"),)))
    return Answer(
        id="a",
        question="盗窃多少起",
        status="answer",
        lines=lines,
        observations=(row(),),
        derived=(Derived(2.0, "起", "exact", "12 − 10 = 2", "多2起"),),
        sources=(Source(ReportRef("r", "报告", "2023-08-24"), SECTION, 1, "盗窃案件12起。"),),
        missing=(Missing("period", "2018年", ("2022年",)),),
        notes=(Note("assumption", "按2022年答"),),
        choices=(Choice("盗窃", "盗窃多少", "o-a"),),
    )


def test_text_is_the_lines() -> None:
    assert _answer().text == "12起，\n盗窃"


def test_json_has_the_fields_of_the_contract() -> None:
    made = _answer().to_json()
    assert list(made) == FIELDS
    assert json.loads(json.dumps(made)) == made
    assert made["sources"] == [
        {
            "report": {"id": "r", "title": "报告", "date": "2023-08-24"},
            "section": {"label": "一", "path": ["一、平安建设"], "title": "平安建设"},
            "page": 1,
            "quote": "盗窃案件12起。",
        }
    ]
    assert made["missing"] == [{"slot": "period", "asked": "2018年", "available": ["2022年"]}]
    assert made["choices"] == [{"label": "盗窃", "question": "盗窃多少", "ref": "o-a"}]
    assert made["observations"][0]["section"]["label"] == "一"
    assert "parent" not in made["observations"][0]


def test_timed_changes_nothing_else() -> None:
    full = replace(
        _answer(),
        reason="no_such_period",
        verdict="no",
        statements=(sentence("trend"),),
        suggestions=(Choice("", "", "x"),),
    )
    assert all(getattr(full, field.name) for field in fields(full) if field.name != "elapsed_ms")
    assert full.timed(1.23456) == replace(full, elapsed_ms=1.235)
