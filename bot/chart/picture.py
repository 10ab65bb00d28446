"""The data of a picture: all that is drawn and said on it, as plain rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.text.bound import Bound

#: Part of what drawings are cached by: drawn in another way, the same data is another picture.
STYLE = "1"

Kind = Literal["trend", "breakdown", "target", "comparison", "overview"]
PointRole = Literal["actual", "target", "total", "rest"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure stands: the report's title, the section as it is cited, the page."""

    report: str
    section: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Point:
    """One figure on a picture.

    ``value`` is in ``unit``; ``text`` is the figure as printed with its qualifier; ``when`` its period in words.
    ``at`` is its place on the time axis in years (2022.5 is the middle of 2022), for trends. ``fact`` is the
    observation's id; a computed remainder has none and no origin either.
    """

    label: str
    value: float
    text: str
    unit: str | None
    bound: Bound = "exact"
    role: PointRole = "actual"
    when: str = ""
    at: float | None = None
    value_to: float | None = None
    fact: str | None = None
    origin: Origin | None = None

    @property
    def approximate(self) -> bool:
        """Is it known only roughly or as a limit (近, 余, 以上, 不到, …)?"""
        return self.bound != "exact"


@dataclass(frozen=True, slots=True)
class Panel:
    """Figures that share one scale; ``name`` is written above them where a picture has several panels."""

    name: str
    unit: str | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture before it is drawn. ``remarks`` are sentences below the figures."""

    kind: Kind
    title: str
    subtitle: str
    panels: tuple[Panel, ...]
    remarks: tuple[str, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for panel in self.panels for point in panel.points)

    @property
    def sources(self) -> tuple[str, ...]:
        """A line for each report: 《title》 and the sections in it with their pages, each once, in order."""
        places: dict[str, dict[str, set[int]]] = {}
        for origin in (point.origin for point in self.points):
            if origin:
                pages = places.setdefault(origin.report, {}).setdefault(origin.section, set())
                pages.update([origin.page] if origin.page else [])
        return tuple(f"《{report}》{_several(sections)}" for report, sections in places.items())

    @property
    def content(self) -> str:
        """The same for the same picture in every process: what drawings are cached by."""
        return hashlib.sha256(f"{STYLE} {self!r}".encode()).hexdigest()[:20]

    def texts(self) -> Iterator[str]:
        """Every text of the data that may be drawn."""
        yield from (self.title, self.subtitle, *self.remarks, *self.sources)
        for panel in self.panels:
            yield panel.name
            for point in panel.points:
                yield from (point.label, point.text, point.when)


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is no picture; ``why`` is one sentence for the person who asked."""

    why: str


#: A source line names so many sections of a report; further ones are counted.
_PLACES = 2


def _several(sections: dict[str, set[int]]) -> str:
    more = f"等{len(sections)}节" if len(sections) > _PLACES else ""
    told = [
        section + (f" · 第{'、'.join(map(str, sorted(pages)))}页" if pages else "")
        for section, pages in sections.items()
    ]
    return "；".join(told[:_PLACES]) + more
