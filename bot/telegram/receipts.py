"""Which updates were answered, on disk: a few bytes each, so that a killed process doubles nothing.

Telegram delivers again what was not confirmed. An update is marked the moment its reply is written to
the connection, and unmarked if that fails for certain; a mark says "answered, or on its way". No text, no
person: a mark is a hash of the update's numbers.

The file is locked while it is open. A second process with the same token and data folder, started by
mistake, ends with one sentence instead of taking half of the updates.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Container
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from telegram import Update

from bot.errors import BotError

log = logging.getLogger(__name__)

#: Telegram keeps an update for a day.
_LIFETIME = 24 * 60 * 60
_MOST_MARKS = 20_000
_MARK, _UNMARK = "+", "-"


class AlreadyRunningError(BotError):
    """Another process answers for this bot."""


def key_of(update: Update) -> str:
    """The same for the same update delivered again; a message counts, not the number it came under.

    For all else the number alone does not do: after a quiet week Telegram begins anew with any number.
    """
    message = update.message
    if message:
        parts: tuple[object, ...] = ("m", message.chat.id, message.message_id, message.date.timestamp())
    else:
        parts = ("u", update.update_id, *_particulars(update))
    return blake2b(repr(parts).encode(), digest_size=8).hexdigest()


def _particulars(update: Update) -> tuple[object, ...]:
    """What tells an update from another one of the same number."""
    if query := update.callback_query or update.inline_query:
        return (query.id,)
    if edited := update.edited_message:
        return edited.chat.id, edited.message_id, edited.edit_date and edited.edit_date.timestamp()
    if changed := update.my_chat_member:
        return changed.chat.id, changed.date.timestamp()
    return ()


class Receipts:
    """Marks by key. Without a usable file they are kept in memory alone, which is said once."""

    def __init__(self, path: Path | None = None) -> None:
        self._marks: dict[str, None] = {}
        self._path = path
        self._file: int | None = None

    def open(self) -> None:
        """Lock and read the file.

        Raises:
            AlreadyRunningError: another process has it open.
        """
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            _lock(self._file)
            self._read()
        except BlockingIOError:
            self._drop()  # it is the other's file
            raise AlreadyRunningError(
                "这个机器人已经有一个进程在运行（同一个 token、同一个数据文件夹）：请先停掉那一个。"
            ) from None
        except OSError as error:
            self._give_up(error)

    def close(self) -> None:
        """Let go of the file; one without a mark is not left lying about."""
        if self._file is not None and not self._marks and self._path:
            with suppress(OSError):  # Windows removes no file that is open
                self._path.unlink()
        self._drop()

    def _drop(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def __contains__(self, key: str) -> bool:
        return key in self._marks

    def __len__(self) -> int:
        return len(self._marks)

    def mark(self, key: str) -> None:
        if key not in self._marks:
            self._marks[key] = None
            self._write(_MARK, key)
            if len(self._marks) > _MOST_MARKS:
                self._keep(list(self._marks)[_MOST_MARKS // 2 :])

    def unmark(self, key: str) -> None:
        if key in self._marks:
            del self._marks[key]
            self._write(_UNMARK, key)

    def forget(self, but: Container[str] = ()) -> None:
        """Telegram will not deliver again what was marked so far; nor is it kept elsewhere, save for ``but``."""
        left = [key for key in self._marks if key in but]
        if len(left) < len(self._marks):
            self._keep(left)

    def _keep(self, keys: list[str]) -> None:
        self._marks = dict.fromkeys(keys)
        try:
            if self._file is not None:
                os.ftruncate(self._file, 0)
                os.write(self._file, "".join(f"{_MARK}{key}\n" for key in keys).encode("ascii"))
        except OSError as error:
            self._give_up(error)

    def _write(self, sign: str, key: str) -> None:
        try:
            if self._file is not None:
                os.write(self._file, f"{sign}{key}\n".encode("ascii"))
        except OSError as error:
            self._give_up(error)

    def _read(self) -> None:
        assert self._file is not None
        if time.time() - os.fstat(self._file).st_mtime > _LIFETIME:
            os.ftruncate(self._file, 0)
        assert self._path is not None
        for line in self._path.read_text("ascii", "replace").splitlines():
            if line.startswith(_MARK):
                self._marks[line[1:]] = None
            elif line.startswith(_UNMARK):
                self._marks.pop(line[1:], None)

    def _give_up(self, error: OSError) -> None:
        log.warning("which updates were answered cannot be kept on disk (%s); kept in memory", error.strerror)
        with suppress(OSError):
            self._drop()
        self._file = None


def _lock(file: int) -> None:
    """BlockingIOError if another process holds the lock; the system drops it with the process."""
    try:
        import fcntl
    except ImportError:  # Windows
        return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
