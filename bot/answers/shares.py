"""A part of a whole: its share as stated, else computed from the two."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import compute
from bot.answers.builder import Reply
from bot.answers.lookup import answer_rows, refuse_slot, told_years
from bot.answers.sides import side
from bot.answers.turn import Turn
from bot.facts.model import Observation
from bot.matching.bonus import means
from bot.matching.rules import Refusal
from bot.question.cues import asks, pattern
from bot.question.parse import Parsed
from bot.text.fold import key
from bot.text.words import word_list

#: A whole is called by so many last characters of its part's name at least.
_ENDING = 4


def share_of(turn: Turn) -> Reply | None:
    """A占B百分之几: stated where the report states it, else computed from the two."""
    parsed = turn.parsed
    if parsed.numbers and parsed.has("verify"):
        return None  # 占比超过65%了吗 asks for a verdict
    if not parsed.has("share") or (parsed.has("change") and not asks("of", parsed.text)):
        return None
    valued = _valued(turn) if len(parsed.numbers) == _PAIR else None
    if valued is None and turn.near and len(parsed.numbers) == 1 and asks("share_of_number", parsed.text):
        whole = next((e.observation for e in turn.library.observations if _is(e.observation, parsed)), None)
        valued = (turn.near[0], whole) if whole and whole.id != turn.near[0].id else None  # 占那2000起的百分之几
    computed = compute.share(turn.library, turn.reply, *valued) if valued else None
    if computed:
        return computed
    stated = turn.find()
    moved_only = bool(stated.rows) and stated.rows[0].aspect == "change" and not parsed.has("change")
    part, whole = _part_and_whole(turn)
    told = bool(stated.rows) and stated.rows[0].unit in ("%", "‰") and stated.coverage >= 0.85 and not moved_only
    if told and part and whole and part.unit == whole.unit and _of_another(stated.rows[0], part, parsed):
        told = False
    if told and not (part and whole and _narrower(stated.rows[0], parsed)):
        return None
    if part and whole and (beside := _stated(turn, part, whole)):
        return answer_rows(turn.library, turn.reply, (beside,))
    computed = compute.share(turn.library, turn.reply, part, whole) if part and whole else None
    if computed:
        told_years(turn.library, computed, parsed)
        return computed
    if moved_only:
        return refuse_slot(turn.library, turn.reply, parsed, Refusal("unit", "占比"), stated.rows[:1])
    plain = replace(parsed, cues=parsed.cues - {"share"}, units=frozenset())
    found = turn.find(plain)
    row = found.rows[0] if found.rows else None
    if row and row.parent and not stated.rows:
        total = turn.library.by_id[row.parent].observation
        return compute.share(turn.library, turn.reply, row, total) if total else None
    return None


def _stated(turn: Turn, part: Observation, whole: Observation) -> Observation | None:
    """其中甲领域60件，占40%: the share that the report tells right beside the part."""
    rows = [r for r in turn.library.beside(part) if r.aspect == "share" and r.period == part.period]
    named = [r for r in rows if r.indicator.startswith(part.indicator)]
    rest = named[0].indicator.removeprefix(part.indicator) if len(named) == 1 else ""
    told = part.parent == whole.id and rest in ("占比", "占的比例")
    of_whole = rest.startswith("占") and key(whole.indicator)[-2:] in rest
    return named[0] if told or of_whole else None


def _explained(turn: Turn, part: Observation | None, parsed: Parsed) -> Observation | None:
    """The part, where it has to do with everything that its side names (民办|亏损)."""
    entry = turn.library.by_id[part.id] if part else None
    words = [c for c in parsed.strong if len(c.surface) > 1]
    met = entry and all(turn.library.scorer.match(entry, c) >= _MET for c in words)
    return part if met or parsed.numbers else None


def _of_another(row: Observation, part: Observation, parsed: Parsed) -> bool:
    """省级企业占全部企业的多少, and not how many farms the firms lead: a rate of more than the question names."""
    rest = key(row.indicator)
    for option in (o for c in parsed.concepts for o in c.options):
        rest = rest.replace(option, "")
    alike = key(part.indicator)[-2:] in key(row.indicator)
    return row.sentence != part.sentence and "占" not in row.indicator and alike and len(rest) >= _MORE


#: A name that says so much more is of something else.
_MORE = 4
#: A word is met from here on.
_MET = 0.5
#: A part and its whole.
_PAIR = 2


def _is(row: Observation | None, parsed: Parsed) -> bool:
    number = parsed.numbers[0]
    return bool(row) and row.unit == number.unit and means(number, row)  # type: ignore[union-attr,arg-type]


def _valued(turn: Turn) -> tuple[Observation, Observation] | None:
    """重复的120起，占2000起的百分之几: the two figures by their numbers."""
    rows = []
    for number in turn.parsed.numbers:
        same = [e.observation for e in turn.library.observations if e.observation and means(number, e.observation)]
        like = [r for r in same if r.unit == number.unit]
        rows.append(like[0] if len(like) == 1 else None)
    part, whole = sorted((r for r in rows if r), key=lambda r: r.value) if all(rows) else (None, None)
    return (part, whole) if part and whole else None


def _narrower(row: Observation, parsed: Parsed) -> bool:
    """Does a share's name speak of a deed (升级) that nobody asked about?"""
    deeds = word_list("questions")["distinguishing"]
    return any(d in row.indicator and not any(w in parsed.text for w in (d, *deeds[d])) for d in deeds)


def _part_and_whole(turn: Turn) -> tuple[Observation | None, Observation | None]:
    """居转户占落户的, 落户里居转户占, 它占总数: what is named, else the last answer's and its total."""
    text = turn.parsed.text
    inside = pattern("share_within").search(text)
    if inside:
        whole = side(turn, turn.sub(inside[1]), (), counted=True)
        part = side(turn, turn.sub(inside[2]), (whole,)) if whole and turn.sub(inside[2]).strong else None
        if part and whole and (part.parent == whole.id or part.sentence == whole.sentence):
            return part, whole
    if asks("share_alone", text) and turn.near and turn.before and not turn.near[0].parent:
        part, whole = turn.near[0], turn.before[0]  # of what was shown before it
        return (part, whole) if _part_of(part, whole) else (None, None)
    if asks("share_alone", text) and turn.near and turn.near[0].parent:
        return turn.near[0], turn.library.by_id[turn.near[0].parent].observation
    if asks("share_alone", text) and turn.near:
        return turn.near[0], _whole_beside(turn, turn.near[0])
    bare = pattern("share_bare").search(text) if turn.near and not turn.inherited else None
    if bare:
        part = side(turn, turn.sub(bare[1]), turn.near[:1], counted=True)
        if part and part.parent and part.parent != turn.near[0].id:  # GPU占多少, after CPU: of what both are parts
            return part, turn.library.by_id[part.parent].observation
        return (part, turn.near[0]) if part and _part_of(part, turn.near[0]) else (None, None)
    match = pattern("share_of").search(text) or (pattern("share_of_last").search(text) if turn.near else None)
    if not match:
        return None, None
    left, right = turn.sub(match[1]), turn.sub(match[2])
    named = left.strong or not turn.near
    part = _explained(turn, side(turn, left, (), counted=True), left) if named else turn.near[0]
    if part and right.strong:
        return part, side(turn, right, (part,))
    return part, turn.library.by_id[part.parent].observation if part and part.parent else None


def _whole_beside(turn: Turn, part: Observation) -> Observation | None:
    """Of what a figure's sentence tells, the one larger figure of its unit whose name ends the part's."""
    wholes = [
        r
        for r in turn.library.beside(part)
        if r.unit == part.unit and r.aspect == "level" and r.value > part.value
        if key(part.indicator).endswith(key(r.indicator)[-_ENDING:])
    ]
    return wholes[0] if len({r.indicator for r in wholes}) == 1 else None


def _part_of(part: Observation, whole: Observation) -> bool:
    """Marked as one; or beside it in its section and called alike (夏粮产量, 粮食产量)."""
    called = key(part.indicator)[-2:] == key(whole.indicator)[-2:] and part.section == whole.section
    return part.parent == whole.id or part.sentence == whole.sentence or called
