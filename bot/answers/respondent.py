"""The one who answers about one report: a message and what was spoken of before in, an answer out."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from bot.answer import Answer
from bot.answers.builder import Reply, name, word
from bot.answers.chat import small
from bot.answers.combine import combine
from bot.answers.ellipsis import at_time, before_share, beside, level_of, sibling
from bot.answers.ladder import respond
from bot.answers.open import pick
from bot.answers.statement import best_statements
from bot.answers.turn import Turn, subject_of
from bot.facts.model import Extraction, Observation
from bot.facts.naming import holder_of
from bot.knowledge.snapshot import Knowledge
from bot.matching.bonus import means
from bot.matching.search import Library
from bot.question.concepts import light
from bot.question.cues import asks as patterned
from bot.question.english import translate
from bot.question.exclusion import without_excluded
from bot.question.normalise import normalise
from bot.question.parse import Parsed, parse, promoted
from bot.question.repair import Vocabulary, build_vocabulary, repair, undouble
from bot.question.split import split
from bot.question.subject import ASPECTS, Subject, corrects, follows, inherit, resembling, substance
from bot.question.typed import Spellings, build_spellings, from_pinyin
from bot.text.fold import key
from bot.text.words import word_list

Told = tuple[Answer, Subject | None]
#: An example question must fit a button (64 bytes, a Chinese character takes three).
_LONGEST_EXAMPLE = 19
#: A correction joined to the question it corrects must explain this much of both.
_EXPLAINED = 0.7
#: What was shown explains a correction better than all else by this much: it was right.
_MORE = 0.2
#: A question longer than this stands by itself.
_SHORT = 12


class Respondent:
    """Answers about one report; holds nothing of any talk."""

    def __init__(self, extraction: Extraction, taught: tuple[tuple[str, str], ...] = ()) -> None:
        self.meta = extraction.document.meta
        self.library = Library(Knowledge((extraction,)), taught)

    def answer(self, text: str, subject: Subject | None) -> Told:
        """The answer to a message, and what the next one may lean on. Never raises on any text."""
        plain = normalise(text)
        if not any(c.isalnum() for c in plain):
            return self._puzzled(text), None
        reply = small(self.library, Reply(text), plain, self.examples)
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
        turn = Turn(self.library, self.read(plain), reply, (), (), self._shown_examples())
        turn.exclude = self._named_by(left_out) if left_out else turn.exclude
        if subject:
            self._lean(turn, subject)
        else:
            turn.parsed = promoted(turn.parsed)
        picked = pick(self.library, reply, subject, plain) if subject else None
        reply = picked or respond(turn)
        told = subject_of(turn.parsed, reply)
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

    def _lean(self, turn: Turn, subject: Subject) -> None:
        """What a question takes over from the one before; it is noted."""
        parsed = turn.parsed
        if self._bare_number(parsed):
            return
        asks = bool(parsed.periods or parsed.numbers or parsed.cues or parsed.units)
        leaning = corrects(parsed.text) or follows(parsed)
        another = self._another(parsed, subject) if leaning or len(parsed.text) <= _SHORT else None
        if another and (leaning or not substance(parsed) or self._lost(parsed)):
            turn.parsed = another
            self._inherits(turn, subject)
        elif corrects(parsed.text) and parsed.strong:
            self._correct(turn, subject)
        elif not substance(parsed) and asks:
            turn.parsed, turn.inherited = inherit(parsed, subject), True
            self._inherits(turn, subject)
        elif asks and self._completes(parsed, subject):
            turn.parsed = inherit(parsed, subject)
            self._inherits(turn, subject)
        elif substance(parsed) and leaning:
            turn.parsed = self._like(parsed, subject)
        else:
            return
        turn.near, turn.before, turn.said = subject.rows, subject.before, subject.statements
        labels = [s.section.label for s in subject.statements] + [r.section.label for r in subject.rows]
        turn.near_sections = tuple(dict.fromkeys(labels))

    def _named_by(self, words: str) -> frozenset[str]:
        """The figures whose own names hold what a question leaves out."""
        concepts = self._parse(words).strong
        named = [
            entry.fact.id
            for entry in self.library.observations
            if concepts and all(any(option in entry.name for option in c.options) for c in concepts)
        ]
        return frozenset(named)

    def _bare_number(self, parsed: Parsed) -> bool:
        """4141是什么 is a question of its own, whatever the talk was of."""
        if not parsed.numbers or substance(parsed) or parsed.cues - {"what", "number"}:
            return False
        return any(means(q, row) for q in parsed.numbers for row in self.library.report.observations)

    @staticmethod
    def _inherits(turn: Turn, subject: Subject) -> None:
        """Say what a question was completed by."""
        about = subject.rows[0].indicator if subject.rows else "、".join(c.surface for c in subject.parsed.strong)
        turn.reply.note("inherited", f"接着上一问：{about}", shown=False)

    def _another(self, parsed: Parsed, subject: Subject) -> Parsed | None:
        """The question as one about the figure that its few words turn to, beside or like the last one."""
        if not subject.rows:
            return None
        row = level_of(self.library, subject.rows[0], parsed)
        bare = all(c.surface in word_list("extraction")["attributes"] for c in parsed.strong)
        likes = (
            (sibling, beside)
            if substance(parsed) and bare
            else (sibling,)
            if substance(parsed)
            else (beside, at_time, sibling)
        )
        rows = (row, *subject.before[:1]) if parsed.periods else (row,)
        meant = before_share(self.library, subject, parsed)
        meant = meant or next((m for r in rows for like in likes if (m := like(self.library, r, parsed))), None)
        meant = meant or self._measure_of(row, parsed)
        if meant is None or meant.id == row.id:
            return None
        named = self._parse(normalise(meant.indicator))
        carried = (subject.parsed.cues & ASPECTS - {"target"} if row.id == subject.rows[0].id else frozenset()) | {
            "number"
        }
        if meant.role == "target":
            carried |= {"target"}
        if meant.aspect == "change":
            carried |= {"change"}
        periods = parsed.periods or (subject.parsed.periods if meant.period == row.period else ())
        return replace(parsed, concepts=named.concepts, cues=parsed.cues | carried, periods=periods)

    def _measure_of(self, row: Observation, parsed: Parsed) -> Observation | None:
        """产量呢, after the area of maize: the other measure of the same thing."""
        generic = word_list("extraction")["attributes"]
        holder = holder_of(row.indicator)
        if holder == row.indicator or not parsed.strong or not all(c.surface in generic for c in parsed.strong):
            return None
        words = "".join(c.surface for c in parsed.strong)
        rows = self.library.find(self._parse(normalise(holder + words))).rows
        return rows[0] if rows and key(holder) in key(rows[0].indicator) else None

    def _lost(self, parsed: Parsed) -> bool:
        """Does a question come to nothing by itself, not even to a slot that is missing?"""
        found = self.library.find(parsed)
        return not found.rows and not found.refusal

    def _completes(self, parsed: Parsed, subject: Subject) -> bool:
        """占生产总值多少, 比年初多了多少: nothing by itself, a question about the last figure together with it."""
        if len(parsed.text) > _SHORT or not (patterned("part_of", parsed.text) or self._lost(parsed)):
            return False
        if parsed.has("who", "when", "where", "how", "why") and best_statements(self.library, parsed):
            return False  # 谁来调研过 is told by a sentence of its own
        found = self.library.find(inherit(parsed, subject), subject.rows)
        strange = any(c.surface in found.unmatched for c in parsed.strong)  # 算法几路 is not of the cameras spoken of
        return bool(found.rows) and found.coverage >= _EXPLAINED and not strange

    def _correct(self, turn: Turn, subject: Subject) -> None:
        """不对我问的是总量: not what was shown; the new words with the old ones, or by themselves."""
        turn.exclude = frozenset(row.id for row in subject.rows if subject.answered)
        merged = inherit(turn.parsed, subject)
        found = self.library.find(merged, subject.rows, turn.exclude)
        if found.rows and found.coverage >= _EXPLAINED:
            turn.parsed = merged
        again, substantial = self.library.find(merged, subject.rows), self._parse(turn.parsed.text).strong
        meant = again.rows[:1] and again.rows[0].id in turn.exclude and again.coverage > found.coverage + _MORE
        named = meant and all(any(o in key(again.rows[0].indicator) for o in c.options) for c in substantial)
        if named:  # 我问的是药的, after the figure of just that: it is what was meant
            turn.parsed, turn.exclude = merged, frozenset()

    def _like(self, parsed: Parsed, subject: Subject) -> Parsed:
        """电诈呢, after a question how much calls fell: the same is asked of another thing, if that is told."""
        alike = resembling(parsed, subject)
        rows = self.library.find(alike, subject.rows).rows if alike != parsed else ()
        return alike if rows and _of_aspect(rows[0], alike) else parsed

    def read(self, plain: str) -> Parsed:
        """A normalised question taken apart, after translation and repair."""
        fixed: list[tuple[str, str]] = []
        if re.search("[a-z]", plain):
            translated = translate(plain, self.library.lexicon)
            plain, fixed = from_pinyin(translated, self.spellings) if translated == plain else (translated, [])
        parsed = self._parse(plain)
        unknown = [c.surface for c in parsed.concepts if not c.known and c.surface not in light()]
        lost = not parsed.strong and any(not c.known for c in parsed.concepts)
        if unknown or lost:
            named = [c.surface for c in parsed.strong if not c.known]
            named = named or [c.surface for c in parsed.concepts if not c.known and not parsed.strong]
            lexicon = self.library.lexicon
            repaired, corrections = (
                repair(plain, named, lexicon, self.vocabulary) if named else undouble(plain, lexicon)
            )
            if corrections:
                fixed += corrections
                parsed = self._parse(repaired)
        return replace(parsed, corrections=tuple(fixed))

    def _parse(self, plain: str) -> Parsed:
        return parse(plain, self.library.lexicon, self.library.year, self.meta.district)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What typing errors are repaired towards; made when the first is met."""
        return build_vocabulary(self._names(), self.library.lexicon)

    @cached_property
    def spellings(self) -> Spellings:
        """What typed pinyin is read towards; made when the first is met."""
        return build_spellings(self._names(), self.library.lexicon)

    def _names(self) -> list[str]:
        extraction = self.library.report
        names = [row.indicator for row in extraction.observations]
        names += [section.ref.title for section in extraction.document.sections]
        return names + [quoted for statement in extraction.statements for quoted in statement.names]

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """Up to three questions that are answered: a figure, a target, a breakdown."""
        rows = sorted(self.library.report.observations, key=lambda r: (len(r.indicator), r.span))
        figures = [f"{r.indicator}有多少" for r in rows if _plain(r)][:8]
        targets = [f"{r.indicator}的目标" for r in rows if r.role == "target"][:3]
        wholes = [f"{r.indicator}分别多少" for r in rows if self.library.parts_of(r)][:2]
        chosen = (next((q for q in group if self._works(q)), None) for group in (figures, targets, wholes))
        return tuple(question for question in chosen if question)

    def _works(self, question: str) -> bool:
        fits = len(question) <= _LONGEST_EXAMPLE
        return fits and self._one(question, normalise(question), None)[0].status == "answer"

    def _shown_examples(self) -> tuple[str, ...]:
        """The examples, once they are known: finding them asks questions itself."""
        known: tuple[str, ...] = self.__dict__.get("examples", ())
        return known

    def _puzzled(self, text: str) -> Answer:
        reply = Reply(text, status="not_found", reason="not_understood")
        reply.line("headline", word("没看到文字问题。直接打字问就行，例如："))
        for example in self.examples:
            reply.line("item", name(f"· {example}"))
        return reply.build()


def _of_aspect(row: Observation, parsed: Parsed) -> bool:
    """Is a figure of the aspect that a question carries over?"""
    wrong = (
        (parsed.has("change") and row.aspect != "change")
        or (parsed.has("share") and row.unit != "%")
        or (parsed.has("target") and row.role != "target")
    )
    return not wrong


def _plain(row: Observation) -> bool:
    """A figure that makes a good first example: a count with a name of some length."""
    return row.aspect == "level" and row.role == "actual" and row.unit != "%" and len(row.indicator) >= 4
