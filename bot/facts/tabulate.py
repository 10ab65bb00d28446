"""Observations of tables: a figure for each cell that its row and its column name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.facts import naming
from bot.facts.digest import digest
from bot.facts.figure import Figure, figure_of
from bot.facts.heads import Head, read_head, unit_in, units
from bot.facts.model import Aspect, Observation
from bot.facts.setting import Setting, Settings
from bot.facts.table import Cell, Table, tables
from bot.facts.tablecheck import is_sound, period_of
from bot.facts.tabletitle import nouns, title_noun, title_period, title_subject
from bot.report.model import Document
from bot.text.fold import shadow
from bot.text.numeral import times
from bot.text.words import word_list

_YEAR = re.compile(r"(?:19|20)\d\d年?")
_NUMBERED = re.compile(
    r"(?:\d{1,2}[.．、]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]|[一二三四五六七八九十]{1,2}、|[①-⑳])\s*"
)
_PART = re.compile(r"(?:#|在?总[计量]中[:：]?|其中[:：]?|#其中[:：]?)\s*")
#: A column is one of names when fewer of its cells are figures.
_FEW = 0.3
#: Parts that come so near to their total are all of them.
_WHOLE = 0.005
#: A name of so few characters may only tell which part it is (铁路).
_BARE = 4


@dataclass(slots=True)
class _Row:
    """A row with figures. ``part``: it is marked as 其中; ``unit`` as printed in its name or its unit column;
    ``total``: the row that it is part of; ``period``: what it is named by instead of a thing (2019年)."""

    cells: Sequence[Cell]
    first: int
    name: str
    group: str
    part: bool
    unit: str
    figures: list[tuple[int, Figure]]
    total: _Row | None = None
    period: tuple[str, str] | None = None


def tabulate(document: Document, settings: Settings, reference: int) -> list[Observation]:
    """The observations of all tables, in the order of the text. A table without heads says nothing."""
    return [row for table in tables(document) for row in _TableReader(document, table, settings, reference).read()]


class _TableReader:
    """Reads one table row by row."""

    def __init__(self, document: Document, table: Table, settings: Settings, reference: int) -> None:
        self._document, self._table = document, table
        self._setting: Setting = settings.of(table.section)
        self._head_rows, self._reference = _head_rows(table), reference
        self._title = title_period(table.title, reference)
        year = (self._title[0] or self._setting.year or "")[:4]
        self._heads = self._read_heads(int(year) if year.isdigit() else reference)
        self._noun = title_noun(table.title)
        self._subject = title_subject(table.title)
        self._rate = next((rate for rate in word_list("extraction")["rates"] if rate in table.title), None)

    def read(self) -> Iterator[Observation]:
        sound = self._head_rows and is_sound(self._table.rows[self._head_rows :], self._heads)
        rows = self._rows() if sound else []
        levels = [(row, self._first_level(row)) for row in rows]
        _find_totals(levels)
        stated: dict[int, Observation] = {}  # the level of each row that others are part of
        for row in rows:
            for column, figure in row.figures:
                total = stated.get(id(row.total))
                observation = self._observation(row, column, figure, total)
                if observation.aspect == "level":
                    stated.setdefault(id(row), observation)
                yield observation

    def _read_heads(self, reference: int) -> list[Head]:
        width = max(map(len, self._table.rows))
        heads = [read_head(text, reference) for text in _head_texts(self._table.rows[: self._head_rows], width)]
        for column in range(width):
            texts = [row[column].text for row in self._table.rows[self._head_rows :] if column < len(row)]
            texts = [text for text in texts if text]
            if texts and heads[column].kind != "unit":
                figures = sum(figure_of(text) is not None for text in texts)
                if all(units().fullmatch(shadow(text).replace(" ", "")) for text in texts):
                    heads[column] = Head("unit")
                elif column == 0 or figures < _FEW * len(texts):
                    heads[column] = Head("name")
        return heads

    def _rows(self) -> list[_Row]:
        rows: list[_Row] = []
        group = unit = ""
        for cells in self._table.rows[self._head_rows :]:
            for names, columns in self._blocks(len(cells)):
                row = self._row(cells, names, columns)
                if row is None:
                    continue
                if not row.figures and row.period is None:
                    group, unit = row.name, row.unit
                    continue
                unit = row.unit or unit
                row.group, row.unit = group, unit
                rows.append(row)
        return rows

    def _blocks(self, width: int) -> Iterator[tuple[list[int], list[int]]]:
        """The name columns and the others; twice where a table stands in two halves side by side."""
        names: list[int] = []
        others: list[int] = []
        for column in range(width):
            if self._heads[column].kind == "name" and others and self._begins_again(column):
                yield names, others
                names, others = [], []
            (names if self._heads[column].kind == "name" and not others else others).append(column)
        if names and others:
            yield names, others

    def _begins_again(self, column: int) -> bool:
        heads = self._table.rows[: self._head_rows]
        return [row[column].text for row in heads if column < len(row)] == [row[0].text for row in heads]

    def _row(self, cells: Sequence[Cell], names: list[int], columns: list[int]) -> _Row | None:
        name = _NUMBERED.sub("", shadow("".join(cells[column].text for column in names)), count=1)
        part = bool(_PART.match(name))
        unit, name = unit_in(_NUMBERED.sub("", _PART.sub("", name, count=1), count=1))
        if not name.strip(" :：#"):
            return None
        stated = next((cells[column].text for column in columns if self._heads[column].kind == "unit"), "")
        counted = [column for column in columns if self._heads[column].kind not in ("name", "unit")]
        figures = [(column, figure) for column in counted if (figure := figure_of(cells[column].text))]
        name, period = name.strip(" :：#"), period_of(name.strip(), self._reference)
        if period is not None:
            figures = [(column, figure) for column, figure in figures if self._noun_of(column) or self._subject]
        return _Row(cells, names[0], name, "", part, unit or stated, figures, period=period)

    def _first_level(self, row: _Row) -> float | None:
        return next((figure.value for column, figure in row.figures if self._heads[column].kind == "level"), None)

    def _observation(self, row: _Row, column: int, figure: Figure, total: Observation | None) -> Observation:
        head, cell, text = self._heads[column], row.cells[column], self._document.text
        unit = figure.unit or self._unit(row, head)
        value, unit_name = _scaled(figure.value, unit)
        period, period_text = self._period(head, row)
        span = row.cells[row.first].span[0], cell.span[1]
        name = self._named(row, column)
        value_text = cell.text.replace(" ", "") + ("" if figure.unit else unit)
        whole = total if total and head.kind == "level" and total.unit == (unit_name or None) else None
        to_come = (period or "") > (self._document.meta.date or "9")[:4] + "~"
        report, section = self._document.meta.id, self._table.section
        aspect: Aspect = head.kind if head.kind in ("change", "share") else "level"
        return Observation(
            id=digest(report, section.label, text[slice(*span)], value_text, name),
            report=report,
            indicator=name,
            value=value,
            value_text=value_text,
            unit=unit_name or None,
            bound=figure.quantity.bound if figure.quantity else "exact",
            role="target" if head.target or self._setting.planned or to_come else "actual",
            aspect=aspect,
            section=section,
            quote=text[slice(*span)],
            span=span,
            sentence=(row.cells[0].span[0], row.cells[-1].span[1]),
            base=_base(head, period),
            rate=self._rate if aspect == "level" else None,
            period=period,
            period_text=period_text,
            part_of=whole.indicator if whole else None,
            parent=whole.id if whole else None,
            page=self._document.page_at(cell.span[0]),
        )

    def _unit(self, row: _Row, head: Head) -> str:
        """As the head prints it, else the row, else the line above; a growth without any is in per cent."""
        if head.unit:
            return head.unit
        if head.kind == "share" or (head.kind == "change" and not head.amount):
            return "%"
        return row.unit or self._table.unit

    def _noun_of(self, column: int) -> str:
        """What a column's cells count: what its head says, for changes the head to the left, else the title."""
        heads = [self._heads[column]]
        if heads[0].kind in ("change", "share"):
            heads += [head for head in reversed(self._heads[:column]) if head.kind == "level"][:1]
        noun = next((head.noun for head in heads if head.noun), "")
        return noun + (self._noun if not noun.endswith(nouns()) else "")

    def _named(self, row: _Row, column: int) -> str:
        """The name of a cell: its row's, with what is counted, and what its column says of it."""
        kind, noun, name = self._heads[column].kind, self._noun_of(column), row.name
        if row.period:
            noun = self._subject if self._subject.endswith(noun) else noun
            noun, name = "", row.group + noun if noun not in row.group else row.group
        elif not name.endswith(nouns()):
            counted = next((word for word in nouns() if row.group.endswith(word)), "")
            if not (counted or noun) and row.total and len(name) <= _BARE and row.total.name.endswith(nouns()):
                counted = naming.unscoped(row.total.name)
            name = (row.group if not counted and row.group not in name else "") + name
            name = name + (counted or noun) if (counted or noun).endswith(nouns()) else noun + name
        elif noun not in name and not noun.endswith(nouns()):
            name = noun + name
        if self._rate and self._rate not in name and kind == "level":
            name = self._rate + name
        if kind == "change":
            return name + "变化"
        return name + "占比" if kind == "share" and not name.endswith(("率", "比", "比重", "占比")) else name

    def _period(self, head: Head, row: _Row) -> tuple[str | None, str | None]:
        if row.period:
            # A head says no more than which part of the row's year (上半年).
            return row.period[0] + (head.period or "")[4:], row.period[1]
        if head.period:
            return head.period, head.period_text
        if self._title[0]:
            return self._title
        return self._setting.year, None


def _find_totals(levels: Sequence[tuple[_Row, float | None]]) -> None:
    """Sets the rows that are part of another: the one marked 其中, and those below it that make the total full.

    How far a list of parts goes on is printed only by indents; where the sum does not tell, it ends at once.
    """
    whole: tuple[_Row, float] | None = None
    for number, (row, value) in enumerate(levels):
        if value is None:
            continue
        if not row.part:
            whole = whole if row.total else (row, value)
        elif whole and row.unit == whole[0].unit and 0 <= value <= whole[1]:
            row.total = whole[0]
            for other in _fillers(levels[number:], whole[1], row.unit):
                other.total = whole[0]


def _fillers(levels: Sequence[tuple[_Row, float | None]], whole: float, unit: str) -> list[_Row]:
    """The rows that add up to ``whole``, from the first on; none when no number of them does."""
    rows: list[_Row] = []
    left = whole
    for row, value in levels:
        if value is None or row.unit != unit or (row.part and rows) or value > left * (1 + _WHOLE):
            break
        rows.append(row)
        left -= value
        if abs(left) <= _WHOLE * whole:
            return rows
    return []


def _base(head: Head, period: str | None) -> str | None:
    """What a change is against: 上年 is the year before the one that the cell holds for."""
    year = (period or "")[:4]
    return str(int(year) - 1) if head.kind == "change" and head.base and year.isdigit() else None


def _head_rows(table: Table) -> int:
    """How many rows stand above the first one with a figure that is no year; a row of one cell heads a group."""
    for number, cells in enumerate(table.rows):
        texts = [cell.text for cell in cells[1:]]
        if any(figure_of(text) and not _YEAR.fullmatch(shadow(text)) for text in texts):
            while number > 1 and not any(cell.text for cell in table.rows[number - 1][1:]):
                number -= 1
            return number
    return 0


def _head_texts(rows: Sequence[Sequence[Cell]], width: int) -> list[str]:
    """The texts of each column's head, from the top down; what stands over several columns counts for each."""
    texts = [""] * width
    for level, row in enumerate(rows):
        last = ""
        for column in range(min(width, len(row))):
            below = any(column < len(other) and other[column].text for other in rows[level + 1 :])
            last = row[column].text or (last if below else "")
            texts[column] += last
    return texts


def _scaled(value: float, unit: str) -> tuple[float, str]:
    """``value`` with the scale of its unit multiplied out: 135.23 万立方米 → 1352300 立方米."""
    match = re.fullmatch("(?P<s>万亿|百万|千万|百亿|千亿|[万亿])(?P<u>.*)", shadow(unit))  # 千升 is a unit
    if match is None or unit in word_list("units")["measures"]:
        return value, {"个百分点": "百分点"}.get(shadow(unit), shadow(unit))
    return times(value, match["s"]), match["u"]
