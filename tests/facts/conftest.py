from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts import Extraction, extract
from bot.report import read_report

REPORT = Path(__file__).resolve().parents[2] / "data" / "reports" / "changning-2023.txt"


@pytest.fixture(scope="session")
def given() -> Extraction:
    """The given report's facts."""
    return extract(read_report(REPORT))
