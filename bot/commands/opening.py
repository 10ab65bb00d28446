"""What most commands begin with: settings, knowledge base, assistant."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.knowledge.build import Progress, ensure
from bot.settings import Settings, load_settings
from bot.state.read import taught_in

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.knowledge.snapshot import Knowledge

#: A report that is read makes some thousands of objects; the usual 700 would have them walked every time.
_COLLECTED = (50_000, 20, 100)


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
        settle()
    return assistant


def settle() -> None:
    """What a start has made stays: the collector of circles need not walk it with every report that is read.

    Nothing of a report is in a circle, so that it goes as soon as it makes room; the collector is for others.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED)


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
