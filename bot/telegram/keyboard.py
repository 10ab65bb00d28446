"""Buttons: what is written on them and what they send back.

Callback data is ``v1:<kind>:<payload>``, at most 64 bytes, and holds all that is needed to serve it:
every button works after a restart and under an old message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from unicodedata import east_asian_width

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.answer import Answer
from bot.reply.plain import clean, shorten
from bot.telegram.words import PICTURE_BUTTON, SOURCE_BUTTON

Kind = Literal["open", "quote", "ask", "chart"]

# o: open a ref of the assistant's. q: show the sentence behind a fact. a: ask this very question. c: draw a picture.
_LETTERS: dict[Kind, str] = {"open": "o", "quote": "q", "ask": "a", "chart": "c"}
_KINDS: dict[str, Kind] = {letter: kind for kind, letter in _LETTERS.items()}
_DATA = re.compile(r"v1:([a-z]):(.+)", re.DOTALL)
_REF = re.compile(r"[A-Za-z0-9_-]+")

_ROW_WIDTH = 24  # half-width columns that a narrow phone shows on one row of buttons
_ROW_BUTTONS = 3
_MOST_BUTTONS = 24
_LABEL_UNITS = 40


@dataclass(frozen=True, slots=True)
class Press:
    """What a button says when it is pressed; ``payload`` is a ref, the id of a fact, or a question."""

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


def answer_keyboard(answer: Answer, picture: str | None = None) -> InlineKeyboardMarkup | None:
    """The choices, then the suggestions, then 图 for the ref of a picture, 原文 for an answer that stands on a fact."""
    choices = _buttons((choice.label, "open", choice.ref) for choice in answer.choices)
    more = _buttons((choice.label, "open", choice.ref) for choice in answer.suggestions)
    more += _buttons([(PICTURE_BUTTON, "chart", picture)] if picture else [])
    facts = [row.id for row in answer.observations] + [row.id for row in answer.statements]
    if facts and answer.status == "answer":
        more += _buttons([(SOURCE_BUTTON, "quote", facts[0])])
    return _markup([*_rows(choices), *_rows(more)])


def source_keyboard(fact: str | None) -> InlineKeyboardMarkup | None:
    """原文 alone."""
    return _markup([_buttons([(SOURCE_BUTTON, "quote", fact)])]) if fact else None


def example_keyboard(questions: Iterable[str]) -> InlineKeyboardMarkup | None:
    """One question a row; pressed, it is asked."""
    return _markup([[button] for button in _buttons((question, "ask", question) for question in questions)])


def _buttons(wanted: Iterable[tuple[str, Kind, str]]) -> list[InlineKeyboardButton]:
    made: dict[str, InlineKeyboardButton] = {}
    for label, kind, payload in wanted:
        data = encode(kind, payload)
        text = shorten(clean(label).replace("\n", " ").strip(), _LABEL_UNITS)
        if data and text:
            made.setdefault(data, InlineKeyboardButton(text, callback_data=data))
    return list(made.values())


def _rows(buttons: list[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    rows: list[list[InlineKeyboardButton]] = []
    for button in buttons:
        if rows and _fits(rows[-1], button):
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def _fits(row: list[InlineKeyboardButton], button: InlineKeyboardButton) -> bool:
    # Buttons of a row are equally wide, so the widest label counts for each.
    widest = max(_width(each.text) + 2 for each in (*row, button))
    return len(row) < _ROW_BUTTONS and widest * (len(row) + 1) <= _ROW_WIDTH


def _width(label: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in label)


def _markup(rows: list[list[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    kept: list[list[InlineKeyboardButton]] = []
    for row in rows:
        if sum(map(len, kept)) + len(row) > _MOST_BUTTONS:
            break
        kept.append(row)
    return InlineKeyboardMarkup(kept) if kept else None
