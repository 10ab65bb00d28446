"""Which of several figures is meant: rivals of the first, the one beside it, the total of all, or none of them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from bot.facts.model import Observation
from bot.matching.document import Entry
from bot.matching.found import ENOUGH
from bot.matching.score import Scored
from bot.question.asked import unit_classes
from bot.question.concepts import Concept
from bot.question.cues import asks, says
from bot.question.listed import deeds
from bot.question.parse import Parsed
from bot.text.fold import key
from bot.text.quantity import Quantity
from bot.text.words import word_list

if TYPE_CHECKING:
    from bot.matching.search import Library

#: A word is met so much by a figure whose sentence has it in words that are not the figure's own.
_BESIDE = 0.4
#: A word met better than this stands in a figure's name or its clause.
_WHOLLY = 0.6
#: A word is met from here on.
_MET = 0.3
#: The measure that ends a name has at least so many characters (增加值, 产量).
_MEASURED = 2
#: A name that is half its attribute is a name of the whole (常住人口 for 人口).
_OF_ITSELF = 0.5
#: Two facts closer than this are one choice too many.
MARGIN = 0.06


def nearer(library: Library, top: Scored, fitting: list[Scored], parsed: Parsed) -> Scored | None:
    """利润涨了多少: the figure beside the first, of its measure, that has in its name what the first has not."""
    row = top.entry.observation
    for concept in (c for c in parsed.strong if c.known and len(c.surface) > 1):
        if row is None or library.scorer.match(top.entry, concept) > _BESIDE:
            continue
        beside = [
            s
            for s in fitting
            if s.entry.observation
            and s.entry.observation.sentence == row.sentence
            and (s.entry.unit_class, s.entry.observation.aspect) == (top.entry.unit_class, row.aspect)
            and any(option in s.entry.name for option in concept.options if len(option) > 1)
        ]
        if len({s.entry.name for s in beside}) == 1:
            return beside[0]
    return None


def other_thing(library: Library, top: Scored, parsed: Parsed) -> str | None:
    """盗窃涉案金额 is not the sum lost to fraud: a thing named that it has nothing of, and others have."""
    strange = next((c.surface for c in parsed.strong if _of_another(c, top)), None)
    if strange:
        return strange
    if top.fit >= _OF_ITSELF:  # the question names most of what the figure is called
        return None
    for concept in parsed.strong:
        named = concept.known and len(concept.surface) > 1
        if not named or concept.surface in _attributes() or (parsed.numbers and not parsed.has("verify")):
            continue
        words = [option for option in concept.options if len(option) > 1]
        met = library.scorer.match(top.entry, concept)
        if met < _WHOLLY and _confusable([concept.surface], top.entry.name):  # 实有单位, of 实有人口准确率
            return "".join(c.surface for c in parsed.strong)
        if met <= _BESIDE and not parsed.numbers and _told_of_another(library, top, words):
            return "".join(c.surface for c in parsed.strong)
        if met >= _MET and not (met <= _BESIDE and _confusable(words, top.entry.name)):
            continue
        if any(word in entry.name for entry in library.observations for word in words):
            return "".join(c.surface for c in parsed.strong)
    return None


def _told_of_another(library: Library, top: Scored, words: list[str]) -> bool:
    """破获侵财案件1787起、电信网络诈骗案件1295起: what is asked about has a figure of its own beside the first."""
    row = top.entry.observation
    return any(
        entry.observation
        and row
        and (entry.observation.sentence, entry.observation.unit) == (row.sentence, row.unit)
        and entry.name != top.entry.name
        and entry.name[-_MEASURED:] == top.entry.name[-_MEASURED:]
        and any(word in entry.name for word in words)
        for entry in library.observations
    )


@cache
def _attributes() -> frozenset[str]:
    """What things have (金额, 面积) and what names no thing."""
    return frozenset(word_list("extraction")["attributes"])


def total_of(library: Library, parts: list[Scored]) -> Observation | None:
    """The total that all of several figures are parts of."""
    owners = {s.entry.observation.parent for s in parts if s.entry.observation}
    owner = owners.pop() if len(owners) == 1 else None
    return library.by_id[owner].observation if owner else None


def rivals_of(library: Library, top: Scored, others: list[Scored], parsed: Parsed) -> list[Scored]:
    """Figures of other indicators that explain the question as well as the first does."""
    row = top.entry.observation
    assert row is not None
    close = [s for s in others if top.score - s.score < MARGIN and s.coverage >= top.coverage - 0.03]
    close = [s for s in close if s.entry.observation and s.entry.observation.role == row.role]
    close = [s for s in close if not _same_figure(s.entry.observation, row)]
    close = [s for s in close if not _further_done(top.entry.name, s.entry.name, parsed)]
    if parsed.has("number") and row.unit != "%" and not re.search("[率成比]", parsed.text):
        close = [s for s in close if s.entry.unit_class != "percent"]  # 多少 asks for a count
    told = [c.surface for c in parsed.concepts if c.weak and c.known and len(c.surface) > 1]
    named = [word for word in told if word in top.entry.name]
    close = [s for s in close if all(word in s.entry.name for word in named)]  # 金额 is no number of cases
    if not asks("of_a_person", parsed.text) and not asks("per_person", row.indicator):
        close = [s for s in close if not says("per_person", s.entry.name)]  # 生产总值 is not 人均生产总值
    if _leads(top.entry, parsed):  # 纠纷 is 纠纷类警情 rather than the 重复纠纷类 among them
        beside = {r.id for member in library.family(row) for r in library.beside(member)}
        close = [s for s in close if s.entry.fact.id not in beside or _leads(s.entry, parsed)]
    return close


def _further_done(name: str, longer: str, parsed: Parsed) -> bool:
    """反馈问题整改 is what was done with 反馈问题, and nobody asked for that."""
    done = longer.removeprefix(name) if longer.startswith(name) else ""
    return done in word_list("extraction")["verbs"] and not any(done in c.options for c in parsed.concepts)


def _same_figure(one: Observation | None, two: Observation) -> bool:
    """The same number of the same unit and time by two names is no choice."""
    if one is None or one.value <= _CHANCE:
        return False
    return (one.value, one.unit, one.bound, one.period) == (two.value, two.unit, two.bound, two.period)


#: Smaller numbers are equal by chance.
_CHANCE = 100


def actual_twin(target: Observation, fitting: list[Scored], parsed: Parsed) -> Scored | None:
    """The figure that is, beside the one to be reached: nobody asked for a target."""
    for scored in _actual(target, fitting):
        row = scored.entry.observation
        if row and scored.coverage >= ENOUGH and called_alike(key(row.indicator), key(target.indicator)):
            return scored
    return by_another_name(target, fitting) if not parsed.periods and not parsed.has("verify") else None


def by_another_name(target: Observation, fitting: list[Scored]) -> Scored | None:
    """死了几个人, of a target for 事故死亡人数: what was, where it meets all that is named."""
    return next((s for s in _actual(target, fitting) if s.coverage >= _BY_ANOTHER and not s.unmatched), None)


def _actual(target: Observation, fitting: list[Scored]) -> list[Scored]:
    kind = ("actual", target.unit, target.aspect)
    return [s for s in fitting if (r := s.entry.observation) and (r.role, r.unit, r.aspect) == kind]


def called_alike(actual: str, target: str) -> bool:
    """走访企业 of 班子成员带队走访企业: what is done is told with more words than what is to be done."""
    return fuzz.token_ratio(actual, target) >= _ALIKE or (len(target) >= _WHOLE_NAME and target in actual)


#: Names agree so much, of 100; a name of so many characters says all by itself.
_ALIKE, _WHOLE_NAME = 75, 4
#: A figure by another name meets so much of the question.
_BY_ANOTHER = 0.65


def _of_another(concept: Concept, top: Scored) -> bool:
    """建筑业增加值, which no report here knows, is not the 增加值 of another branch."""
    word = concept.surface
    return not concept.known and len(word) > _MEASURED + 1 and top.entry.name.endswith(word[-_MEASURED:])


def _confusable(words: list[str], name: str) -> bool:
    """Does a name speak of what must never be taken for the word (诈骗 for 盗窃)?"""
    groups = [set(group["words"]) for group in word_list("confusions")["group"]]
    return any(set(words) & group and any(w in name for w in group - set(words)) for group in groups)


def attribute_only(top: Scored, parsed: Parsed) -> bool:
    """面积多大 names no thing of its own: the area of one thing or another is no answer, only a choice."""
    bare = all(c.surface in _attributes() for c in parsed.strong) and not parsed.numbers and not parsed.has("target")
    return bare and top.fit < _OF_ITSELF and not any(len(c.options) > 1 and c.known for c in parsed.concepts if c.weak)


def counted_otherwise(top: Scored, parsed: Parsed) -> str | None:
    """多少条马路 asks for no market by the road of which there are so many 处, whose name says much more."""
    asked = [w for w in parsed.unit_words if len(w) == 1 and unit_classes().get(w) and w != "个"]
    unit = top.entry.observation.unit if top.entry.observation else None
    if not asked or not unit or top.fit >= _LITTLE or len(unit) > 1 or unit in ("%", "元"):
        return None
    groups = word_list("questions")["counted_alike"]["groups"]
    grouped = [w for w in asked if any(w in group for group in groups)]
    alike = any(w == unit or any(w in group and unit in group for group in groups) for w in asked)
    return "".join(c.surface for c in parsed.strong) if grouped and not alike else None


#: A figure's name of which the question says less than this.
_LITTLE = 0.35


def strange_measure(top: Scored, parsed: Parsed) -> str | None:
    """进出口总额, of a figure whose name has neither: a measure nobody speaks of is not what is told beside."""
    measures = (c.surface for c in parsed.concepts if not c.known and c.surface in _attributes())
    measure = next((word for word in measures if word not in unit_classes()), None)
    return "".join(c.surface for c in parsed.strong) + measure if measure and not top.fit else None


def _leads(entry: Entry, parsed: Parsed) -> bool:
    """Does a figure's name begin with what is asked about, with nothing before it that narrows it down?"""
    return any(entry.name.startswith(option) for concept in parsed.strong for option in concept.options)


def unknown_deed(parsed: Parsed) -> str | None:
    """被骗的钱追回来多少: what is asked is the last word before 多少, and nobody knows it."""
    last = parsed.strong[-1] if len(parsed.strong) > 1 else None
    deed = last and last.surface in deeds()
    asked = last and not (last.known or deed) and re.search(f"{re.escape(last.surface)}了?(?:多少|几)", parsed.text)
    return last.surface if last and asked else None


def literal(fitting: list[Scored], parsed: Parsed) -> Scored:
    """大棚, where one figure is called 大棚面积 and another 温室, which people call so too: the one of that name."""
    top, strong = fitting[0], parsed.strong
    if len(strong) != 1 or parsed.has("share") or len(strong[0].surface) < _MEASURED:
        return top
    if strong[0].surface in top.entry.name:
        return top
    return next((s for s in fitting if s.entry.name.startswith(strong[0].surface) and s.coverage >= top.coverage), top)


def the_one_meant(rivals: list[Scored], parsed: Parsed) -> Scored | None:
    """一共多少游客: the one that is called a total; 过千万了吗: the one figure of that size."""
    if parsed.has("sum") or asks("whole_asked", parsed.text):
        totals = [s for s in rivals if s.entry.observation and asks("whole_named", s.entry.observation.indicator)]
        return totals[0] if len({s.entry.name for s in totals}) == 1 else None
    if len(parsed.numbers) != 1 or not parsed.has("verify") or parsed.has("change"):
        return None
    number = parsed.numbers[0]
    sized = [s for s in rivals if (row := s.entry.observation) and _of_size(row, number)]
    return sized[0] if len(sized) == 1 else None


def _of_size(row: Observation, number: Quantity) -> bool:
    """Between half the number and twice as much, and not of another unit."""
    same = number.unit in (None, row.unit) and (row.unit == "%") == (number.unit == "%")
    return same and number.value > 0 and 1 / _TWICE <= row.value / number.value <= _TWICE


_TWICE = 2.0
