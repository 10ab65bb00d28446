"""From a parsed question to the facts that may answer it, or the slot that is missing."""

from __future__ import annotations

import re
from collections import defaultdict

from rapidfuzz import fuzz

from bot.facts.model import Extraction, Observation, Statement
from bot.knowledge.snapshot import Knowledge
from bot.matching.bonus import bonus, means
from bot.matching.document import Entry, entries
from bot.matching.found import Found, distinct, latest, rows_of
from bot.matching.rules import Refusal, refuse
from bot.matching.score import Scored, Scorer
from bot.matching.telling import telling_bonus
from bot.question.concepts import Concept
from bot.question.lexicon import Lexicon, build_lexicon
from bot.question.parse import Parsed
from bot.report.model import Span
from bot.text.fold import key
from bot.text.words import word_list

#: A fact must explain this much of the question to be shown, and this much to be offered.
ENOUGH, WORTH_OFFERING = 0.6, 0.55
#: Two facts closer than this are one choice too many.
MARGIN = 0.06
#: A name that is half its attribute is a name of the whole (常住人口 for 人口).
_OF_ITSELF = 0.5
#: The measure that ends a name has at least so many characters (增加值, 产量).
_MEASURED = 2
#: A word is met from here on.
_MET = 0.3
#: A word is met so much by a figure whose sentence has it in words that are not the figure's own.
_BESIDE = 0.4
#: A fact that explains this much is meant when it is the only one.
_WELL = 0.85
#: Another fact explains the question better by this much: the compatible one is not what was asked.
BETTER = 0.17


class Library:
    """All facts of a knowledge base, ready to be searched. Immutable once made."""

    def __init__(self, knowledge: Knowledge, taught: tuple[tuple[str, str], ...] = ()) -> None:
        self.reports: tuple[Extraction, ...] = knowledge.reports
        self.entries = entries(knowledge.reports)
        self.lexicon: Lexicon = build_lexicon(
            (e.document.text for e in knowledge.reports),
            (e.document.meta.id for e in knowledge.reports),
            taught,
            _names(knowledge.reports),
        )
        self.observations = [entry for entry in self.entries if entry.observation]
        self.statements = [entry for entry in self.entries if not entry.observation]
        self.scorer = Scorer(self.entries)
        self.by_id: dict[str, Entry] = {entry.fact.id: entry for entry in self.entries}
        self._parts: dict[str, list[Observation]] = defaultdict(list)
        self._sentences: dict[tuple[str, Span], list[Observation]] = defaultdict(list)
        self._families: dict[tuple[str | None, ...], list[Observation]] = defaultdict(list)
        for entry in self.observations:
            row = entry.observation
            if row:
                self._families[_family_of(row)].append(row)
                self._sentences[row.report, row.sentence].append(row)
            if row and row.parent:
                self._parts[row.parent].append(row)
        for rows in self._families.values():
            rows.sort(key=lambda r: (r.period or "", r.span))

    @property
    def report(self) -> Extraction:
        """The report that is asked by default: the newest."""
        return self.reports[0]

    @property
    def year(self) -> int:
        """The year that 今年 and 目前 mean: the report's own."""
        date = self.report.document.meta.date
        told = (row.period[:4] for row in self.report.observations if row.period and row.role == "actual")
        return int(date[:4]) if date else max((int(y) for y in told if y.isdigit()), default=0)

    def parts_of(self, row: Observation) -> list[Observation]:
        return self._parts.get(row.id, [])

    def beside(self, row: Observation) -> list[Observation]:
        """All figures of a figure's sentence, itself among them, in the sentence's order."""
        return self._sentences[row.report, row.sentence]

    def sentence(self, row: Observation) -> str:
        return self.extraction(row).sentence_of(row)

    def extraction(self, fact: Observation | Statement) -> Extraction:
        return next(e for e in self.reports if e.document.meta.id == fact.report)

    def family(self, row: Observation) -> list[Observation]:
        """The same indicator in all its times and sections, oldest time first."""
        return self._families.get(_family_of(row), [row])

    # search

    def ranked(self, parsed: Parsed, near: tuple[Observation, ...] = ()) -> list[Scored]:
        """Observations by score; facts beside the last answer's get a little extra."""
        out = []
        for scored in self.scorer.scored(parsed):
            if scored.entry.observation and scored.coverage > 0:
                worth = scored.score + bonus(scored.entry, parsed, near)
                out.append(Scored(scored.entry, scored.coverage, scored.fit, worth, scored.unmatched))
        return sorted(out, key=lambda s: (-round(s.score, 4), s.entry.number))

    def find(self, parsed: Parsed, near: tuple[Observation, ...] = (), exclude: frozenset[str] = frozenset()) -> Found:
        """Search, refuse and decide; the facts of ``exclude`` were not what was asked."""
        ranked = [s for s in self.ranked(parsed, near) if s.entry.fact.id not in exclude]
        if not ranked or not named(parsed):
            return Found()
        verdicts = [(s, refuse(s.entry, parsed, today=self.year)) for s in ranked[:40]]
        fitting = [s for s, refusal in verdicts if refusal is None]
        exact = [s for s in fitting if _printed_unit(s, parsed) and s.coverage >= ENOUGH]
        fitting = exact or fitting  # 几家 asks for what is counted in 家, where there is such a figure
        refused = [s for s, refusal in verdicts[:8] if refusal and _printed_unit(s, parsed)]
        best = max([*exact, *refused] if exact else ranked[:8], key=lambda s: s.coverage)
        if not fitting or fitting[0].coverage < ENOUGH or best.coverage - fitting[0].coverage > BETTER:
            return self._unfit(verdicts, fitting, best, parsed)
        return self._decide(fitting, parsed)

    def _unfit(
        self, verdicts: list[tuple[Scored, Refusal | None]], fitting: list[Scored], best: Scored, parsed: Parsed
    ) -> Found:
        """Nothing that fits explains enough: say which slot is missing, or offer what comes near."""
        close = [(s, r) for s, r in verdicts if s.coverage >= max(ENOUGH, best.coverage - 0.08)]
        timely = self._at_that_time(close, parsed)
        if timely:
            return timely
        refused = next(((s, r) for s, r in close if r is not None), None)
        if refused and (not fitting or fitting[0].coverage < refused[0].coverage - 0.05):
            return Found(
                refusal=refused[1],
                nearest=rows_of([s for s, r in close]),
                coverage=best.coverage,
                unmatched=best.unmatched,
            )
        foreign = any(not c.known and len(c.surface) > 1 for c in parsed.strong)
        offers = [s for s in fitting if s.coverage >= WORTH_OFFERING and not foreign]
        return Found(
            offers=distinct(offers)[:3] if offers and offers[0].coverage >= best.coverage - 0.05 else (),
            nearest=rows_of([s for s, _ in verdicts[:3]]),
            coverage=best.coverage,
            unmatched=best.unmatched,
        )

    def _at_that_time(self, close: list[tuple[Scored, Refusal | None]], parsed: Parsed) -> Found | None:
        """What is refused for its time alone may be told of the time asked for, by a figure of the same name."""
        for scored, refusal in close:
            row = scored.entry.observation
            if row is None or refusal is None or refusal.slot != "period":
                continue
            held = [
                r
                for r in self.family(row)
                if r.role == "actual" and refuse(self.by_id[r.id], parsed, today=self.year) is None
            ]
            if held:
                return Found(rows=tuple(held[:1]), coverage=scored.coverage, unmatched=scored.unmatched)
        return None

    def _decide(self, fitting: list[Scored], parsed: Parsed) -> Found:
        top = fitting[0]
        row = top.entry.observation
        assert row is not None
        family = {r.id for r in self.family(row)}
        rivals = self._rivals(top, [s for s in fitting[1:] if s.entry.fact.id not in family], parsed)
        whole = next((s for s in rivals if s.entry.fact.id == row.parent), None)
        if whole and not parsed.numbers:  # 存储一共几个P asks the total, not one of its parts
            return self._decide([whole, *(s for s in fitting if s is not whole)], parsed)
        rivals = [s for s in rivals if not (s.entry.observation and s.entry.observation.parent == row.id)]
        lone = parsed.units & {"money", "person"} and len(distinct([s for s in fitting if s.coverage >= _WELL])) == 1
        if _attribute_only(top, parsed) and not lone:
            return Found(offers=distinct(fitting)[:5], coverage=top.coverage)
        if rivals and top.fit < 0.95 and not any(means(q, row) for q in parsed.numbers):
            return Found(offers=distinct([top, *rivals])[:5], coverage=top.coverage)
        asked = any(means(q, row) for q in parsed.numbers)  # 说要99%的: the number is that of the target
        if row.role == "target" and not asked and not parsed.has("target", "next"):
            twin = self._actual_twin(row, fitting)
            if twin:
                return self._decide([twin, *(s for s in fitting if s.entry.fact.id not in family)], parsed)
        other = self._other_thing(top, parsed)
        if other:
            return Found(refusal=Refusal("indicator", other), nearest=(row,), coverage=top.coverage)
        same = [s.entry.observation for s in fitting if s.entry.fact.id in family]
        rows, others = latest([r for r in same if r], row)
        return Found(rows=rows, others=others, coverage=top.coverage, unmatched=top.unmatched)

    def _other_thing(self, top: Scored, parsed: Parsed) -> str | None:
        """盗窃涉案金额 is not the sum lost to fraud: a thing named that it has nothing of, and others have."""
        generic = word_list("extraction")["attributes"]
        strange = next((c.surface for c in parsed.strong if _of_another(c, top)), None)
        if strange:
            return strange
        if top.fit >= _OF_ITSELF:  # the question names most of what the figure is called
            return None
        for concept in parsed.strong:
            named = concept.known and len(concept.surface) > 1
            if not named or concept.surface in generic or parsed.numbers:
                continue
            words = [option for option in concept.options if len(option) > 1]
            met = self.scorer.match(top.entry, concept)[0]
            if met >= _MET and not (met <= _BESIDE and _confusable(words, top.entry.name)):
                continue
            if any(word in entry.name for entry in self.observations for word in words):
                return "".join(c.surface for c in parsed.strong)
        return None

    def _rivals(self, top: Scored, others: list[Scored], parsed: Parsed) -> list[Scored]:
        """Figures of other indicators that explain the question as well as the first does."""
        row = top.entry.observation
        assert row is not None
        close = [s for s in others if top.score - s.score < MARGIN and s.coverage >= top.coverage - 0.03]
        close = [s for s in close if s.entry.observation and s.entry.observation.role == row.role]
        if parsed.has("number") and row.unit != "%" and not re.search("[率成比]", parsed.text):
            close = [s for s in close if s.entry.unit_class != "percent"]  # 多少 asks for a count
        if _leads(top.entry, parsed):  # 纠纷 is 纠纷类警情 rather than the 重复纠纷类 among them
            beside = {r.id for member in self.family(row) for r in self.beside(member)}
            close = [s for s in close if s.entry.fact.id not in beside or _leads(s.entry, parsed)]
        return close

    @staticmethod
    def _actual_twin(target: Observation, fitting: list[Scored]) -> Scored | None:
        """The figure that is, beside the one to be reached: nobody asked for a target."""
        for scored in fitting:
            row = scored.entry.observation
            alike = row and row.role == "actual" and row.unit == target.unit and row.aspect == target.aspect
            if (
                row
                and alike
                and fuzz.token_ratio(key(row.indicator), key(target.indicator)) >= 75
                and scored.coverage >= ENOUGH
            ):
                return scored
        return None

    def find_statements(
        self, parsed: Parsed, kinds: tuple[str, ...] = (), sections: tuple[str, ...] = ()
    ) -> list[Scored]:
        """Statements by score; of one text the shorter wins, for it says it closer."""
        out = []
        for scored in self.scorer.scored(parsed) if named(parsed) else ():
            row = scored.entry.fact
            if not isinstance(row, Statement) or scored.coverage <= 0:
                continue
            if (kinds and row.kind not in kinds) or (sections and not row.section.label.startswith(sections)):
                continue
            if row.kind == "meta":
                continue  # the signature answers who and when of the report, nothing else
            worth = scored.coverage + min(scored.fit, 1.0) * 0.1 + telling_bonus(row, parsed)
            out.append(Scored(scored.entry, scored.coverage, scored.fit, round(worth, 6), scored.unmatched))
        return sorted(out, key=lambda s: (-s.score, s.entry.number))


def _family_of(row: Observation) -> tuple[str | None, ...]:
    """What the figures of one indicator in all its times have in common."""
    return key(row.indicator), row.unit, row.aspect, row.report


def _of_another(concept: Concept, top: Scored) -> bool:
    """建筑业增加值, which no report here knows, is not the 增加值 of another branch."""
    word = concept.surface
    return not concept.known and len(word) > _MEASURED + 1 and top.entry.name.endswith(word[-_MEASURED:])


def _confusable(words: list[str], name: str) -> bool:
    """Does a name speak of what must never be taken for the word (诈骗 for 盗窃)?"""
    groups = [set(group["words"]) for group in word_list("confusions")["group"]]
    return any(set(words) & group and any(w in name for w in group - set(words)) for group in groups)


def _names(reports: tuple[Extraction, ...]) -> str:
    """The names of all figures: what they were put together from need not stand side by side in a text."""
    return "\n".join(row.indicator for report in reports for row in report.observations)


def _attribute_only(top: Scored, parsed: Parsed) -> bool:
    """面积多大 names no thing of its own: the area of one thing or another is no answer, only a choice."""
    generic = set(word_list("extraction")["attributes"])
    bare = all(c.surface in generic for c in parsed.strong) and not parsed.numbers and not parsed.has("target")
    return bare and top.fit < _OF_ITSELF and not any(len(c.options) > 1 and c.known for c in parsed.concepts if c.weak)


def named(parsed: Parsed) -> bool:
    """Does a question name anything at all? A lone character that no word list knows does not."""
    return any(len(c.surface) > 1 or len(c.options) > 1 for c in parsed.strong)


def _leads(entry: Entry, parsed: Parsed) -> bool:
    """Does a figure's name begin with what is asked about, with nothing before it that narrows it down?"""
    return any(entry.name.startswith(option) for concept in parsed.strong for option in concept.options)


def _printed_unit(scored: Scored, parsed: Parsed) -> bool:
    row = scored.entry.observation
    return bool(row and row.unit and row.unit != "个" and row.unit.lower() in parsed.unit_words)
