"""The sides of a pair: the figure that each part of a question names, of one unit and called alike."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.ellipsis import sibling
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


def of_a_kind(
    turn: Turn, sides: tuple[Parsed, Parsed], one: Observation, two: Observation
) -> tuple[Observation, Observation]:
    """城里人跟乡下人收入: what is said of one side only is meant of both, where a like-named figure tells it."""
    one, two = _swapped(turn, sides, one, two) or one, two
    one, two = one, _swapped(turn, sides[::-1], two, one) or two
    if key(one.indicator)[-2:] == key(two.indicator)[-2:] or turn.parsed.has("sum"):
        return one, two
    like = sibling(turn.library, two, sides[0]), sibling(turn.library, one, sides[1])
    if like[0]:
        return like[0], two
    return (one, like[1]) if like[1] else (one, two)


def _swapped(turn: Turn, sides: tuple[Parsed, Parsed], one: Observation, two: Observation) -> Observation | None:
    """存款比贷款多多少, of all deposits and those of households: the figure called as the other one is."""
    name = key(two.indicator)
    others = [c.surface for c in sides[1].strong if c.surface in name and len(name) > len(c.surface) + 1]
    wanted = {name.replace(other, c.surface) for c in sides[0].strong for other in others}
    if not wanted or key(one.indicator) in wanted:
        return None
    alike = (
        r for e in turn.library.observations if (r := e.observation) and (r.unit, r.period) == (two.unit, two.period)
    )
    like = [r for r in alike if r.role == two.role and key(r.indicator).endswith(tuple(wanted))]
    return like[0] if len(like) == 1 else None


def headed(left: Parsed, right: Parsed) -> list[tuple[Parsed, Parsed]]:
    """The sides as they are, and each with the head that the other names for both (街镇的和楼宇的摄像头)."""
    pairs = []
    for head in right.strong[-1:]:
        if head.known and len(right.strong) > 1 and head.surface not in {c.surface for c in left.strong}:
            pairs.append((replace(left, concepts=(*left.concepts, head)), right))
    for head in left.strong[-1:]:
        if head.known and len(left.strong) > 1 and head.surface not in {c.surface for c in right.strong}:
            pairs.append((left, replace(right, concepts=(*right.concepts, head))))
    deeds = tuple(c for c in right.concepts if c.weak and c.known and len(c.options) > 1)
    if deeds and not any(c.weak and len(c.options) > 1 for c in left.concepts):  # 农民比城里人少挣多少
        pairs.append((replace(left, concepts=(*left.concepts, *deeds)), right))
    first = left.strong[0] if len(left.strong) > 1 else None
    if first and first.known and len(right.strong) == 1 and first.surface != right.strong[0].surface:
        pairs.append((left, replace(right, concepts=(first, *right.concepts))))  # 刑事结案比收案多几件
    return [*pairs, (left, right)]
