"""Peers find the sentence that is most like a question; those that are not installed are skipped."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.util import find_spec

import pytest

from bot.bench.peers import PEERS, Fts5, version_of

TEXTS = [
    "澄湖区2031年公报 农业 全年粮食总产量12吨。",
    "澄湖区2031年公报 教育 年末幼儿园300所。",
    "青溪县2031年公报 教育 年末幼儿园47所。",
]


@pytest.mark.parametrize("name", sorted(PEERS))
@pytest.mark.parametrize(("question", "place"), [("澄湖区粮食总产量多少", 0), ("青溪县幼儿园多少所", 2)])
def test_the_likest_text_is_found(name: str, question: str, place: int) -> None:
    package, make = PEERS[name]
    if find_spec(package) is None:
        pytest.skip(f"{package} is not installed")
    if name == "rapidfuzz partial_ratio":
        question = question.replace("多少", "")
    assert make(TEXTS).find(question) == place


@pytest.mark.parametrize("question", ["", "？", "\0"])
def test_nothing_finds_nothing(question: str) -> None:
    assert Fts5(TEXTS).find(question) is None


def test_versions_are_told() -> None:
    assert version_of("sqlite3").startswith("3.")
    assert version_of("rapidfuzz")
    with pytest.raises(PackageNotFoundError):
        version_of("no-such-package")
