"""An assistant of paper: answers to a few questions, so that the Telegram side is tested by itself."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer, Choice, Line, LineRole, Part, ReportRef, Source
from bot.facts.model import Observation
from bot.report.model import SectionRef

SECTION = SectionRef("一(三)7", ("一、上半年工作", "(三)平安建设", "7. 严厉打击犯罪"), "严厉打击犯罪")
QUOTE = "去年，电信网络诈骗立案 739 起，同比下降 21%。"
REPORT = ReportRef("sample-2023", "某区工作报告", "2023-08-24")


def line(role: LineRole, text: str) -> Line:
    return Line(role, (Part("word", text),))


def answer(question: str, *lines: tuple[LineRole, str], ident: str = "a1") -> Answer:
    return Answer(ident, question, "answer", tuple(line(role, text) for role, text in lines))


def fact(ident: str = "ob1") -> Observation:
    return Observation(
        id=ident,
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
REFS = {"c_filed": FIGURE, "c_solved": SOLVED, "s_change": CHANGE, "ob1": FIGURE}


class PaperAssistant:
    """Looks questions up; writes down what it was asked as (chat, user, text, reply_to)."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None, str, str | None]] = []

    def ask(self, text: str, *, chat: str = "", user: str | None = None, reply_to: str | None = None) -> Answer:
        self.asked.append((chat, user, text, reply_to))
        if text == "坏了":
            raise KeyError("秘密：" + text)
        return ANSWERS.get(text, LOST)

    def open(self, ref: str, *, chat: str = "", user: str | None = None) -> Answer:
        return REFS.get(ref, LOST)

    def about(self) -> str:
        return "《某区公共安全规划中期评估》（2023-08-24）"

    def examples(self) -> tuple[str, ...]:
        return ("去年电诈立案多少", "电诈破案多少", "目标是多少")
