"""Several reports in one question: districts side by side, one district over the years.

Each report is asked by itself; only like is compared with like, computed with its formula, and every figure is
told with the report it stands in. Where that cannot be, one sentence says why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.answer import Answer, Missing
from bot.answers import compute
from bot.answers.builder import Reply, figure, name, when, word
from bot.answers.lookup import choice_of, describe
from bot.answers.respondent import Respondent
from bot.facts.model import Observation
from bot.matching.likeness import alike
from bot.question.cues import asks, cue_patterns, pattern
from bot.question.normalise import normalise
from bot.question.places import bare_name
from bot.report.model import ReportMeta
from bot.text.period import years_of

Opened = Callable[[int], Respondent]
_SHORTEST_NAME = 2
#: So many districts are compared at once, and of one district so many reports are asked.
_MOST_SIDES, _MOST_ASKED = 6, 4
#: Why a report has nothing to compare, whatever may be compared.
_ABSENT = ("no_such_indicator", "no_such_period", "no_such_unit", "no_such_breakdown")


@dataclass(frozen=True, slots=True)
class Side:
    """What one report said: ``label`` is its district, or the year it was asked for."""

    label: str
    respondent: Respondent
    answer: Answer

    @property
    def row(self) -> Observation | None:
        """The figure that answers; None where the report has none, or more than one reading."""
        return self.answer.observations[0] if self.answer.status == "answer" and self.answer.observations else None


class Across:
    """Finds the reports that a question compares, by the heads of all reports, newest first."""

    def __init__(self, metas: Sequence[ReportMeta]) -> None:
        self._metas = metas
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, meta in enumerate(metas):
            self._places[bare_name(meta.district)].append(place)
        self._lengths = sorted({len(bare) for bare in self._places if len(bare) >= _SHORTEST_NAME}, reverse=True)

    def districts(self, text: str, opened: Opened) -> Answer | None:
        """Two or more districts that have reports, asked the same; None for a question that names fewer."""
        if len(self._places) < _SHORTEST_NAME:
            return None
        plain = normalise(text)
        named = self._named(plain)
        if not _SHORTEST_NAME <= len(named) <= _MOST_SIDES:
            return None
        asked = _without_names(plain, [self._metas[self._places[bare][0]].district or bare for bare in named])
        year = next(iter(re.findall(r"(?:19|20)\d\d", plain)), "")
        sides = [self._side(bare, self._places[bare], asked, year, opened) for bare in named]
        return _compared(text, plain, _agreed(sides, asked, year), year)

    def years(self, text: str, found: Answer, home: Respondent, opened: Opened) -> Answer | None:
        """One thing in two years that no single report tells of; None where ``found`` has both, or it cannot be."""
        places = self._places[bare_name(home.meta.district)]
        plain = normalise(text) if len(places) > 1 else ""
        if not plain or not asks("across_changes", plain):
            return None
        parsed = home.read(plain)
        told = [period.value for period in parsed.periods if period.value] + ([parsed.base] if parsed.base else [])
        years = sorted({end[:4] for value in told for end in value.split("/") if end})
        shown = {str(year) for row in found.observations for year in years_of(row.period)}
        if len(years) != 2 or set(years) <= shown:
            return None
        asked = _cut(pattern("across_times").sub("", plain))
        sides = [self._side(f"{year}年", places, f"{year}年{asked}", year, opened) for year in years]
        rows = [side.row for side in sides]
        return _moved(text, plain, sides) if all(rows) and rows[0] != rows[1] else None

    def _named(self, plain: str) -> list[str]:
        """The districts that a question names, in its order; the longest name at each place."""
        found: dict[str, int] = {}
        left = plain
        for size in self._lengths:
            for start in range(len(left) - size + 1):
                bare = left[start : start + size]
                # 中山公园 is no question about 中山.
                if bare in self._places and not pattern("across_in_a_name").match(left, start + size):
                    found.setdefault(bare, start)
                    left = left.replace(bare, "\0" * size)
        return sorted(found, key=lambda bare: found[bare])

    def _side(self, label: str, places: Sequence[int], asked: str, year: str, opened: Opened) -> Side:
        """The report about the year first, then the newer; the first that answers, else what the first said."""
        about = [place for place in places if year and _about(self._metas[place]) == year]
        ordered = list(dict.fromkeys([*about, *places]))[:_MOST_ASKED]
        first: Side | None = None
        for place in ordered:
            respondent = opened(place)
            side = Side(label, respondent, respondent.answer(asked, None)[0])
            if side.row and (not year or int(year) in years_of(side.row.period)):
                return side
            first = first or side
        assert first is not None  # a label comes from a report
        return first if not first.row or not year else replace(first, answer=_untimely(first.answer))


def _about(meta: ReportMeta) -> str:
    titled = re.search(r"(?:19|20)\d\d", meta.title)
    return titled.group() if titled else (meta.date or "")[:4]


def _untimely(answer: Answer) -> Answer:
    """A figure without the year asked for is none that could be compared, unless the report dates it at all."""
    row = answer.observations[0]
    return answer if row.period is None else replace(answer, status="not_found", reason="no_such_period")


def _without_names(plain: str, districts: Iterable[str]) -> str:
    """What is asked of each: 长宁和平潭火灾隐患哪个整改得多 is 火灾隐患整改多少."""
    joint = pattern("across_joint").pattern
    for district in districts:
        named = f"(?:{re.escape(district)}|{re.escape(bare_name(district))}[区县市州旗]?)"
        plain = re.sub(f"{joint}*{named}(?:这?[两边]边?)?的?{joint}*", "", plain)
    return _cut(plain)


def _cut(text: str) -> str:
    """Without the words that ask which is more: what is left asks how much."""
    text = pattern("across_which").sub("", text)
    text = pattern("across_moved").sub("", text)
    text = pattern("across_more").sub("多少", text)
    text = text.strip(" ,，的")
    return text if re.search("多少|几|吗|占比|率", text) else f"{text}多少"


def _agreed(sides: list[Side], asked: str, year: str) -> list[Side]:
    """Where one report has several readings, the one that another report's figure is called by."""
    row = next((side.row for side in sides if side.row), None)
    if row is None:
        return sides
    question = f"{year + '年' if year else ''}{row.indicator}是多少"
    agreed = []
    for side in sides:
        again = side if side.row and alike(side.row, row) else None
        if again is None:
            told = replace(side, answer=side.respondent.answer(question, None)[0])
            again = told if told.row and alike(told.row, row) else side
        agreed.append(again)
    return agreed


def _compared(text: str, plain: str, sides: list[Side], year: str) -> Answer | None:
    rows = [side.row for side in sides if side.row]
    if not rows and not all(side.answer.reason in _ABSENT for side in sides):
        return None  # no question for reports, or one with several readings
    reply = Reply(text)
    if len(rows) < len(sides):
        _refuse(reply, sides, year, compares=asks("across_compares", plain))
    elif why := _why_not(sides):
        reply.line("headline", word(why))
    elif asks("across_compares", plain):
        _rank(reply, plain, sides)
    return _told(reply, sides)


def _refuse(reply: Reply, sides: list[Side], year: str, *, compares: bool) -> None:
    """What some reports do not tell. A comparison that was asked for is not given by half of it."""
    lacking = [side for side in sides if not side.row]
    if compares or len(lacking) == len(sides):
        reply.status, reply.reason = "not_found", lacking[0].answer.reason or "no_such_indicator"
    for side in lacking:
        reply.missing.append(Missing("report", side.label))
        reply.line("headline", name(f"《{side.respondent.meta.title}》{_lack(side, year)}。"))
    if compares:
        reply.line("headline", word("所以不能比。"))
    if len(lacking) < len(sides):
        reply.line("detail", word("别的报告里有："))


def _lack(side: Side, year: str) -> str:
    if side.answer.status == "clarify":
        return "里有好几个这样的数，请说得更具体些"
    there = [time for each in side.answer.missing if each.slot == "period" for time in each.available]
    told = f"，有的是{'、'.join(there)}的" if there else ""
    return f"里没有{year + '年的' if year else ''}这个数{told}"


def _why_not(sides: list[Side]) -> str | None:
    """Why figures of several reports are not compared; None for like and like."""
    rows = [side.row for side in sides if side.row]
    first = rows[0]
    if any(row.role != first.role for row in rows):
        return "有的是目标，有的是已完成的数，不能比大小："
    same = all(compute.alike(first, row) and (row.aspect, row.rate) == (first.aspect, first.rate) for row in rows)
    if not same:
        return "两个数单位或口径不同，不能比大小：" if len(rows) == 2 else "几个数单位或口径不同，不能比大小："
    if any(not alike(first, row) for row in rows):
        return "几份报告写的不是同一个指标，只能并列，不能比大小："
    dated = {row.period or _about(side.respondent.meta) for row, side in zip(rows, sides, strict=True)}
    return "几个数的时间不同，不能直接比：" if len(dated) > 1 else None


def _rank(reply: Reply, plain: str, sides: list[Side]) -> None:
    rows = {side.label: side.row for side in sides if side.row}
    fewest = bool(re.search("少|低|小|慢", re.sub("多少|少多少", "", plain)))
    ordered = sorted(rows.items(), key=lambda item: item[1].value, reverse=not fewest)
    if len(ordered) > 2:
        (label, row), most = ordered[0], "最少" if fewest else "最多"
        reply.line("headline", name(f"{label}{most}："), figure(row))
        return
    claim = pattern("claims_more").search(plain)
    if claim and cue_patterns()["verify"].search(plain):
        ordered = list(rows.items())  # as it was claimed
        more = ordered[0][1].value - ordered[1][1].value
        reply.verdict = "yes" if (more > 0) == (claim[1] in "多高大快强") and more else "no"
    (label, row), (other, base) = ordered
    compute.difference(reply, base, row, (other, label))


def _moved(text: str, plain: str, sides: list[Side]) -> Answer:
    """One thing in two years, each from the report that tells it."""
    one, two = (side.row for side in sides)
    assert one is not None and two is not None  # the caller looked
    reply = Reply(text)
    timeless = [replace(side, answer=_at_one_time(side.answer)) for side in sides]
    if why := _why_not(timeless):
        reply.line("headline", word(why))
    elif compute.alike(one, two) and (cue_patterns()["change"].search(plain) and one.unit != "%"):
        compute.moved(reply, one, two)
    else:
        compute.difference(reply, one, two, (when(one), when(two)))
    return _told(reply, sides)


def _at_one_time(answer: Answer) -> Answer:
    row = answer.observations[0]
    return replace(answer, observations=(replace(row, period="0"), *answer.observations[1:]))


def _told(reply: Reply, sides: list[Side]) -> Answer:
    """Every figure with its district or year, then every report with its sentence."""
    head = "detail" if reply.lines else "headline"
    for side in sides:
        if side.row is None:
            continue
        library = side.respondent.library
        reply.show(side.row)
        reply.line(head, name(f"{side.label}："), figure(side.row), word("　"), *describe(side.row))  # type: ignore[arg-type]
        reply.cite(library.extraction(side.row), side.row)
        reply.suggestions.append(replace(choice_of(library, side.row), label=f"{side.label}的数"))
    return reply.sourced().build()
