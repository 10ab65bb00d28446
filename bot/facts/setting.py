"""Settings: what headings and paragraphs say about time and purpose before their sentences speak."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from bot.report.model import Document, Passage, SectionRef
from bot.text.fold import shadow
from bot.text.period import Period, find_periods
from bot.text.words import alternation, word_list

#: What may stand before the time that a paragraph opens with.
_OPENING = re.compile(r"[（(]?[一二三四五六七八九十\d]{0,3}[、.．)）]?")
#: 政府工作报告（2020年）: delivered in that year, it tells of the one before.
_DELIVERED = re.compile(r"工作报告[（(]\d{4}年?[)）]|^\d{4}年.*政府工作报告$")
_MONTH = re.compile(r"\d{4}-\d\d")
_PLAN_NAME = re.compile("规划|“?十[一二三四五]五|[七八九]五")


@dataclass(frozen=True, slots=True)
class Setting:
    """``year``: the period that a figure holds for where its sentence states none; ``planned``: its figures are
    targets."""

    year: str | None
    planned: bool


class Settings:
    """The settings of a document's sections and passages; ``reference`` is its year, 0 where it is not known."""

    def __init__(self, document: Document, reference: int) -> None:
        self._document = document
        self._reference = reference
        self._title = self._first(document.meta.title)
        self._known: dict[tuple[str, ...], Setting] = {}
        self._chapters: dict[tuple[str, ...], str] = {}
        for section in document.sections:
            if section.ref.path not in self._chapters and len(section.ref.path) == 1:
                self._chapters[section.ref.path] = document.text[slice(*section.span)]
        self._opened = self._openings()

    def of(self, section: SectionRef) -> Setting:
        """The period of the nearest heading or, in a plan chapter, the first one its text states; else the title's."""
        if section.path not in self._known:
            self._known[section.path] = self._read(section)
        return self._known[section.path]

    def within(self, passage: Passage) -> Setting:
        """That of the passage's section, unless the passage opens with a time of its own; where no heading nor the
        title tells one, what a passage before it opened with."""
        setting, (own, before) = self.of(passage.section), self._opened[passage.span]
        return replace(setting, year=own or setting.year or before)

    def _read(self, section: SectionRef) -> Setting:
        planned = is_planned(section)
        chapter = section.path[:1]
        for heading in reversed(section.path):
            if year := self._first(heading):
                return Setting(year, planned)
        if planned and (stated := re.search(r"(?:19|20)\d\d(?=年)", self._chapters.get(chapter, ""))):
            return Setting(stated.group(), planned)
        if self._title and not planned and _DELIVERED.search(self._document.meta.title):
            return Setting(str(int(self._title[:4]) - 1), planned)
        return Setting(None if planned and not self._title else self._title, planned)

    def _openings(self) -> dict[tuple[int, int], tuple[str | None, str | None]]:
        """For each passage: the period that it opens with, and the last one that a passage of its chapter, or of
        what stands before all chapters, opened with."""
        last: dict[tuple[str, ...], str] = {}
        out = {}
        for passage in self._document.passages:
            own = self._opening(passage)
            chapter = passage.section.path[:1]
            out[passage.span] = own, last.get(chapter) or last.get(())
            if own:
                last[chapter] = own
        return out

    def _opening(self, passage: Passage) -> str | None:
        """The period that a passage begins with. A month by itself before all chapters is when the report was made."""
        text = shadow(self._document.text[passage.span[0] : min(passage.span[1], passage.span[0] + 40)])
        begin = _OPENING.match(text)
        for period in self._stated(text):
            if period.start == (begin.end() if begin else 0) or period.start == 0:
                dates = not passage.section.path and not text[period.end :].strip("）)")
                month = _MONTH.fullmatch(period.value or "")
                return None if dates and month else in_year(period, self.of(passage.section).year)
            break
        return None

    def _first(self, heading: str) -> str | None:
        return next((period.value for period in self._stated(shadow(heading))), None)

    def _stated(self, text: str) -> list[Period]:
        """The years and parts of years that a text states: no days, no plans, no 以来, no 目前."""
        periods = find_periods(text, self._reference)
        stated = [p for p in periods if p.kind == "period" and p.value and _is_stated(p, text)]
        # Where nothing dates the report, 2021年以来 is all there is.
        return [p for p in stated if p.value and (not p.value.endswith("/") or not self._reference)]


def _is_stated(period: Period, text: str) -> bool:
    named = re.search(r"[年月度季]", period.text) and not _PLAN_NAME.search(period.text)
    return bool(named) and not text.startswith("规划", period.end)


def in_year(period: Period, year: str | None) -> str | None:
    """The value of a part of a year that is named without it (12月), in the year that is spoken of, or of 上年,
    the year before that one."""
    stated = (year or "")[:4]
    if not period.own or not stated.isdigit():
        return period.value
    meant = str(int(stated) - 1) if re.search("上一?年(?!度?半)", period.text) else stated
    return re.sub(r"(?:19|20)\d\d(?=$|-)", meant, period.value or meant)


def is_planned(section: SectionRef) -> bool:
    """Does a heading above say that what follows is planned? A review of a plan is none."""
    words = word_list("extraction")
    chapter, all_headings = "".join(section.path[:1]), "".join(section.path)
    if any(w in all_headings for w in words["plan_anywhere"]):
        return True
    return any(w in chapter for w in words["plan_headings"]) and not any(w in chapter for w in words["review_headings"])


@cache
def _aims() -> re.Pattern[str]:
    words = word_list("extraction")
    return re.compile(
        f"{alternation(words['target_words'])}|(?:{alternation(words['target_heads'])})(?:{alternation(words['target_verbs'])})"
    )


def is_aimed(clause: str) -> bool:
    """Does a clause say that its figures are to be reached? 完成年度计划的 105.7% and 目标考核断面 do not."""
    return bool(_aims().search(clause))
