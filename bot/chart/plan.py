"""Which picture an answer gives, and the short ref that leads to the same picture again.

A ref is ``K-ID-ID…``: the kind's letter and the facts that it was chosen for; it needs no memory of the talk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bot.answer import Answer
from bot.chart.breakdown import breakdown
from bot.chart.comparable import distinct, drawable
from bot.chart.comparison import beside, comparison, elsewhere
from bot.chart.overview import common_section, overview
from bot.chart.picture import Kind, Nothing, Picture
from bot.chart.shelf import Fact, Shelf
from bot.chart.target import target
from bot.chart.trend import trend
from bot.chart.wish import Wish
from bot.facts.model import Observation
from bot.knowledge.snapshot import Knowledge

_LETTERS: dict[Kind, str] = {"trend": "t", "breakdown": "b", "target": "g", "comparison": "c", "overview": "s"}
_KINDS: dict[str, Kind] = {letter: kind for kind, letter in _LETTERS.items()}
Chosen = tuple[Picture, str]


class Planner:
    """Chooses pictures out of one knowledge base; holds nothing of any talk."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._shelf = Shelf(knowledge)

    def picture(self, answer: Answer, wished: Kind | None = None) -> Picture | Nothing:
        """The picture of an answer, of the kind wished for where it can be had; else why there is none."""
        if answer.status != "answer":
            return Nothing(_unanswered(answer))
        return self.of_facts(facts_of(answer), wished)

    def wished(self, wish: Wish, ask: Callable[[str], Answer]) -> tuple[Answer, Picture | Nothing]:
        """The answer and the picture to what a wish names; ``ask`` answers its question."""
        first: tuple[Answer, Picture | Nothing] | None = None
        for question in wish.questions:
            answer = ask(question)
            found = self.picture(answer, wish.kind)
            if isinstance(found, Picture) and wish.kind in (None, found.kind):
                return answer, found
            if first is None or (isinstance(first[1], Nothing) and isinstance(found, Picture)):
                first = answer, found
        assert first is not None  # a wish has a question
        return first

    def facts(self, names: Iterable[str]) -> tuple[Fact, ...]:
        """The facts of these ids, as far as they are still there."""
        return tuple(fact for name in names if (fact := self._shelf.fact(name)))

    def of_facts(self, facts: tuple[Fact, ...], wished: Kind | None = None) -> Picture | Nothing:
        """The same of what an answer showed."""
        found = [picture for picture, _ in self._candidates(facts)]
        chosen = next((picture for picture in found if picture.kind == wished), None)
        if wished and not chosen:  # of many figures the first that gives it
            chosen = next((p for fact in facts if (p := self._of_kind(wished, (fact,)))), None)
        return chosen or next(iter(found), None) or Nothing(_why(facts))

    def offer(self, answer: Answer) -> str | None:
        """The ref of the picture that an answer gives, for a button; None where there is none."""
        if answer.status != "answer":
            return None
        return next((ref for _, ref in self._candidates(facts_of(answer))), None)

    def open(self, ref: str) -> Picture | Nothing:
        """The picture behind a ref; of facts that are gone, a sentence."""
        letter, _, names = ref.partition("-")
        kind, facts = _KINDS.get(letter), [self._shelf.fact(name) for name in names.split("-")]
        held = tuple(fact for fact in facts if fact)
        if kind is None or not held or len(held) < len(facts):
            return Nothing("这张图用的数已经不在报告里了，请重新提问。")
        return self._of_kind(kind, held) or Nothing(_why(held))

    def _candidates(self, facts: tuple[Fact, ...]) -> Iterator[Chosen]:
        """The pictures that facts give, the most telling first."""
        rows = tuple(distinct(f for f in facts if isinstance(f, Observation) and drawable(f)))
        for kind, chosen in self._wanted(rows, facts):
            picture = self._of_kind(kind, chosen)
            if picture:
                yield picture, "-".join((_LETTERS[kind], *(fact.id for fact in chosen)))

    def _wanted(
        self, rows: tuple[Observation, ...], facts: tuple[Fact, ...]
    ) -> Iterator[tuple[Kind, tuple[Fact, ...]]]:
        """Kinds with the facts that they are of: first what all figures shown have in common."""
        lead = rows[:1]
        if self._one_thing(rows):
            yield from (("trend", lead), ("breakdown", lead), ("target", lead))
        if len(rows) > 1:
            yield "comparison", rows
        if len(rows) == 1:
            yield "comparison", tuple(elsewhere(self._shelf, rows[0]))
            yield "comparison", tuple(beside(self._shelf, rows[0]))
        if len(facts) > 1:
            yield "overview", self._ends(facts)

    def _one_thing(self, rows: tuple[Observation, ...]) -> bool:
        """Are the figures one indicator, a count with its share, a total with parts, or a target and its figure?"""
        if len(rows) < 2:
            return bool(rows)
        ids = {row.id for row in rows}
        for picture in (trend(self._shelf, rows[0]), breakdown(self._shelf, rows[0]), target(self._shelf, rows[0])):
            if picture and ids <= {point.fact for point in picture.points}:
                return True
        return False

    def _ends(self, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """Two facts whose common section is that of all of them."""
        section = common_section(self._shelf, facts)
        for fact in facts[1:] if section else ():
            if common_section(self._shelf, (facts[0], fact)) == section:
                return facts[0], fact
        return facts[:1]

    def _of_kind(self, kind: Kind, facts: tuple[Fact, ...]) -> Picture | None:
        rows = [fact for fact in facts if isinstance(fact, Observation)]
        if kind == "overview":
            section = common_section(self._shelf, facts)
            return overview(self._shelf, section, facts[0]) if section else None
        if kind == "comparison":
            return comparison(self._shelf, rows)
        made = {"trend": trend, "breakdown": breakdown, "target": target}[kind]
        return made(self._shelf, rows[0]) if rows and drawable(rows[0]) else None


def facts_of(answer: Answer) -> tuple[Fact, ...]:
    """What an answer shows: its figures, then its sentences."""
    facts: list[Fact] = [*answer.observations, *answer.statements]
    return tuple(facts)


def _unanswered(answer: Answer) -> str:
    if answer.status == "clarify" and answer.choices:
        labels = "、".join(choice.label for choice in answer.choices)
        return f"报告里有几个相近的数，请说清楚画哪一个：{labels}。"
    if answer.status == "not_found" and answer.lines:
        return f"没有可画的：{answer.lines[0].text}"
    return "这里没有数可画，请问一个报告里的数，例如它历年的变化或构成。"


def _why(facts: tuple[Fact, ...]) -> str:
    rows = [fact for fact in facts if isinstance(fact, Observation)]
    if not rows:
        return "这个回答里没有能画成图的数。"
    if len(rows) > 1:
        return "这几个数的单位、时间或口径不同，不能放在一张图里比。"
    if rows[0].role == "target":
        return f"没有能同“{rows[0].indicator}”的目标放在一张图里比的数，画不成图。"
    return f"没有能同“{rows[0].indicator}”放在一张图里比的数，画不成图。"
