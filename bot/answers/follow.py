"""Computing on the last answer: 加上X的一共多少, 跟X比哪个多, 它比19年少几起, 这俩一共多少摄像头."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import compute
from bot.answers.builder import Reply, period_words
from bot.answers.lookup import answer_rows, lookup, refuse_slot, refuse_topic
from bot.answers.pairs import moved
from bot.answers.sides import side
from bot.answers.statement import answer_statements
from bot.answers.turn import Turn
from bot.facts.model import Observation
from bot.matching.bonus import means
from bot.matching.found import Found
from bot.matching.rules import Refusal
from bot.question.cues import asks, pattern
from bot.text.fold import key

#: Another thing is one that explains so much of the words, and whose name ends like the last one's.
_NAMED, _HEAD = 0.6, 2


def added(turn: Turn) -> Reply | None:
    """加上X的一共多少: the figures just shown and another one."""
    match = pattern("adds").search(turn.parsed.text)
    if not match or not turn.near:
        return None
    other = _other(turn, match[1])
    if other is None:
        return refuse_topic(turn.library, turn.reply, turn.sub(match[1]), Found())
    return compute.add(turn.library, turn.reply, (*_like(turn.near, other), other))


def of_person(turn: Turn) -> Reply | None:
    """他什么职务, after who came: what the report says of him is the sentence that names him."""
    if not turn.said or not asks("of_person", turn.parsed.text):
        return None
    return answer_statements(turn.library, turn.reply, turn.parsed, list(turn.said[:1]))


def with_last(turn: Turn) -> Reply | None:
    """跟X比哪个多: the figure just shown beside another one."""
    match = pattern("beside_it").search(turn.parsed.text) or pattern("beside_last").search(turn.parsed.text)
    if not match or not turn.near or turn.inherited or turn.parsed.base:
        return None
    other = _other(turn, match[1])
    return compute.compare(turn.library, turn.reply, turn.near[0], other) if other else None


def _other(turn: Turn, text: str) -> Observation | None:
    named = turn.sub(text)
    if not named.strong:
        return None
    asked = replace(named, periods=named.periods or turn.parsed.periods)
    last = turn.near[0]
    ranked = [s.entry.observation for s in turn.library.ranked(asked, turn.near[:1]) if s.coverage >= _NAMED]
    called = [r for r in ranked if r and _same_head(r, last) and (not asked.periods or r.period == last.period)]
    row = called[0] if called else side(turn, asked, turn.near[:1])
    return row if row and row.id != turn.near[0].id else None


def _same_head(row: Observation, last: Observation) -> bool:
    """Of the last answer's kind: 农村居民收入 beside 城镇居民收入, not what they spend."""
    alike = key(row.indicator)[-_HEAD:] == key(last.indicator)[-_HEAD:] and row.unit == last.unit
    return alike and row.aspect == last.aspect and row.role == last.role and row.id != last.id


def _like(rows: tuple[Observation, ...], other: Observation) -> tuple[Observation, ...]:
    """Of several figures just shown those that can be added to another one; the first, whichever it is."""
    alike = [r for r in rows if r.unit == other.unit and r.id != other.id and r.id != other.parent]
    return tuple(alike[:4]) or rows[:1]


def against_base(turn: Turn) -> Reply | None:
    """它比19年少几起: the same thing at the time it is measured against."""
    parsed = turn.parsed
    if not parsed.base or not parsed.has("difference", "compare", "change", "more", "direction"):
        return None
    plain = replace(
        parsed,
        base=None,
        units=parsed.units - {"percent"},
        cues=parsed.cues - {"change", "compare", "difference", "more", "direction", "verify"},
    )
    shown = _latest(turn.near) if turn.inherited else None
    found = () if shown else turn.find(plain).rows
    row = shown or (found[0] if len(found) == 1 else None)
    if row is None or row.aspect == "change" or row.period in (None, parsed.base):
        return None
    before = next((r for r in turn.library.family(row) if r.period == parsed.base and r.role == "actual"), None)
    if before:
        return moved(turn, before, row)
    stated = turn.find(replace(plain, cues=plain.cues | {"change"}, units=parsed.units)).rows
    if stated and stated[0].aspect == "change" and parsed.base == str(int(row.period[:4]) - 1):  # told as 同比
        return lookup(turn.library, turn.reply, parsed, Found(rows=stated[:1], coverage=1.0))
    moved_since = [r for r in turn.library.beside(row) if r.aspect == "change" and r.base == parsed.base]
    if not parsed.has("difference", "more") and (
        moved_since or (stated and stated[0].aspect == "change" and stated[0].base)
    ):
        return None
    return refuse_slot(turn.library, turn.reply, parsed, Refusal("period", period_words(parsed.base)), (row,))


def moved_last(turn: Turn) -> Reply | None:
    """降了百分之几, after two times of one thing: how it moved between them."""
    shown = turn.near[:2] if len(turn.near) > 1 else (*turn.before[:1], *turn.near[:1])
    rows = sorted(shown, key=lambda row: row.period or "")
    if not turn.inherited or not turn.parsed.has("change") or _dated(turn) or len(rows) < 2:
        return None
    one, two = rows
    points = asks("point_unit", turn.parsed.text) and one.unit == two.unit == "%" and one.id != two.id
    if points and turn.inherited and "change" not in (one.aspect, two.aspect):  # 高了几个点, after two shares
        if stated := _stated_between(turn, one, two):
            return answer_rows(turn.library, turn.reply, (stated,))
        return compute.compare(turn.library, turn.reply, one, two)
    if len(turn.near) < len(rows):
        return None
    same = one.indicator == two.indicator and one.unit == two.unit and one.aspect == two.aspect == "level"
    return compute.change(turn.library, turn.reply, one, two) if same and one.period != two.period else None


def _stated_between(turn: Turn, one: Observation, two: Observation) -> Observation | None:
    """由35%降至27%，下降8个百分点: how one became the other, as their sentence tells it."""
    if one.indicator != two.indicator or one.sentence != two.sentence:
        return None
    rows = [r for r in turn.library.beside(two) if r.aspect == "change" and r.indicator.startswith(two.indicator)]
    return rows[0] if len(rows) == 1 and rows[0].unit == "百分点" else None


def ranks_between(turn: Turn) -> Reply | None:
    """从第几名升到第几名, 之前排第几: both ranks of what is named, or the one before the last."""
    both, before = asks("rank_from_to", turn.parsed.text), asks("rank_before", turn.parsed.text)
    if not both and not (before and turn.near):
        return None
    rows = turn.near[:1] if before and turn.near and turn.near[0].aspect == "rank" else turn.find().rows
    family = [r for r in turn.library.family(rows[0]) if r.aspect == "rank"] if rows else []
    if len(family) != len(("from", "to")):
        return None
    shown = family if both else [r for r in family if r.id != rows[0].id]
    return answer_rows(turn.library, turn.reply, tuple(shown)) if shown else None


def which_year(turn: Turn) -> Reply | None:
    """哪年多, after a thing that is told of two years."""
    if not turn.near or not asks("which_year", turn.parsed.text):
        return None
    row = turn.near[0]
    family = [r for r in turn.library.family(row) if r.period and r.role == "actual" and r.aspect == row.aspect]
    if len({r.period for r in family}) < 2:
        return None
    return compute.compare(turn.library, turn.reply, family[0], family[-1])


def all_at(turn: Turn) -> Reply | None:
    """19年的也两个都报一下: all that was just shown, at another time."""
    periods = {p.value for p in turn.parsed.periods if p.value}
    shown = (*turn.before, *turn.near)
    if not turn.inherited or not _dated(turn) or not asks("all_shown", turn.parsed.text) or len(shown) < 2:
        return None
    rows = [next((r for r in turn.library.family(row) if r.period in periods), None) for row in shown]
    found = tuple(dict.fromkeys(row for row in rows if row))
    return answer_rows(turn.library, turn.reply, found) if len(found) > 1 else None


def each_year(turn: Turn) -> Reply | None:
    """占比这两年各多少: a figure in all the years that it is told of."""
    if not asks("each_time", turn.parsed.text) or _dated(turn):
        return None
    found = turn.find(replace(turn.parsed, cues=turn.parsed.cues - {"parts"}, periods=()))
    rows = tuple(r for r in turn.library.family(found.rows[0]) if r.period) if found.rows else ()
    return answer_rows(turn.library, turn.reply, rows) if len({r.period for r in rows}) > 1 else None


def _dated(turn: Turn) -> bool:
    """Does the question name a time of its own, rather than take over the last one's?"""
    return bool(turn.sub(turn.parsed.text).periods)


def _latest(rows: tuple[Observation, ...]) -> Observation | None:
    """The figure just shown; of one thing at two times the later."""
    same = [row for row in rows if row.indicator == rows[0].indicator and row.aspect == rows[0].aspect]
    return max(same, key=lambda row: row.period or "", default=None)


def beside_shown(turn: Turn) -> Reply | None:
    """这俩一共多少摄像头: what the sentence of the last answer counts of another kind."""
    parsed = turn.parsed
    if not turn.near or turn.inherited or not asks("these", parsed.text) or not parsed.has("number"):
        return None
    words = [key(option) for concept in parsed.strong[-1:] for option in concept.options]
    rows = [
        row
        for row in turn.library.beside(turn.near[0])
        if row.id != turn.near[0].id and row.aspect == "level" and any(word in key(row.indicator) for word in words)
    ]
    if len(rows) != 1:
        return None
    return lookup(turn.library, turn.reply, parsed, Found(rows=tuple(rows), coverage=1.0))


def valued(turn: Turn) -> Reply | None:
    """12家和30家分别是什么: figures by their numbers."""
    parsed = turn.parsed
    if len(parsed.numbers) < _BOTH or parsed.strong or not asks("what_are", parsed.text):
        return None
    told = [e.observation for e in turn.library.observations if e.observation]
    rows = [next((r for r in told if means(q, r) and q.unit in (None, r.unit)), None) for q in parsed.numbers]
    return answer_rows(turn.library, turn.reply, tuple(r for r in rows if r)) if all(rows) else None


#: So many numbers are told apart.
_BOTH = 2
