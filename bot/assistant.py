"""The one who answers: a question from a chat in, an ``Answer`` out."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from time import perf_counter

from bot.answer import Answer, noted
from bot.answers.open import open_ref
from bot.answers.respondent import Respondent
from bot.answers.routing import Route, Router
from bot.facts.model import Extraction, Observation, Statement
from bot.knowledge.snapshot import Knowledge
from bot.matching.search import Library
from bot.question.normalise import normalise
from bot.question.parse import Parsed
from bot.question.subject import Subject, Subjects

#: Why a report had nothing, where another one may have something.
_ELSEWHERE = ("no_such_indicator", "no_such_period", "not_understood")
Told = tuple[Respondent, Answer, Subject | None]
#: Reports that are kept ready at once; the one not asked for longest makes room.
_READY = 16


class Assistant:
    """Answers from one knowledge base and remembers, bounded, the subject of each chat and person.

    The newest report is asked by default; another one when a question names its district or its kind, when the
    talk is about it, when the question's year is its own, or when the newest has nothing and it has.
    """

    def __init__(self, knowledge: Knowledge, taught: tuple[tuple[str, str], ...] = ()) -> None:
        self.knowledge = knowledge
        self._taught = taught
        self._ready: OrderedDict[str, Respondent] = OrderedDict()
        self._reports = {e.document.meta.id: e for e in knowledge.reports}
        self._subjects = Subjects()
        self._router = Router(knowledge.reports)

    @property
    def library(self) -> Library:
        """All that is found in the report that is asked by default."""
        return self._newest.library

    def ask(self, text: str, *, chat: str = "", user: str | None = None, reply_to: str | None = None) -> Answer:
        """Answer ``text``; turns of one ``chat`` and ``user`` share their subject.

        ``reply_to`` is the ``id`` of an earlier answer whose subject the question continues.
        Never raises on any text.
        """
        begun = perf_counter()
        key = f"{chat}\n{user or ''}"
        subject = self._subjects.get(f"answer\n{chat}\n{reply_to}") if reply_to else None
        subject = subject or self._subjects.get(key)
        route = self._router.route(normalise(text), self._reports.get(subject.report) if subject else None)
        respondent = self._of(route.first)
        known = subject if subject and subject.report in ("", respondent.meta.id) else None
        answer, told = respondent.answer(text, known)
        if answer.status == "not_found" and answer.reason in _ELSEWHERE and not known:
            respondent, answer, told = self._elsewhere(text, route, (respondent, answer, told))
        if told:
            told = replace(told, report=respondent.meta.id)
            self._subjects.put(key, told)
            self._subjects.put(f"answer\n{chat}\n{answer.id}", told)
        return answer.timed((perf_counter() - begun) * 1000)

    def open(self, ref: str, *, chat: str = "", user: str | None = None) -> Answer:
        """The answer behind a choice's or a suggestion's ``ref``, without any memory of the talk.

        A ref that this knowledge base does not know gives a kind not_found answer, never an error.
        A bare observation or statement id is a ref too.
        """
        respondent = self._holder(ref.rpartition("-")[2])
        reply = open_ref(respondent.library, ref, self.examples())
        if isinstance(reply, str):
            return self.ask(reply, chat=chat, user=user)
        answer = reply.build()
        if answer.observations:
            parsed = respondent.read(normalise(answer.observations[0].indicator))
            subject = Subject(parsed, answer.observations, report=respondent.meta.id)
            self._subjects.put(f"{chat}\n{user or ''}", subject)
        return answer

    def spoken(
        self, *, chat: str = "", user: str | None = None, reply_to: str | None = None
    ) -> tuple[Observation | Statement, ...]:
        """What the last answer of a talk showed, or the answer ``reply_to``; nothing where it only refused."""
        subject = self._subjects.get(f"answer\n{chat}\n{reply_to}") if reply_to else None
        subject = subject or self._subjects.get(f"{chat}\n{user or ''}")
        return (*subject.rows, *subject.statements) if subject and subject.answered else ()

    def examples(self) -> tuple[str, ...]:
        """Up to three questions about the newest report that are answered: short, and of different kinds."""
        return self._newest.examples

    def about(self) -> str:
        """The report that is asked by default: its title and date."""
        meta = self._newest.meta
        return f"《{meta.title}》" + (f"（{meta.date}）" if meta.date else "")

    def read(self, plain: str) -> Parsed:
        """A normalised question taken apart for the report that is asked by default."""
        return self._newest.read(plain)

    def warm(self) -> None:
        """Make everything that the first questions would have to wait for."""
        for question in (*self.examples(), "電炸", "dianzha", "how many cameras"):
            self._newest.answer(question, None)

    # which report

    def _elsewhere(self, text: str, route: Route, found: Told) -> Told:
        """What another report answers where the one that is asked first has nothing; it is said."""
        for extraction in route.others[: _READY - 1]:
            respondent = self._of(extraction)
            answer, told = respondent.answer(text, None)
            if answer.status == "answer" and answer.observations:
                return respondent, replace(noted(answer, "最新的报告里没有，下面出自另一份报告："), question=text), told
        return found

    @property
    def _newest(self) -> Respondent:
        return self._of(self.knowledge.reports[0])

    def _of(self, extraction: Extraction) -> Respondent:
        name = extraction.document.meta.id
        if name not in self._ready:
            self._ready[name] = Respondent(extraction, self._taught)
            while len(self._ready) > _READY:
                self._ready.popitem(last=False)
        self._ready.move_to_end(name)
        return self._ready[name]

    def _holder(self, fact: str) -> Respondent:
        """The report that holds a fact; the newest for an unknown one."""
        for extraction in self.knowledge.reports:
            ids = [row.id for row in extraction.observations] + [row.id for row in extraction.statements]
            if fact in ids:
                return self._of(extraction)
        return self._newest
