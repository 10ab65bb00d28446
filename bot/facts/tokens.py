"""The numbers and times of one sentence, told apart: figures, periods, names, words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.text.bound import Bound
from bot.text.numeral import parse_numeral
from bot.text.period import Period, find_periods
from bot.text.quantity import Quantity, find_quantities

_FIGURES = ("quantity", "rank", "zero")
_DURATION = re.compile(r"连续(?P<n>\d+|[一二三四五六七八九十两]+)(?P<m>多|余)?(?P<u>年|个月|天|届|季度)")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Offsets count in the sentence. ``figures`` state something; ``others`` only look like it."""

    figures: tuple[Quantity, ...]
    periods: tuple[Period, ...]
    others: tuple[Quantity, ...]


def read_tokens(sentence: str, reference: int) -> Tokens:
    """The tokens of ``sentence`` (a shadow); ``reference`` is the year of the report."""
    durations = [_duration(m) for m in _DURATION.finditer(sentence)]
    periods = [p for p in find_periods(sentence, reference) if not _clash(p, durations)]
    quantities = [q for q in find_quantities(sentence) if not _clash(q, durations) and not _clash(q, periods)]
    quoted = [m.span() for m in re.finditer("“[^”]{1,24}”", sentence)]
    quantities = [_named(q, quoted) for q in quantities]
    figures = durations + [q for q in quantities if q.kind in _FIGURES]
    others = (q for q in quantities if q.kind not in _FIGURES)
    return Tokens(tuple(sorted(figures, key=lambda q: q.start)), tuple(periods), tuple(others))


def _duration(match: re.Match[str]) -> Quantity:
    bound: Bound = "more_than" if match["m"] else "exact"
    return Quantity(*match.span(), match.span("n"), parse_numeral(match["n"]) or 0.0, match["u"], bound)


def _clash(token: Quantity | Period, others: list[Quantity] | list[Period]) -> bool:
    return any(o.start < token.end and token.start < o.end for o in others)


def _named(quantity: Quantity, quoted: list[tuple[int, int]]) -> Quantity:
    """A number inside a quoted name is part of the name (“1+6”, “百亿楼”)."""
    inside = any(start < quantity.start and quantity.end < end for start, end in quoted)
    return replace(quantity, kind="name") if inside and quantity.kind in ("quantity", "bare") else quantity
