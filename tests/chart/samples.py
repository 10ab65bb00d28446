"""Made-up figures and reports, as an extractor would have read them."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from bot.facts.model import Extraction, Finding, Observation
from bot.knowledge.snapshot import Knowledge
from bot.report.model import Document, ReportMeta, Section, SectionRef

WORK = SectionRef("一(一)", ("一、工作", "(一)治理"), "治理")
PLAN = SectionRef("二", ("二、打算",), "打算")
TEXT = "甲乙丙丁。" * 200


def row(
    indicator: str, text: str, value: float, unit: str | None, period: str | None = "2030", **fields: Any
) -> Observation:
    """An exact level that is, in 一(一) on page 1 of the report ``lake``, unless ``fields`` say otherwise."""
    stated: dict[str, Any] = {
        "id": sha256(repr((indicator, text, period, sorted(fields.items()))).encode()).hexdigest()[:8],
        "report": "lake",
        "bound": "exact",
        "role": "actual",
        "aspect": "level",
        "section": WORK,
        "quote": text,
        "span": (0, len(text)),
        "sentence": (0, 10),
        "page": 1,
    }
    return Observation(
        indicator=indicator, value_text=text, value=value, unit=unit, period=period, **{**stated, **fields}
    )


def report(
    *rows: Observation,
    name: str = "lake",
    title: str = "澄湖区工作总结",
    district: str | None = "澄湖区",
    date: str = "2031-01-10",
    findings: tuple[Finding, ...] = (),
) -> Extraction:
    meta = ReportMeta(name, title, district, district, date, f"{name}.txt")
    sections = tuple(Section(ref, len(ref.path), (0, 1), (0, 1)) for ref in dict.fromkeys(r.section for r in rows))
    return Extraction(Document(meta, TEXT, (0,), sections, ()), rows, (), findings, ())


def knowledge(*rows: Observation) -> Knowledge:
    return Knowledge((report(*rows),))
