"""Updates that Telegram was told are taken, and that are not answered yet: on disk until they are.

Telegram delivers again only what was not confirmed, and confirming one update confirms all before it. So
what waits (for a flood limit of its chat, for a slow server, for the end of an outage) is written down before
that; a killed or stopped process finds it at its next start. Nothing is written of what is answered at once.

This is the one place where words of people are on disk, for as long as they wait; see SECURITY.md.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from telegram import Update

log = logging.getLogger(__name__)

_LIFETIME = 24 * 60 * 60
_KEPT, _GONE = "+", "-"
_MOST_LINES = 2_000


class Waiting:
    """A file of lines: ``+key update`` and ``-key``. Without a path, or where it can't be written, in memory only."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._file: int | None = None
        self._kept: dict[str, str] = {}
        self._lines = 0

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, key: str) -> bool:
        return key in self._kept

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._kept))

    def open(self) -> None:
        """Read what an earlier process left. The lock of ``Receipts`` says that it has ended."""
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = _opened(self._path)
            self._read(self._path)
        except OSError as error:
            self._give_up(error)

    def close(self) -> None:
        """Let go of the file; an empty one is not left lying about."""
        if self._file is None:
            return
        if not self._kept and self._path:
            with suppress(OSError):  # Windows removes no file that is open
                self._path.unlink()
        os.close(self._file)
        self._file = None

    def updates(self) -> list[dict[str, Any]]:
        """What is kept, in the order in which it came, as Telegram wrote it."""
        return [raw for text in self._kept.values() if (raw := _loaded(text))]

    def keep(self, key: str, update: Update) -> None:
        if key not in self._kept:
            text = self._kept[key] = update.to_json()
            self._write(f"{_KEPT}{key} {text}\n")

    def drop(self, key: str) -> None:
        if self._kept.pop(key, None) is None:
            return
        if self._kept and self._lines < _MOST_LINES + 2 * len(self._kept):
            self._write(f"{_GONE}{key}\n")
        else:
            self._shorten()

    def _read(self, path: Path) -> None:
        assert self._file is not None
        if time.time() - os.fstat(self._file).st_mtime > _LIFETIME:
            os.ftruncate(self._file, 0)
        for line in path.read_text("utf-8", "replace").splitlines():
            key, _, text = line[1:].partition(" ")
            if line.startswith(_KEPT) and _loaded(text):
                self._kept[key] = text
            elif line.startswith(_GONE):
                self._kept.pop(key, None)

    def _shorten(self) -> None:
        """Only what is kept, in a file that takes the place of the long one at a stroke."""
        if self._file is None or self._path is None:
            return
        self._lines = len(self._kept)
        try:
            if not self._kept:
                os.ftruncate(self._file, 0)
                return
            anew = self._path.with_name(f"{self._path.name}.new")
            anew.unlink(missing_ok=True)
            os.close(self._file)
            self._file = _opened(anew)
            self._write("".join(f"{_KEPT}{key} {text}\n" for key, text in self._kept.items()))
            anew.replace(self._path)
        except OSError as error:
            self._give_up(error)

    def _write(self, lines: str) -> None:
        try:
            if self._file is not None:
                os.write(self._file, lines.encode("utf-8", "replace"))
                self._lines += 1
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        log.warning("updates that wait cannot be kept on disk (%s); kept in memory", error.strerror)
        if self._file is not None:
            with suppress(OSError):
                os.close(self._file)
        self._file = None


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)


def _loaded(text: str) -> dict[str, Any] | None:
    """A line cut short by a kill or a full disk is none."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) and isinstance(raw.get("update_id"), int) else None
