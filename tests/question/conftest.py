"""Questions taken apart as the assistant does, but without a chat."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.assistant import Assistant
from bot.matching.search import Library
from bot.question.lexicon import Lexicon
from bot.question.normalise import normalise
from bot.question.parse import Parsed, parse
from bot.question.repair import build_vocabulary
from bot.question.typed import Spellings
from bot.question.vocabulary import Vocabulary

Parse = Callable[[str], Parsed]


@pytest.fixture(scope="session")
def taken_apart(lexicon: Lexicon) -> Parse:
    """Normalised and parsed for Changning's report of 2023; no repair, no translation."""
    return lambda text: parse(normalise(text), lexicon, 2023, "长宁区")


@pytest.fixture(scope="session")
def understood(assistant: Assistant) -> Parse:
    """Normalised, translated, repaired and parsed."""
    return lambda text: assistant.read(normalise(text))


@pytest.fixture(scope="session")
def vocabulary(library: Library) -> Vocabulary:
    """What repairs may lead to: the names of the report's figures and what people call them."""
    rows = [entry.observation for entry in library.observations]
    return build_vocabulary([row.indicator for row in rows if row], library.lexicon)


@pytest.fixture(scope="session")
def spellings(library: Library, vocabulary: Vocabulary) -> Spellings:
    """What typed pinyin is read towards."""
    return Spellings(vocabulary, library.lexicon)
