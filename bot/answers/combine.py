"""Several answers to one message made one."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer, Line, Part


def combine(question: str, answers: list[Answer]) -> Answer:
    """The answers one under the other; an answered part makes the whole an answer, the rest is ``missing``."""
    lines: list[Line] = []
    for position, answer in enumerate(answers, 1):
        shown = [line for line in answer.lines if line.role != "source" and line.role != "quote"]
        lines += [Line(shown[0].role, (Part("index", f"{position}、"), *shown[0].parts)), *shown[1:]]
    quoted: set[str] = set()
    for answer in answers:
        for line in answer.lines:
            if line.role in ("source", "quote") and line.text not in quoted:
                quoted.add(line.text)
                lines.append(line)
    rows = {o.id: o for a in answers for o in a.observations}
    sources = {(s.section.label, s.quote): s for a in answers for s in a.sources}
    return replace(
        answers[0],
        id="".join(a.id[:6] for a in answers[:2]),
        question=question,
        status="answer",
        reason=None,
        verdict=next((a.verdict for a in answers if a.verdict), None),
        lines=tuple(lines),
        observations=tuple(rows.values()),
        statements=tuple(s for a in answers for s in a.statements),
        derived=tuple(d for a in answers for d in a.derived),
        sources=tuple(sources.values()),
        missing=tuple(m for a in answers for m in a.missing),
        notes=tuple({n.text: n for a in answers for n in a.notes}.values()),
        choices=(),
        suggestions=tuple({s.question: s for a in answers for s in (*a.choices, *a.suggestions)}.values())[:4],
    )
