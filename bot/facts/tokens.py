"""The numbers and times of one sentence, told apart: figures, periods, names, words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.report.model import Span
from bot.text.bound import Bound
from bot.text.numeral import parse_numeral
from bot.text.period import Period, find_periods
from bot.text.quantity import Quantity, find_quantities
from bot.text.threshold import is_threshold

_FIGURES = ("quantity", "rank", "zero", "flat", "ratio")
_DURATION = re.compile(r"连续(?P<n>\d+|[一二三四五六七八九十两]+)(?P<m>多|余)?(?P<u>年|个月|天|届|季度)")
_RATIO = re.compile(r"(?<![\d.:：])\d+(?:\.\d+)?(?:[:：]\d+(?:\.\d+)?){2,}(?![\d:：])")
#: What the parts of a ratio may add up to, rounding counted in.
_WHOLE = (99.0, 101.0)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Offsets count in the sentence. ``figures`` state something; ``others`` only look like it.

    ``ratios``: where shares of a whole stand (3.6:48:48.4), each of which is a figure.
    """

    figures: tuple[Quantity, ...]
    periods: tuple[Period, ...]
    others: tuple[Quantity, ...]
    ratios: tuple[Span, ...] = ()


def read_tokens(sentence: str, reference: int) -> Tokens:
    """The tokens of ``sentence`` (a shadow); ``reference`` is the year of the report."""
    durations = [_duration(m) for m in _DURATION.finditer(sentence)]
    shares, ratios = _ratios(sentence)
    quantities = [q for q in find_quantities(sentence) if not _clash(q, [*durations, *shares])]
    flat = [q for q in quantities if q.kind == "flat"]
    periods = [p for p in find_periods(sentence, reference) if not _clash(p, [*durations, *shares, *flat])]
    quoted = [m.span() for m in re.finditer("“[^”]{1,24}”|《[^》]{1,60}》", sentence)]
    quantities = [_named(q, quoted) for q in quantities if not _clash(q, periods)]
    points = {q.start for q in quantities if q.unit == "百分点"}
    quantities = [_unit_of_list(sentence, q, points) for q in quantities]
    quantities = [
        replace(q, kind="name") if q.kind == "quantity" and is_threshold(sentence, q, quantities) else q
        for q in quantities
    ]
    figures = durations + shares + [q for q in quantities if q.kind in _FIGURES]
    others = (q for q in quantities if q.kind not in _FIGURES)
    return Tokens(tuple(sorted(figures, key=lambda q: q.start)), tuple(periods), tuple(others), tuple(ratios))


def _duration(match: re.Match[str]) -> Quantity:
    bound: Bound = "more_than" if match["m"] else "exact"
    return Quantity(*match.span(), match.span("n"), parse_numeral(match["n"]) or 0.0, match["u"], bound)


def _ratios(sentence: str) -> tuple[list[Quantity], list[Span]]:
    """The shares of ratios that make a whole; any other ratio is a code."""
    shares: list[Quantity] = []
    spans: list[Span] = []
    for match in _RATIO.finditer(sentence):
        parts = [*re.finditer(r"\d+(?:\.\d+)?", match.group())]
        if _WHOLE[0] <= sum(float(part.group()) for part in parts) <= _WHOLE[1]:
            spans.append(match.span())
            for part in parts:
                span = part.start() + match.start(), part.end() + match.start()
                shares.append(Quantity(*span, span, float(part.group()), "%", "exact", "ratio"))
    return shares, spans


def _clash(token: Quantity | Period, others: list[Quantity] | list[Period]) -> bool:
    return any(o.start < token.end and token.start < o.end for o in others)


def _named(quantity: Quantity, quoted: list[tuple[int, int]]) -> Quantity:
    """A number inside a quoted name is part of the name (“1+6”, “百亿楼”, 《分类（2017）》)."""
    inside = any(start < quantity.start and quantity.end < end for start, end in quoted)
    return replace(quantity, kind="name") if inside and quantity.kind in ("quantity", "bare") else quantity


def _unit_of_list(sentence: str, quantity: Quantity, points: set[int]) -> Quantity:
    """16.4个、1.3个百分点: the unit is printed once, behind the last; ``points`` is where figures in it begin."""
    if quantity.unit == "个" and quantity.end + 1 in points and sentence[quantity.end] in "、和":
        return replace(quantity, unit="百分点")
    return quantity
