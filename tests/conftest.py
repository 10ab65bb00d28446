"""The given report, read and extracted once for all tests, and who answers from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from bot.assistant import Assistant
from bot.facts import extract
from bot.knowledge.snapshot import Knowledge
from bot.matching.search import Library
from bot.question.lexicon import Lexicon
from bot.report import read_report

# Examples are the same on every machine, and a slow machine fails nothing.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

REPORT = Path(__file__).resolve().parents[1] / "data" / "reports" / "changning-2023.txt"


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge base of the given report, without a database."""
    return Knowledge((extract(read_report(REPORT)),))


@pytest.fixture(scope="session")
def assistant(knowledge: Knowledge) -> Assistant:
    """One assistant for all tests: a test asks in chats of its own."""
    made = Assistant(knowledge)
    made.examples()
    return made


@pytest.fixture(scope="session")
def library(assistant: Assistant) -> Library:
    return assistant.library


@pytest.fixture(scope="session")
def lexicon(library: Library) -> Lexicon:
    return library.lexicon
