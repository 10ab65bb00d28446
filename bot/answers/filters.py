"""Filters: 超过一万的有哪些, 哪些是负增长的: of what is named, the figures that meet a condition."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answer import Missing
from bot.answers.builder import Reply, echo, figure, name, part, when, word
from bot.answers.lookup import itemise, remark, told_years
from bot.answers.pool import blank, of_kind, pool, same_time, without_totals
from bot.answers.statement import best_statements
from bot.answers.turn import Turn
from bot.facts.model import Observation, Statement
from bot.matching.document import unit_class
from bot.question.cues import asks, pattern
from bot.text.quantity import Quantity
from bot.text.words import word_list

_MOST = 12
_FEW = 3


@dataclass(frozen=True, slots=True)
class Condition:
    """``sign``: 1 for what went up, -1 for what went down, 0 where the figure's size counts; ``number`` the
    threshold, ``below`` or above which, ``inclusive`` (以上, 不少于) or not; ``told`` is what the reply calls it."""

    told: str
    sign: int = 0
    number: Quantity | None = None
    below: bool = False
    inclusive: bool = False
    exact: bool = False

    def holds(self, row: Observation) -> bool:
        if self.sign and row.value * self.sign <= 0:
            return False
        return self.number is None or self._reaches(row, self.number.value)

    def _reaches(self, row: Observation, limit: float) -> bool:
        """95%以上 is not below 96, 近50% is not 50: what a qualifier leaves open is not counted."""
        value = abs(row.value) if self.sign else row.value
        if self.exact:
            return value == limit and row.bound == "exact"
        if self.below:
            open_end = row.bound in ("nearly", "less_than")
            return (
                row.bound not in ("at_least", "more_than")
                and (value < limit or (value == limit and (open_end or self.inclusive)))
            ) or (value == limit and open_end)
        if row.bound in ("less_than", "at_most"):
            return False
        reached = row.bound in ("more_than", "at_least") or (self.inclusive and row.bound != "nearly")
        return value > limit or (value == limit and reached)


def filtered(turn: Turn) -> Reply | None:
    """The condition is echoed; only figures of the unit, time and role that are named are compared."""
    condition = _condition(turn)
    if condition is None:
        return None
    rows = pool(turn, _rest(turn, condition), change=_of_change(turn, condition))
    if rows is None:
        return None
    rows = of_kind(rows, turn.parsed.text)
    comparable = [r for r in rows if _comparable(r, condition, turn)]
    if not comparable:
        return _none_of(turn, condition)
    met = [r for r in comparable if condition.holds(r)]
    if not met and len(comparable) == 1 and asks("kinds", turn.parsed.text):
        return None  # the total alone tells nothing of its kinds
    met = without_totals(turn.library, met) if asks("kinds", turn.parsed.text) else met
    return _listed(turn, condition, met)


def _none_of(turn: Turn, condition: Condition) -> Reply | None:
    """What is named has no figures of the kind: the trend that a sentence tells of it, else the refusal."""
    named = turn.sub(_rest(turn, condition))
    told = best_statements(turn.library, named, turn.near_sections)[:1] if named.strong else []
    trend = any(isinstance(s.entry.fact, Statement) and s.entry.fact.kind == "trend" for s in told)
    return None if trend or not named.strong else _listed(turn, condition, [])


def _condition(turn: Turn) -> Condition | None:
    parsed = turn.parsed
    text = parsed.text
    if parsed.has("why", "how", "most") or not asks("which", text):
        return None
    sign = -1 if asks("falls", text) else 1 if asks("rises", text) else 0
    if parsed.numbers:
        quantity = parsed.numbers[0]
        first, last = quantity.number
        around = text[max(0, first - 4) : first] + " " + text[last : last + 5]
        below = asks("less", around)
        if not below and not asks("more", around):
            exact = pattern("just").match(text, quantity.end) and quantity.bound == "exact"
            told = text[quantity.start : quantity.end]
            return Condition(told, 0, quantity, exact=True) if exact else None
        inclusive = asks("inclusive", around)
        told = ("不到" if below else "达到" if inclusive else "超过") + text[quantity.number[0] : quantity.end]
        return Condition(re.sub("(?:及?以上|以下)$", "", told), min(sign, 0), quantity, below, inclusive)
    if sign and asks("moved_which", text) and not parsed.has("verify", "number"):
        if parsed.has("target", "next") and not asks("goal", text):  # 要让哪几类往下降 asks for a deed
            return None
        return Condition("下降" if sign < 0 else "上升", sign)
    return None


def _rest(turn: Turn, condition: Condition) -> str:
    """What is named beside the condition."""
    text = turn.parsed.text
    spans = [(q.start, q.end) for q in turn.parsed.numbers] + [(p.start, p.end) for p in turn.parsed.periods]
    return pattern("filter_words").sub(" ", blank(text, spans))


def _of_change(turn: Turn, condition: Condition) -> bool:
    return bool(condition.sign) or asks("growth", turn.parsed.text)


def _comparable(row: Observation, condition: Condition, turn: Turn) -> bool:
    """Figures of the unit asked for; a rate of change only where changes are asked about."""
    changes = _of_change(turn, condition)
    if (row.aspect == "change") != changes or row.aspect == "rank":
        return False
    if asks("shares_only", turn.parsed.text) and asks("rated", row.indicator):
        return False
    if changes or condition.number is None:
        return row.unit == "%" or condition.number is None
    asked, held = condition.number.unit or _spoken_unit(turn), row.unit
    if (unit_class(row) == "percent") != (asked in ("%", "‰")):
        return False
    classes = word_list("questions")["units"]
    strict = classes.get(asked or "") in word_list("questions")["unit_rules"]["strict"]
    loose = asked == "个" and unit_class(row) in word_list("questions")["unit_rules"]["loose"]
    return asked is None or held == asked or loose or (strict and unit_class(row) == classes.get(asked or ""))


def _spoken_unit(turn: Turn) -> str | None:
    """人数超过两千: the unit that the word for the number tells."""
    spoken: dict[str, str] = word_list("questions")["filter_units"]
    return next((unit for said, unit in spoken.items() if said in turn.parsed.text), None)


def _listed(turn: Turn, condition: Condition, rows: list[Observation]) -> Reply:
    reply = turn.reply
    if not rows:
        reply.status, reply.reason = "not_found", "no_such_indicator"
        reply.missing.append(Missing("indicator", condition.told))
        scope = "".join(c.surface for c in turn.sub(_rest(turn, condition)).strong)
        about = [word("“"), echo(scope), word("”里")] if scope else [word("报告里")]
        return reply.line("headline", *about, word("没有找到“"), echo(condition.told), word("”的数。"))
    rows.sort(key=lambda r: (r.role == "target", -abs(r.value), r.span))
    count = part("index", str(len(rows)))
    reply.line("headline", echo(condition.told), word("的有"), count, word("个："))
    itemise(turn.library, reply, rows)
    remark(turn.library, reply, tuple(rows[:1]))
    told_years(turn.library, reply, turn.parsed)
    return reply


def superlative(turn: Turn) -> Reply | None:
    """今年定的百分比指标哪个最高, 哪个行业降得最多: the extreme of the comparable figures that are named."""
    parsed = turn.parsed
    text = parsed.text
    change = asks("growth", text)
    scoped = asks("percentages", text) or (parsed.has("target") and asks("measures", text)) or change
    if not asks("superlative_which", text) or not scoped or parsed.numbers:
        return None
    rows = pool(turn, pattern("filter_words").sub(" ", blank(text, [(p.start, p.end) for p in parsed.periods])), change)
    if not rows:
        return None
    rows = same_time(of_kind(rows, text))
    falling = asks("falls", text)
    least = asks("least", text) != falling
    like = [
        r
        for r in rows
        if (r.aspect == "change") == change and r.unit == "%" and (not change or least or (r.value < 0) == falling)
    ]
    if len(like) < 2 or len({r.role for r in like}) > 1:
        return None
    return _extreme(turn, like, least)


def _extreme(turn: Turn, like: list[Observation], least: bool) -> Reply:
    reply = turn.reply
    like.sort(key=lambda r: (r.value if least else -r.value, r.span))
    tops = [r for r in like if r.value == like[0].value]
    for row in tops:
        reply.show(row)
        reply.line("headline", name(row.indicator), word("："), figure(row), word("（"), name(when(row)), word("）"))
        reply.cite(turn.library.extraction(row), row)
    reply.line("detail", word("参加比较的还有："))
    for row in [r for r in like if r not in tops][:_FEW]:
        reply.show(row)
        reply.line("item", name(row.indicator), word("："), figure(row))
        reply.cite(turn.library.extraction(row), row)
    told_years(turn.library, reply, turn.parsed)
    return reply
