"""An assistant of paper: answers to a few questions, so that the Telegram side is tested by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.answer import Answer, Choice, Line, LineRole, Part, PartKind, ReportRef, Source
from bot.answers.book import Book
from bot.facts.model import Extraction, Finding, Observation
from bot.report.model import Document, ReportMeta, Section, SectionRef

SECTION = SectionRef("一(三)7", ("一、上半年工作", "(三)平安建设", "7. 严厉打击犯罪"), "严厉打击犯罪")
QUOTE = "去年，电信网络诈骗立案 739 起，同比下降 21%。"
REPORT = ReportRef("sample-2023", "某区工作报告", "2023-08-24")


def line(role: LineRole, text: str) -> Line:
    kind: PartKind = "figure" if role == "headline" and text[:1].isdigit() else "word"
    return Line(role, (Part(kind, text),))


def answer(question: str, *lines: tuple[LineRole, str], ident: str = "a1") -> Answer:
    return Answer(ident, question, "answer", tuple(line(role, text) for role, text in lines))


def fact(ident: str = "ob1", **fields: Any) -> Observation:
    return replace(_FACT, **{"id": ident, **fields})


_FACT = Observation(
    id="ob1",
    report=REPORT.id,
    indicator="电信网络诈骗立案数",
    value=739.0,
    value_text="739起",
    unit="起",
    bound="exact",
    role="actual",
    aspect="level",
    section=SECTION,
    quote="立案 739 起",
    span=(0, 8),
    sentence=(0, len(QUOTE)),
    page=5,
    period="2022",
)


FIGURE = replace(
    answer(
        "去年电诈立案多少",
        ("headline", "739 起"),
        ("detail", "电信网络诈骗立案数 · 2022 年"),
        ("source", "《某区工作报告》一(三)7 · 第 5 页"),
        ("quote", QUOTE),
    ),
    observations=(fact(),),
    sources=(Source(REPORT, SECTION, 5, QUOTE),),
    suggestions=(Choice("比上年", "电诈立案比上年怎样", "s_change"),),
)
CLARIFY = replace(
    answer("电诈", ("headline", "您问的是哪一个？"), ("choice", "1. 立案数"), ("choice", "2. 破案数"), ident="a2"),
    status="clarify",
    choices=(Choice("立案数", "电诈立案数", "c_filed"), Choice("破案数", "电诈破案数", "c_solved")),
)
SOLVED = answer("电诈破案数", ("headline", "512 起"), ("detail", "电信网络诈骗破案数 · 2022 年"), ident="a3")
CHANGE = answer("比上年", ("headline", "下降 21%"), ident="a4")
ESCAPING = answer("a<b", ("headline", "1 < 2 & 3 > 2"), ("quote", "<b>不是标签</b> & …"), ident="a5")
LOST = replace(answer("?", ("headline", "报告里没有这一项。"), ident="a6"), status="not_found")

ANSWERS = {"去年电诈立案多少": FIGURE, "电诈": CLARIFY, "a<b": ESCAPING, "比上年呢": CHANGE}
REFS = {"c_filed": FIGURE, "c_solved": SOLVED, "s_change": CHANGE, "ob1": FIGURE, "o-ob1": FIGURE}


FURTHER = (Choice("历年", "电诈立案历年多少", "y-ob1"), Choice("同节其他", "那一节讲了什么", "n-ob1"))


def book(
    ident: str = REPORT.id, title: str = REPORT.title, many: int = 0, *, empty: bool = False, **fields: Any
) -> Book:
    """A report of two chapters, the second with two sections; ``many`` more figures with ``fields`` are in the last."""
    meta = ReportMeta(ident, title, None, "某区", REPORT.date, f"{ident}.txt")
    if empty:
        return Book(Extraction(Document(meta, "", (), (), ()), (), (), (), ()))
    headings = ("一、上半年工作", "二、下一步", "(一)打击犯罪", "(二)宣传")
    text = "\n".join([headings[0], QUOTE, *headings[1:], "多宣传。"])
    at = [text.index(heading) for heading in headings]
    paths = ((headings[0],), (headings[1],), (headings[1], headings[2]), (headings[1], headings[3]))
    ends = (at[1], len(text), at[3], len(text))
    sections = tuple(
        Section(
            SectionRef(label, path, path[-1].split("、")[-1].split(")")[-1]),
            len(path),
            (start, end),
            (start, start + len(path[-1])),
        )
        for label, path, start, end in zip(("一", "二", "二(一)", "二(二)"), paths, at, ends, strict=True)
    )
    last = sections[3].ref
    rows = (
        fact(report=ident, section=sections[0].ref),
        fact("ob2", report=ident, section=sections[0].ref, period="2019", value_text="935起", value=935.0),
        fact("ob3", report=ident, section=sections[2].ref, period="2023", value_text="700起以下", role="target"),
        *(
            fact(
                f"m{n}", **{"report": ident, "section": last, "indicator": f"指标{n}甲乙丙丁", "period": None, **fields}
            )
            for n in range(many)
        ),
    )
    found = (Finding("two_values", "2022年有两个数：739起和740起。", ("ob1",)),)
    return Book(Extraction(Document(meta, text, (), sections, ()), rows, (), found, ()))


FIGURES = 45


def figure_of(number: int) -> Answer:
    """One of many figures, for lists with pages."""
    said = answer("?", ("headline", f"{number} 起"), ("detail", f"第 {number} 项"), ident=f"f{number}")
    return replace(said, observations=(fact(f"ob_{number}"),), sources=(Source(REPORT, SECTION, 5, QUOTE),))


REFS |= {f"c_{number}": figure_of(number) for number in range(FIGURES)}
FOUND = ("o-ob1", "c_0")


class PaperAssistant:
    """Looks questions up; writes down what it was asked as (chat, user, text, reply_to)."""

    def __init__(self, *books: Book) -> None:
        self.asked: list[tuple[str, str | None, str, str | None]] = []
        self.about_facts: list[tuple[str, ...]] = []
        self.reports: list[str | None] = []
        self.taught: tuple[tuple[str, str], ...] = ()
        self._books = books or (book(),)

    def ask(
        self,
        text: str,
        *,
        chat: str = "",
        user: str | None = None,
        reply_to: str | None = None,
        report: str | None = None,
        about: tuple[str, ...] = (),
    ) -> Answer:
        self.asked.append((chat, user, text, reply_to))
        self.about_facts.append(about)
        self.reports.append(report)
        if text == "坏了":
            raise KeyError("秘密：" + text)
        return ANSWERS.get(text, LOST)

    def open(self, ref: str, *, chat: str = "", user: str | None = None) -> Answer:
        return REFS.get(ref, LOST)

    def find(self, text: str) -> tuple[str, ...]:
        return FOUND if text else tuple(f"c_{number}" for number in range(FIGURES))

    def further(self, answer: Answer) -> tuple[Choice, ...]:
        return (*answer.suggestions, *FURTHER) if answer is FIGURE else answer.suggestions

    def books(self) -> tuple[Book, ...]:
        return self._books

    def forget(self, chat: str, user: str | None) -> None: ...

    def teach(self, taught: tuple[tuple[str, str], ...]) -> None:
        self.taught = taught

    def knows(self, official: str) -> bool:
        return official in QUOTE

    def about(self, report: str | None = None) -> str:
        return "《某区公共安全规划中期评估》（2023-08-24）"

    def examples(self, report: str | None = None) -> tuple[str, ...]:
        return ("去年电诈立案多少", "电诈破案多少", "目标是多少")
