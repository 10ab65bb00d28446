"""What most commands begin with: settings, knowledge base, assistant."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.knowledge.build import Progress, ensure
from bot.settings import Settings, load_settings
from bot.state.read import taught_in

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.knowledge.snapshot import Knowledge


def open_knowledge(settings: Settings | None = None) -> Knowledge:
    """The knowledge base of ``settings`` (else of the environment), built first where needed."""
    return ensure(settings or load_settings(), progress())


def open_assistant(settings: Settings | None = None, *, staying: bool = False) -> Assistant:
    """An assistant over the knowledge base, with what admins have taught."""
    from bot.assistant import Assistant

    settings = settings or load_settings()
    assistant = Assistant(open_knowledge(settings), taught_in(settings.state_db))
    if staying:
        assistant.warm()
    return assistant


def progress() -> Progress | None:
    """Tells a person at a terminal which report is being read; nobody else."""
    return _tell if sys.stderr.isatty() else None


def _tell(number: int, total: int, report: Path) -> None:
    print(
        f"\r\x1b[K读报告 {number}/{total} {report.name}",
        end="\n" if number == total else "",
        file=sys.stderr,
        flush=True,
    )


def clean(text: str) -> str:
    """``text`` without the lone surrogates that undecodable arguments and JSON escapes leave."""
    return text.encode("utf-8", "replace").decode("utf-8")
