"""Answer: the waist of the house. Nothing before it knows Telegram, nothing after it knows SQL.

A reply is made of typed parts, so that a digit of no kind cannot be written: figures and derived
numbers come from shown rows, years from periods, echoes from the asker, indexes from counting.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.facts.model import Observation, Statement, public_row
from bot.report.model import SectionRef

Status = Literal["answer", "clarify", "not_found", "smalltalk"]
Reason = Literal[
    "no_such_indicator",
    "no_such_period",
    "no_such_place",
    "no_such_unit",
    "no_such_breakdown",
    "no_such_person",
    "out_of_scope",
    "not_understood",
]
Verdict = Literal["yes", "no", "unknown"]
PartKind = Literal["figure", "derived", "year", "echo", "citation", "index", "quote", "word"]
LineRole = Literal["headline", "detail", "remark", "item", "source", "quote", "choice"]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line. ``word`` parts hold fixed wording and report names, never new numbers."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reply. ``headline`` is shown bold, ``quote`` collapsed on Telegram,
    ``choice`` lines repeat the choices for readers without buttons."""

    role: LineRole
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class ReportRef:
    id: str
    title: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer stands: ``quote`` is the whole sentence."""

    report: ReportRef
    section: SectionRef
    page: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Derived:
    """A number computed from shown figures; ``formula`` is shown with it (739 − 935 = −196)."""

    value: float
    unit: str | None
    bound: str
    formula: str
    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    slot: str
    asked: str
    available: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    kind: Literal["assumption", "correction", "finding", "inherited"]
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """``question``, asked, gives an answer; ``ref`` (short, stable, ``[A-Za-z0-9_-]``) opens it
    without any memory of this conversation: see ``Assistant.open``."""

    label: str
    question: str
    ref: str


@dataclass(frozen=True, slots=True)
class Answer:
    id: str
    question: str
    status: Status
    lines: tuple[Line, ...]
    reason: Reason | None = None
    verdict: Verdict | None = None
    observations: tuple[Observation, ...] = ()
    statements: tuple[Statement, ...] = ()
    derived: tuple[Derived, ...] = ()
    sources: tuple[Source, ...] = ()
    missing: tuple[Missing, ...] = ()
    notes: tuple[Note, ...] = ()
    choices: tuple[Choice, ...] = ()
    suggestions: tuple[Choice, ...] = ()
    elapsed_ms: float = 0.0

    @property
    def text(self) -> str:
        """Exactly what a person reads, plain."""
        return "\n".join(line.text for line in self.lines)

    def timed(self, milliseconds: float) -> Answer:
        # Every answer is timed: written out, this takes a third of what ``replace`` takes.
        return Answer(
            self.id, self.question, self.status, self.lines, self.reason, self.verdict, self.observations,
            self.statements, self.derived, self.sources, self.missing, self.notes, self.choices, self.suggestions,
            elapsed_ms=round(milliseconds, 3),
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """The object that ``ask --json`` prints; see docs of the command for the fields."""
        return {
            "id": self.id,
            "question": self.question,
            "status": self.status,
            "reason": self.reason,
            "verdict": self.verdict,
            "text": self.text,
            "observations": [public_row(o) for o in self.observations],
            "statements": [public_row(s) for s in self.statements],
            "derived": [_plain(d) for d in self.derived],
            "sources": [_plain(s) for s in self.sources],
            "missing": [_plain(m) for m in self.missing],
            "notes": [_plain(n) for n in self.notes],
            "choices": [_plain(c) for c in self.choices],
            "suggestions": [_plain(s) for s in self.suggestions],
            "elapsed_ms": self.elapsed_ms,
        }


def picked(text: str, offered: tuple[Choice, ...]) -> Choice | None:
    """``2``, ``２``, ``2.`` or ``2、`` where a choice 2 is offered; else the text is a question."""
    number = text.strip().rstrip(".、。．")
    if not number.isdecimal() or len(number) > 2 or not 1 <= int(number) <= len(offered):
        return None
    return offered[int(number) - 1]


def noted(answer: Answer, remark: str) -> Answer:
    """``answer`` with a remark, in words without a number, as its first line."""
    line = Line("remark", (Part("word", remark),))
    return replace(answer, lines=(line, *answer.lines), notes=(*answer.notes, Note("assumption", remark)))


def naming(answer: Answer, report: ReportRef) -> Answer:
    """``answer`` with the report's title and date last, where it is about a report and names none."""
    aside = answer.status == "smalltalk" or answer.reason in ("out_of_scope", "no_such_person")
    if aside or any(line.role == "source" or f"《{report.title}》" in line.text for line in answer.lines):
        return answer
    dated = f"（{report.date}）" if report.date else ""
    line = Line("source", (Part("citation", f"《{report.title}》{dated}"),))
    return replace(answer, lines=(*answer.lines, line))


def _plain(value: Any) -> Any:
    """A dataclass tree as dicts and lists (``dataclasses.asdict`` keeps tuples)."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
