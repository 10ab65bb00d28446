"""An overview card: the figures of a section side by side, each in its own unit, none compared."""

from __future__ import annotations

from bot.answers.builder import title_of
from bot.chart.comparable import common_start, distinct
from bot.chart.picture import Panel, Picture
from bot.chart.shelf import Fact, Shelf
from bot.facts.model import Observation
from bot.report.model import SectionRef

_LEAST, _MOST = 3, 10
_UNDATED = "没有注明年份的数，报告未写明时间。"


def overview(shelf: Shelf, section: SectionRef, fact: Fact) -> Picture | None:
    """A card of ``section`` in the report of ``fact``; None where it has fewer than three figures."""
    depth = len(section.path)
    rows = distinct(r for r in shelf.report(fact).observations if depth and r.section.path[:depth] == section.path)
    if len(rows) < _LEAST:
        return None
    shown = _chosen(rows)
    points = tuple(shelf.point(row, _label(row)) for row in shown)
    counted = f"共{len(rows)}个数" + (f"，列出{len(shown)}个" if len(shown) < len(rows) else "")
    undated = (_UNDATED,) if any(row.period is None for row in shown) else ()
    remarks = (*undated, *shelf.remarks(tuple(shown)))
    return Picture("overview", title_of(section), counted, (Panel("", None, points),), remarks)


def common_section(shelf: Shelf, facts: tuple[Fact, ...]) -> SectionRef | None:
    """The deepest section that holds all the facts of one report; None where only the report does."""
    if not facts or len({fact.report for fact in facts}) > 1:
        return None
    path = facts[0].section.path[: common_start([fact.section.path for fact in facts])]
    exact = next((fact.section for fact in facts if fact.section.path == path), None)
    nodes = (s.ref for s in shelf.report(facts[0]).document.sections if s.ref.path == path)
    return (exact or next(nodes, None)) if path else None


def _chosen(rows: list[Observation]) -> list[Observation]:
    """Of many figures those that stand for themselves, from all parts of the section, in its order."""
    if len(rows) <= _MOST:
        return rows
    own = [r for r in rows if not r.parent and r.aspect != "change"] or rows
    sections = list(dict.fromkeys(r.section for r in own))
    ranked = sorted(own, key=lambda r: ([x for x in own if x.section == r.section].index(r), sections.index(r.section)))
    return sorted(ranked[:_MOST], key=lambda r: r.span)


def _label(row: Observation) -> str:
    return f"{row.indicator}（目标）" if row.role == "target" else row.indicator
