"""How well a fact explains a question: a small linear score over fields."""

from __future__ import annotations

import math
from typing import NamedTuple

from bot.matching.document import Entry, grams
from bot.matching.index import Index, Laid
from bot.question.concepts import Concept
from bot.question.parse import Parsed
from bot.text.kept import Kept
from bot.text.words import word_list

#: The most that a word met in part is worth.
_PARTLY = 0.8
#: A word of the report's own for what the asker calls otherwise.
_CALLED_OTHERWISE = 0.98
#: Scores that are kept, and words; when there are more, all are forgotten.
_KEPT, _WORDS = 256, 1024
#: How well a word is met by an entry, and which characters of its name it explains, one bit for each.
Met = tuple[float, int]
_UNMET: Met = (0.0, 0)


class Scored(NamedTuple):
    """``coverage``: how much of the question's strong concepts the fact explains, 0 to 1;
    ``fit``: how much of the fact's name the question mentions; ``score`` orders."""

    entry: Entry
    coverage: float
    fit: float
    score: float
    unmatched: tuple[str, ...]


class Scorer:
    """Scores entries; word weights come from how many entries use a word."""

    def __init__(self, entries: list[Entry], laid: Laid | None = None) -> None:
        self.entries = entries
        self.index = Index(entries, laid)
        self._scored: Kept[tuple[Concept, ...], tuple[Scored, ...]] = Kept(_KEPT)
        self._weights: Kept[Concept, float] = Kept(_WORDS)
        self._meetings: Kept[tuple[str, ...], dict[int, Met]] = Kept(_WORDS)

    def scored(self, parsed: Parsed) -> tuple[Scored, ...]:
        """Every entry that meets a concept of the question, in the entries' order; asked again, from memory."""
        return self._scored.get(parsed.concepts, self._score)

    def _weight(self, concept: Concept) -> float:
        """Rare words weigh more than frequent ones, long ones a little more, what is counted most."""
        return self._plain_weight(concept) * (1.6 if concept.head else 1.0)

    def _plain_weight(self, concept: Concept) -> float:
        if concept.weak:  # one that the report has another word for (挣 for 收入) says more
            return 0.25 if len(concept.options) == 1 else 0.5
        length = len(concept.surface)
        if not concept.known:
            return 1.3 if length == 1 else min(1.3 + 0.3 * (length - 2), 2.2)
        rarest = max(self._rarity(option) for option in concept.options)
        return rarest * (0.6 if length == 1 else 1.0 + 0.15 * (min(length, 6) - 2))

    def _rarity(self, word: str) -> float:
        pieces = list(grams(word)) or [word]
        total = len(self.entries) + 1
        rarity = sum(math.log(total / (self.index.frequency(p) + 0.5)) for p in pieces) / len(pieces)
        return max(0.5, min(1.3, rarity / 3.2))

    def _score(self, concepts: tuple[Concept, ...]) -> tuple[Scored, ...]:
        strong = [c for c in concepts if not c.weak]
        candidates = {n for c in strong for option in _naming(c) for n in self.index.holding(option)}
        if not candidates:
            return ()
        named = [self._asked(c, candidates) for c in strong]
        helping = [self._asked(c, candidates) for c in concepts if c.weak]
        total = sum([asked.weight for asked in named])
        return tuple([_scored(self.entries[number], named, helping, total) for number in sorted(candidates)])

    def match(self, entry: Entry, concept: Concept) -> float:
        """How well one concept is met, 0 to 1."""
        return self._meeting(concept, {entry.number}).get(entry.number, _UNMET)[0]

    def _asked(self, concept: Concept, candidates: set[int]) -> _Asked:
        weight = self._weights.get(concept, self._weight)
        return _Asked(concept.surface, weight, self._meeting(concept, candidates))

    def _meeting(self, concept: Concept, candidates: set[int]) -> dict[int, Met]:
        """How a concept is met by entries, by their numbers: by the candidates that meet it, and maybe by others."""
        meeting = self._meetings.get(concept.options, _nowhere)
        found: dict[int, Met] = {}
        for option in _naming(concept):
            held = candidates & self.index.holding(option)
            own = 1.0 if option == concept.options[0] else _CALLED_OTHERWISE
            for number in held.difference(meeting):
                worth, here = _met(self.entries[number], option, own)
                best, spots = found.get(number, _UNMET)
                found[number] = max(best, worth), spots | here
        meeting.update(found)
        return meeting


class _Asked(NamedTuple):
    """A word of the question, what it weighs, and how entries meet it."""

    word: str
    weight: float
    met: dict[int, Met]


def _scored(entry: Entry, named: list[_Asked], helping: list[_Asked], total: float) -> Scored:
    number, explained = entry.number, 0
    gained = bonus = 0.0
    unmatched: tuple[str, ...] = ()
    for word, weight, meeting in named:
        match, spots = meeting.get(number, _UNMET)
        explained |= spots
        gained += weight * match
        if match < 0.3:
            unmatched = (*unmatched, word)
    for _, weight, meeting in helping:
        if number in meeting:
            match, spots = meeting[number]
            explained |= spots
            bonus += weight * match * 0.3
    coverage = (1.0 if gained == total else round(gained / total, 6)) if gained else 0.0
    fit = _fit(entry, explained) if explained else 0.0
    return Scored(entry, coverage, fit, round(coverage + 0.3 * fit + bonus, 6), unmatched)


def _fit(entry: Entry, explained: int) -> float:
    """How much of a name is explained, by its characters."""
    length = entry.own_length or len(entry.name)
    hits = explained.bit_count()
    return round(hits / length, 6) if hits < length else 1.0


def _met(entry: Entry, option: str, own: float) -> Met:
    """How well an entry that holds a word, or half of it, meets it; ``own``: what is left where the word is not
    the asker's own."""
    at = entry.name.find(option)
    worth = _worth(option, entry, at) if entry.observation else _stated(option, entry)
    if _absorbed(option, entry.name):
        return min(worth, _PARTLY / 2), 0  # 进出口总额 speaks of 出口 only beside
    if at >= 0 and worth and f"未{option}" in entry.name and not option.startswith("未"):
        return _UNMET  # 未结案 is not 结案
    if worth < _PARTLY and len(option) >= 3:
        worth = max(worth, _partial(option, entry.name if entry.observation else entry.quote))
    return worth * own, ((1 << len(option)) - 1 << at if at >= 0 else 0)


def _nowhere(options: tuple[str, ...]) -> dict[int, Met]:
    """Where a concept has been met so far."""
    return {}


def _worth(option: str, entry: Entry, at: int) -> float:
    """What a match in a field of a figure is worth, best field first: the name says what it is, the headings
    and the rest of the sentence only where it stands."""
    return (
        1.0
        if at >= 0
        else 0.9
        if option in entry.quote
        else 0.8
        if option in entry.owner
        else 0.75
        if option in entry.context
        else 0.55
        if option in entry.title
        else 0.4
        if option in entry.sentence
        else 0.3
        if option in entry.section
        else 0.0
    )


def _stated(option: str, entry: Entry) -> float:
    """What a match is worth in a sentence, or in the headings above it."""
    if option in entry.quote:
        return 1.0
    return 0.5 if option in entry.title else 0.0


def _absorbed(option: str, name: str) -> bool:
    """Does a name hold a word only inside another one, which means something else?"""
    longer = word_list("questions")["absorbing"].get(option)
    return bool(longer) and longer in name and option not in name.replace(longer, "")


def _naming(concept: Concept) -> tuple[str, ...]:
    """What a concept is looked up by; a lone character is in too many words (电 in 电信) to name anything."""
    return concept.options[1:] if len(concept.options[0]) == 1 else concept.options


def _partial(option: str, text: str) -> float:
    """A longer word met in part, by its bigrams: 入民宅盗窃小区 against 小区入民宅盗窃."""
    pieces = list(grams(option))
    share = sum(piece in text for piece in pieces) / len(pieces)
    return _PARTLY * share if share >= 0.5 else 0.0
