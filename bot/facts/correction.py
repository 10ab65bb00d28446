"""Corrections: what a person says of extracted facts, in a TOML file beside the report.

::

    [[fact]]
    span = [2131, 2139]      # of the fact, as `facts --json` prints it
    quote = "占比近50%"       # optional: finds the place again where the text has moved
    figure = "近50%"          # optional: which one, where several figures share the span
    indicator = "…"           # rename (of a statement: label = "…")
    aliases = ["…"]           # other words for it
    value_text = "…"          # correct the figure: must stand in the sentence
    unit, bound, role, aspect, period, part_of = "…"
    drop = true               # it is no fact
    reason = "…"              # for whoever reads the file next

A correction may not state a figure that the text does not hold. Whatever is wrong in the file refuses the
report, in one sentence that names the entry: answering from facts that somebody knows to be wrong is worse.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar, get_args

from bot.errors import ReportError
from bot.facts.change import find_change
from bot.facts.model import Aspect, Observation, Role, Statement, StatementKind
from bot.report.model import Document, Span
from bot.text.bound import Bound
from bot.text.fold import shadow
from bot.text.period import years_of
from bot.text.quantity import find_quantities

_Row = TypeVar("_Row", Observation, Statement)
_PERIOD = re.compile(r"\d{4}(?:-H[12]|-Q[1-4]|-\d\d(?:-\d\d)?)?(?:/(?:\d{4}(?:-\d\d)?)?)?")
_TEXTS = {"quote", "figure", "indicator", "label", "kind", "value_text", "reason"}
_FIELDS = {"unit": str, "bound": Bound, "role": Role, "aspect": Aspect, "period": str, "part_of": str}


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry; ``place`` names it for a person, ``changes`` are new values of fields."""

    place: str
    span: Span
    quote: str | None
    figure: str | None
    drop: bool
    aliases: tuple[str, ...]
    changes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Corrected:
    """Facts as corrected. ``aliases``: pairs of another word and an indicator; ``dropped``: spans of figures."""

    observations: tuple[Observation, ...]
    statements: tuple[Statement, ...]
    aliases: tuple[tuple[str, str], ...] = ()
    dropped: tuple[Span, ...] = ()


def read_corrections(paths: Iterable[Path]) -> list[Correction]:
    """The entries of those of ``paths`` that exist. Raises ReportError."""
    return [correction for path in paths if path.is_file() for correction in _file(path)]


def _file(path: Path) -> list[Correction]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReportError(f"更正文件 {path.name} 读不了（{error}），请改正后再建库。") from error
    entries = content.pop("fact", [])
    if content or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ReportError(f"更正文件 {path.name} 只能有 [[fact]] 条目，请改正后再建库。")
    return [_entry(f"更正文件 {path.name} 第 {number} 条", entry) for number, entry in enumerate(entries, 1)]


def _entry(place: str, entry: dict[str, Any]) -> Correction:
    span, aliases, drop = entry.get("span"), entry.get("aliases", []), entry.get("drop", False)
    unknown = entry.keys() - _TEXTS - _FIELDS.keys() - {"span", "aliases", "drop"}
    if unknown:
        raise _wrong(place, f"不认识 {'、'.join(sorted(unknown))}")
    if not (isinstance(span, list) and len(span) == 2 and all(type(at) is int for at in span)):
        raise _wrong(place, "要写 span = [开始, 结束]")
    if not isinstance(aliases, list) or not all(isinstance(alias, str) and alias.strip() for alias in aliases):
        raise _wrong(place, "aliases 要写成一串词")
    texts = {key: value for key, value in entry.items() if key in _TEXTS | _FIELDS.keys()}
    if not isinstance(drop, bool) or not all(isinstance(value, str) and value.strip() for value in texts.values()):
        raise _wrong(place, "drop 要写 true，其余要写文字")
    for key in texts.keys() & {"bound", "role", "aspect"}:
        if texts[key] not in get_args(_FIELDS[key]):
            raise _wrong(place, f"{key} 只能是 {'、'.join(get_args(_FIELDS[key]))}")
    if "kind" in texts and texts["kind"] not in get_args(StatementKind):
        raise _wrong(place, f"kind 只能是 {'、'.join(get_args(StatementKind))}")
    changes = {key: value for key, value in texts.items() if key not in ("quote", "figure", "reason")}
    return Correction(place, (span[0], span[1]), texts.get("quote"), texts.get("figure"), drop, tuple(aliases), changes)


def _wrong(place: str, what: str) -> ReportError:
    return ReportError(f"{place}：{what}，请改正后再建库。")


def correct(
    document: Document,
    observations: Sequence[Observation],
    statements: Sequence[Statement],
    corrections: Sequence[Correction],
) -> Corrected:
    """The facts with ``corrections`` carried out in their order; ids stay. Raises ReportError."""
    result = Corrected(tuple(observations), tuple(statements))
    for correction in corrections:
        result = _Corrector(document, correction).carried_out(result)
    return result


class _Corrector:
    """Carries out one correction."""

    def __init__(self, document: Document, correction: Correction) -> None:
        self._document, self._correction = document, correction
        self._span = self._found_span()

    def carried_out(self, facts: Corrected) -> Corrected:
        changes = self._correction.changes
        told = [row for row in facts.statements if row.span == self._span]
        figures = [row for row in facts.observations if row.span == self._span and self._is_meant(row)]
        if told and (not figures or changes.keys() & {"label", "kind"}):
            row = told[0]
            statements = _exchanged(facts.statements, row, None if self._correction.drop else self._statement(row))
            return replace(facts, statements=statements)
        if len(figures) != 1:
            what = "这里有几个数，请用 figure 写明是哪个" if figures else "这个位置没有抽取到的事实"
            raise _wrong(self._correction.place, what)
        old = figures[0]
        new = None if self._correction.drop else self._observation(old)
        aliases = [(alias.strip(), (new or old).indicator) for alias in self._correction.aliases]
        return replace(
            facts,
            observations=_repointed(_exchanged(facts.observations, old, new), old, new),
            aliases=(*facts.aliases, *aliases),
            dropped=facts.dropped if new else (*facts.dropped, old.span),
        )

    def _found_span(self) -> Span:
        """The span as given, or where its quote stands now, if only once."""
        text, correction = self._document.text, self._correction
        if correction.quote is None or text[slice(*correction.span)] == correction.quote:
            return correction.span
        at = text.find(correction.quote)
        if at < 0 or text.find(correction.quote, at + 1) >= 0:
            raise _wrong(correction.place, "原文里找不到（或不止一处）写的 quote")
        return at, at + len(correction.quote)

    def _is_meant(self, row: Observation) -> bool:
        return self._correction.figure in (None, row.value_text)

    def _statement(self, row: Statement) -> Statement:
        changes = self._correction.changes
        extra = changes.keys() - {"label", "kind", "period"}
        if extra:
            raise _wrong(self._correction.place, f"这里是一句话，没有 {'、'.join(sorted(extra))}")
        self._check(changes)
        return replace(row, **changes)

    def _observation(self, row: Observation) -> Observation:
        changes = dict(self._correction.changes)
        extra = changes.keys() - {field.name for field in fields(Observation)}
        if extra:
            raise _wrong(self._correction.place, f"这里是一个数，没有 {'、'.join(sorted(extra))}")
        self._check(changes)
        if figure := changes.pop("value_text", None):
            row = self._figured(row, figure)
        return replace(row, **changes)

    def _check(self, changes: dict[str, Any]) -> None:
        """Names may hold only numbers of the text, periods only years that it or its date knows."""
        numbers = set(re.findall(r"\d+", shadow(self._document.text)))
        for key in changes.keys() & {"indicator", "label", "part_of", "unit"}:
            if set(re.findall(r"\d+", shadow(changes[key]))) - numbers:
                raise _wrong(self._correction.place, f"{key} 里有原文没有的数字")
        if period := changes.get("period"):
            year = int((self._document.meta.date or "0")[:4])
            known = {int(number) for number in numbers if len(number) == 4} | {year - 1, year, year + 1}
            if not _PERIOD.fullmatch(period) or years_of(period) - known:
                raise _wrong(self._correction.place, "period 要写成 2022、2023-H1、2021/ 这样，而且是原文说到的年份")

    def _figured(self, row: Observation, figure: str) -> Observation:
        """``row`` with the figure that a person reads in its sentence."""
        sentence = self._document.text[slice(*row.sentence)]
        at = sentence.find(figure)
        told = shadow(figure)
        found = [q for q in find_quantities(told) if q.kind in ("quantity", "rank", "zero")]
        if at < 0 or len(found) != 1:
            raise _wrong(self._correction.place, "value_text 要照原文写，而且只有一个数")
        change = find_change(told[: found[0].start])
        start, end = row.sentence[0] + at, row.sentence[0] + at + len(figure)
        span = min(row.span[0], start), max(row.span[1], end)
        return replace(
            row,
            value=found[0].value * (change.sign if change else 1),
            value_to=found[0].value_to,
            value_text=figure.replace(" ", ""),
            unit=found[0].unit or row.unit,
            bound=found[0].bound,
            span=span,
            quote=self._document.text[slice(*span)],
        )


def _exchanged(rows: tuple[_Row, ...], old: _Row, new: _Row | None) -> tuple[_Row, ...]:
    return tuple(row for one in rows for row in ([one] if one is not old else [new] if new else []))


def _repointed(rows: tuple[Observation, ...], old: Observation, new: Observation | None) -> tuple[Observation, ...]:
    """Parts of a renamed total follow it; those of a dropped one have none."""
    total, parent = (new.indicator, new.id) if new else (None, None)
    return tuple(replace(row, part_of=total, parent=parent) if row.parent == old.id else row for row in rows)
