"""How a text was broken into lines: at a fixed width, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.report.lines import FileLine, width

#: What a line ends with where a sentence, a clause of a list or a quotation is over.
ENDED = "。！？；：!?;:…”』」)）"
_FEWEST_LINES = 2
_NARROWEST = 8
_LEAST_SHARE = 0.6
#: Paragraphs that the file itself tells apart need more to be lines: so many, of which so many are full, and in so many
#: of which a sentence ends.
_FEWEST_PRINTED, _PRINTED_SHARE, _STOPS = 6, 0.8, 0.15
#: Tolerances in half a Chinese character, from the tightest; print breaks lines early for the sake of a
#: bracket, a number or a lost indent.
_TOLERANCES = (0, 2, 4, 8)
_AS_GOOD = 0.95


@dataclass(frozen=True, slots=True)
class Wrapping:
    """Lines were broken at ``full``; those that reach ``full - tolerance`` count as full.

    Lengths are in half a Chinese character: of characters where ``columns`` is false (a program sliced
    the text), else of print, where a Latin letter is half as wide as a Chinese one.
    """

    full: int
    tolerance: int
    columns: bool

    def length(self, line: str) -> int:
        return _length(line, self.columns)

    def is_full(self, line: str) -> bool:
        return self.length(line) >= self.full - self.tolerance

    def lacks_indent(self, line: str) -> bool:
        """Is a line as much shorter than a full one as if it had lost an indent of two characters? Where so much
        shorter ones are full too, that tells nothing."""
        return self.tolerance < 4 and self.full - 8 <= self.length(line.strip()) <= self.full - 4


def wrapping(lines: Sequence[str]) -> Wrapping | None:
    """The wrapping of the lines of a text (blank ones left out), or None where each line is a paragraph.

    Lines of prose that end in the middle of a sentence tell it: in wrapped text nearly all of them are full,
    in any other they are rare, of any length and shorter than the paragraphs.
    """
    lines = [line.rstrip() for line in lines if line.strip()]
    broken = _broken(lines)
    if len(broken) < _FEWEST_LINES:
        return None
    found = [(wrap, _share(wrap, broken)) for wrap in _candidates(broken)]
    best = max(share for _, share in found)
    wrap = next(wrap for wrap, share in found if share >= _AS_GOOD * best)
    return wrap if best >= _LEAST_SHARE and _holds(wrap, lines) else None


def are_printed(paragraphs: Sequence[str]) -> bool:
    """Are the paragraphs of a file printed lines, most of which end in the middle of a sentence at one width?
    In items without a stop, which may be as long, no sentence ends."""
    paragraphs = [text.rstrip() for text in paragraphs if text.strip()]
    broken = _broken(paragraphs)
    prose = sum(_is_prose(text) for text in paragraphs)
    wrap = wrapping(paragraphs) if len(broken) >= max(_FEWEST_PRINTED, prose / 2) else None
    stops = sum("。" in text for text in broken)
    return wrap is not None and stops >= _STOPS * len(broken) and _share(wrap, broken) >= _PRINTED_SHARE


def loosened(lines: list[FileLine]) -> list[FileLine]:
    """Paragraphs that hold one printed line each, as a copied or recognised text has them: they may be
    joined again, though the file says that a paragraph begins at each."""
    if not are_printed([line.text for line in lines if not line.cells]):
        return lines
    return [line if line.cells else replace(line, fresh=False) for line in lines]


def _broken(lines: Sequence[str]) -> list[str]:
    """The lines of prose that end in the middle of a sentence."""
    return [line for line in lines if line[-1] not in ENDED and _is_prose(line)]


def _is_prose(line: str) -> bool:
    return any(mark in line for mark in "，。；")


def _candidates(broken: list[str]) -> list[Wrapping]:
    candidates = []
    for tolerance in _TOLERANCES:
        for columns in (False, True):
            lengths = sorted(_length(line, columns) for line in broken)
            candidates.append(Wrapping(lengths[int(len(lengths) * 0.9)], tolerance, columns))
    return candidates


def _share(wrap: Wrapping, lines: list[str]) -> float:
    return sum(map(wrap.is_full, lines)) / len(lines)


def _holds(wrap: Wrapping, lines: list[str]) -> bool:
    """Are the full lines no mere words, and next to none longer?"""
    full = sum(map(wrap.is_full, lines))
    longer = sum(wrap.length(line) > wrap.full + max(4, wrap.tolerance) for line in lines)
    return wrap.full >= 2 * _NARROWEST and longer <= 0.1 * full


def _length(line: str, columns: bool) -> int:
    line = line.rstrip()
    return width(line) if columns else 2 * len(line)
