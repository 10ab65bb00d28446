"""What is behind a button: refs name facts and sections, so that they work after a restart."""

from __future__ import annotations

from bot.answers import outline
from bot.answers.aspects import open_aspect
from bot.answers.builder import Reply, word
from bot.answers.lookup import answer_rows, suggest
from bot.facts.model import Observation, Statement
from bot.matching.search import Library
from bot.question.subject import Subject, nth


def open_ref(library: Library, ref: str, examples: tuple[str, ...]) -> Reply | str:
    """The reply behind ``ref``, or the question that it stands for.

    ``o-ID`` an observation, ``n-ID`` the section of a fact, ``x-N`` an example, a bare id the fact itself;
    the other letters are those of ``aspects``: ``p-ID`` the parts of a total.
    """
    kind, _, name = ref.partition("-") if "-" in ref else ("o", "", ref)
    if kind == "x" and name.isdecimal() and int(name) < len(examples):
        return examples[int(name)]
    entry = library.by_id.get(name)
    if entry is None:
        reply = Reply(ref, status="not_found", reason="not_understood")
        return reply.line("headline", word("这个按钮对应的内容已经不在报告里了，请重新提问。"))
    return _open(library, kind, entry.fact)


def pick(library: Library, reply: Reply, subject: Subject, text: str) -> Reply | None:
    """第二个, said of the last answer's list: that figure, or the section of that sentence."""
    listed = subject.listed
    place = nth(text, len(listed))
    if place is None or len(listed) < 2:
        return None
    fact = listed[place]
    if isinstance(fact, Observation):
        return answer_rows(library, reply, (fact,)).sourced()
    section = next((s for s in library.extraction(fact).document.sections if s.ref == fact.section), None)
    return (outline.browse(library, reply, section) if section else outline.place(library, reply, fact)).sourced()


def _open(library: Library, kind: str, fact: Observation | Statement) -> Reply:
    if kind == "n":
        section = next((s for s in library.extraction(fact).document.sections if s.ref == fact.section), None)
        reply = Reply(fact.section.title)
        return (outline.browse(library, reply, section) if section else outline.place(library, reply, fact)).sourced()
    if isinstance(fact, Statement):
        return outline.place(library, Reply(fact.label), fact).sourced()
    reply = Reply(fact.indicator)
    if aspect := open_aspect(library, kind, fact):
        return aspect.sourced()
    answer_rows(library, reply, (fact,))
    suggest(library, reply, fact)
    return reply.sourced()
