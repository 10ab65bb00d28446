"""A knowledge base that is swapped or deleted under a running bot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.telegram.renewal import Renewal
from tests.telegram.samples import PaperAssistant


class Named(PaperAssistant):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


def renewal(path: Path, reopen: Callable[[], Named]) -> Renewal:
    path.write_text("old")
    return Renewal(Named("old"), path, reopen)


async def test_swapped_in_between_two_questions(tmp_path: Path) -> None:
    path = tmp_path / "knowledge.db"
    assistant = renewal(path, lambda: Named("new"))
    await assistant.look()
    assert assistant.name == "old"
    (tmp_path / "next").write_text("new one")
    (tmp_path / "next").replace(path)
    await assistant.look()
    assert assistant.name == "new"
    assert assistant.ask("去年电诈立案多少").text.startswith("739 起")


async def test_deleted_is_answered_from_memory_and_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "knowledge.db"
    assistant = renewal(path, lambda: Named("new"))
    path.unlink()
    await assistant.look()
    await assistant.look()
    assert assistant.name == "old" and len(caplog.records) == 1
    path.write_text("again")
    await assistant.look()
    assert assistant.name == "new"


@pytest.mark.parametrize("error", [KnowledgeError("坏了"), ValueError("?")])
async def test_one_that_cannot_be_used_changes_nothing(
    error: Exception, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> Named:
        raise error

    path = tmp_path / "knowledge.db"
    assistant = renewal(path, fail)
    path.write_text("damaged")
    await assistant.look()
    await assistant.look()
    assert assistant.name == "old" and len(caplog.records) == 1
