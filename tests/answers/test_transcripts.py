"""Whole conversations over the given report, each a readable file in ``transcripts/``.

``UPDATE_TRANSCRIPTS=1 pytest tests/answers/test_transcripts.py`` writes them anew: read the difference
before it is committed. In a file

    # what the conversation shows
    > a question
    [status reason verdict]
    the lines of the reply; its sources are cut to ``@ section · page``, its quotes left out
    ? a slot that is missing: what there is instead
    + the questions offered
"""

from __future__ import annotations

import os
from itertools import chain
from pathlib import Path

import pytest

from bot.answer import Answer
from bot.assistant import Assistant

FILES = sorted(Path(__file__).with_name("transcripts").glob("*.txt"))
UPDATE = bool(os.environ.get("UPDATE_TRANSCRIPTS"))


def told(answer: Answer) -> list[str]:
    """One reply as a transcript shows it."""
    head = "[" + " ".join(filter(None, (answer.status, answer.reason, answer.verdict))) + "]"
    lines = [line.text for line in answer.lines if line.role not in ("source", "quote")]
    sources = [f"@ {source.section.label} · {source.page}" for source in answer.sources]
    missing = [f"? {gap.slot} {gap.asked}: {'、'.join(gap.available)}".rstrip(": ") for gap in answer.missing]
    offered = [choice.question for choice in (*answer.choices, *answer.suggestions)]
    return [head, *lines, *sources, *missing, *([f"+ {' | '.join(offered)}"] if offered else [])]


def replay(script: str, assistant: Assistant, chat: str) -> str:
    """The conversation that a transcript's questions lead to today."""
    lines = script.splitlines()
    title = [line for line in lines if line.startswith("#")]
    questions = [line[2:] for line in lines if line.startswith("> ")]
    turns = [[f"> {q}", *told(assistant.ask(q, chat=chat)), ""] for q in questions]
    return "\n".join([*title, "", *chain.from_iterable(turns)]).rstrip() + "\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_transcript(path: Path, assistant: Assistant) -> None:
    script = path.read_text(encoding="utf-8")
    today = replay(script, assistant, f"transcript {path.stem}")
    if UPDATE:
        path.write_text(today, encoding="utf-8")
    assert UPDATE or today == script


def test_there_are_transcripts() -> None:
    assert len(FILES) >= 15
