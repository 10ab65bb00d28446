"""One figure divided by another, or by days and months: 平均一天几起, 平均一桩骗走多少钱; formula shown."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace

from bot.answers import compute
from bot.answers.builder import Reply
from bot.answers.lookup import refuse_slot, told_years
from bot.answers.pool import blank
from bot.answers.turn import Turn
from bot.facts.model import Observation
from bot.matching.document import Entry
from bot.matching.found import Found
from bot.matching.rules import Refusal, period_fits, refuse
from bot.question.cues import pattern
from bot.question.parse import Parsed
from bot.text.words import word_list

#: A concept is met by a figure of the pair from here on.
_MET = 0.5
#: So much of what is named the two must explain together.
_ENOUGH = 0.6
#: A count is what is named when it explains this much.
_NAMED = 0.85
#: A sum whose name is no longer (投资, 资金) is named after nothing.
_BARE = 4


def per_time(turn: Turn) -> Reply | None:
    """去年平均一天几起: a year's figure spread over its days or months, where the report has no rate itself."""
    match = pattern("per_time").search(turn.parsed.text)
    if not match:
        return None
    rest = turn.sub(blank(turn.parsed.text, [match.span(), *((p.start, p.end) for p in turn.parsed.periods)]))
    leaning = turn.near[:1] if not rest.strong else ()
    stated = Found() if leaning else turn.find()
    if stated.rows and stated.rows[0].rate:
        return None
    asked = replace(rest, periods=turn.parsed.periods, units=turn.parsed.units, cues=rest.cues - {"rate", "average"})
    found = Found(rows=leaning) if leaning else turn.find(asked)
    rows = tuple(r for r in found.rows if r.aspect == "level" and r.unit not in ("%", "‰", None) and not r.rate)
    if not rows:
        absent = Refusal("breakdown", match.group())
        return refuse_slot(turn.library, turn.reply, turn.parsed, absent, found.rows[:1]) if found.rows else None
    unit = next(group for group in match.groups() if group)
    count = _length(rows[0].period or _half_of(turn.library.extraction(rows[0]).sentence_of(rows[0])), unit)
    if count is None:
        return refuse_slot(turn.library, turn.reply, turn.parsed, Refusal("breakdown", match.group()), rows[:1])
    reply = compute.per(turn.library, turn.reply, rows, count, "每天" if unit in "天日" else f"每{unit}")
    told_years(turn.library, reply, turn.parsed)
    return reply


def _half_of(sentence: str) -> str | None:
    """Of a half-year that no year is told of, the length is known."""
    return "0001-H1" if "上半年" in sentence else None


def _length(period: str | None, unit: str) -> int | None:
    """How many days or months a closed time has; None where it is open, unknown or no whole number of them."""
    months = _months(period)
    if months is None:
        return None
    year = int((period or "0")[:4])
    if unit.endswith("月"):
        return len(months) if len(months) > 1 else None
    return sum(calendar.monthrange(year, month)[1] for month in months) if unit in "天日" else None


def _months(period: str | None) -> list[int] | None:
    year, _, part = (period or "").partition("-")
    if not re.fullmatch(r"\d{4}", year):
        return None
    if not part:
        return list(range(1, 13))
    if part in ("H1", "H2"):
        return list(range(1, 7) if part == "H1" else range(7, 13))
    if re.fullmatch("Q[1-4]", part):
        first = 3 * int(part[1]) - 2
        return list(range(first, first + 3))
    return [int(part)] if re.fullmatch(r"\d\d", part) else None


def per_piece(turn: Turn) -> Reply | None:
    """平均一桩骗走多少钱: what a sum comes to for each of the things beside it; refused where none is."""
    parsed = turn.parsed
    match = pattern("per_piece").search(parsed.text)
    if not match or pattern("per_time").search(parsed.text):
        return None
    measure = next(group for group in match.groups() if group)
    spans = [match.span(), *((p.start, p.end) for p in parsed.periods)]
    rest = turn.sub(pattern("money_words").sub(" ", blank(parsed.text, spans)))
    concepts = rest.strong or turn.parsed.strong
    last = _of_last(turn, measure) if not rest.strong else None
    pair = last or _pair(turn, replace(rest, concepts=concepts, periods=parsed.periods), measure)
    if pair:
        reply = compute.quotient(turn.library, turn.reply, *pair)
        told_years(turn.library, reply, parsed)
        return reply
    found = turn.find(replace(rest, units=frozenset(), periods=parsed.periods))
    stated = turn.find()
    if stated.rows and stated.rows[0].rate:
        return None
    rows = (found.rows or found.offers or found.nearest)[:1]
    return refuse_slot(turn.library, turn.reply, parsed, Refusal("breakdown", match.group()), rows)


def per_named(turn: Turn) -> Reply | None:
    """一个微信群平均管几个网民: how many of one thing there are for each of another, both counted by one sentence."""
    match = pattern("per_named").search(turn.parsed.text)
    if not match or not turn.parsed.has("number"):
        return None
    each, counted = (turn.sub(group) for group in match.groups())
    if not each.strong or not counted.strong:
        return None
    ones = [s.entry.observation for s in turn.library.ranked(replace(each, units=frozenset())) if s.coverage >= _NAMED]
    tops = [
        s.entry.observation for s in turn.library.ranked(replace(counted, units=frozenset())) if s.coverage >= _NAMED
    ]
    pairs = [(top, one) for one in ones[:3] for top in tops[:3] if one and top and _countable(top, one)]
    return compute.quotient(turn.library, turn.reply, *pairs[0]) if pairs else None


def _countable(top: Observation, one: Observation) -> bool:
    """Two counts of one sentence and one time."""
    levels = top.aspect == one.aspect == "level" and not {top.unit, one.unit} & {"%", "‰", None}
    return levels and top.id != one.id and top.sentence == one.sentence and top.period == one.period


def _pair(turn: Turn, asked: Parsed, measure: str) -> tuple[Observation, Observation] | None:
    """The sum and the count that stand together: of one time, and of one statement or one subject."""
    classes = word_list("questions")["units"]
    wanted = turn.parsed.units - {classes.get(measure), "thing"}
    ranked = [s for s in turn.library.ranked(replace(asked, units=frozenset())) if _divisible(turn, s.entry, asked)]
    counts = [s for s in ranked if _is_measured(s.entry, measure)]
    sums = {s.entry.fact.id: s.entry for s in ranked}
    beside = [turn.library.by_id[r.id] for s in counts[:5] for r in _outlay(turn, s.entry)]
    sums |= {e.fact.id: e for e in beside if "money" in wanted and _divisible(turn, e, asked)}
    pairs = [
        (_worth(turn, e, s.entry, asked), e.observation, s.entry.observation)
        for e in sums.values()
        for s in counts
        if (e.unit_class in wanted if wanted else _counted(turn, e, asked) or _paid(e, asked))
        and _together(turn, e, s.entry)
        and _demanded(turn, asked, e, s.entry)
    ]
    best = max(pairs, key=lambda p: p[0], default=None)
    return (best[1], best[2]) if best and best[0] > 0 and best[1] and best[2] else None


def _counted(turn: Turn, entry: Entry, asked: Parsed) -> bool:
    """多少网友: the figure that counts what is asked for."""
    return any(turn.library.scorer.match(entry, c) >= _MET for c in asked.strong if c.head)


def _paid(entry: Entry, asked: Parsed) -> bool:
    """补贴平均一个老人能拿多少: where nothing is named behind 多少, of a sum it is money."""
    return entry.unit_class == "money" and not any(c.head for c in asked.strong)


def _of_last(turn: Turn, measure: str) -> tuple[Observation, Observation] | None:
    """平均一起多少钱, said of the last two answers: the sum and the count of one thing."""
    entries = [turn.library.by_id[row.id] for row in (*turn.near[:3], *turn.before[:3])]
    for one in entries:
        for two in entries:
            last = not turn.parsed.units - {"thing"} and one.observation in turn.near[:1]  # 平均一宗多大
            wanted = last or one.unit_class in turn.parsed.units
            fit = wanted and _is_measured(two, measure) and _together(turn, one, two)
            if fit and one.observation and two.observation and one.observation.aspect == "level":
                return one.observation, two.observation
    return None


def _outlay(turn: Turn, count: Entry) -> list[Observation]:
    """投资3700万元，集中改造…11条: the sum right before or behind a count that has no name of its own."""
    rows = turn.library.beside(count.observation) if count.observation else []
    at = next((n for n, row in enumerate(rows) if row.id == count.fact.id), 0)
    near = rows[max(0, at - 1) : at] + rows[at + 1 : at + 2]
    return [row for row in near if len(row.indicator) <= _BARE]


def _divisible(turn: Turn, entry: Entry, asked: Parsed) -> bool:
    row = entry.observation
    if row is None or row.aspect != "level" or row.rate or row.role != "actual" or not row.value:
        return False
    timely = not asked.periods or any(period_fits(p.value, row, turn.library.year) for p in asked.periods)
    plain = replace(asked, units=frozenset(), periods=(), demands=frozenset())
    return timely and refuse(entry, plain, today=turn.library.year) is None


def _is_measured(entry: Entry, measure: str) -> bool:
    """桩 counts what is printed in 起; other measures are the figure's own."""
    row = entry.observation
    unit = (row.unit if row else None) or ""
    asked = word_list("questions")["measures_as"].get(measure, measure)
    if measure == "个" and unit in ("位", "名", "人"):  # 平均一个老人
        return True
    return unit in (asked, measure) or (unit.startswith(asked) and unit.endswith("次"))  # 每轮 of what is told in 轮次


def _together(turn: Turn, one: Entry, two: Entry) -> bool:
    a, b = one.observation, two.observation
    if a is None or b is None or a.id == b.id or a.unit == b.unit or a.period != b.period:
        return False
    if a.sentence == b.sentence and a.report == b.report:
        first, last = sorted((a.span, b.span))
        between = turn.library.extraction(a).document.text[first[1] : last[0]]
        return not re.search("[；;。]", between)
    return _same_stem(one, two)


def _same_stem(one: Entry, two: Entry) -> bool:
    """Do two figures speak of one thing: 案件数 and 案件涉案金额 of the same cases?"""
    shared = 0
    for a, b in zip(one.name, two.name, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= 4 and shared >= 0.6 * min(len(one.name), len(two.name))


def _demanded(turn: Turn, asked: Parsed, *pair: Entry) -> bool:
    """What was done (追回, 查处) must be the figure's own, of one of the two at least."""
    plain = replace(asked, units=frozenset(), periods=())
    return any(refuse(entry, plain, today=turn.library.year) is None for entry in pair)


def _worth(turn: Turn, one: Entry, two: Entry, asked: Parsed) -> float:
    """How much of what is named the two explain together; 0 where a known word is met by neither."""
    gained = total = 0.0
    for concept in asked.strong:
        met = max(turn.library.scorer.match(entry, concept) for entry in (one, two))
        if met < _MET and concept.known:
            return 0.0
        gained, total = gained + met * len(concept.surface), total + len(concept.surface)
    coverage = gained / total if total else 0.0
    return coverage + 0.3 * _same_stem(one, two) if coverage >= _ENOUGH else 0.0
