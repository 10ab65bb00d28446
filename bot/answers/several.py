"""Several things named in one question: which of three is the most, how both a count and its share moved."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers import compute
from bot.answers.builder import Reply, figure, name, word
from bot.answers.lookup import describe, told_years
from bot.answers.parts import extreme_word
from bot.answers.sides import side
from bot.answers.turn import Turn
from bot.facts.model import Observation
from bot.question.cues import asks, pattern

_YEARS = re.compile(r"(\d{4})/(\d{4})")
_LEAST_NAMED = 3  # two are a pair


def ends_of(turn: Turn) -> tuple[str, str] | None:
    """The first and the last year of 2019年到2022年, where it is asked how a thing moved between them."""
    periods = [p.value for p in turn.parsed.periods if p.value]
    if len(periods) == 2 and all(len(p) == 4 for p in periods):
        return min(periods), max(periods)
    match = _YEARS.fullmatch(periods[0]) if len(periods) == 1 else None
    moved = turn.parsed.has("change", "direction", "difference", "compare", "more")
    return (match[1], match[2]) if match and moved else None


def both_ways(turn: Turn) -> Reply | None:
    """19到22年起数和占比分别是涨是跌: the count and its share, each between the same two years."""
    years = ends_of(turn)
    if years is None or not asks("count_and_share", turn.parsed.text):
        return None
    pairs = [_between(turn, years, share=share) for share in (False, True)]
    if not all(pairs):
        return None
    for pair in pairs:
        compute.compare(turn.library, turn.reply, *pair)  # type: ignore[misc]
    told_years(turn.library, turn.reply, turn.parsed)
    return turn.reply


def moved_between(turn: Turn) -> Reply | None:
    """电诈2019年到2022年是涨是跌: one thing at the two ends of a span that no figure holds for as a whole."""
    years = ends_of(turn)
    if years is None or len(turn.parsed.periods) != 1 or turn.find().rows:
        return None
    pair = _between(turn, years, share=asks("share_named", turn.parsed.text))
    return compute.change(turn.library, turn.reply, *pair) if pair else None


def _between(turn: Turn, years: tuple[str, str], *, share: bool) -> tuple[Observation, Observation] | None:
    plain = replace(turn.parsed, periods=(), units=frozenset(), cues=frozenset({"share" if share else "number"}))
    for scored in turn.library.ranked(plain, turn.near):
        row = scored.entry.observation
        if row is None or scored.coverage < 0.6 or row.aspect == "change" or (row.unit == "%") != share:
            continue
        family = turn.library.family(row)
        one, two = (next((r for r in family if r.period == year), None) for year in years)
        if one and two:
            return one, two
    return None


def most_of(turn: Turn) -> Reply | None:
    """自建的、联网的、接入的哪种最多: of three or more things named, the extreme."""
    shown = turn.near if turn.parsed.has("most") and not turn.sub(turn.parsed.text).strong else ()
    shown = tuple(row for row in shown if not any(other.parent == row.id for other in shown))
    owned = all(row.parent for row in shown)  # the parts of a total are ranked with it
    if (
        len(shown) > 1
        and not owned
        and len({row.unit for row in shown}) == 1
        and len({row.aspect for row in shown}) == 1
    ):
        return _ranked(turn, list(shown), asks("least", turn.parsed.text))  # 哪个最大, of those just shown
    if (offers := _rivals(turn)) and not turn.near:
        return _ranked(turn, offers, asks("least", turn.parsed.text))
    match = pattern("named_most").fullmatch(turn.parsed.text) if "最" in turn.parsed.text else None
    pieces = [p for p in pattern("named_apart").split(match[1]) if p.strip()] if match else []
    if not match or len(pieces) < _LEAST_NAMED:
        return None
    rows: list[Observation] = []
    heads = turn.sub(match[1]).strong
    for piece in pieces:
        row = _one_of(turn, piece, tuple(rows[:1]))
        if row is None or row.id in {r.id for r in rows} or (rows and row.unit != rows[0].unit):
            return None
        rows.append(row)
    return _ranked(turn, rows, asks("least", turn.parsed.text)) if heads else None


def _rivals(turn: Turn) -> list[Observation]:
    """哪类警情最多: kinds of what is named, each with a figure of one unit and one time."""
    if not turn.parsed.has("most") or not asks("which_kinds", turn.parsed.text) or turn.parsed.numbers:
        return []
    rows = [row for row in turn.find().offers if row.role == "actual" and row.aspect == "level"]
    timely = bool(turn.parsed.periods) or len({row.period for row in rows}) == 1
    same = timely and len({row.unit for row in rows}) == 1 and len({row.indicator for row in rows}) > 1
    return rows if same else []


def _one_of(turn: Turn, piece: str, beside: tuple[Observation, ...]) -> Observation | None:
    named = turn.sub(piece)
    named = replace(named, periods=named.periods or turn.parsed.periods)
    return side(turn, named, beside, counted=True) if named.strong else None


def _ranked(turn: Turn, rows: list[Observation], least: bool) -> Reply:
    rows = sorted(rows, key=lambda r: r.value if least else -r.value)
    reply = turn.reply
    reply.show(*rows)
    reply.line("headline", name(rows[0].indicator), word(extreme_word(turn.parsed.text, least)), figure(rows[0]))
    for row in rows:
        reply.line("detail", figure(row), word("　"), *describe(row))
        reply.cite(turn.library.extraction(row), row)
    told_years(turn.library, reply, turn.parsed)
    return reply
