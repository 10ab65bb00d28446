"""What buttons send back: ``v1:<kind>:<payload>``, at most 64 bytes, with all that is needed to serve it.

So every button works after a restart and under an old message, and one of another version is told apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from telegram.constants import InlineKeyboardButtonLimit

Kind = Literal[
    "open",
    "quote",
    "ask",
    "topics",
    "indicators",
    "targets",
    "findings",
    "report",
    "export",
    "language",
    "wrong",
    "chart",
]

# m is the admins' (bot.telegram.adminpages); to everybody else it is a letter of another version.
# o: open a ref of the assistant's. q: show the sentence behind a fact. a: ask this very question. c: draw a picture.
_LETTERS: dict[Kind, str] = {
    "open": "o",
    "quote": "q",
    "ask": "a",
    "topics": "t",
    "indicators": "i",
    "targets": "g",
    "findings": "f",
    "report": "r",
    "export": "e",
    "language": "l",
    "wrong": "w",
    "chart": "c",
}
_KINDS: dict[str, Kind] = {letter: kind for kind, letter in _LETTERS.items()}
_DATA = re.compile(r"v1:([a-z]):(.+)", re.DOTALL)
_REF = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Press:
    """What a button says when it is pressed; ``payload`` is a ref, the id of a fact, a place or a question."""

    kind: Kind
    payload: str


def encode(kind: Kind, payload: str) -> str | None:
    """Callback data, or None if it doesn't fit Telegram's 64 bytes or is no ref."""
    data = f"v1:{_LETTERS[kind]}:{payload}"
    fits = len(data.encode("utf-8", "replace")) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    return data if fits and payload and (kind == "ask" or _REF.fullmatch(payload)) else None


def decode(data: str | None) -> Press | None:
    """What was pressed, or None for data of another version or of nobody we know."""
    match = _DATA.fullmatch(data or "")
    kind = _KINDS.get(match[1]) if match else None
    if match is None or kind is None or not (kind == "ask" or _REF.fullmatch(match[2])):
        return None
    return Press(kind, match[2])
