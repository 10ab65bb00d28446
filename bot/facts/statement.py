"""Statements: what was done, happened, is wrong or is planned, sentence by sentence."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from bot.facts.clause import sentences
from bot.facts.model import Statement, StatementKind
from bot.facts.setting import is_planned
from bot.report.model import Document, SectionRef, Span
from bot.text.fold import shadow
from bot.text.period import find_periods
from bot.text.words import word_list

_NUMBERED = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]+[)）、.]|[一二三四五六七八九十]是)")
_LONGEST_LABEL = 30
#: What is wrong, said outside a chapter of problems; 着力解决问题 says what was done about it.
_LACK = re.compile(
    "(?:还|仍|依然|尚|亟)[^，。；]{0,14}(?:不足|不够|不高|不强|不优|薄弱|短板|差距|滞后|突出|困难|压力|需要?加强|待)"
    "|(?:还|仍|依然|尚|也)[^，。；]{0,6}(?:存在|面临)[^，。；]{0,10}(?:问题|困难|不足|短板)"
    "|(?:较为?|比较|相对|严重|依然|仍然)(?:紧张|缺乏|短缺|匮乏|迟缓|滞后|薄弱|不足|突出)(?!的?[，；]?(?:问题|矛盾)得到)|紧缺|缺编"
    "|不容忽视|亟待|有待(?:进一步)?[提加改完]|面临(?:的|着|较|不少)?[^，。；]{0,8}(?:困难|问题|挑战|压力)|清醒地?(?:看到|认识到)"
)


def state(document: Document) -> list[Statement]:
    """One statement for each sentence and for each heading that says something, in text order."""
    rows = [_statement(document, section.heading, section.ref) for section in document.sections if section.level >= 3]
    for passage in document.prose():
        whole = passage.section.label == "落款"
        spans = [passage.span] if whole else sentences(document.text, passage.span)
        told = [_statement(document, span, passage.section) for span in spans if len(document.text[slice(*span)]) > 5]
        rows += [
            replace(row, kind="problem")
            if before is not None and row.kind == "measure" and announces(before.quote)
            else row
            for before, row in zip([None, *told], told, strict=False)
        ]
    return sorted(rows, key=lambda row: row.span)


def announces(quote: str) -> bool:
    """我们也清醒地看到，还面临不少困难和问题。: what is wrong is told by the sentence behind."""
    return bool(_ANNOUNCED.search(quote)) and len(quote) <= _LONGEST_ANNOUNCEMENT


_ANNOUNCED = re.compile("(?:看到|认识到|存在|面临)[^。；]*(?:问题|不足|困难|短板|挑战|差距)$")
_LONGEST_ANNOUNCEMENT = 60


def _statement(document: Document, span: Span, section: SectionRef) -> Statement:
    text = document.text
    start, end = span
    while end > start and text[end - 1] in "。；， \n":
        end -= 1
    quote = text[start:end]
    names = tuple(re.findall("“([^”]+)”", quote))
    digest = hashlib.sha256(f"{document.meta.id}\n{section.label}\n{start}\n{quote}".encode()).hexdigest()
    return Statement(
        id=digest[:8],
        report=document.meta.id,
        kind=kind_of(quote, section),
        label=_label(quote, names),
        section=section,
        quote=quote,
        span=(start, end),
        period=_period(document, quote, section),
        page=document.page_at(start),
        names=names,
    )


def kind_of(quote: str, section: SectionRef) -> StatementKind:
    """By its chapter first (problems, trends and plans have chapters of their own), then by its words."""
    words = word_list("extraction")
    if section.label == "落款":
        return "meta"
    if _has(quote, words["rank_words"]):
        return "rank"
    if is_planned(section):
        return "target" if _has(quote, words["aim_words"]) and _has(quote, words["change_words"]) else "plan"
    chapter = "".join(section.path[:1])
    if _has(chapter, words["problem_headings"]):
        return "problem"
    if _has(chapter, words["trend_headings"]):
        return "event" if _has(quote, words["event_words"]) and not _has(quote, words["trend_words"]) else "trend"
    return _by_words(quote, words)


def _by_words(quote: str, words: dict[str, list[str]]) -> StatementKind:
    if _LACK.search(quote):
        return "problem"
    dated = re.search(r"(?:19|20)\d\d年", quote) and _has(quote, words["event_words"])
    if dated or "调研" in quote or "侦破" in quote:
        return "event"
    if re.search("趋势|态势", quote) and _has(quote, words["trend_words"]):
        return "trend"
    return "measure"


def _has(text: str, words: list[str]) -> bool:
    return any(word in text for word in words)


def _label(quote: str, names: tuple[str, ...]) -> str:
    if names:
        return "、".join(names[:3])
    return re.split("[，；：]", _unnumbered(quote), maxsplit=1)[0][:_LONGEST_LABEL]


def _unnumbered(quote: str) -> str:
    match = _NUMBERED.match(quote)
    return quote[match.end() :] if match else quote


def _period(document: Document, quote: str, section: SectionRef) -> str | None:
    """The first time the sentence states; a signature's date; in a plan the chapter's year is not repeated."""
    reference = int(document.meta.date[:4]) if document.meta.date else 0
    if section.label == "落款":
        return document.meta.date
    periods = find_periods(shadow(quote), reference)
    return next((p.value for p in periods if p.kind == "period" and "规划" not in p.text), None)
