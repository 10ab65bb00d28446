"""One sentence with its numbers and times, as the grammars of this package read it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.facts.clause import Segment
from bot.facts.tokens import Tokens, read_tokens
from bot.report.model import Document, SectionRef, Span
from bot.text.fold import shadow
from bot.text.period import Period

#: A year and what may stand behind it in a period that is no range.
_YEAR = re.compile(r"(\d{4})(?=(?:-[HQ]\d|-\d\d|-\d\d/\1-\d\d)?$)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence at ``document.text[span]``; offsets in it count in ``text``, its shadow.

    ``masked`` is ``text`` with its time expressions blanked, so that they do not enter names.
    """

    document: Document
    span: Span
    section: SectionRef
    text: str
    tokens: Tokens
    masked: str

    def is_base(self, period: Period) -> bool:
        """Is a time what a change is measured against (同比2021年, 较2019年, 是2019年的3倍)?"""
        if re.match(r"的[\d.]+[余多]?倍", self.text[period.end : period.end + 10]):
            return True
        if period.text.startswith("从"):  # 占比从2019年的8%
            return False
        return self.text[max(0, period.start - 2) : period.start].endswith(("同比", "比", "较"))

    def base_of(self, segment: Segment, period: str | None) -> str | None:
        """The period that a figure for ``period`` is compared with in its own words, or None."""
        for base in self.tokens.periods:
            if segment.start <= base.start < segment.figure.start and self.is_base(base):
                return _before(base, period, self.text.startswith("同期", base.end))
        return None


def read_sentence(document: Document, span: Span, section: SectionRef, reference: int) -> Sentence:
    """The sentence at ``span``; ``reference`` is the report's year, which 今年 and 去年 count from."""
    text = shadow(document.text[slice(*span)])
    tokens = read_tokens(text, reference)
    asides = (match.span() for match in re.finditer(r"\(下同\)|\(同下\)", text))
    masked = blank(text, [*((p.start, p.end) for p in tokens.periods), *asides])
    for start, end in tokens.ratios:  # their parts are a list, not clauses
        masked = masked[:start] + re.sub("[:：]", "、", masked[start:end]) + masked[end:]
    return Sentence(document, span, section, text, tokens, masked)


def _before(base: Period, period: str | None, same_part: bool) -> str | None:
    """上年 is the year before the one that the figure holds for, whenever the report was written; of a
    half-year 上年同期 is that half-year."""
    year = _YEAR.match(period or "")
    if base.value is None or not base.relative or not year:
        return base.value
    before = str(min(int(base.value[:4]), int(year.group()) - 1))
    return (period or "").replace(year.group(), before) if same_part else before + base.value[4:]


def blank(text: str, spans: Iterable[Span]) -> str:
    """``text`` with ``spans`` overwritten by NUL, which is no word and has a place in every grammar here."""
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text
