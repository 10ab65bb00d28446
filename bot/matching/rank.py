"""The figures of some reports by how well they answer: what their names say, and what else speaks for them."""

from __future__ import annotations

from bot.facts.model import Observation
from bot.matching.bonus import Wish, further, of_unit, told_further, wish_of, wished
from bot.matching.score import Scored, Scorer
from bot.question.parse import Parsed
from bot.text.kept import Kept

#: Rankings that are kept: the rungs of one turn ask for the same ones again. When there are more, all are forgotten.
_OF_A_TURN = 32
#: Kinds of wishes that are kept.
_KINDS = 64
#: A question, and the figures of the last answer.
Asked = tuple[Parsed, tuple[Observation, ...]]


class Ranker:
    """Ranks figures for a question; asked again, from memory."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._worths: Kept[Wish, dict[int, float]] = Kept(_KINDS)
        self._ranked: Kept[Asked, tuple[Scored, ...]] = Kept(_OF_A_TURN)

    def ranked(self, parsed: Parsed, near: tuple[Observation, ...]) -> tuple[Scored, ...]:
        """The figures that meet a word of the question, best first."""
        return self._ranked.get((parsed, near), self._rank)

    def _rank(self, asked: Asked) -> tuple[Scored, ...]:
        parsed, near = asked
        wish, more = wish_of(parsed), told_further(parsed, near)
        worths = self._worths.get(wish, _none_yet)
        out: list[tuple[float, int, Scored]] = []
        for entry, coverage, fit, score, unmatched in self._scorer.scored(parsed):
            row = entry.observation
            if row is None or coverage <= 0:
                continue
            extra = worths.get(entry.number)
            if extra is None:
                extra = worths[entry.number] = wished(entry, row, wish)
            if parsed.unit_words:
                extra = of_unit(entry, row.unit, parsed) + extra
            worth = score + (further(extra, row, parsed, near) if more else extra)
            out.append((-round(worth, 4), entry.number, Scored(entry, coverage, fit, worth, unmatched)))
        out.sort()  # no two have one number
        return tuple([scored for *_, scored in out])


def _none_yet(wish: Wish) -> dict[int, float]:
    """What figures are worth to a wish, by the number of their entry, as far as that was asked."""
    return {}
