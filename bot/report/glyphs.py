"""What a page of a PDF prints, letter by letter: each stretch of text with its place, size and direction.

pypdf's own text has a place for the first of many stretches only, with blanks for the moves between
them; the columns of a table are known by the place of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from math import atan2, hypot, pi
from typing import TYPE_CHECKING, Any

from bot.report.drawn import Drawing, Side
from bot.report.lines import width
from bot.report.matrix import IDENTITY, Matrix, matrix, number, times, turned

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic import DictionaryObject, EncodedStreamObject

#: Forms hold forms; deeper than this they are a trick.
_DEEPEST = 8
#: Letters nearer than this many of their size belong together.
_APART = 0.12


@dataclass(slots=True)
class Stretch:
    """Letters printed at one height without a gap: from ``x`` to ``end`` at ``y``, ``em`` high.

    ``turn``: the direction in degrees; ``x`` and ``y`` count along it. ``blank``: there is one in front.
    """

    text: str
    x: float
    y: float
    end: float
    em: float
    turn: int = 0
    blank: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    """What q saves and Q brings back."""

    cm: Matrix = IDENTITY
    font: Any = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Printer:
    """Carries out the operators of a page and of the forms on it."""

    tick: Callable[[], None]
    out: list[Stretch] = field(default_factory=list)
    drawing: Drawing = field(default_factory=Drawing)
    state: _State = field(default_factory=_State)
    saved: list[_State] = field(default_factory=list)
    tm: Matrix = IDENTITY
    line: Matrix = IDENTITY
    joins: bool = False

    def run(self, content: Any, resources: DictionaryObject, pdf: Any, depth: int = 0) -> None:
        from pypdf.generic import ContentStream

        fonts: dict[str, Any] = {}
        stream = content if isinstance(content, ContentStream) else ContentStream(content, pdf, "bytes")
        for operands, operator in stream.operations:
            self.tick()
            name = operator.decode("latin-1") if isinstance(operator, bytes) else str(operator)
            if name == "Do" and depth < _DEEPEST:
                self._form(operands, resources, pdf, depth)
            elif name == "Tf" and len(operands) >= 2:
                key = str(operands[0])
                if key not in fonts:
                    fonts[key] = _font(resources, key)
                self.state = replace(self.state, font=fonts[key], size=number(operands, 1))
            else:
                self._operate(name, operands)

    def _form(self, operands: Any, resources: DictionaryObject, pdf: Any, depth: int) -> None:
        """The text of a form, placed by its matrix; a picture has none."""
        form: EncodedStreamObject = _entry(resources, "/XObject", str(operands[0]) if operands else "")
        if form is None or form.get("/Subtype") != "/Form":
            return
        state, saved, tm, line = self.state, self.saved, self.tm, self.line
        own = form.get("/Resources")
        placing = matrix(form.get("/Matrix") or IDENTITY)
        self.state, self.saved = replace(state, cm=times(placing, state.cm)), []
        self.run(form, own.get_object() if own is not None else resources, pdf, depth + 1)
        self.state, self.saved, self.tm, self.line = state, saved, tm, line

    def _operate(self, name: str, operands: Any) -> None:
        state = self.state
        match name:
            case "q":
                self.saved.append(state)
            case "Q":
                self.state = self.saved.pop() if self.saved else state
            case "cm":
                self.state = replace(state, cm=times(matrix(operands), state.cm))
            case "BT":
                self.tm = self.line = IDENTITY
            case "Tc":
                self.state = replace(state, spacing=number(operands))
            case "Tw":
                self.state = replace(state, word_spacing=number(operands))
            case "Tz":
                self.state = replace(state, scale=number(operands) / 100)
            case "TL":
                self.state = replace(state, leading=number(operands))
            case "Ts":
                self.state = replace(state, rise=number(operands))
            case "Tm":
                self.tm = self.line = matrix(operands)
            case "Td":
                self._move(number(operands), number(operands, 1))
            case "TD":
                self.state = replace(state, leading=-number(operands, 1))
                self._move(number(operands), number(operands, 1))
            case "T*":
                self._move(0, -state.leading)
            case "'" | '"':
                self._move(0, -state.leading)
                self._show(operands[-1:])
            case "Tj":
                self._show(operands[:1])
            case "TJ":
                self._show(operands[0] if operands and isinstance(operands[0], list) else [])
            case _:
                self.drawing.operate(name, operands, state.cm)

    def _move(self, x: float, y: float) -> None:
        self.tm = self.line = times((1, 0, 0, 1, x, y), self.line)

    def _show(self, parts: Any) -> None:
        self.joins = False
        for part in parts:
            if isinstance(part, int | float):
                self._advance(-float(part) / 1000 * self.state.size * self.state.scale)
            elif isinstance(part, str | bytes):
                for letter, code, wide in _letters(part, self.state.font):
                    self._letter(letter, code, wide)

    def _letter(self, letter: str, code: int, wide: float) -> None:
        """Print one letter, behind the others of its stretch if it is near."""
        state = self.state
        along = (wide * state.size + state.spacing + (state.word_spacing if code == 32 else 0)) * state.scale
        printed = wide * state.size * state.scale
        if letter.strip():
            place = times((1, 0, 0, 1, 0, state.rise), times(self.tm, state.cm))
            last = self.out[-1] if self.out else None
            stretch = _stretch(letter, place, state.size, printed)
            if self.joins and last and -0.5 * last.em < stretch.x - last.end < _APART * last.em:
                last.text, last.end = last.text + letter, stretch.end
            else:
                stretch.blank = not self.joins and bool(last) and self._blank
                self.out.append(stretch)
            self.joins, self._blank = True, False
        elif letter:
            self.joins, self._blank = False, True
        self._advance(along)

    _blank: bool = False

    def _advance(self, along: float) -> None:
        self.tm = times((1, 0, 0, 1, along, 0), self.tm)


def printed_on(page: PageObject, tick: Callable[[], None]) -> tuple[list[Stretch], list[Side]]:
    """What a page prints, in the order of its operators, and the lines that it draws; ``tick`` is called for
    each operator."""
    contents, resources = page.get("/Contents"), page.get_inherited("/Resources", None)
    content = contents.get_object() if contents is not None else None
    if content is None or resources is None or not isinstance(content, dict | list):
        return [], []
    printer = _Printer(tick)
    printer.run(content, resources.get_object(), page.pdf)
    return printer.out, printer.drawing.sides


def _stretch(text: str, m: Matrix, size: float, printed: float) -> Stretch:
    angle = atan2(m[1], m[0])
    turn = round(angle * 180 / pi) % 360
    quarter = round(turn / 90) * 90 % 360
    turn = quarter if min(abs(turn - quarter), 360 - abs(turn - quarter)) <= 3 else turn
    x, y = turned((m[4], m[5]), turn)
    return Stretch(text, x, y, x + printed * hypot(m[0], m[1]), abs(size) * hypot(m[2], m[3]), turn)


def _letters(shown: str | bytes, font: Any) -> Iterator[tuple[str, int, float]]:
    """The letters that the codes of a shown string stand for, each with its code and its width in em."""
    if font is None:  # it is missing or damaged: what it prints is not passed over
        yield from (("\ufffd", 0, 0.5) for _ in shown)
        return
    if isinstance(shown, str):  # pypdf decoded it by itself
        raw = plain = shown
    elif isinstance(font.encoding, str):
        raw = plain = shown.decode(font.encoding, "replace")
    else:
        raw, plain = "".join(map(chr, shown)), "".join(font.encoding.get(code, chr(code)) for code in shown)
        if len(raw) != len(plain):
            raw = plain
    widths = font.character_widths
    for code, char in zip(raw, plain, strict=True):
        letter = str(font.character_map.get(char, char))
        wide = float(widths.get(code, widths.get("default", 0))) / 1000
        yield letter, ord(code) if isinstance(shown, bytes) else 0, wide or width(letter) / 2


def _font(resources: DictionaryObject, key: str) -> Any:
    from pypdf.generic._font import Font

    font = _entry(resources, "/Font", key)
    try:
        return Font.from_font_resource(font) if font is not None else None
    except (AttributeError, TypeError):
        return None


def _entry(resources: DictionaryObject, kind: str, key: str) -> Any:
    held = resources.get(kind)
    found = held.get_object().get(key) if held is not None and held.get_object() else None
    return found.get_object() if found is not None else None
