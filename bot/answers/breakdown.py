"""Parts of a total, several things at once, and breakdowns that the report does not have."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers import compute, parts
from bot.answers.builder import Reply, figure, name, word
from bot.answers.lookup import answer_rows, describe, refuse_slot
from bot.answers.statement import answer_statements
from bot.answers.turn import Turn
from bot.facts.model import Observation, Statement
from bot.matching.bonus import means
from bot.matching.document import unit_class
from bot.matching.found import Found
from bot.matching.rules import Refusal
from bot.matching.search import Library
from bot.question.cues import asks, pattern
from bot.text.fold import key
from bot.text.words import word_list


def dimension(turn: Turn) -> Reply | None:
    """每个街道各多少起: a breakdown by a dimension that the report does not have."""
    match = pattern("dimension").search(turn.parsed.text)
    if not match or turn.parsed.has("list") or not turn.parsed.has("number", "parts"):
        return None
    if not asks("each", match.group()) and not turn.parsed.has("parts"):
        return None
    rest = turn.sub(turn.parsed.text.replace(match.group(), " "))
    found = turn.library.find(replace(rest, cues=rest.cues - {"parts"}), turn.near) if rest.strong else Found()
    rows = found.rows or found.offers or found.nearest
    if rows and not any(match[1] in r.indicator for r in rows):
        return refuse_slot(turn.library, turn.reply, turn.parsed, Refusal("breakdown", match.group()), rows[:1])
    return None


def bracketed(turn: Turn) -> Reply | None:
    """分别是哪些单位, after 3个委办局（民防办、教育局、政法委）: what the report lists behind the figure."""
    row = turn.near[0] if turn.near else None
    if row is None or not turn.inherited or not turn.parsed.has("list") or turn.parsed.has("number"):
        return None
    listed = listed_behind(turn.library, row)
    told = [e.fact for e in turn.library.statements if e.fact.report == row.report]
    fact = next((f for f in told if isinstance(f, Statement) and f.span[0] <= row.span[0] < f.span[1]), None)
    if not listed or fact is None:
        return None
    reply = turn.reply
    reply.show(row)
    reply.line("headline", name(listed))
    reply.line("detail", figure(row), word("　"), *describe(row))
    return answer_statements(turn.library, reply, turn.parsed, [fact])


def among_listed(turn: Turn) -> Reply | None:
    """卫健委在里头吗, after 3个委办局（…）: whether the list that the report gives has it."""
    row = turn.near[0] if turn.near else None
    own = turn.sub(turn.parsed.text).strong
    if row is None or not turn.parsed.has("verify") or not asks("in_list", turn.parsed.text) or len(own) != 1:
        return None
    listed = listed_behind(turn.library, row)
    if not listed:
        return None
    turn.reply.verdict = "yes" if own[0].surface in key(listed) else "no"
    opening = "在，报告列出的是" if turn.reply.verdict == "yes" else "不在，报告列出的是"
    turn.reply.show(row).line("headline", word(opening), name(listed))
    turn.reply.line("detail", figure(row), word("　"), *describe(row))
    return turn.reply.cite(turn.library.extraction(row), row)


def listed_behind(library: Library, row: Observation) -> str:
    """民防办、教育局、政法委 of 3个委办局（民防办、教育局、政法委）; the empty word where there is no list."""
    behind = library.extraction(row).document.text[row.span[0] : row.sentence[1]].partition(row.value_text)[2]
    match = pattern("bracketed").match(behind)
    return match[1] if match else ""


def breakdown_of(turn: Turn) -> Reply | None:
    parsed = turn.parsed
    if parsed.has("where") and not parsed.has("number"):
        return None  # 分别在哪条马路上 is told by no figure
    if parsed.has("rest") and (whole := _total(turn)):
        members = parts.members(turn.library, whole)
        shown = [row for row in turn.near if row in members] if turn.inherited or not parsed.strong else []
        open_end = whole.value - sum(row.value for row in members) > 0
        if asks("what_else", parsed.text) and open_end:  # what the remainder is the report does not say
            return refuse_slot(turn.library, turn.reply, turn.parsed, Refusal("breakdown", "其余"), (whole,))
        left_out = [row for row in members if row.id in turn.exclude]
        taken = left_out or shown or parts.restrict(members, parsed)
        others = [row for row in members if row not in taken]
        if (
            (parsed.has("parts", "list") or asks("what_else", parsed.text)) and others and len(taken) < len(members)
        ):  # 除了居转户，另外两种各多少
            return parts.breakdown(turn.library, turn.reply, parsed, whole, others)
        like = [row for row in taken if row.unit == whole.unit]
        return compute.rest(turn.library, turn.reply, whole, like) if like else None
    several = len(pattern("how_many").findall(parsed.text)) >= 2
    if not parsed.has("parts", "most") and not several:
        return None
    total = _total(turn)
    measured = parsed.units & set(word_list("questions")["unit_rules"]["strict"])
    if total is not None and measured and unit_class(total) not in measured:
        total = None  # 一二三产各多少亿 asks for none of the people who work there
    absent = next((c.surface for c in parsed.strong if not c.known), None)
    if total is not None and absent and not parsed.numbers:
        return refuse_slot(turn.library, turn.reply, parsed, Refusal("breakdown", absent), (total,))
    if total is None:
        return _of_offers(turn) or _each(turn)
    rows = parts.members(turn.library, total)
    kind = pattern("which_kind").search(parsed.text)
    if parsed.has("most") and rows and kind and not _of_that_kind(turn, kind[1], [total, *rows]):
        return refuse_slot(turn.library, turn.reply, parsed, Refusal("breakdown", kind[1]), (total,))
    if parsed.has("most") and rows:
        return parts.extreme(turn.library, turn.reply, parsed, total, rows, asks("least", parsed.text))
    if not rows:
        return _each(turn)
    return parts.breakdown(turn.library, turn.reply, parsed, total, parts.restrict(rows, parsed))


def _of_that_kind(turn: Turn, kind: str, rows: list[Observation]) -> bool:
    """出口最多的是哪个国家: parts that are no countries do not tell it; 哪个, 哪类, 哪方面 ask for no kind."""
    words = turn.sub(kind).strong
    names = "".join(key(row.indicator) + (row.unit or "") for row in rows)
    return not words or any(option in names for c in words for option in c.options)


def among(turn: Turn) -> Reply | None:
    """六千多个人才落户，其中人才引进几个: what is said before 其中 is the total, whatever else is named."""
    match = pattern("among").search(turn.parsed.text)
    if not match or not turn.parsed.has("number") or turn.parsed.has("parts", "most", "rest", "share"):
        return None
    part = turn.sub(match[1])
    rows = turn.library.find(part, turn.near).rows if part.strong else ()
    return answer_rows(turn.library, turn.reply, rows[:1]) if rows and rows[0].parent else None


def each_kind(turn: Turn) -> Reply | None:
    """每个级别的景区各几个: figures of one sentence whose names end alike, each a kind of what is named."""
    parsed = turn.parsed
    if not asks("each_of", parsed.text) or len(parsed.strong) != 1 or parsed.numbers:
        return None
    options = parsed.strong[0].options
    found = [s.entry for s in turn.library.ranked(parsed, turn.near) if s.coverage >= 0.9]
    rows = [e.observation for e in found if e.observation and e.name.endswith(options) and e.name not in options]
    first = next(iter(rows), None)
    like = [r for r in rows if first and (r.sentence, r.unit, r.aspect) == (first.sentence, first.unit, first.aspect)]
    like.sort(key=lambda r: r.span)
    return answer_rows(turn.library, turn.reply, tuple(like)) if len(like) > 1 else None


def _total(turn: Turn) -> Observation | None:
    """The total a breakdown is asked of: by its number, by its name, or the last answer's."""
    parsed = turn.parsed
    rows = [e.observation for e in turn.library.observations] if parsed.numbers else []
    valued = [r for r in rows if r and any(means(q, r) for q in parsed.numbers) and parts.members(turn.library, r)]
    if valued:
        order = {
            s.entry.fact.id: n
            for n, s in enumerate(turn.library.ranked(replace(parsed, units=frozenset(), periods=()), turn.near))
        }
        return min(valued, key=lambda r: order.get(r.id, len(order)))
    ranked = [
        s for s in turn.library.ranked(replace(parsed, units=frozenset(), periods=()), turn.near) if s.coverage >= 0.5
    ]
    for scored in ranked[:6]:
        row = scored.entry.observation
        if row and parts.members(turn.library, row):
            return row
        parent = turn.library.by_id[row.parent].observation if row and row.parent else None
        if parent and parts.members(turn.library, parent):
            return parent
    return next((r for r in turn.near if parts.members(turn.library, r)), None) if not parsed.strong else None


def _of_offers(turn: Turn) -> Reply | None:
    """三次产业的贡献率分别多少: figures of one sentence that the words fit alike are what 分别 asks for."""
    alone = not re.search("[ 、,，]", turn.parsed.text)  # what is listed is found one by one
    rows = turn.find().offers if alone and turn.parsed.has("parts") and not turn.parsed.has("most") else ()
    like = [
        row for row in rows if (row.sentence, row.unit, row.aspect) == (rows[0].sentence, rows[0].unit, rows[0].aspect)
    ]
    return answer_rows(turn.library, turn.reply, rows) if len(like) == len(rows) > 1 else None


def _each(turn: Turn) -> Reply | None:
    """Several things, each with its own figure: 覆盖几类场景几类重点人."""
    pieces = [p for p in pattern("each_split").split(turn.parsed.text) if p.strip()]
    rows: list[Observation] = []
    for piece in pieces:
        parsed = turn.sub(piece)
        if not parsed.strong:
            continue
        found = turn.library.find(
            replace(parsed, units=parsed.units or turn.parsed.units, periods=parsed.periods or turn.parsed.periods),
            tuple(rows) or turn.near,
        )
        rows += [r for r in (found.rows or found.offers[:1]) if r not in rows]
    return answer_rows(turn.library, turn.reply, tuple(rows)) if len(rows) > 1 else None
