from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.knowledge.samples import Extractor


@dataclass
class Places:
    knowledge_db: Path
    reports_dir: Path


@pytest.fixture
def extractor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Extractor:
    stand_in = Extractor()
    words = tmp_path / "words"
    words.mkdir()
    (words / "units.toml").write_text("起", encoding="utf-8")
    monkeypatch.setattr("bot.knowledge.fingerprint.WORDS_DIR", words)
    monkeypatch.setattr("bot.report.read_report", stand_in.read_report, raising=False)
    monkeypatch.setattr("bot.facts.extract", stand_in.extract, raising=False)
    monkeypatch.setattr("bot.facts.EXTRACTOR_VERSION", "test", raising=False)
    monkeypatch.setattr(
        "bot.knowledge.build.aliases_of", lambda reports: [(report, "偷", "盗窃") for report in reports]
    )
    return stand_in


@pytest.fixture
def places(tmp_path: Path, extractor: Extractor) -> Places:
    """A folder with two reports and room for a knowledge base."""
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "r1.txt").write_text("2023-08-24\n", encoding="utf-8")
    (reports / "r2.txt").write_text("2024\n", encoding="utf-8")
    return Places(tmp_path / "kb" / "knowledge.db", reports)
