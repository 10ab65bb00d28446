"""Ties an update's receipt to the calls that are made for it."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

from telegram import Update

from bot.telegram.receipts import Receipts, key_of


@dataclass(slots=True)
class Handling:
    """An update that is being handled in this task; ``sent`` once something was said for it."""

    key: str
    sent: bool = False


_NOW: ContextVar[Handling | None] = ContextVar("handling", default=None)


def begin(update: object) -> None:
    _NOW.set(Handling(key_of(update)) if isinstance(update, Update) else None)


class Marker:
    """Marks an update as answered when its first message leaves, unmarks it when that was refused."""

    def __init__(self, receipts: Receipts) -> None:
        self._receipts = receipts

    def leaving(self, _method: str) -> None:
        if handling := _NOW.get():
            self._receipts.mark(handling.key)

    def accepted(self) -> None:
        handling = _NOW.get()
        if handling and handling.key in self._receipts:
            handling.sent = True

    def refused(self) -> None:
        handling = _NOW.get()
        if handling and not handling.sent:
            self._receipts.unmark(handling.key)
