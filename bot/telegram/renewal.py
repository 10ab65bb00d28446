"""The knowledge base may be rebuilt, or deleted, under a running bot.

Questions are answered from memory, so neither is noticed by anybody; a new one is read beside the old
and takes its place between two questions.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.errors import BotError
from bot.telegram.desk import Answering

log = logging.getLogger(__name__)

_EVERY_SECONDS = 30.0

Reopen = Callable[[], Answering]
_State = tuple[int, int, int] | None


class Renewal:
    """Stands for an assistant; ``reopen`` makes a new one when the file at ``path`` is another."""

    def __init__(self, assistant: Answering, path: Path, reopen: Reopen) -> None:
        self._current = assistant
        self._path = path
        self._reopen = reopen
        self._known = self._state()
        #: Called when there is another assistant.
        self.renewed: Callable[[], None] = lambda: None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._current, name)

    async def watch(self, every: float = _EVERY_SECONDS) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(every)
            await self.look()

    async def look(self) -> None:
        """Take the new knowledge base, if there is one that can be used."""
        state = self._state()
        if state == self._known:
            return
        self._known = state
        if state is None:
            log.warning("the knowledge base has been deleted; answering from memory")
            return
        try:
            assistant = await asyncio.to_thread(self._reopen)
        except BotError as error:
            log.warning("the new knowledge base cannot be used, the old one stays: %s", type(error).__name__)
        except Exception as error:
            log.error("the new knowledge base cannot be read (%s); the old one stays", type(error).__name__)
        else:
            self.take(assistant)

    def take(self, assistant: Answering) -> None:
        """Stand for another assistant, over the knowledge base as it is now."""
        self._current, self._known = assistant, self._state()
        self.renewed()
        log.info("answering from a new knowledge base")

    def _state(self) -> _State:
        """What tells one file from another: an assembled one is swapped in, so it has a new inode."""
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size
