"""``eval``: a question set, graded by type."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from bot.commands.opening import clean, open_assistant
from bot.errors import BotError
from bot.evaluation import Grades, Json, Judge, judge_for, read_questions, read_rows

if TYPE_CHECKING:
    from bot.assistant import Assistant

_COLUMNS = {"facts": {"id", "quote", "value", "value_text", "unit", "bound"}, "statements": {"id", "quote"}}


def run(arguments: Namespace) -> int:
    path = Path(arguments.file)
    entries = read_questions(path)
    facts, statements = (_table(path, getattr(arguments, kind), kind) for kind in _COLUMNS)
    assistant = open_assistant()
    judge = judge_for(facts, statements, [extraction.document.text for extraction in assistant.knowledge.reports])
    start = perf_counter()
    grades = grade(assistant, judge, entries)
    _report(grades, perf_counter() - start)
    return 0


def grade(assistant: Assistant, judge: Judge, entries: list[Json]) -> Grades:
    """Ask every turn of every entry, the turns of one in one chat."""
    grades = Grades()
    for entry in entries:
        replies = [assistant.ask(clean(turn["q"]), chat=entry["id"]).to_json() for turn in entry["turns"]]
        asked = zip(entry["turns"], replies, strict=True)
        grades.add(entry, [(turn, reply, judge.faults(reply, turn, entry["type"])) for turn, reply in asked])
    return grades


def _table(questions: Path, named: str | None, kind: str) -> list[Json]:
    """The rows that ids refer to: the file named, else the only ``*.<kind>.jsonl`` beside the questions."""
    beside = sorted(questions.parent.glob(f"*.{kind}.jsonl"))
    if not named and len(beside) > 1:
        raise BotError(f"旁边有好几个 *.{kind}.jsonl，请用 --{kind} 指定一个")
    rows = [row for path in ([Path(named)] if named else beside) for row in read_rows(path)]
    if not all(row.keys() >= _COLUMNS[kind] for row in rows):
        raise BotError(f"{kind} 表的每一行都要有 {'、'.join(sorted(_COLUMNS[kind]))}")
    return rows


def _report(grades: Grades, seconds: float) -> None:
    for entry, question, wrong in grades.failures:
        print(f"{entry['id']} [{entry['type']}] {question} -> {wrong}")
    for kind, total in sorted(grades.total.items()):
        print(f"{kind:16} {grades.right[kind]:4} / {total}")
    print(json.dumps(grades.summary() | {"seconds": round(seconds, 2)}, ensure_ascii=False))
