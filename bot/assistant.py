"""The one who answers: a question from a chat in, an ``Answer`` out."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from time import perf_counter

from bot.answer import Answer
from bot.answers.builder import Reply, name, word
from bot.answers.chat import small
from bot.answers.combine import combine
from bot.answers.ladder import respond
from bot.answers.open import open_ref, pick
from bot.answers.turn import Turn, subject_of
from bot.knowledge.snapshot import Knowledge
from bot.matching.search import Library
from bot.question.english import translate
from bot.question.normalise import normalise
from bot.question.parse import Parsed, parse
from bot.question.repair import Vocabulary, build_vocabulary, from_pinyin, repair
from bot.question.split import split
from bot.question.subject import Subject, Subjects, corrects, follows, inherit, resembling, substance


class Assistant:
    """Answers from one knowledge base and remembers, bounded, the subject of each chat and person."""

    def __init__(self, knowledge: Knowledge, taught: tuple[tuple[str, str], ...] = ()) -> None:
        self.knowledge = knowledge
        self.library = Library(knowledge, taught)
        self._subjects = Subjects()

    def ask(self, text: str, *, chat: str = "", user: str | None = None, reply_to: str | None = None) -> Answer:
        """Answer ``text``; turns of one ``chat`` and ``user`` share their subject.

        ``reply_to`` is the ``id`` of an earlier answer whose subject the question continues.
        Never raises on any text.
        """
        begun = perf_counter()
        key = f"{chat}\n{user or ''}"
        subject = self._subjects.get(f"answer\n{chat}\n{reply_to}") if reply_to else None
        subject = subject or self._subjects.get(key)
        answer, told = self._answer(text, subject)
        if told:
            self._subjects.put(key, told)
            self._subjects.put(f"answer\n{chat}\n{answer.id}", told)
        return answer.timed((perf_counter() - begun) * 1000)

    def open(self, ref: str, *, chat: str = "", user: str | None = None) -> Answer:
        """The answer behind a choice's or a suggestion's ``ref``, without any memory of the talk.

        A ref that this knowledge base does not know gives a kind not_found answer, never an error.
        A bare observation or statement id is a ref too.
        """
        reply = open_ref(self.library, ref, self.examples())
        if isinstance(reply, str):
            return self.ask(reply, chat=chat, user=user)
        answer = reply.build()
        if answer.observations:
            parsed = self.read(answer.observations[0].indicator)
            self._subjects.put(f"{chat}\n{user or ''}", Subject(parsed, answer.observations))
        return answer

    def examples(self) -> tuple[str, ...]:
        """Three questions about the newest report that are answered: short, and of different kinds."""
        return self._examples

    def warm(self) -> None:
        """Make everything that the first questions would have to wait for."""
        for question in (*self.examples(), "電炸", "dianzha"):
            self._answer(question, None)

    def about(self) -> str:
        """The report that is asked by default: its title and date."""
        meta = self.library.report.document.meta
        return f"《{meta.title}》" + (f"（{meta.date}）" if meta.date else "")

    @cached_property
    def _examples(self) -> tuple[str, ...]:
        rows = sorted(self.library.report.observations, key=lambda r: (len(r.indicator), r.span))
        level = [
            r for r in rows if r.aspect == "level" and r.role == "actual" and r.unit != "%" and len(r.indicator) >= 4
        ]
        target = [r for r in rows if r.role == "target"]
        whole = [r for r in rows if self.library.parts_of(r)]
        wanted = (
            [f"{r.indicator}有多少" for r in level[:8]]
            + [f"{r.indicator}的目标" for r in target[:3]]
            + [f"{r.indicator}分别多少" for r in whole[:2]]
        )
        order = [wanted[0:8], wanted[8 : 8 + len(target[:3])], wanted[8 + len(target[:3]) :]]
        chosen = [
            next((q for q in group if len(q) <= 19 and self._answer(q, None)[0].status == "answer"), None)
            for group in order
        ]
        return tuple(q for q in chosen if q)

    # one message

    def _answer(self, text: str, subject: Subject | None) -> tuple[Answer, Subject | None]:
        plain = normalise(text)
        if not any(c.isalnum() for c in plain):
            return self._puzzled(text), None
        reply = small(self.library, Reply(text), plain, self.examples() if "_examples" in self.__dict__ else ())
        if reply:
            return reply.build(), None
        pieces = split(plain)
        if len(pieces) == 1:
            return self._one(text, plain, subject)
        answers: list[Answer] = []
        for piece in pieces:
            answer, told = self._one(text, piece, subject)
            answers.append(answer)
            subject = told or subject
        if not any(a.status == "answer" for a in answers):
            return self._one(text, plain, None)
        return combine(text, answers), subject

    def _one(self, text: str, plain: str, subject: Subject | None) -> tuple[Answer, Subject | None]:
        parsed = self.read(plain)
        reply, near, sections = Reply(text), (), ()
        if subject:
            parsed, near, sections = self._lean(parsed, subject, reply)
        turn = Turn(
            self.library,
            parsed,
            reply,
            near,
            sections,
            self._known_examples(),
            bool(reply.notes),
            subject.before if subject else (),
        )
        reply = pick(self.library, reply, subject, plain) or respond(turn) if subject else respond(turn)
        told = subject_of(parsed, reply)
        if told and subject:
            told = replace(told, before=subject.rows)
        if told and not told.rows and subject and parsed.strong and reply.status == "not_found":
            told = replace(told, rows=subject.rows) if near else told
        return reply.build(), told

    def _known_examples(self) -> tuple[str, ...]:
        known: tuple[str, ...] = self.__dict__.get("_examples", ())
        return known

    def _lean(self, parsed: Parsed, subject: Subject, reply: Reply) -> tuple[Parsed, tuple, tuple]:  # type: ignore[type-arg]
        """What a question takes over from the one before; it is said."""
        sections = tuple({s.section.label for s in subject.statements} | {r.section.label for r in subject.rows})
        if corrects(parsed.text) and parsed.strong:
            return inherit(parsed, subject), subject.rows, sections
        if not substance(parsed):
            if not (parsed.periods or parsed.numbers or parsed.cues or parsed.units):
                return parsed, (), ()
            about = subject.rows[0].indicator if subject.rows else "、".join(c.surface for c in subject.parsed.strong)
            reply.note("inherited", f"接着上一问：{about}", shown=False)
            return inherit(parsed, subject), subject.rows, sections
        if follows(parsed):
            return self._like(parsed, subject), subject.rows, sections
        return parsed, (), ()

    def _like(self, parsed: Parsed, subject: Subject) -> Parsed:
        """电诈呢, after a question how much calls fell: the same is asked of another thing, if that is told."""
        alike = resembling(parsed, subject)
        return alike if alike != parsed and self.library.find(alike, subject.rows).rows else parsed

    def read(self, plain: str) -> Parsed:
        """A normalised question taken apart, after translation and repair."""
        meta = self.library.report.document.meta
        fixed: list[tuple[str, str]] = []
        if any("a" <= c <= "z" for c in plain):
            translated = translate(plain, self.library.lexicon)
            plain, fixed = from_pinyin(translated, self.vocabulary) if translated == plain else (translated, [])
        parsed = parse(plain, self.library.lexicon, self.library.year, meta.district)
        unknown = [c.surface for c in parsed.concepts if not c.known and not c.weak]
        if unknown:
            repaired, corrections = repair(plain, unknown, self.library.lexicon, self.vocabulary)
            if corrections:
                fixed += corrections
                parsed = parse(repaired, self.library.lexicon, self.library.year, meta.district)
        return replace(parsed, corrections=tuple(fixed))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        names = [row.indicator for e in self.library.reports for row in e.observations]
        names += [section.ref.title for e in self.library.reports for section in e.document.sections]
        names += [quoted for e in self.library.reports for s in e.statements for quoted in s.names]
        return build_vocabulary(names, self.library.lexicon)

    def _puzzled(self, text: str) -> Answer:
        reply = Reply(text, status="not_found", reason="not_understood")
        reply.line("headline", word("没看到文字问题。直接打字问就行，例如："))
        for example in self.examples():
            reply.line("item", name(f"· {example}"))
        return reply.build()
