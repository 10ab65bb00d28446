"""Buttons under messages: which there are, and how they stand on a narrow phone."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import east_asian_width

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.answer import Answer, Choice
from bot.reply.plain import ELLIPSIS, clean, units
from bot.telegram import words
from bot.telegram.press import Kind, encode
from bot.telegram.words import Language

Row = list[InlineKeyboardButton]

_ROW_WIDTH = 36  # half-width columns that a narrow phone shows on one row of buttons, one more a button for its edges
_ROW_BUTTONS = 4
_MOST_BUTTONS = 24
_LABEL_WIDTH = 44  # what is wider is cut by the phone, and what tells two labels apart often stands at their end
_LABEL_TAIL = 16


def answer_keyboard(
    answer: Answer, further: tuple[Choice, ...] = (), language: Language = "zh", picture: str | None = None
) -> InlineKeyboardMarkup | None:
    """The choices; what may be opened, 图 last; then what is done with the answer: 原文, 同节, copy, 数字不对."""
    choices = buttons((choice.label, "open", choice.ref) for choice in answer.choices)
    beside = [choice for choice in further if choice.ref.startswith("n-")]
    more = [choice for choice in further if choice not in beside]
    opened = buttons((words.label_in(language, choice.label), "open", choice.ref) for choice in more)
    opened += buttons([(words.PICTURE_BUTTON[language], "chart", picture)] if picture else [])
    return markup([*rows(choices), *rows(opened), *rows(_tools(answer, beside, language))])


def example_keyboard(questions: Iterable[str]) -> InlineKeyboardMarkup | None:
    """One question a row; pressed, it is asked."""
    return markup([[button] for button in buttons((question, "ask", question) for question in questions)])


def _tools(answer: Answer, beside: list[Choice], language: Language) -> Row:
    facts = [row.id for row in answer.observations] or [row.id for row in answer.statements]
    stands = answer.status == "answer" and bool(facts)
    made = buttons([(words.SOURCE_BUTTON[language], "quote", facts[0])]) if stands else []
    made += buttons((words.label_in(language, choice.label), "open", choice.ref) for choice in beside)
    if stands and (figure := headline_figure(answer)):
        made.append(InlineKeyboardButton(words.COPY_BUTTON[language], copy_text=CopyTextButton(figure)))
        made += buttons([(words.WRONG_BUTTON[language], "wrong", facts[0])])
    return made


def headline_figure(answer: Answer) -> str | None:
    """The figure that answers, as printed; of several the lines. None for none, or too much to be copied."""
    lines = [line for line in answer.lines if line.role == "headline"]
    figures = [part.text for line in lines for part in line.parts if part.kind in ("figure", "derived")]
    whole = "\n".join(line.text for line in lines) if len(figures) > 1 else "".join(figures)
    found = clean(whole).strip()
    return found if 0 < units(found) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT else None


def button(label: str, kind: Kind, payload: str) -> InlineKeyboardButton | None:
    """None where the label is empty or the payload does not fit."""
    data, text = encode(kind, payload), _fitted(clean(label).replace("\n", " ").strip())
    return InlineKeyboardButton(text, callback_data=data) if data and text else None


def buttons(wanted: Iterable[tuple[str, Kind, str]]) -> Row:
    """Those that can be made, none twice."""
    made = (button(label, kind, payload) for label, kind, payload in wanted)
    return list({each.callback_data: each for each in made if each}.values())


def rows(row: Row) -> list[Row]:
    """As many side by side as a phone shows whole."""
    out: list[Row] = []
    for each in row:
        if out and _fits(out[-1], each):
            out[-1].append(each)
        else:
            out.append([each])
    return out


def grid(row: Row) -> list[Row]:
    """Short labels of one kind: one row of up to five, else two of about the same length, and so on."""
    if not row:
        return []
    lines = -(-len(row) // 5)
    per = -(-len(row) // lines)
    return [row[start : start + per] for start in range(0, len(row), per)]


def _fits(row: Row, each: InlineKeyboardButton) -> bool:
    # Buttons of a row are equally wide, so the widest label counts for each.
    widest = max(_width(one.text) + 1 for one in (*row, each))
    return len(row) < _ROW_BUTTONS and widest * (len(row) + 1) <= _ROW_WIDTH


def _fitted(label: str) -> str:
    """``label`` within the width of a phone, its middle left out."""
    if _width(label) <= _LABEL_WIDTH:
        return label
    tail = _cut(label[::-1], _LABEL_TAIL)[::-1]
    return f"{_cut(label, _LABEL_WIDTH - _LABEL_TAIL - 1)}{ELLIPSIS}{tail}"


def _cut(text: str, width: int) -> str:
    """As much of the beginning as ``width`` half-width columns hold."""
    total = 0
    for index, character in enumerate(text):
        total += _width(character)
        if total > width:
            return text[:index]
    return text


def _width(label: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in label)


def markup(wanted: list[Row]) -> InlineKeyboardMarkup | None:
    """As many whole rows as Telegram takes; None for no rows."""
    kept: list[Row] = []
    for row in wanted:
        if sum(map(len, kept)) + len(row) > _MOST_BUTTONS:
            break
        if row:
            kept.append(row)
    return InlineKeyboardMarkup(kept) if kept else None
