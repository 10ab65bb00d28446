"""The one who answers: a question from a chat in, an ``Answer`` out."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from itertools import islice
from time import perf_counter

from bot.answer import Answer, Choice, ReportRef, naming, noted
from bot.answers.across import Across
from bot.answers.aspects import aspects
from bot.answers.book import Book
from bot.answers.builder import title_of
from bot.answers.lookup import section_choice
from bot.answers.open import open_ref
from bot.answers.ready import Ready
from bot.answers.recent import Recent
from bot.answers.respondent import Respondent
from bot.answers.routing import Route, Router
from bot.facts.model import Observation, Statement
from bot.knowledge.snapshot import Knowledge
from bot.matching.found import WORTH_OFFERING
from bot.matching.search import Library
from bot.question.cues import study
from bot.question.normalise import normalise
from bot.question.parse import Parsed
from bot.question.subject import Subject, Subjects
from bot.text.fold import key as key_of

#: Why a report had nothing, where another one may have something.
_ELSEWHERE = ("no_such_indicator", "no_such_period", "not_understood")
Told = tuple[Respondent, Answer, Subject | None]
#: So many other reports, the newest, are asked where the first has nothing.
_OTHERS = 15
#: So many examples are shown; they are looked for among so many figures with names of at most so many characters.
_EXAMPLES, _TRIED, _SHORT_NAME = 3, 30, 15
#: Figures whose buttons are kept.
_KEPT_ASPECTS = 20_000


class Assistant:
    """Answers from one knowledge base and remembers, bounded, the subject of each chat and person.

    The newest report is asked by default; another one when a question names its district or its kind, when the
    talk is about it, when the question's year is its own, or when the newest has nothing and it has.
    """

    def __init__(self, knowledge: Knowledge, taught: tuple[tuple[str, str], ...] = ()) -> None:
        self.knowledge = knowledge
        self._ready = Ready(knowledge, taught)
        self._places = {card.meta.id: place for place, card in enumerate(knowledge.cards)}
        self._subjects = Subjects()
        self._aspects: dict[str, tuple[Choice, ...]] = {}
        self._examples: dict[str, tuple[str, ...]] = {}
        self._recent = Recent()
        self._router = Router(knowledge.cards)
        self._across = Across([card.meta for card in knowledge.cards])

    @property
    def library(self) -> Library:
        """All that is found in the report that is asked by default."""
        return self._newest.library

    def ask(
        self,
        text: str,
        *,
        chat: str = "",
        user: str | None = None,
        reply_to: str | None = None,
        report: str | None = None,
        about: tuple[str, ...] = (),
    ) -> Answer:
        """Answer ``text``; turns of one ``chat`` and ``user`` share their subject.

        ``reply_to`` is the ``id`` of an earlier answer whose subject the question continues; ``about`` the ids of
        the facts in it, for when this process has no memory of it. ``report`` is the id of the report that the
        chat has chosen. Never raises on any text.
        """
        begun = perf_counter()
        key = f"{chat}\n{user or ''}"
        subject = self._subjects.get(f"answer\n{chat}\n{reply_to}") if reply_to else None
        if subject is None and reply_to:
            subject = self._recalled(about)
        subject = subject or self._subjects.get(key) or self._recalled(about)
        answer, told = self._recent.get((text, report, subject), lambda: self._told(text, report, subject))
        if told:
            self._subjects.put(key, told)
            self._subjects.put(f"answer\n{chat}\n{answer.id}", told)
        return answer.timed((perf_counter() - begun) * 1000)

    def _told(self, text: str, report: str | None, subject: Subject | None) -> tuple[Answer, Subject | None]:
        """The answer of the report that a question is about, and what the next one may lean on."""
        if compared := self._across.districts(text, self._ready.__getitem__):
            return compared, self._about_first(compared)
        route = self._router.route(normalise(text), self._places.get(subject.report if subject else report or ""))
        respondent = self._ready[route.first]
        known = subject if subject and subject.report in ("", respondent.meta.id) else None
        answer, told = respondent.answer(text, known)
        if answer.status == "not_found" and answer.reason in _ELSEWHERE and not known:
            respondent, answer, told = self._elsewhere(text, route, (respondent, answer, told))
        if compared := self._across.years(text, answer, respondent, self._ready.__getitem__):
            return compared, self._about_first(compared)
        if len(self.knowledge.cards) > 1:
            meta = respondent.meta
            answer = naming(answer, ReportRef(meta.id, meta.title, meta.date))
        return answer, told

    def _about_first(self, answer: Answer) -> Subject | None:
        """After several reports side by side, the talk is about the first."""
        first = answer.observations[:1]
        subject = self._subject_of(first, self._ready[self._holder(first[0].id)]) if first else None
        return replace(subject, rows=first) if subject else None

    def open(self, ref: str, *, chat: str = "", user: str | None = None) -> Answer:
        """The answer behind a choice's or a suggestion's ``ref``, without any memory of the talk.

        A ref that this knowledge base does not know gives a kind not_found answer, never an error.
        A bare observation or statement id is a ref too.
        """
        respondent = self._ready[self._holder(ref.rpartition("-")[2])]
        reply = open_ref(respondent.library, ref, self.examples())
        if isinstance(reply, str):
            return self.ask(reply, chat=chat, user=user)
        answer = reply.build()
        subject = self._subject_of(answer.observations[:1], respondent)
        if subject:
            subject = replace(subject, rows=answer.observations)
            self._subjects.put(f"{chat}\n{user or ''}", subject)
            self._subjects.put(f"answer\n{chat}\n{answer.id}", subject)
        return answer

    def further(self, answer: Answer) -> tuple[Choice, ...]:
        """What may be opened from an answer: what belongs to its figure, then its own suggestions."""
        row = _only_figure(answer)
        own = self._aspects_of(row) if row else ()
        opened = {choice.ref for choice in own} | {f"p-{shown.parent}" for shown in answer.observations}
        if row and f"y-{row.id}" in opened:
            family = self._ready[self._holder(row.id)].library.family(row)
            opened |= {f"o-{other.id}" for other in family}
        more = [choice for choice in answer.suggestions if choice.ref not in opened]
        if not any(choice.ref.startswith("n-") for choice in more):
            more += _same_section(answer)
        return (*own, *more)

    def spoken(self, *, chat: str = "", user: str | None = None) -> tuple[Observation | Statement, ...]:
        """What the last answer of a talk showed; nothing where it only refused or offered."""
        subject = self._subjects.get(f"{chat}\n{user or ''}")
        return (*subject.rows, *subject.statements) if subject and subject.answered else ()

    def find(self, text: str) -> tuple[str, ...]:
        """Refs of figures that ``text`` may mean, best first; without text, of all of the newest report."""
        plain = normalise(text)
        respondent = self._ready[self._router.route(plain, None).first]
        library = respondent.library
        if not plain:
            entries = library.observations
        else:
            ranked = library.ranked(respondent.read(plain))
            entries = [scored.entry for scored in ranked if scored.coverage >= WORTH_OFFERING]
        return tuple(f"o-{entry.fact.id}" for entry in entries)

    def forget(self, chat: str, user: str | None) -> None:
        """What the talk of a person in a chat was about."""
        self._subjects.forget(f"{chat}\n{user or ''}")

    def teach(self, taught: tuple[tuple[str, str], ...]) -> None:
        """From now on know these aliases, (said, official), and no others than those of the word lists."""
        self._ready.teach(taught)
        self._aspects.clear()
        self._examples.clear()
        self._recent.clear()

    def knows(self, official: str) -> bool:
        """Does a report use this word? An alias of any other explains nothing."""
        newest = range(len(self.knowledge.cards))[: _OTHERS + 1]
        return any(self._ready[place].library.lexicon.knows(key_of(official)) for place in newest)

    def books(self) -> tuple[Book, ...]:
        """All reports to leaf through, newest first."""
        return self._books

    def examples(self, report: str | None = None) -> tuple[str, ...]:
        """Up to three questions that are answered, short, and of different kinds: about ``report``, else the newest."""
        respondent = self._ready[self._places.get(report or "", 0)]
        name = respondent.meta.id
        if name not in self._examples:
            self._examples[name] = respondent.examples + self._more_examples(respondent)
        return self._examples[name]

    def _more_examples(self, respondent: Respondent) -> tuple[str, ...]:
        """Plain questions that are answered, for a report that has too few kinds of figures."""
        book = self._books[self._places[respondent.meta.id]]
        lacking = _EXAMPLES - len(respondent.examples)
        questions = (f"{row.indicator}是多少" for row in book.indicators[:_TRIED] if len(row.indicator) <= _SHORT_NAME)
        tried = ((q, respondent.answer(q, None)[0]) for q in questions if lacking > 0)
        return tuple(islice((q for q, answer in tried if answer.status == "answer"), max(0, lacking)))

    def about(self, report: str | None = None) -> str:
        """The report that is asked by default, or the one chosen: its title and date."""
        meta = self.knowledge.cards[self._places.get(report or "", 0)].meta
        return f"《{meta.title}》" + (f"（{meta.date}）" if meta.date else "")

    def read(self, plain: str) -> Parsed:
        """A normalised question taken apart for the report that is asked by default."""
        return self._newest.read(plain)

    def warm(self) -> None:
        """Make everything that the first questions would have to wait for."""
        study()
        self._newest.collect()
        for question in (*self.examples(), "電炸", "某某某", "dianzha", "how many cameras"):
            self._newest.answer(question, None)

    # which report

    def _elsewhere(self, text: str, route: Route, found: Told) -> Told:
        """What another report answers where the one that is asked first has nothing; it is said."""
        for place in route.others[:_OTHERS]:
            respondent = self._ready[place]
            answer, told = respondent.answer(text, None)
            if answer.status == "answer" and answer.observations:
                return respondent, replace(noted(answer, "最新的报告里没有，下面出自另一份报告："), question=text), told
        return found

    @property
    def _newest(self) -> Respondent:
        return self._ready[0]

    # facts by their ids

    @cached_property
    def _books(self) -> tuple[Book, ...]:
        # Of what is ready, and not of the assistant: the two would hold one another for the collector to find.
        read = self._ready.extraction
        return tuple(Book(card.meta, partial(read, place)) for place, card in enumerate(self.knowledge.cards))

    def _holder(self, fact: str) -> int:
        """The place of the report that holds a fact; of the newest for an unknown one."""
        return self.knowledge.holder(fact) or 0

    def _aspects_of(self, row: Observation) -> tuple[Choice, ...]:
        if row.id not in self._aspects:
            if len(self._aspects) >= _KEPT_ASPECTS:
                self._aspects.clear()
            self._aspects[row.id] = aspects(self._ready[self._holder(row.id)].library, row)
        return self._aspects[row.id]

    def _recalled(self, ids: tuple[str, ...]) -> Subject | None:
        """What a talk was about, from the facts that it came to."""
        known = [name for name in ids if self.knowledge.holder(name) is not None]
        if not known:
            return None
        respondent = self._ready[self._holder(known[0])]
        entries = respondent.library.by_id
        facts = [entries[name].fact for name in known if name in entries]
        rows = tuple(fact for fact in facts if isinstance(fact, Observation))
        said = tuple(fact for fact in facts if isinstance(fact, Statement))
        subject = self._subject_of(rows[:1] or said[:1], respondent)
        return replace(subject, rows=rows, statements=said) if subject else None

    @staticmethod
    def _subject_of(facts: tuple[Observation | Statement, ...], respondent: Respondent) -> Subject | None:
        if not facts:
            return None
        named = facts[0].indicator if isinstance(facts[0], Observation) else facts[0].label
        return Subject(respondent.read(normalise(named)), (), report=respondent.meta.id)


def _same_section(answer: Answer) -> list[Choice]:
    """The way to the section of an answer that stands in one."""
    sections = {source.section for source in answer.sources}
    facts = answer.observations or answer.statements
    if answer.status != "answer" or len(sections) != 1 or not facts:
        return []
    itself = answer.lines[0].text == title_of(sections.pop())
    return [] if itself else [section_choice(facts[0])]


def _only_figure(answer: Answer) -> Observation | None:
    """The figure of an answer that gives one; None for lists and comparisons."""
    shown = [p for line in answer.lines if line.role in ("headline", "item") for p in line.parts]
    several = sum(part.kind in ("figure", "derived") for part in shown) > 1
    return answer.observations[0] if answer.status == "answer" and answer.observations and not several else None
