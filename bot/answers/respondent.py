"""The one who answers about one report: a message and what was spoken of before in, an answer out."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from bot.answer import Answer
from bot.answers.builder import Reply, name, word
from bot.answers.chat import small, smalltalk
from bot.answers.combine import combine
from bot.answers.ladder import respond
from bot.answers.leaning import Leaning
from bot.answers.open import pick
from bot.answers.turn import Turn, subject_of
from bot.facts.model import Extraction, Observation
from bot.matching.prepared import Prepared
from bot.matching.search import Library
from bot.question.concepts import Concept
from bot.question.english import translate
from bot.question.exclusion import without_excluded
from bot.question.listed import light
from bot.question.normalise import normalise
from bot.question.parse import Parsed, promoted
from bot.question.repair import build_vocabulary, mend, repair, undouble
from bot.question.split import split
from bot.question.subject import Subject
from bot.question.typed import Spellings, from_pinyin
from bot.question.vocabulary import Vocabulary
from bot.text.words import word_list

Told = tuple[Answer, Subject | None]
#: An example question must fit a button (64 bytes, a Chinese character takes three).
_LONGEST_EXAMPLE = 19
_LATIN = re.compile("[a-z]")


class Respondent:
    """Answers about one report; holds nothing of any talk."""

    def __init__(
        self,
        extraction: Extraction,
        taught: tuple[tuple[str, str], ...] = (),
        prepared: Prepared | None = None,
    ) -> None:
        self.meta = extraction.document.meta
        self.library = Library((extraction,), taught, prepared)
        self._leaning = Leaning(self.library)
        self._trying = False

    def collect(self) -> None:
        """Have ready at once what the first questions would wait for: of a report that will be asked often."""
        self.library.collect()
        self.vocabulary.collect()

    def answer(self, text: str, subject: Subject | None) -> Told:
        """The answer to a message, and what the next one may lean on. Never raises on any text."""
        plain = normalise(text)
        if not any(c.isalnum() for c in plain):
            return self._wordless(text), None
        reply = small(self.library, text, plain, self._shown_examples)
        if reply:
            return reply.build(), None
        pieces = split(plain)
        return self._one(text, plain, subject) if len(pieces) == 1 else self._several(text, plain, pieces, subject)

    def _several(self, text: str, plain: str, pieces: list[str], subject: Subject | None) -> Told:
        answers: list[Answer] = []
        for piece in pieces:
            answer, told = self._one(text, piece, subject)
            answers.append(answer)
            subject = told or subject
        if not any(a.status == "answer" for a in answers):
            return self._one(text, plain, None)
        return combine(text, answers), subject

    def _one(self, text: str, plain: str, subject: Subject | None) -> Told:
        reply = Reply(text)
        plain, left_out = without_excluded(plain)
        turn = Turn(self.library, self.read(plain), reply, (), (), self._shown_examples)
        turn.exclude = self._named_by(left_out) if left_out else turn.exclude
        if subject:
            self._leaning.lean(turn, subject)
        else:
            turn.parsed = promoted(turn.parsed)
        picked = pick(self.library, reply, subject, plain) if subject else None
        reply = picked or respond(turn)
        told = subject_of(turn, reply)
        if (
            told and told.rows and (picked or not told.parsed.strong)
        ):  # 第一个再说下 names nothing: the talk is of what it found
            told = replace(
                told, parsed=replace(told.parsed, concepts=self._parse(normalise(told.rows[0].indicator)).concepts)
            )
        if told and subject:
            kept = subject.rows if not told.rows and turn.near and reply.status == "not_found" else told.rows
            told = replace(told, rows=kept, before=subject.rows, listed=subject.listed if picked else told.listed)
        return reply.build(), told

    def _named_by(self, words: str) -> frozenset[str]:
        """The figures whose own names hold what a question leaves out."""
        concepts = self._parse(words).strong
        named = [
            entry.fact.id
            for entry in self.library.observations
            if concepts and all(any(option in entry.name for option in c.options) for c in concepts)
        ]
        return frozenset(named)

    def read(self, plain: str) -> Parsed:
        """A normalised question taken apart, after translation and repair."""
        fixed: list[tuple[str, str]] = []
        if _LATIN.search(plain):
            translated = translate(plain, self.library.lexicon)
            plain, fixed = from_pinyin(translated, self.spellings) if translated == plain else (translated, [])
        parsed = self._parse(plain)
        if not all(c.known for c in parsed.concepts) and (not parsed.strong or _strange(parsed)):
            named = [c.surface for c in parsed.strong if not c.known]
            named = named or [c.surface for c in parsed.concepts if not c.known and not parsed.strong]
            lexicon = self.library.lexicon
            lone = [c.surface for c in parsed.concepts if _alone(c)]
            if named:
                repaired, corrections = repair(plain, named, lexicon, self.vocabulary)
            else:
                repaired, corrections = undouble(plain, lexicon)
            if lone and not corrections:
                repaired, corrections = mend(plain, lone, lexicon, self.vocabulary)
            if corrections:
                fixed += corrections
                parsed = self._parse(repaired)
        return replace(parsed, corrections=tuple(fixed)) if fixed else parsed

    def _parse(self, plain: str) -> Parsed:
        return self.library.parse(plain)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What typing errors are repaired towards; made when the first is met."""
        return build_vocabulary(self._names(), self.library.lexicon)

    @cached_property
    def spellings(self) -> Spellings:
        """What typed pinyin is read towards; made when the first is met."""
        return Spellings(self.vocabulary, self.library.lexicon)

    def _names(self) -> list[str]:
        extraction = self.library.report
        names = [row.indicator for row in extraction.observations]
        names += [section.ref.title for section in extraction.document.sections]
        return names + [quoted for statement in extraction.statements for quoted in statement.names]

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """Up to three questions that are answered: a figure, a target, a breakdown."""
        self._trying = True
        rows = sorted(self.library.report.observations, key=lambda r: (len(r.indicator), r.span))
        figures = [f"{r.indicator}有多少" for r in rows if _plain(r)][:8]
        targets = [f"{r.indicator}的目标" for r in rows if r.role == "target"][:3]
        wholes = [f"{r.indicator}分别多少" for r in rows if self.library.parts_of(r)][:2]
        chosen = (next((q for q in group if self._works(q)), None) for group in (figures, targets, wholes))
        found = tuple(question for question in chosen if question)
        self._trying = False
        return found

    def _works(self, question: str) -> bool:
        fits = len(question) <= _LONGEST_EXAMPLE
        return fits and self._one(question, normalise(question), None)[0].status == "answer"

    def _shown_examples(self) -> tuple[str, ...]:
        """The examples, found when the first is shown; none while they are: finding them asks questions itself."""
        return () if self._trying else self.examples

    def _wordless(self, text: str) -> Answer:
        """👌 is an answer to ours; other signs are no question."""
        if any(sign in text for sign in word_list("smalltalk")["thanks"]["signs"]):
            return smalltalk(self.library, Reply(text), "thanks", ()).build()
        return self._puzzled(text)

    def _puzzled(self, text: str) -> Answer:
        reply = Reply(text, status="not_found", reason="not_understood")
        reply.line("headline", word("没看到文字问题。直接打字问就行，例如："))
        for example in self.examples:
            reply.line("item", name(f"· {example}"))
        return reply.build()


def _strange(parsed: Parsed) -> bool:
    """Does a question hold anything but what is known, and counting words and light verbs?"""
    return any(not c.known and c.surface not in light() for c in parsed.concepts)


def _alone(concept: Concept) -> bool:
    """A character that neither a report nor a list of words knows, in the midst of words."""
    lists = word_list("questions")
    unknown = concept.weak and not concept.known and len(concept.surface) == 1 and concept.surface > "\u4e00"
    return unknown and concept.surface not in light() and not any(concept.surface in lists[n] for n in _HELPING)


#: The lists of single characters that help a sentence along.
_HELPING = ("handling", "complements", "particles", "joining")


def _plain(row: Observation) -> bool:
    """A figure that makes a good first example: a count with a name of some length."""
    return row.aspect == "level" and row.role == "actual" and row.unit != "%" and len(row.indicator) >= 4
