"""Settings: what a chapter says about time and purpose before its sentences speak."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.report.model import Document, SectionRef
from bot.text.words import word_list

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class Setting:
    """``year``: what a figure holds for where its sentence states no time; ``planned``: its figures are targets."""

    year: str | None
    planned: bool


class Settings:
    """The settings of a document's sections."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._title = _year(document.meta.title)
        self._known: dict[tuple[str, ...], Setting] = {}
        self._chapters: dict[tuple[str, ...], str] = {}
        for section in document.sections:
            if section.ref.path not in self._chapters and len(section.ref.path) == 1:
                self._chapters[section.ref.path] = document.text[slice(*section.span)]

    def of(self, section: SectionRef) -> Setting:
        """The year of the chapter's heading or, in a plan chapter, the first one its text states; else the title's."""
        if section.path not in self._known:
            self._known[section.path] = self._read(section)
        return self._known[section.path]

    def _read(self, section: SectionRef) -> Setting:
        planned = is_planned(section)
        chapter = section.path[:1]
        if year := _year("".join(chapter)):
            return Setting(year, planned)
        return Setting(_year(self._chapters.get(chapter, "")) if planned else self._title, planned)


def is_planned(section: SectionRef) -> bool:
    """Does a heading above say that what follows is planned?"""
    words = word_list("extraction")
    chapter, all_headings = "".join(section.path[:1]), "".join(section.path)
    return any(w in all_headings for w in words["plan_anywhere"]) or any(w in chapter for w in words["plan_headings"])


def _year(text: str) -> str | None:
    match = _YEAR.search(text)
    return match.group() if match else None
