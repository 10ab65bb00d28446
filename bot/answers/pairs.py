"""Two or more figures side by side: years, things, a part of a whole, a target and what is."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from rapidfuzz import fuzz

from bot.answers import compute
from bot.answers.builder import Reply
from bot.answers.lookup import answer_rows, refuse_slot, refuse_topic, told_years
from bot.answers.parts import TOTALS
from bot.answers.sides import headed, of_a_kind, side
from bot.answers.summands import kinds_of_one, several_named, summands, timed, told_apart
from bot.answers.turn import Turn
from bot.facts.model import Observation
from bot.matching.found import Found
from bot.matching.rules import Refusal, period_fits
from bot.question.cues import asks, pattern
from bot.question.listed import deeds
from bot.question.parse import Parsed
from bot.text.fold import key
from bot.text.words import word_list

#: So many words that may part two sides are tried.
_SIDES = 5
#: A target is called so much like the figure, of 100.
_PLANNED = 60
#: Two things make a pair.
_PAIR = 2


def compare_two(turn: Turn) -> Reply | None:
    parsed = turn.parsed
    times = _times(parsed)
    if len(times) >= 2:
        return _two_times(turn, times[0], times[1])
    if asks("against_before", parsed.text):
        return None
    if (
        parsed.base
        or not parsed.has("compare", "difference", "sum", "more")
        or parsed.has("parts", "most", "direction")
    ):
        return None
    whole = turn.find() if parsed.has("sum") else Found()
    if whole.rows and whole.coverage >= 0.85 and whole.rows[0].quote.startswith(TOTALS):
        return None  # the report has added them itself
    if turn.inherited and (parsed.has("sum", "difference") or asks("these_two", parsed.text)):
        return _last_two(turn)
    several = summands(turn) or several_named(turn) if parsed.has("sum") else []
    several = [row for row in several if row.id not in {other.parent for other in several}]  # no whole with its parts
    apart = told_apart(parsed.strong) != parsed.strong
    if len(several) > _PAIR or (several and (apart or len(several) < len(parsed.strong))):
        return compute.add(turn.library, turn.reply, tuple(several))
    pair = _pair(turn)
    if pair is None and len(several) == _PAIR and kinds_of_one(turn.parsed, several):
        pair = several[0], several[1]  # 三星四星总共, told of by one sentence
    if pair is None:
        return None
    one, two = pair
    if parsed.periods and len(_times(parsed)) < _PAIR and one.period != two.period and not _all_timely(turn, pair):
        return refuse_topic(turn.library, turn.reply, parsed, Found(nearest=pair))
    if _sides_mixed(turn, one, two):
        return refuse_topic(turn.library, turn.reply, parsed, Found(nearest=(one, two)))
    if _of_something_else(turn, one, two):
        return None
    if parsed.has("sum") and not parsed.has("compare", "more"):
        return compute.add(turn.library, turn.reply, (one, two))
    _claim(turn, one, two)
    return compute.compare(turn.library, turn.reply, one, two)


def _of_something_else(turn: Turn, one: Observation, two: Observation) -> bool:
    """危化品和烟花爆竹哪边立案多: two figures of which neither speaks of what is compared are no answer."""
    entries = [turn.library.by_id[row.id] for row in (one, two)]
    common = [c for c in turn.parsed.strong if c.known and len(c.surface) > 1 and c.surface in deeds()]
    return any(all(turn.library.scorer.match(entry, c) < _SPOKEN for entry in entries) for c in common)


def _all_timely(turn: Turn, rows: tuple[Observation, ...]) -> bool:
    """Of the time that is asked for; 2019年甲和乙 are no figures of two years."""
    periods = [p.value for p in turn.parsed.periods if p.value]
    return all(any(period_fits(p, row, turn.library.year) for p in periods) for row in rows)


def _times(parsed: Parsed) -> list[str]:
    """The times that are compared; 19年到22年, of what rose or fell, are the first and the last of them."""
    told = [p for p in parsed.periods if p.value]
    values = [*dict.fromkeys(p.value for p in told if p.value)]
    if len(values) >= _PAIR:
        return [] if asks("since", told[0].text) else values
    moved = (
        parsed.has("change", "direction", "compare") or asks("goes_up", parsed.text) or asks("goes_down", parsed.text)
    )
    ends = re.fullmatch(r"(\d{4})/(\d{4})", values[0]) if values and moved else None
    if ends:
        return [ends[1], ends[2]]
    based = parsed.base if values and parsed.has("direction") and re.fullmatch(r"\d{4}", parsed.base or "") else None
    return [values[0], based] if based and based != values[0] else []


def _sides_mixed(turn: Turn, one: Observation, two: Observation) -> bool:
    """公办和民办哪个高: neither may be missing from the figure of its side, nor stand in that of the other."""
    words = {c.surface for c in turn.parsed.strong}
    for group in word_list("extraction")["contrasts"]:
        asked = [w for w in group if w in words]
        told = [[w for w in group if w in key(row.indicator)] for row in (one, two)]
        if len(asked) == _PAIR and (sorted(asked) != sorted(told[0] + told[1]) or told[0] == told[1]):
            return True
    return False


#: A word met so well is spoken of.
_SPOKEN = 0.5


def _last_two(turn: Turn) -> Reply | None:
    """这俩哪个多, 加起来多少, 差多少: of the figures just shown, or of the last two turns."""
    together = len(turn.near) > 1 and len({row.unit for row in turn.near}) == 1
    rows = turn.near if together else (*turn.before[:1], *turn.near[:1])
    if len(rows) < 2 or rows[0].id == rows[1].id:
        return None
    if turn.parsed.has("sum"):
        return compute.add(turn.library, turn.reply, rows[:4])
    one, two = sorted(rows[:2], key=lambda r: r.period or "") if rows[0].indicator == rows[1].indicator else rows[:2]
    return compute.compare(turn.library, turn.reply, one, two)


def _claim(turn: Turn, one: Observation | None, two: Observation | None) -> None:
    """GPU比CPU还多吧: whether what is claimed of the first against the second holds."""
    more = pattern("claims_more").search(turn.parsed.text)
    if not turn.parsed.has("verify") or not one or not two or one.unit != two.unit:
        return
    down, up = asks("goes_down", turn.parsed.text), asks("goes_up", turn.parsed.text)
    if not more and one.indicator == two.indicator and down != up:  # 19年到22年是降的吧
        turn.reply.verdict = "yes" if (two.value < one.value) == down and one.value != two.value else "no"
    if not more:
        return
    holds = (one.value > two.value) == (more[1] in "多高大快强") and one.value != two.value
    turn.reply.verdict = "yes" if holds else "no"


def _two_times(turn: Turn, first: str, second: str) -> Reply | None:
    """One indicator at two times: 电诈19年多还是22年多."""
    plain = replace(turn.parsed, periods=(), units=turn.parsed.units - {"percent"})
    points = asks("point_unit", turn.parsed.text)  # 占比提高了几个点
    asked_share = turn.parsed.has("share") and (points or not turn.parsed.has("change"))
    for scored in turn.library.ranked(plain, turn.near):
        row = scored.entry.observation
        if row is None or scored.coverage < 0.6 or row.aspect == "change" or asked_share != (row.unit == "%"):
            continue
        family = turn.library.family(row)
        rows = [next((r for r in family if r.period == p), None) for p in sorted((first, second))]
        rows = [r or _planned_for(turn, row, p) for r, p in zip(rows, sorted((first, second)), strict=True)]
        if rows[0] and rows[1]:
            _claim(turn, *(rows if first <= second else rows[::-1]))
            told_years(turn.library, turn.reply, turn.parsed)
            return moved(turn, rows[0], rows[1])
        if (rows[0] or rows[1]) and scored.coverage >= 0.75 and turn.parsed.has("difference", "more", "compare"):
            absent = first if rows[sorted((first, second)).index(first)] is None else second
            asked = next(p.text for p in turn.parsed.periods if p.value == absent)
            return refuse_slot(turn.library, turn.reply, turn.parsed, Refusal("period", asked), (row,))
    return None


def _planned_for(turn: Turn, row: Observation, period: str) -> Observation | None:
    """今年要建的比去年建成的多几套: the target for a time, called much like what has been."""
    rows = [e.observation for e in turn.library.observations]
    planned = [r for r in rows if r and r.role != row.role and (r.unit, r.period) == (row.unit, period)]
    like = [
        r
        for r in planned
        if r.aspect == row.aspect and fuzz.token_ratio(key(r.indicator), key(row.indicator)) >= _PLANNED
    ]
    return like[0] if len(like) == 1 else None


def moved(turn: Turn, one: Observation, two: Observation) -> Reply:
    """Two times of one indicator: a rate of counts where a rate is asked for, else the difference; no sum."""
    if turn.parsed.has("sum") and not turn.parsed.has("compare", "difference", "change", "more"):
        return compute.add(turn.library, turn.reply, (one, two))
    rate = turn.parsed.has("change") or "percent" in turn.parsed.units
    return (compute.change if rate and one.unit != "%" else compute.compare)(turn.library, turn.reply, one, two)


def _pair(turn: Turn) -> tuple[Observation, Observation] | None:
    """Two things named on both sides of 还是, 和, 比, 加: each must be found, and both be comparable."""
    text = turn.parsed.text
    for match in islice(pattern("pair").finditer(text), _SIDES):
        left, right = _named(turn, text[: match.start()]), _named(turn, text[match.end() :])
        if not (left.strong or left.numbers) or not (right.strong or right.numbers) or asks("asks_side", text):
            continue
        left, right = timed(turn, left), timed(turn, right)
        for first, second in headed(left, right):
            one = side(turn, first, ())
            two = side(turn, second, (one,)) if one else None
            if one and two and one.id != two.id and one.unit == two.unit:
                return of_a_kind(turn, (left, right), one, two)
        one = side(turn, left, ())
        two = side(turn, right, (one,)) if one else None
        if one and two and one.id != two.id:
            alike = side(turn, left, (two,)) if one.unit != two.unit else one
            chosen = alike if alike and alike.unit == two.unit and alike.id != two.id else one
            return of_a_kind(turn, (left, right), chosen, two)
    return _two_named(turn)


def _named(turn: Turn, text: str) -> Parsed:
    """One side; 民警, which elsewhere only tells whose something is, where it names nothing else."""
    told = turn.sub(text)
    if told.strong or told.numbers:
        return told
    return replace(
        told, concepts=tuple(replace(c, weak=c.weak and not (c.known and len(c.surface) > 1)) for c in told.concepts)
    )


def _two_named(turn: Turn) -> tuple[Observation, Observation] | None:
    """夏粮秋粮哪个产得多: two things side by side with nothing between them."""
    strong = turn.parsed.strong
    if len(strong) != _PAIR or not turn.parsed.has("more", "compare"):
        return None
    rest = tuple(c for c in turn.parsed.concepts if c.weak and len(c.options) > 1)
    one, two = (replace(turn.parsed, concepts=(c, *rest), cues=frozenset({"number"})) for c in strong)
    first = side(turn, one, (), counted=True)
    second = side(turn, two, (first,), counted=True) if first else None
    alike = first and second and first.unit == second.unit and first.id != second.id
    return (
        (first, second)
        if alike and first and second and key(first.indicator)[-2:] == key(second.indicator)[-2:]
        else None
    )


def target_and_actual(turn: Turn) -> Reply | None:
    """原来保持多少 今年要提到多少: the figure that is, and the one to be reached."""
    parsed = turn.parsed
    if not parsed.has("target") or not asks("as_it_is", parsed.text):
        return None
    plain = replace(parsed, periods=(), cues=parsed.cues - {"target", "change", "verify"})
    rows = [s.entry.observation for s in turn.library.ranked(plain) if s.coverage >= 0.6 and s.entry.observation]
    actual = next((r for r in rows if r.role == "actual" and r.aspect != "change"), None)
    target = next((r for r in rows if r.role == "target" and actual and r.unit == actual.unit), None)
    return answer_rows(turn.library, turn.reply, (actual, target)) if actual and target else None


def average(turn: Turn) -> Reply | None:
    if not turn.parsed.has("average"):
        return None
    found = turn.find()
    row = found.rows[0] if found.rows else None
    if row and row.period and row.period.endswith("/") and row.unit not in ("%", None):
        years = turn.library.year - int(row.period[:4]) + 1
        turn.reply.note(
            "assumption",
            f"报告没有写年均数；这是从{row.period[:4]}年到报告日期的累计数，按{years}个年头平摊，末年不满一年。",
        )
        return compute.per_year(turn.library, turn.reply, row, years)
    return None
