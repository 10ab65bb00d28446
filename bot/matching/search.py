"""From a parsed question to the facts that may answer it, or the slot that is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

from bot.facts.model import Extraction, Observation, Statement
from bot.matching.bonus import means
from bot.matching.document import Entry
from bot.matching.found import ENOUGH, Found, distinct, latest, of_head, printed_unit
from bot.matching.prepared import Prepared, prepare
from bot.matching.rank import Ranker
from bot.matching.rivals import (
    actual_twin,
    attribute_only,
    counted_otherwise,
    literal,
    nearer,
    other_thing,
    rivals_of,
    strange_measure,
    the_one_meant,
    total_of,
    unknown_deed,
)
from bot.matching.rules import Refusal, Ruling
from bot.matching.score import Scored, Scorer
from bot.matching.telling import Telling
from bot.matching.unfit import unfit
from bot.question.cues import asks, says
from bot.question.lexicon import Lexicon
from bot.question.lighter import without_deeds
from bot.question.parse import Parsed, parse
from bot.report.model import Span
from bot.text.fold import key
from bot.text.kept import Kept

#: A fact that explains this much is meant when it is the only one.
_WELL = 0.85
#: Another fact explains the question better by this much: the compatible one is not what was asked.
_WHOLE = 0.95
BETTER = 0.17

#: Questions that are kept taken apart; when there are more, all are forgotten.
_KEPT = 64
#: Findings that are kept: the rungs of one turn ask for the same ones again.
_OF_A_TURN = 32
#: Indicators whose figures are kept together.
_FAMILIES = 512
#: What the figures of one indicator in all its times have in common: name (folded), unit, aspect, report.
_Indicator = tuple[str, str | None, str, str]
#: A question, the figures of the last answer, and those that were not meant.
_Sought = tuple[Parsed, tuple[Observation, ...], frozenset[str]]


class Library:
    """All facts of some reports, newest first, ready to be searched. Immutable once made."""

    def __init__(
        self,
        reports: tuple[Extraction, ...],
        taught: tuple[tuple[str, str], ...] = (),
        prepared: Prepared | None = None,
    ) -> None:
        self.reports = reports
        ready = prepared or prepare(reports)
        self.entries = ready.entries
        self.lexicon: Lexicon = ready.lexicon.taught(taught)
        self.observations = [entry for entry in self.entries if entry.observation]
        self.statements = [entry for entry in self.entries if not entry.observation]
        self.scorer = Scorer(self.entries, ready.laid)
        self._ranker = Ranker(self.scorer)
        self._parsed: Kept[str, Parsed] = Kept(_KEPT)
        self._found: Kept[_Sought, Found] = Kept(_OF_A_TURN)
        self._families: Kept[_Indicator, list[Observation]] = Kept(_FAMILIES)

    @property
    def report(self) -> Extraction:
        """The report that is asked by default: the newest."""
        return self.reports[0]

    @cached_property
    def year(self) -> int:
        """The year that 今年 and 目前 mean: the report's own."""
        date = self.report.document.meta.date
        told = (row.period[:4] for row in self.report.observations if row.period and row.role == "actual")
        return int(date[:4]) if date else max((int(y) for y in told if y.isdigit()), default=0)

    def collect(self) -> None:
        """Have ready at once what is worth having for reports that are asked often."""
        self.lexicon.stretches.collect()
        self.scorer.index.texts.collect()

    def parse(self, text: str) -> Parsed:
        """A normalised question, or a piece of one, taken apart for these reports; asked again, from memory."""
        return self._parsed.get(text, self._parse)

    def _parse(self, text: str) -> Parsed:
        meta = self.report.document.meta
        return parse(text, self.lexicon, self.year, meta.district, meta.date, f"{meta.title} {meta.issuer or ''}")

    # What stands with what is found when it is asked for: most reports are asked one question and no more.

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Every entry by the id of its fact."""
        return {entry.fact.id: entry for entry in self.entries}

    @cached_property
    def _parts(self) -> dict[str, list[Observation]]:
        parts: dict[str, list[Observation]] = defaultdict(list)
        for row in self._rows():
            if row.parent:
                parts[row.parent].append(row)
        return parts

    def _rows(self) -> Iterator[Observation]:
        return chain.from_iterable(extraction.observations for extraction in self.reports)

    def parts_of(self, row: Observation) -> list[Observation]:
        return self._parts.get(row.id, [])

    @cached_property
    def _sentences(self) -> dict[tuple[str, Span], list[Observation]]:
        sentences: dict[tuple[str, Span], list[Observation]] = defaultdict(list)
        for row in self._rows():
            sentences[row.report, row.sentence].append(row)
        return sentences

    def beside(self, row: Observation) -> list[Observation]:
        """All figures of a figure's sentence, itself among them, in the sentence's order."""
        return self._sentences.get((row.report, row.sentence), [])

    def sentence(self, row: Observation) -> str:
        return self.extraction(row).sentence_of(row)

    def extraction(self, fact: Observation | Statement) -> Extraction:
        return next(e for e in self.reports if e.document.meta.id == fact.report)

    def family(self, row: Observation) -> list[Observation]:
        """The same indicator in all its times and sections, oldest time first."""
        return self._families.get((key(row.indicator), row.unit, row.aspect, row.report), self._family) or [row]

    def _family(self, indicator: _Indicator) -> list[Observation]:
        name, *told = indicator
        alike = (r for r in self._rows() if [r.unit, r.aspect, r.report] == told)
        return sorted((r for r in alike if key(r.indicator) == name), key=lambda r: (r.period or "", r.span))

    def ranked(self, parsed: Parsed, near: tuple[Observation, ...] = ()) -> list[Scored]:
        """Observations by score; facts beside the last answer's get a little extra."""
        return list(self._ranker.ranked(parsed, near))

    def find(self, parsed: Parsed, near: tuple[Observation, ...] = (), exclude: frozenset[str] = frozenset()) -> Found:
        """Search, refuse and decide; the facts of ``exclude`` were not what was asked."""
        return self._found.get((parsed, near, exclude), self._search)

    def _search(self, sought: _Sought) -> Found:
        parsed, near, exclude = sought
        found = self._find(parsed, near, exclude)
        lighter = without_deeds(parsed) if not found.rows else None
        again = self._find(lighter, near, exclude) if lighter else found
        return again if again.rows else found

    def _find(self, parsed: Parsed, near: tuple[Observation, ...], exclude: frozenset[str]) -> Found:
        ranked: Sequence[Scored] = self._ranker.ranked(parsed, near)
        if exclude:
            ranked = [s for s in ranked if s.entry.fact.id not in exclude]
        if not ranked or not named(parsed):
            return Found()
        ruling = Ruling(parsed, self.year)
        verdicts = [(s, ruling.refuse(s.entry)) for s in ranked[:40]]
        fitting = [s for s, refusal in verdicts if refusal is None]
        fitting = of_head(fitting, parsed) or fitting
        exact = [s for s in fitting if printed_unit(s, parsed) and s.coverage >= ENOUGH]
        fitting = exact or fitting  # 几家 asks for what is counted in 家, where there is such a figure
        refused = [s for s, refusal in verdicts[:8] if refusal and printed_unit(s, parsed)]
        best = max([*exact, *refused] if exact else ranked[:8], key=lambda s: s.coverage)
        if fitting and fitting[0].coverage < ENOUGH and _named_whole(fitting, parsed):
            return self._decide(fitting, parsed)
        if not fitting or fitting[0].coverage < ENOUGH or best.coverage - fitting[0].coverage > BETTER:
            return unfit(self, verdicts, fitting, best, parsed)
        return self._decide(fitting, parsed)

    def _decide(self, fitting: list[Scored], parsed: Parsed) -> Found:
        top = literal(fitting, parsed)
        row = top.entry.observation
        assert row is not None
        family = {r.id for r in self.family(row)}
        rivals = rivals_of(self, top, [s for s in fitting[1:] if s.entry.fact.id not in family], parsed)
        whole = next((s for s in rivals if s.entry.fact.id == row.parent), None)
        if whole and not parsed.numbers:  # 存储一共几个P asks the total, not one of its parts
            return self._decide([whole, *(s for s in fitting if s is not whole)], parsed)
        rivals = [s for s in rivals if not (s.entry.observation and s.entry.observation.parent == row.id)]
        general = [
            s for s in (top, *rivals) if s.entry.observation and says("of_all_kinds", s.entry.observation.indicator)
        ]
        if rivals and len({s.entry.name for s in general}) == 1:  # 各类未结案, not 刑事未结案
            return self._decide([general[0], *(s for s in fitting if s not in (top, *rivals))], parsed)
        total = total_of(self, [top, *rivals]) if parsed.has("sum") and rivals else None
        if total:  # A级景区一共几处, where only the grades are named so
            return Found(rows=(total,), coverage=top.coverage)
        lone = parsed.units & {"money", "person"} and len(distinct([s for s in fitting if s.coverage >= _WELL])) == 1
        if attribute_only(top, parsed) and not lone:
            return Found(offers=distinct(fitting)[:5], coverage=top.coverage)
        if rivals and (meant := the_one_meant([top, *rivals], parsed)):
            return self._decide([meant, *(s for s in fitting if s not in (top, *rivals))], parsed)
        if rivals and top.fit < 0.95 and not any(means(q, row) for q in parsed.numbers):
            return Found(offers=distinct([top, *rivals])[:5], coverage=top.coverage)
        # 说要99%的: the number is that of the target; 已经到99%了吗 asks what is
        asked = any(means(q, row) for q in parsed.numbers) and not asks("reached_already", parsed.text)
        if row.role == "target" and not asked and not parsed.has("target", "next"):
            twin = actual_twin(row, fitting, parsed)
            if twin:
                return self._decide([twin, *(s for s in fitting if s.entry.fact.id not in family)], parsed)
        sibling = nearer(self, top, fitting, parsed)
        if sibling:
            return self._decide([sibling, *(s for s in fitting if s not in (sibling, top))], parsed)
        named_whole = top.fit >= _WHOLE and printed_unit(top, parsed)  # 巡查出动多少航次, of 巡查9航次
        undone = None if named_whole else unknown_deed(parsed)
        if undone:
            return Found(refusal=Refusal("indicator", undone), nearest=(row,), coverage=top.coverage)
        other = other_thing(self, top, parsed) or strange_measure(top, parsed) or counted_otherwise(top, parsed)
        if other:
            return Found(refusal=Refusal("indicator", other), nearest=(row,), coverage=top.coverage)
        same = [s.entry.observation for s in fitting if s.entry.fact.id in family]
        rows, others = latest([r for r in same if r], row)
        return Found(rows=rows, others=others, coverage=top.coverage, unmatched=top.unmatched)

    def find_statements(
        self, parsed: Parsed, kinds: tuple[str, ...] = (), sections: tuple[str, ...] = ()
    ) -> list[Scored]:
        """Statements by score; of one text the shorter wins, for it says it closer."""
        out: list[Scored] = []
        telling = Telling(parsed)
        for entry, coverage, fit, _, unmatched in self.scorer.scored(parsed) if named(parsed) else ():
            row = entry.fact
            if coverage <= 0 or not isinstance(row, Statement):
                continue
            if (kinds and row.kind not in kinds) or (sections and not row.section.label.startswith(sections)):
                continue
            if row.kind == "meta":
                continue  # the signature answers who and when of the report, nothing else
            worth = coverage + min(fit, 1.0) * 0.1 + telling.bonus(row)
            out.append(Scored(entry, coverage, fit, round(worth, 6), unmatched))
        return sorted(out, key=lambda s: (-s.score, s.entry.number))


def _named_whole(fitting: list[Scored], parsed: Parsed) -> bool:
    """找干部谈心谈话多少人次: a figure named in full, counted in what is asked for, and no other near it."""
    top = fitting[0]
    full = top.fit >= _WHOLE and len(top.entry.name) >= _LONG and printed_unit(top, parsed)
    others = [s for s in fitting[1:] if s.entry.name != top.entry.name]
    alone = not others or top.coverage - others[0].coverage > _AHEAD
    return full and alone and top.coverage > _HALF and all(c.known for c in parsed.strong)


#: A name of so many characters says what it is; ahead of others by so much it is alone; half of the question's words.
_LONG, _AHEAD, _HALF = 4, 0.3, 0.5


def named(parsed: Parsed) -> bool:
    """Does a question name anything at all? A lone character that no word list knows does not."""
    strong = parsed.strong
    more = len(strong) > 1 or bool(parsed.units)
    return any(len(c.surface) > 1 or (len(c.options) > 1 and more) for c in strong)
