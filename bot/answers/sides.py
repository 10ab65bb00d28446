"""One side of a pair: the figure that a part of a question names, of the unit of the other."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.turn import Turn
from bot.facts import naming
from bot.facts.model import Observation
from bot.matching.rules import period_fits
from bot.question.asked import asked_number
from bot.question.cues import asks
from bot.question.parse import Parsed
from bot.text.fold import key
from bot.text.words import word_list


def side(turn: Turn, parsed: Parsed, beside: tuple[Observation, ...], *, counted: bool = False) -> Observation | None:
    """The figure that one side of a pair names, of the unit of the other; ``counted``: no rate, no change."""
    if parsed.numbers:
        valued = [
            e.observation
            for e in turn.library.observations
            if e.observation and e.observation.value == parsed.numbers[0].value
        ]
        if len(valued) == 1:
            return valued[0]
    quiet = replace(
        parsed,
        units=turn.parsed.units & ({"money", "person"} if counted else {"money", "person", "percent"}),
        cues=parsed.cues - {"verify"},
    )
    if asks("faster", turn.parsed.text):
        moving = [r for r in _near_rows(turn, replace(quiet, cues=quiet.cues | {"change"}), beside)]
        return next((r for r in moving if r.aspect == "change" and _answers(turn, r)), None)
    found = turn.library.find(quiet, beside or turn.near)
    lone = tuple(r for r in found.rows or found.offers if not _of_both(turn, parsed, key(r.indicator)))
    near = _near_rows(turn, quiet, beside)
    rows = _leading(parsed, lone or ((*near[:1],) if found.rows else ()), near)
    # 少几家: of what is counted in 家
    printed = [r for r in (*rows, *_near_rows(turn, quiet, ())) if (r.unit or "") in turn.parsed.unit_words]
    rows = (
        *(printed if not beside and turn.parsed.unit_words - {"个"} else ()),
        *rows,
    )
    if beside:
        alike = [
            r for r in (*rows, *_near_rows(turn, quiet, beside)) if r.unit == beside[0].unit and r.id != beside[0].id
        ]
        alike = [r for r in alike if _timely(turn, parsed, r)] or alike
        return _newest(turn, alike[0], parsed) if alike else (rows[0] if rows else None)
    if counted and rows and (rows[0].aspect != "level" or rows[0].unit == "%"):
        levels = [r for r in (*rows, *_near_rows(turn, quiet, ())) if r.aspect == "level" and r.unit != "%"]
        return levels[0] if levels else None
    return rows[0] if rows else None


def _timely(turn: Turn, parsed: Parsed, row: Observation) -> bool:
    """Of the time that the side, or else the whole question, asks for."""
    periods = parsed.periods or turn.parsed.periods
    return not periods or any(p.value and period_fits(p.value, row, turn.library.year) for p in periods)


def _newest(turn: Turn, row: Observation, parsed: Parsed) -> Observation:
    """The row of the latest time, where no time was named."""
    if parsed.periods or turn.parsed.periods or row.role != "actual":
        return row
    return max((r for r in turn.library.family(row) if r.role == "actual"), key=lambda r: r.period or "", default=row)


def _answers(turn: Turn, row: Observation) -> bool:
    """Of the role and the time that the whole question asks for."""
    periods = turn.parsed.periods
    timely = not periods or any(p.value and period_fits(p.value, row, turn.library.year) for p in periods)
    return timely and (row.role == "target") == turn.parsed.has("target")


def _leading(parsed: Parsed, rows: tuple[Observation, ...], near: list[Observation]) -> tuple[Observation, ...]:
    """出口 is 出口总值 rather than 进出口总值: of several the one whose name begins so comes first."""
    deeds = [c for c in parsed.concepts if c.weak and c.known and not asked_number().match(c.surface)]
    told = any(len(c.options) > 1 for c in deeds)  # 农民挣的 is no name's beginning
    words = parsed.strong[0].options if len(parsed.strong) == 1 and not told else ()
    like = [r for r in (*rows, *near) if rows and (r.unit, r.aspect) == (rows[0].unit, rows[0].aspect)]
    first = [r for r in like if words and key(r.indicator).startswith(words)]
    first = first or [r for r in like if words and key(r.indicator).endswith(words)]  # 执业医师, not 医师缺口
    return tuple(dict.fromkeys((*first[:1], *rows)))


def _of_both(turn: Turn, parsed: Parsed, name: str) -> bool:
    """甲、乙接入摄像机 is of neither side alone where 甲 and 乙 are compared."""
    own = {c.surface for c in parsed.strong}
    others = [c for c in turn.parsed.strong if c.surface not in own and c.known and len(c.surface) > 1]
    mine = [c for c in parsed.strong if c.known and len(c.surface) > 1]
    named = all(any(o in name for o in c.options) for c in (*mine, *others)) if mine and others else False
    return named and "、" in name


def _near_rows(turn: Turn, parsed: Parsed, beside: tuple[Observation, ...]) -> list[Observation]:
    strict = parsed.units & set(word_list("questions")["unit_rules"]["strict"]) - {"percent"}
    ranked = [s for s in turn.library.ranked(parsed, beside) if s.coverage >= 0.6]
    alone = [s for s in ranked if not _of_both(turn, parsed, s.entry.name)]
    ranked = alone or ranked
    measures = [c.surface for c in turn.parsed.strong if c.known and naming.is_measured(c.surface)]
    if len(measures) == 1:  # 公办和民办哪个入住率高
        ranked = [s for s in ranked if measures[0] in s.entry.name] or ranked
    ranked = [s for s in ranked if not strict or s.entry.unit_class in strict]
    top = ranked[0].score if ranked else 0
    return [s.entry.observation for s in ranked if s.entry.observation and s.score >= top - 0.3]
