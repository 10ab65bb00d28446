"""Invented figures and questions, small enough to see through."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.facts.model import Observation, Statement
from bot.matching.document import Entry, unit_class
from bot.question.concepts import Concept
from bot.question.parse import Parsed
from bot.report.model import SectionRef
from bot.text.fold import key
from bot.text.period import find_periods

SECTION = SectionRef("一", ("一、平安建设",), "平安建设")

_ROW = Observation(
    id="a", report="r", indicator="盗窃案件数", value=12.0, value_text="12起", unit="起", bound="exact", role="actual",
    aspect="level", section=SECTION, quote="盗窃案件12起", span=(0, 7), sentence=(0, 8), period="2022",
)  # fmt: skip


def row(**fields: Any) -> Observation:
    """盗窃案件 12 起 in 2022, with other ``fields`` where they are given."""
    return replace(_ROW, **fields)


def sentence(kind: str, quote: str = "盗窃警情明显减少") -> Statement:
    """A statement of a kind."""
    fields: dict[str, Any] = {"id": "s", "report": "r", "kind": kind, "section": SECTION, "quote": quote}
    return Statement(**fields, label=quote, span=(0, len(quote)))


def entry(number: int = 0, *, owner: str = "", context: str = "", sentence: str = "", **fields: Any) -> Entry:
    """The entry of a ``row``."""
    made = row(**fields)
    return Entry(
        number=number,
        report=0,
        fact=made,
        name=key(made.indicator),
        quote=key(made.quote),
        owner=key(owner),
        context=key(context),
        sentence=key(sentence or made.quote),
        section="",
        title=key(" ".join(made.section.path)),
        unit_class=unit_class(made),
        observation=made,
    )


def asked(text: str = "", *, period: str | None = None, **slots: Any) -> Parsed:
    """A question with nothing in it but these slots; ``period`` as it is typed (去年)."""
    empty: frozenset[str] = frozenset()
    plain = Parsed(text, (), (), (), empty, empty, empty, empty)
    periods = tuple(find_periods(period, 2023, question=True)) if period else ()
    return replace(plain, periods=periods, **slots)


def concept(word: str, *options: str, **fields: Any) -> Concept:
    return Concept(word, (word, *options), **fields)
