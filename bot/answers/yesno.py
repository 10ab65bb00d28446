"""Questions for yes or no: of a figure, a rank, a deed, a date; not known where the report only plans."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import verify
from bot.answers.breakdown import listed_behind
from bot.answers.builder import Reply, figure, name, word
from bot.answers.lookup import choose, describe, refuse_slot, refuse_topic
from bot.answers.statement import answer_statements, best_statements
from bot.answers.turn import Turn
from bot.facts.model import Observation, Statement
from bot.matching.bonus import means
from bot.matching.found import Found
from bot.question.cues import asks, pattern
from bot.question.parse import Parsed
from bot.text.fold import key
from bot.text.words import word_list

#: A rank is often told without the name of what ranks.
_RANKED = 0.5
#: A figure that explains so much of the question belongs to the sentence that answers it.
_NAMED = 0.75


def yes_or_no(turn: Turn) -> Reply | None:
    parsed = turn.parsed
    if not parsed.has("verify") or (
        parsed.has("number", "how", "why", "when", "who", "what", "where")
        and not parsed.numbers
        and not asks("rank_claim", parsed.text)
    ):
        return None
    classes, strict = word_list("questions")["units"], word_list("questions")["unit_rules"]["strict"]
    counted = [q for q in parsed.numbers if q.unit != "块" or parsed.text[q.end : q.end + 1] in ("", "钱")]  # 80块金牌
    stated = {classes.get(q.unit or "") for q in counted} & set(strict)  # 900亿斤 can only be a mass
    plain = replace(parsed, units=frozenset(c for c in stated if c), cues=parsed.cues - {"share"})
    found = Found() if asks("ability", parsed.text) and not parsed.numbers else turn.find(plain)
    ranked_row = _claimed_rank(turn)
    if ranked_row:
        return verify.verify(turn.library, turn.reply, parsed, (ranked_row,))
    whole = _whole_of_last(turn)
    if whole:
        return verify.verify(turn.library, turn.reply, parsed, (whole,))
    if not found.rows and parsed.numbers and not stated:
        found = turn.find() if turn.find().rows else found
    if not parsed.numbers and asks("way", parsed.text):  # 是涨了对吧 asks which way it went
        moved = turn.find(replace(plain, cues=plain.cues | {"change"}))
        found = (
            moved
            if moved.rows and moved.rows[0].aspect == "change" and moved.coverage >= found.coverage - 0.05
            else found
        )
    statements = best_statements(turn.library, parsed, turn.near_sections)
    told = statements[0].coverage if statements else 0.0
    ranked = statements and statements[0].score > told + 0.25 and parsed.has("rank")
    if found.refusal and found.refusal.slot in ("period", "place") and found.coverage >= told - 0.15 and not ranked:
        return refuse_slot(turn.library, turn.reply, parsed, found.refusal, found.nearest)
    told_so = _of_that_number(turn, plain, found)
    if told_so:
        return verify.verify(turn.library, turn.reply, parsed, (told_so,))
    if found.rows and (not statements or found.coverage >= statements[0].coverage - 0.12 or parsed.numbers):
        return _among_named(turn, found) or verify.verify(turn.library, turn.reply, parsed, found.rows)
    if parsed.numbers and len(found.offers) > 1:
        return choose(turn.library, turn.reply, found.offers)
    if statements and not parsed.numbers:
        verified = _verified_statement(turn, statements[0].entry.fact)
        if verified or not found.rows:
            return verified
        return verify.verify(turn.library, turn.reply, parsed, found.rows)
    if found.refusal:
        return refuse_slot(turn.library, turn.reply, parsed, found.refusal, found.nearest)
    return None


def _of_that_number(turn: Turn, plain: Parsed, found: Found) -> Observation | None:
    """创新举措有45项是首创: the figure of just that number, where it explains as much as any other."""
    if len(plain.numbers) != 1 or not found.rows or any(means(plain.numbers[0], row) for row in found.rows):
        return None
    number = plain.numbers[0]
    ranked = turn.library.ranked(plain, turn.near)
    near = [s for s in ranked if s.coverage >= max(_HALF, ranked[0].coverage - _CLOSE)]
    rows = [s.entry.observation for s in near if s.entry.observation and s.entry.observation.value == number.value]
    same = [r for r in rows if number.unit == r.unit and r.aspect == "level" and r.role == found.rows[0].role]
    return same[0] if len(same) == 1 else None


#: A figure explains so much of a question at least, and so much less than another one at most.
_HALF, _CLOSE = 0.55, 0.05


def _among_named(turn: Turn, found: Found) -> Reply | None:
    """委办局里有民政局吧: a count is no yes for a thing that nobody names; a list of names may deny it."""
    strange = [c.surface for c in turn.parsed.strong if not c.known and len(c.surface) > 1]
    named = pattern("named_within").search(turn.parsed.text)
    if not (strange or named) or turn.parsed.numbers:
        return None
    row = found.rows[0]
    listed = listed_behind(turn.library, row)
    if not strange and (not listed or not named or _near_one(key(named[1]), key(listed))):
        return None
    if not listed:
        return refuse_topic(turn.library, turn.reply, turn.parsed, replace(found, rows=()))
    turn.reply.verdict = "no"
    turn.reply.show(row)
    turn.reply.line("headline", word("没有，报告列出的是"), name(listed))
    turn.reply.line("detail", figure(row), word("　"), *describe(row))
    return turn.reply.cite(turn.library.extraction(row), row)


def _near_one(asked: str, listed: str) -> bool:
    """教育 of 教育局: two characters of a listed name may mean it."""
    return any(asked[n : n + 2] in listed for n in range(len(asked) - 1))


def _whole_of_last(turn: Turn) -> Observation | None:
    """可总数写的是120吧, after its parts: the total that they are of."""
    if not (turn.inherited and turn.near and turn.parsed.numbers and asks("whole_asked", turn.parsed.text)):
        return None
    owner = turn.near[0].parent
    return turn.library.by_id[owner].observation if owner else None


def _claimed_rank(turn: Turn) -> Observation | None:
    """注册人数全省第一，真的吗: the rank of what is named, where the report tells one."""
    if not asks("rank_claim", turn.parsed.text):
        return None
    ranked = [s for s in turn.library.ranked(turn.parsed, turn.near) if s.coverage >= _RANKED]
    return next(
        (s.entry.observation for s in ranked if s.entry.observation and s.entry.observation.aspect == "rank"), None
    )


def _verified_statement(turn: Turn, fact: Observation | Statement) -> Reply | None:
    """A deed the report tells of: yes; one it denies (未发生): no; one it only plans: not known."""
    if not isinstance(fact, Statement):
        return None
    if (
        turn.parsed.periods
        and fact.period
        and not any(p.value == fact.period or (p.value or "")[:4] == fact.period[:4] for p in turn.parsed.periods)
    ):
        return _misdated(turn, fact)
    if _of_other_scope(fact.quote, turn.parsed.text) or _unlisted(fact.quote, turn.parsed.text):
        turn.reply.verdict = "no"
        return answer_statements(turn.library, turn.reply, turn.parsed, [fact])
    ranked = fact.kind == "rank" and asks("all_but", fact.quote) and asks("superlative", turn.parsed.text)
    denied = bool(ranked or asks("denies", fact.quote) or verify.none_of(fact.quote, turn.parsed)) and not asks(
        "denied", turn.parsed.text
    )
    planned = fact.kind == "target" or (fact.kind == "plan" and not asks("will_be", turn.parsed.text))
    turn.reply.verdict = "no" if denied else "unknown" if planned else "yes"
    reply = answer_statements(turn.library, turn.reply, turn.parsed, [fact])
    named = [s.entry.observation for s in turn.library.ranked(turn.parsed, turn.near)[:4] if s.coverage >= _NAMED]
    for row in dict.fromkeys((*turn.near, *(r for r in named if r))):  # what the sentence is about
        if row.report == fact.report and fact.span[0] <= row.span[0] < fact.span[1]:
            reply.show(row)
            reply.line("detail", figure(row), word("　"), *describe(row))
    return reply


def _of_other_scope(quote: str, text: str) -> bool:
    """全国首家吗, of what the report calls the first of the city."""
    asked, told = pattern("scope_claim").search(text), pattern("scope_told").findall(quote)
    return bool(asked and told and asked[1] not in told)


def _unlisted(quote: str, text: str) -> bool:
    """部门里有公安厅吗, of 3个部门（民政局、教育局、卫健委）."""
    named, listed = pattern("named_within").search(text), pattern("in_brackets").search(quote)
    return bool(named and listed) and not _near_one(key(named[1]), key(quote))  # type: ignore[index]


def _misdated(turn: Turn, fact: Statement) -> Reply | None:
    """平台是2021年建好的吧, of what the report tells of 2022."""
    if not asks("date_claim", turn.parsed.text) or (fact.period or "") not in fact.quote:
        return None
    turn.reply.verdict = "no"
    turn.reply.line("headline", word("不是，报告写的是"), name(f"{fact.period}年"), word("："))
    return answer_statements(turn.library, turn.reply, turn.parsed, [fact])
