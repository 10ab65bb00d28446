"""Which of several reports a question is about: by the district, kind or year that it names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

from bot.knowledge.snapshot import Card
from bot.question.places import bare_name

#: What reports are called; a question that says one of these means a report of that name.
_KINDS = (
    *("统计公报", "政府工作报告", "中期评估", "评估报告", "工作总结", "计划执行", "工作报告", "公报"),
    *("法院", "检察院", "公安", "市场监管"),
)
_YEAR = re.compile(r"(?:19|20)\d\d")
#: Shorter names (州) are in too many words.
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Route:
    """Places of reports: ``first`` is asked; ``others``, the newer first, where it has nothing and the
    question named none."""

    first: int
    others: Sequence[int] = ()


class Router:
    """Chooses among the reports of one knowledge base, given by their cards, newest first.

    A question is looked up by the names and years in it: what it costs does not grow with the reports.
    """

    def __init__(self, cards: Sequence[Card]) -> None:
        self._cards = cards
        self._all = _Group(cards, range(len(cards)))
        self._districts = _grouped(cards, lambda card: card.meta.district or "")
        self._names = _grouped(cards, lambda card: bare_name(card.meta.district))
        self._lengths = sorted({len(name) for name in self._names if len(name) >= _SHORTEST})
        self._kinds: dict[str, _Group] = {}

    def route(self, text: str, spoken: int | None) -> Route:
        """For a normalised question; ``spoken`` is the place of the report that the talk is about."""
        if len(self._cards) == 1:
            return Route(0)
        named = self._named(text)
        kind = next((kind for kind in _KINDS if kind in text), "")
        called = self._called(kind, named) if kind else None
        years = _YEAR.findall(text)
        chosen = called or named
        if chosen:
            return Route(chosen.of_years(years))
        if spoken is not None:
            titled = self._districts[self._cards[spoken].meta.district or ""].titled(years)
            return Route(spoken if titled is None else titled)
        first = self._all.of_years(years)
        return Route(first, _Others(len(self._cards), first))

    def _named(self, text: str) -> _Group | None:
        """The reports of the districts that a question names, in full or as people say it (长宁, 黔东南)."""
        starts = range(len(text))
        found = {text[at : at + size] for size in self._lengths for at in starts} & self._names.keys()
        groups = [self._names[name] for name in found if len(name) >= _SHORTEST]
        return _joined(self._cards, groups) if groups else None

    def _called(self, kind: str, named: _Group | None) -> _Group | None:
        """The reports of a kind: of those that are named, else of all."""
        if named:
            return _joined(self._cards, [_of_kind(self._cards, named.places, kind)])
        if kind not in self._kinds:
            self._kinds[kind] = _of_kind(self._cards, self._all.places, kind)
        return self._kinds[kind] if self._kinds[kind].places else None


class _Group:
    """Some of the reports, newest first, with the first of them for each year."""

    def __init__(self, cards: Sequence[Card], places: Sequence[int]) -> None:
        self.places = places
        self._cards = cards

    def titled(self, years: Sequence[str]) -> int | None:
        """The report about the first of the years that any is about."""
        return next((self._titled[year] for year in years if year in self._titled), None)

    def of_years(self, years: Sequence[str]) -> int:
        """The report about a year, else the newest with a figure of one, else the newest."""
        titled = self.titled(years)
        if titled is not None:
            return titled
        return min((self._holding[int(y)] for y in years if int(y) in self._holding), default=self.places[0])

    @cached_property
    def _titled(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for place in self.places:
            found.setdefault(about(self._cards[place]), place)
        return found

    @cached_property
    def _holding(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for place in self.places:
            for year in self._cards[place].years:
                found.setdefault(year, place)
        return found


class _Others(Sequence[int]):
    """All places but one, without a list of them."""

    def __init__(self, size: int, left_out: int) -> None:
        self._size = size - 1
        self._left_out = left_out

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        if isinstance(at, slice):
            return [self[number] for number in range(self._size)[at]]
        place = range(self._size)[at]
        return place + (place >= self._left_out)


def about(card: Card) -> str:
    """The year that a report is about: by its title, else by its date; "" when neither tells."""
    titled = re.search(r"(?:19|20)\d\d", card.meta.title)
    return titled.group() if titled else (card.meta.date or "")[:4]


def _grouped(cards: Sequence[Card], name_of: Callable[[Card], str]) -> dict[str, _Group]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, card in enumerate(cards):
        places[name_of(card)].append(place)
    return {name: _Group(cards, group) for name, group in places.items()}


def _joined(cards: Sequence[Card], shelves: Sequence[_Group]) -> _Group | None:
    """The reports of several shelves, newest first; None for none."""
    if len(shelves) == 1 and shelves[0].places:
        return shelves[0]
    places = sorted(place for shelf in shelves for place in shelf.places)
    return _Group(cards, places) if places else None


def _of_kind(cards: Sequence[Card], places: Sequence[int], kind: str) -> _Group:
    return _Group(
        cards, [place for place in places if kind in cards[place].meta.title + (cards[place].meta.issuer or "")]
    )
