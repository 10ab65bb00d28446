"""A benchmark's folder: the made-up reports as files, their sentences for the peers, and the questions."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.bench.grammar import Asked, Made, questions, reports


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a peer searches: one sentence with the report's title and the section's before it."""

    report: str
    indicator: str
    text: str


class Corpus:
    """The files of one size under one folder."""

    def __init__(self, folder: Path) -> None:
        self.reports = folder / "reports"
        self.knowledge = folder / "knowledge.db"
        self._sentences = folder / "sentences.jsonl"
        self._questions = folder / "questions.jsonl"

    def write(self, figures: int, number: int, seed: int) -> tuple[int, int]:
        """Make reports with so many figures and ``number`` questions; how many reports and figures there are.

        The same seed writes the same files, so that what was built of them before is still good.
        """
        self.reports.mkdir(parents=True, exist_ok=True)
        made = list(reports(figures, seed))
        for old in {path.name for path in self.reports.iterdir()} - {f"{one.name}.txt" for one in made}:
            (self.reports / old).unlink()
        for one in made:
            (self.reports / f"{one.name}.txt").write_text(one.text, encoding="utf-8")
        _write(self._sentences, [asdict(sentence) for one in made for sentence in _sentences(one)])
        _write(self._questions, [asdict(asked) for asked in questions(made, number, seed)])
        return len(made), sum(one.figures for one in made)

    def sentences(self) -> list[Sentence]:
        return [Sentence(**row) for row in _read(self._sentences)]

    def questions(self) -> list[Asked]:
        return [Asked(**row) for row in _read(self._questions)]


def _sentences(made: Made) -> list[Sentence]:
    return [Sentence(made.name, one.indicator, f"{made.title} {one.section} {one.sentence}") for one in made.said]


def _write(path: Path, rows: list[dict[str, str | float]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
