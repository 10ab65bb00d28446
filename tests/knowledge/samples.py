"""Made-up extractions, and a stand-in for the extractor that needs no report grammar."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.errors import ReportError
from bot.facts.correction import Correction
from bot.facts.model import Extraction, Finding, LedgerRow, Observation, Statement
from bot.report.model import Document, Passage, ReportMeta, Section, SectionRef, Span

TEXT = """关于“平安屋”的报告
一、基本情况
2022年，全区共接盗窃案件近12起，占比19%。
（一）措施
设立“平安屋”3个。
虹桥分局
2023年8月24日"""
FIRST = SectionRef("一", ("一、基本情况",), "基本情况")
SECOND = SectionRef("一(一)", ("一、基本情况", "（一）措施"), "措施")
SIGNATURE = SectionRef("落款", (), "落款")


def span(quote: str, text: str = TEXT) -> Span:
    start = text.index(quote)
    return start, start + len(quote)


def document(report: str = "r1", date: str | None = "2023-08-24", text: str = TEXT) -> Document:
    sections = (
        Section(FIRST, 1, (span("一、")[0], span("\n虹桥")[0]), span("一、基本情况")),
        Section(SECOND, 2, (span("（一）")[0], span("\n虹桥")[0]), span("（一）措施")),
    )
    passages = (
        Passage(span("2022年，全区共接盗窃案件近12起，占比19%。"), FIRST),
        Passage(span("设立“平安屋”3个。"), SECOND),
        Passage(span("虹桥分局\n2023年8月24日"), SIGNATURE),
    )
    meta = ReportMeta(report, "关于“平安屋”的报告", "虹桥分局", None, date, f"{report}.txt")
    return Document(meta, text, (0, span("（一）")[0]), sections, passages)


def observations(report: str = "r1") -> tuple[Observation, ...]:
    sentence = span("2022年，全区共接盗窃案件近12起，占比19%。")
    first = Observation(
        id=f"{report}-a", report=report, indicator="盗窃案件数", value=12.0, value_text="近12起", unit="起",
        bound="nearly", role="actual", aspect="level", section=FIRST, quote="盗窃案件近12起",
        span=span("盗窃案件近12起"), sentence=sentence, period="2022", period_text="2022年", page=1,
    )  # fmt: skip
    second = Observation(
        id=f"{report}-b", report=report, indicator="盗窃案件占比", value=19.0, value_text="19%", unit="%",
        bound="exact", role="actual", aspect="share", section=FIRST, quote="占比19%", span=span("占比19%"),
        sentence=sentence, value_to=20.5, base="2021", period="2022", rate="年均", part_of="案件",
        parent=first.id, page=1,
    )  # fmt: skip
    third = Observation(
        id=f"{report}-c", report=report, indicator="平安屋", value=3.0, value_text="3个", unit=None,
        bound="exact", role="target", aspect="level", section=SECOND, quote="设立“平安屋”3个",
        span=span("设立“平安屋”3个"), sentence=span("设立“平安屋”3个。"), page=2,
    )  # fmt: skip
    return first, second, third


def extraction(report: str = "r1", date: str | None = "2023-08-24") -> Extraction:
    names = ("平安屋", "另一个,名字")
    quote = "设立“平安屋”3个"
    statement = Statement(f"{report}-s", report, "measure", "设立平安屋", SECOND, quote, span(quote), "2022", 2, names)
    issuer = Statement(f"{report}-t", report, "meta", "虹桥分局", SIGNATURE, "虹桥分局", span("虹桥分局"))
    ledger = (
        LedgerRow("2022", span("2022"), 1, "period", None),
        LedgerRow("12", span("12"), 1, "observation", f"{report}-a"),
        LedgerRow("3", span("3个"), 2, "unresolved", None),
    )
    findings = (Finding("two_values", "两处不同", (f"{report}-a", f"{report}-b")),)
    return Extraction(document(report, date), observations(report), (statement, issuer), findings, ledger)


class Extractor:
    """In place of ``read_report`` and ``extract``: the first line of a file is its date, ``BAD`` is unreadable."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def read_report(self, path: Path) -> Document:
        self.read.append(path.stem)
        content = path.read_text(encoding="utf-8") if path.exists() else "BAD"
        if content.startswith("BAD"):
            raise ReportError(f"读不出 {path.name}")
        if content.startswith("BUG"):
            raise ZeroDivisionError
        return document(path.stem, content.splitlines()[0])

    def extract(self, read: Document, corrections: Sequence[Correction] = ()) -> Extraction:
        return extraction(read.meta.id, read.meta.date)
