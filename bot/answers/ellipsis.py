"""What a short question after an answer means: another of the same kind, or a figure beside the last one."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from bot.facts.model import Observation
from bot.matching.document import grams, unit_class
from bot.matching.search import Library
from bot.question.concepts import Concept
from bot.question.cues import asks, pattern
from bot.question.parse import Parsed
from bot.question.subject import ASPECTS, Subject, substance
from bot.text.fold import key
from bot.text.words import word_list

#: Names of one kind agree at least this much (城镇居民人均可支配收入, 农村居民人均可支配收入), of 100.
_ALIKE = 45
#: Of two names this close neither is the one that was meant.
_TIED = 4
#: Names of one thing begin alike in so many characters.
_STEM = 3
#: Names that begin alike in so many characters are of one thing.
_LONG = 8
#: The noun that a name ends with has so many characters.
_HEAD = 2
#: Names of one thing, whether it is reached or to be reached.
_SAME = 60


def sibling(library: Library, row: Observation, parsed: Parsed) -> Observation | None:
    """农村的呢, after the income of townspeople: the like-named figure that the new words belong to."""
    words = [c for c in parsed.strong if len(c.surface) > 1 or len(c.options) > 1]
    # 结了多少, after what came in; 接入的, after what is linked
    words = words or [c for c in parsed.concepts if c.known and (len(c.options) > 1 or len(c.surface) > 1)]
    if not words or all(c.surface in key(row.indicator) for c in words):
        return None
    rows = [r for r in _same_kind(library, row) if all(_named(r, c) for c in words)]
    rows = [r for r in rows if not parsed.units or unit_class(r) in parsed.units]
    ranked = sorted({r.indicator: r for r in reversed(rows)}.values(), key=lambda r: (-_alike(r, row), r.span))
    alone = len(ranked) == 1 and key(ranked[0].indicator)[-_HEAD:] == key(row.indicator)[-_HEAD:]  # 食品案件, 药品案件
    near = [r for r in ranked if _alike(r, row) >= _ALIKE or (r.unit == row.unit and _shares(r, row))]
    ranked = ranked if alone else near
    if not ranked:
        return _only(r for r in library.beside(row) if r.aspect == row.aspect and all(_named(r, c) for c in words))
    if len(ranked) > 1 and _alike(ranked[0], row) - _alike(ranked[1], row) < _TIED:
        return None
    return ranked[0]


def beside(library: Library, row: Observation, parsed: Parsed) -> Observation | None:
    """花了多少钱, after a number of buildings: the only figure of that unit in the same sentence."""
    if parsed.has("share", "change", "target"):
        return None
    if asks("ranked", parsed.text):
        return _only(r for r in library.beside(row) if r.aspect == "rank")
    lone = pattern("lone").fullmatch(parsed.text)
    if lone:  # 车呢, after so many policemen
        return _only(r for r in library.beside(row) if r.id != row.id and lone[1] in r.indicator)
    if asks("countable", parsed.text) and row.unit in ("%", "‰"):  # 数量呢, after a rate
        counts = [r for r in library.beside(row) if r.aspect == "level" and r.unit not in ("%", "‰")]
        counted = _only(r for r in counts if _shares(r, row))
        if counted:
            return counted
    wanted = parsed.units - {unit_class(row)}
    if not wanted:
        return None
    fit = [r for r in _around(library, row) if unit_class(r) in wanted and r.aspect == "level"]
    said = parsed.unit_words | {word[0] for word in parsed.unit_words}  # 起数 asks for 起
    fit = [r for r in fit if _loose(r) != "loose" or (r.unit or "").lower() in said]
    fit = [r for r in fit if r.period == row.period] or fit
    words = [option for c in parsed.concepts for option in c.options if len(option) > 1]
    return (
        _only(r for r in fit if r.sentence == row.sentence)
        or _only(r for r in fit if key(r.indicator)[:_LONG] == key(row.indicator)[:_LONG])  # 起数呢, after the sum
        or _only(r for r in fit if any(word in key(r.indicator) for word in words) or _shares(r, row))
    )


def at_time(library: Library, row: Observation, parsed: Parsed) -> Observation | None:
    """今年打算投多少, after what was invested last year: the like-named figure of that time."""
    asked = {p.value for p in parsed.periods if p.value}
    if not asked or row.period in asked:
        return None
    rows = [r for r in _alike_in_measure(library, row) if r.period in asked and _alike(r, row) >= _SAME]
    same = [r for r in rows if key(r.indicator) == key(row.indicator)]
    if not rows and parsed.has("change") and row.aspect != "change":  # 上半年降了多少, after how many there are now
        moved = (e.observation for e in library.observations if e.observation and e.observation.aspect == "change")
        rows = [r for r in moved if r.period in asked and r.report == row.report and _named_like(r, row)]
    return None if same else _only(rows)


def _named_like(change: Observation, row: Observation) -> bool:
    """Does the name of a change begin like the name of what is counted (全区报警类警情数, 全区报警类110)?"""
    one, two = (pattern("scope_prefix").sub("", key(r.indicator)) for r in (change, row))
    return one[:_STEM] == two[:_STEM]


def before_share(library: Library, subject: Subject, parsed: Parsed) -> Observation | None:
    """支出呢, after the income and a share of it: what is like the income, not another share."""
    shares = subject.rows[0].unit in ("%", "‰") and subject.before and substance(parsed)
    return sibling(library, subject.before[0], parsed) if shares and not parsed.cues & ASPECTS else None


def level_of(library: Library, row: Observation, parsed: Parsed) -> Observation:
    """私人的有多少, after how much cars grew: cars, not their growth, are what it is asked beside."""
    if row.aspect != "change" or not parsed.has("number") or parsed.has("change", "share"):
        return row
    name = pattern("change_suffix").sub("", row.indicator)
    return next((r for r in library.beside(row) if r.aspect == "level" and r.indicator == name), row)


def _around(library: Library, row: Observation) -> list[Observation]:
    """The figures of a figure's section."""
    rows = (entry.observation for entry in library.observations)
    return [r for r in rows if r and r.report == row.report and r.section == row.section]


def _same_kind(library: Library, row: Observation) -> list[Observation]:
    return [r for r in _alike_in_measure(library, row) if r.role == row.role]


def _alike_in_measure(library: Library, row: Observation) -> list[Observation]:
    """The figures of the same aspect whose units can be compared: the counting words are loose."""
    rows = (entry.observation for entry in library.observations)
    same = [r for r in rows if r and r.report == row.report and r.aspect == row.aspect]
    return [r for r in same if r.unit == row.unit or _loose(r) == _loose(row) == "loose"]


def _loose(row: Observation) -> str | None:
    named = unit_class(row)
    return named if named in word_list("questions")["unit_rules"]["strict"] else "loose"


def _named(row: Observation, concept: Concept) -> bool:
    name = key(row.indicator)
    named = (option for option in concept.options if len(option) > 1 and option in name)
    return any(f"未{option}" not in name or option.startswith("未") for option in named)  # 未结案 is not 结案


def _shares(one: Observation, two: Observation) -> bool:
    """Do two names have a word in common (国家级风景名胜区, 风景区总面积)?"""
    return any(piece in key(one.indicator) for piece in grams(key(two.indicator)))


def _alike(one: Observation, two: Observation) -> float:
    return fuzz.ratio(key(one.indicator), key(two.indicator))


def _only(rows: Iterable[Observation]) -> Observation | None:
    """The row, where there is one indicator and no more."""
    found = {row.indicator: row for row in rows}
    return next(iter(found.values())) if len(found) == 1 else None
