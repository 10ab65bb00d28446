"""Pages of a report that are browsed in place: contents, indicators, targets, contradictions, reports.

A page is a letter; its buttons hold the whole way to the next one, so that nothing is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from bot.answers.book import Book
from bot.answers.builder import title_of, when
from bot.facts.model import Observation
from bot.reply.html import Html
from bot.reply.plain import clean, shorten
from bot.report.model import Section
from bot.telegram.keyboard import Row, button, buttons, grid, markup
from bot.telegram.letter import Letter
from bot.telegram.press import Kind
from bot.telegram.words import Language, Words

T = TypeVar("T")

PER_PAGE = 8
_FINDINGS_PER_PAGE = 5
_QUOTE_UNITS = 1200
_NAME_UNITS = 80
_FINDING_UNITS = 600
_TITLE_UNITS = 160
TOP, TURN = "0", "p"

_TOPICS: Words = {"zh": "目录", "en": "Contents"}
_NO_TOPICS: Words = {
    "zh": "这份报告没有分节。可以直接提问，或看 /indicators。",
    "en": "This report has no sections. Just ask, or see /indicators.",
}
_UP: Words = {"zh": "↑ 上一级", "en": "↑ Up"}
_INDICATORS: Words = {"zh": "全部指标（{count}）", "en": "All indicators ({count})"}
_NO_INDICATORS: Words = {
    "zh": "这份报告里没有认出数字。可以看看 /topics。",
    "en": "No figures were found in this report. See /topics.",
}
_TAP: Words = {"zh": "点编号看出处和原文。", "en": "Tap a number for its source."}
_TARGETS: Words = {"zh": "目标和现状（{count}）", "en": "Targets and where things stand ({count})"}
_NO_TARGETS: Words = {
    "zh": "这份报告没有写明数字目标。",
    "en": "This report states no targets in figures.",
}
_TARGET: Words = {"zh": "目标 ", "en": "target "}
_ACTUAL: Words = {"zh": "现状 ", "en": "now "}
_UNTOLD: Words = {"zh": "没找到可比的现状", "en": "nothing to compare found"}
_FINDINGS: Words = {"zh": "报告里前后不一致的地方（{count}）", "en": "Where the report disagrees with itself ({count})"}
_NO_FINDINGS: Words = {
    "zh": "没有发现这份报告前后不一致的数。",
    "en": "No contradictions were found in this report.",
}
_AS_PRINTED: Words = {
    "zh": "数字照原文给出，不替报告改。",
    "en": "Figures are given as printed and never corrected.",
}
_REPORTS: Words = {"zh": "现在有的报告", "en": "Reports at hand"}
_SWITCH: Words = {
    "zh": "✓ 是不指明时问的那一份，点一下换一份。",
    "en": "✓ marks the one that is asked by default; tap to switch.",
}
_ONLY_ONE: Words = {"zh": "只有这一份。", "en": "There is only this one."}
_EXPORT: Words = {
    "zh": "要哪一部分？发给您一个 CSV 表格，Excel 可以直接打开。",
    "en": "Which part? You get a CSV file that Excel opens.",
}
_ALL: Words = {"zh": "全部（{count} 个数）", "en": "All ({count} figures)"}


@dataclass(frozen=True, slots=True)
class _Page(Generic[T]):
    """Some of many: the number of the first, and the buttons that turn the page."""

    items: Sequence[T]
    first: int
    turn: Row


def topics(book: Book, place: str, page: int, language: Language) -> Letter:
    """The contents at ``place``, the ref of a section; at ``TOP`` the chapters."""
    section = book.section(place)
    if section is None:
        return _chapters(book, page, language)
    below = book.children(section)
    figures = book.figures_in(section)
    return _branch(book, section, below, page, language) if below else _leaf(book, section, figures, page, language)


def _chapters(book: Book, page: int, language: Language) -> Letter:
    out = _head(book, _TOPICS[language])
    if not book.sections:
        return letter(out.add("%s", _NO_TOPICS[language]))
    shown = _paged(book.chapters(), page, "topics", (book.ref, TOP))
    return letter(out, [*_section_rows(book, shown.items), shown.turn])


def _branch(book: Book, section: Section, below: list[Section], page: int, language: Language) -> Letter:
    out = _head(book, title_of(section.ref))
    shown = _paged(below, page, "topics", (book.ref, book.ref_of(section)))
    return letter(out, [*_section_rows(book, shown.items), shown.turn, _up(book, section, language)])


def _leaf(book: Book, section: Section, figures: list[Observation], page: int, language: Language) -> Letter:
    out = _head(book, title_of(section.ref))
    shown = _paged(figures, page, "topics", (book.ref, book.ref_of(section)))
    numbers = _numbered(out, shown.items, shown.first, partial(_figure_line, out, language))
    text = shorten(clean(book.text_of(section)), _QUOTE_UNITS)
    if text:
        out.add("<blockquote expandable>%s</blockquote>", text)
    return letter(out, [*numbers, shown.turn, _up(book, section, language)])


def indicators(book: Book, page: int, language: Language) -> Letter:
    """Each indicator with its newest figure."""
    if not book.indicators:
        return letter(_head(book, None).add("%s", _NO_INDICATORS[language]))
    out = _head(book, _INDICATORS[language].format(count=len(book.indicators)))
    shown = _paged(book.indicators, page, "indicators", (book.ref,))
    numbers = _numbered(out, shown.items, shown.first, partial(_figure_line, out, language))
    return letter(out.add("%s", _TAP[language]), [*numbers, shown.turn])


def targets(book: Book, page: int, language: Language) -> Letter:
    """Each target with where things stand, or that the report does not say."""
    if not book.targets:
        return letter(_head(book, None).add("%s", _NO_TARGETS[language]))
    out = _head(book, _TARGETS[language].format(count=len(book.targets)))
    shown = _paged(book.targets, page, "targets", (book.ref,))
    standing = {target.id: actual for target, actual in shown.items}

    def line(row: Observation) -> None:
        out.add(f"%s：{_TARGET[language]}<b>%s</b>%s；", _name(row), clean(row.value_text), _when(row))
        if now := standing[row.id]:
            out.add(f"{_ACTUAL[language]}<b>%s</b>%s\n", clean(now.value_text), _when(now))
        else:
            out.add("%s\n", _UNTOLD[language])

    numbers = _numbered(out, [target for target, _ in shown.items], shown.first, line)
    return letter(out.add("%s", _TAP[language]), [*numbers, shown.turn])


def findings(book: Book, page: int, language: Language) -> Letter:
    """What a careful reader notices; each opens its first figure."""
    if not book.findings:
        return letter(_head(book, None).add("%s", _NO_FINDINGS[language]))
    out = _head(book, _FINDINGS[language].format(count=len(book.findings)))
    shown = _paged(book.findings, page, "findings", (book.ref,), _FINDINGS_PER_PAGE)
    numbers: Row = []
    for number, finding in enumerate(shown.items, shown.first):
        out.add("%s. %s\n\n", str(number), shorten(clean(finding.text), _FINDING_UNITS))
        numbers += buttons((str(number), "open", f"o-{fact}") for fact in finding.observations[:1])
    return letter(out.add("%s", _AS_PRINTED[language]), [*grid(numbers), shown.turn])


def reports(books: Sequence[Book], chosen: Book, language: Language, page: int | None = None) -> Letter:
    """Which reports there are; pressed, one is asked by default from then on. The page of the chosen one first."""
    if page is None:
        page = next((n for n, book in enumerate(books) if book is chosen), 0) // PER_PAGE
    shown = _paged(books, page, "report", (TURN,))
    out = Html().add("<b>%s</b>\n\n", _REPORTS[language])
    wanted: list[tuple[str, Kind, str]] = []
    for number, book in enumerate(shown.items, shown.first):
        mark = "✓ " if book is chosen else ""
        out.add("%s. %s%s\n", str(number), mark, _dated(book))
        wanted.append((f"{mark}{number}", "report", book.ref))
    several = len(books) > 1
    out.add("\n%s", (_SWITCH if several else _ONLY_ONE)[language])
    return letter(out, [*grid(buttons(wanted)), shown.turn] if several else [])


def export(book: Book, language: Language) -> Letter:
    """Which part of the report is wanted as a table."""
    if not book.figures:
        return letter(_head(book, None).add("%s", _NO_INDICATORS[language]))
    out = _head(book, None).add("%s", _EXPORT[language])
    whole = [(_ALL[language].format(count=len(book.figures)), TOP)]
    parts = [(title_of(s.ref), book.ref_of(s)) for s in book.chapters() if book.figures_in(s)]
    wanted = [button(label, "export", f"{book.ref}_{ref}") for label, ref in [*whole, *parts[:15]]]
    return letter(out, [[each] for each in wanted if each])


def letter(html: Html | str, keyboard: list[Row] | None = None) -> Letter:
    """A letter whose plain form is its HTML without the tags."""
    return Letter.of(str(html).strip(), markup(keyboard or []))


def _figure_line(out: Html, language: Language, row: Observation) -> None:
    goal = _TARGET[language] if row.role == "target" else ""
    out.add(f"%s：{goal}<b>%s</b>%s\n", _name(row), clean(row.value_text), _when(row))


def _name(row: Observation) -> str:
    return shorten(clean(row.indicator), _NAME_UNITS)


def _when(row: Observation) -> str:
    return f"（{when(row)}）" if row.period else ""


def _head(book: Book, title: str | None) -> Html:
    out = Html().add("%s\n", _dated(book))
    return out.add("<b>%s</b>\n\n", shorten(clean(title), _TITLE_UNITS)) if title else out.add("\n")


def _dated(book: Book) -> str:
    title = shorten(clean(book.report.title), _TITLE_UNITS)
    return f"《{title}》" + (f"（{book.report.date}）" if book.report.date else "")


def _numbered(out: Html, shown: Sequence[Observation], first: int, line: Callable[[Observation], None]) -> list[Row]:
    """The figures a line each, and a button with the number of each."""
    wanted: list[tuple[str, Kind, str]] = []
    for number, row in enumerate(shown, first):
        out.add("%s. ", str(number))
        line(row)
        wanted.append((str(number), "open", f"o-{row.id}"))
    out.add("\n" if shown else "")
    return grid(buttons(wanted))


def _section_rows(book: Book, shown: Sequence[Section]) -> list[Row]:
    made = (button(title_of(s.ref), "topics", f"{book.ref}_{book.ref_of(s)}_0") for s in shown)
    return [[each] for each in made if each]


def _up(book: Book, section: Section, language: Language) -> Row:
    parent = book.parent(section)
    above = book.ref_of(parent) if parent else TOP
    return buttons([(_UP[language], "topics", f"{book.ref}_{above}_0")])


def _paged(items: Sequence[T], page: int, kind: Kind, way: tuple[str, ...], size: int = PER_PAGE) -> _Page[T]:
    """The items of a page, of the last one for a page that is no longer there; ``way`` leads to its neighbours."""
    last = (max(len(items), 1) - 1) // size
    page = min(max(page, 0), last)
    turn = [("‹", page - 1)] * (page > 0) + [(f"{page + 1}/{last + 1}", page)] + [("›", page + 1)] * (page < last)
    made = (button(label, kind, "_".join((*way, str(to)))) for label, to in turn)
    first = page * size
    return _Page(items[first : first + size], first + 1, [each for each in made if each] if last else [])
