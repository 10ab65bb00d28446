"""The automatic numbers of a Word file's paragraphs: printed by Word, but not in the paragraphs' text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"
_CHINESE = {
    *("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand"),
    *("ideographDigital", "japaneseCounting", "japaneseDigitalTenThousand", "koreanDigital2"),
}
_NUMERALS = "〇一二三四五六七八九"
_DEEPEST = 9


def chinese(number: int) -> str:
    """1 to 99 as headings write them: 一, 十, 十一, 二十三; beyond that in Arabic."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (_NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + (_NUMERALS[ones] if ones else "")


class Numbering:
    """Counts through a document: ask ``label`` once for each paragraph, in order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """From the roots of numbering.xml and styles.xml (lxml elements; None where the file has none)."""
        self._abstract: dict[str, Any] = {}
        self._instances: dict[str, Any] = {}
        self._styles: dict[str, Any] = {}
        for node in [] if numbering is None else numbering.iterchildren(W + "abstractNum"):
            self._abstract[node.get(W + "abstractNumId", "")] = node
        for node in [] if numbering is None else numbering.iterchildren(W + "num"):
            self._instances[node.get(W + "numId", "")] = node
        for node in [] if styles is None else styles.iterchildren(W + "style"):
            self._styles[node.get(W + "styleId", "")] = node
        # Lists that share a definition share its counters, except where one starts anew.
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._started: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """What Word prints before a paragraph: 一、 or （二） or 3. or ①; empty for a bullet or none."""
        found = self._of(paragraph)
        instance = self._instances.get(found[0]) if found else None
        if found is None or instance is None:
            return ""
        number, level = found
        abstract = _value(instance, "abstractNumId") or ""
        formats = self._formats(abstract, instance)
        if level not in formats:
            return ""
        counts = self._counts[abstract]
        self._restart(number, level, instance, counts)
        counts[level] = counts.get(level, _start(formats[level]) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return _printed(formats, counts, level)

    def _of(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and level of a paragraph, its own or its style's."""
        properties = paragraph.find(W + "pPr")
        style = _value(properties, "pStyle")
        own = _listed(properties)
        inherited: tuple[str | None, int | None] = (None, None)
        for _ in range(_DEEPEST):
            node = self._styles.get(style or "")
            if node is None or inherited[0]:
                break
            inherited = _listed(node.find(W + "pPr"))
            style = _value(node, "basedOn")
        number = own[0] or inherited[0]
        level = own[1] if own[1] is not None else inherited[1]
        return (number, level or 0) if number and number != "0" else None

    def _formats(self, abstract: str, instance: Any) -> dict[int, Any]:
        """The definition of each level; an instance may put its own in place of the list's."""
        node = self._abstract.get(abstract)
        if node is not None and node.find(W + "lvl") is None and (link := _value(node, "numStyleLink")):
            node = next((a for a in self._abstract.values() if _value(a, "styleLink") == link), node)
        levels = {} if node is None else {_level(one): one for one in node.iterchildren(W + "lvl")}
        overrides = {_level(one): one for one in instance.iterfind(f"{W}lvlOverride/{W}lvl")}
        return levels | overrides

    def _restart(self, number: str, level: int, instance: Any, counts: dict[int, int]) -> None:
        if (number, level) in self._started:
            return
        self._started.add((number, level))
        for override in instance.iterchildren(W + "lvlOverride"):
            start = _value(override, "startOverride")
            if _level(override) == level and start:
                counts[level] = _integer(start, 1) - 1


def _listed(properties: Any) -> tuple[str | None, int | None]:
    node = None if properties is None else properties.find(W + "numPr")
    level = _value(node, "ilvl")
    return _value(node, "numId"), None if level is None else _integer(level, 0)


def _printed(formats: dict[int, Any], counts: dict[int, int], level: int) -> str:
    text = _value(formats[level], "lvlText") or ""
    arabic = formats[level].find(W + "isLgl") is not None  # 1.1 below 一、

    def number(match: re.Match[str]) -> str:
        wanted = int(match[1]) - 1
        node = formats.get(wanted)
        form = "decimal" if arabic else _value(node, "numFmt") or "decimal"
        return "" if node is None else _numeral(counts.get(wanted, _start(node)), form)

    if _value(formats[level], "numFmt") in ("bullet", "none"):
        return ""
    return re.sub(r"%([1-9])", number, text)


def _numeral(number: int, form: str) -> str:
    if form in _CHINESE:
        return chinese(number)
    if form.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if form in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr(ord("a" if form == "lowerLetter" else "A") + number - 1)
    return str(number)


def _value(node: Any, child: str) -> str | None:
    found = None if node is None else node.find(W + child)
    return None if found is None else found.get(_VAL)


def _level(node: Any) -> int:
    return _integer(node.get(W + "ilvl"), 0)


def _start(node: Any) -> int:
    return _integer(_value(node, "start"), 1)


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else default
