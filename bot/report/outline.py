"""The outline of a clean text: headings 一、 （一） 1. （1） ① and 一是, as a tree of sections."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.report.bare import bare_headings
from bot.report.model import Passage, Section, SectionRef, Span
from bot.report.omission import is_caption, is_unit_note
from bot.report.table import is_row
from bot.text.fold import shadow

_CN = "[一二三四五六七八九十]{1,3}"
#: Marker kinds from the outermost to the innermost, as official documents nest them
#: (GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）; ① and 一是 are usage).
_MARKERS = (
    re.compile(rf"第{_CN}[章部编](?:分)?"),
    re.compile(rf"{_CN}、"),
    re.compile(rf"[（(]{_CN}[)）]"),
    re.compile(r"\d{1,2}[.．、](?![\d%])"),
    re.compile(r"[（(]\d{1,2}[)）]"),
    re.compile(r"[①-⑳]"),
    re.compile(r"[一二三四五六七八九十]{1,2}是"),
)
_DATE_LINE = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_SENTENCE_END = re.compile(r"[。！？；]")
_LONGEST_TITLE = 40
#: From this level on a heading with a figure in it is text.
_FIRST_ARABIC = 4
#: The level of headings without a number, above all others, and that of 一是.
_BARE, _ITEM = 0, len(_MARKERS)


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    label: str
    printed: str
    title: str
    start: int
    end: int


def outline(text: str) -> tuple[tuple[Section, ...], tuple[Passage, ...]]:
    """Sections in order of their headings, and the passages between them (every character but the
    headings' belongs to one passage)."""
    paragraphs = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    signature = _signature(shadow(text), paragraphs)
    bare = bare_headings(text, paragraphs)
    stack: list[_Heading] = []
    sections: list[tuple[_Heading, SectionRef]] = []
    passages: list[Passage] = []
    ref = SectionRef("", (), "")
    for start, end in paragraphs:
        if signature and start == signature[0]:
            ref = SectionRef("落款", ("落款",), "落款")
            passages.append(Passage(signature, ref))
            break
        heading = None if is_row(text[start:end]) else _heading(text, start, end, bare)
        if heading is None and stack and stack[-1].level == _ITEM and not _of_table(text[start:end]):
            stack = [h for h in stack if h.level < _ITEM]  # 一是 and 二是 are one paragraph each
            ref = _ref(stack)
        if heading:
            stack = [h for h in stack if h.level < heading.level] + [heading]
            ref = _ref(stack)
            sections.append((heading, ref))
            start = heading.end
        if text[start:end].strip("。 "):
            passages.append(Passage((start, end), ref, heading is None and _of_table(text[start:end])))
    return _spans(sections, signature[0] if signature else len(text)), tuple(passages)


def _of_table(line: str) -> bool:
    return is_row(line) or is_caption(line) or is_unit_note(line)


def _heading(text: str, start: int, end: int, bare: set[int]) -> _Heading | None:
    """The heading that a paragraph begins with. Its title ends with its first sentence; a sentence too
    long for a title, or one with a figure in it, is text, and the title its first clause."""
    if start in bare:
        printed = text[start:end].strip()
        return _Heading(_BARE, "", printed, printed, start, end)
    for level, marker in enumerate(_MARKERS, 1):
        if match := marker.match(text, start, end):
            return _titled(text, match, level, end)
    return None


def _titled(text: str, marker: re.Match[str], level: int, end: int) -> _Heading:
    start, begin = marker.span()
    stop = _SENTENCE_END.search(text, begin, end)
    title_end = stop.start() if stop else end
    body = text[begin:title_end]
    if len(body) > _LONGEST_TITLE or (level >= _FIRST_ARABIC and re.search(r"\d", body)):
        clause = re.split("[，：,]", body, maxsplit=1)[0][:_LONGEST_TITLE]
        return _Heading(level, _label(marker.group()), marker.group() + clause, clause, start, begin)
    past = title_end + 1 if stop else end
    printed = text[start:past].rstrip("。；")
    return _Heading(level, _label(marker.group()), printed, body.strip(), start, past)


def _label(printed: str) -> str:
    return re.sub(r"[、.．\s]", "", printed).replace("（", "(").replace("）", ")")


def _ref(stack: list[_Heading]) -> SectionRef:
    """How a section is cited; one that no number leads to by the words of its heading."""
    if not stack:
        return SectionRef("", (), "")
    label = "".join(h.label for h in stack) or stack[-1].printed
    return SectionRef(label, tuple(h.printed for h in stack), stack[-1].title)


def _spans(sections: list[tuple[_Heading, SectionRef]], end: int) -> tuple[Section, ...]:
    """Each section ends where the next heading of its level or above begins."""
    following = [end] * (len(_MARKERS) + 1)
    out = []
    for heading, ref in reversed(sections):
        span = heading.start, following[heading.level]
        out.append(Section(ref, heading.level, span, (heading.start, heading.end)))
        following[heading.level :] = [heading.start] * (len(_MARKERS) + 1 - heading.level)
    return tuple(reversed(out))


def _signature(text: str, paragraphs: list[Span]) -> Span | None:
    """A date alone on one of the last lines, with the short lines before it that name the issuer."""
    for number in range(len(paragraphs) - 1, max(-1, len(paragraphs) - 4), -1):
        start, end = paragraphs[number]
        if number and (match := _DATE_LINE.search(text, start, end)) and end - match.end() <= 2 and end - start <= 40:
            alone = match.start() == start and _short(text, paragraphs[number - 1])
            first = paragraphs[number - 1][0] if alone else start
            told = "。" in text[end:] and "。" not in text[:first]  # under the title of a short text, not below it
            return None if told else (first, end)
    return None


def _short(text: str, span: Span) -> bool:
    line = text[slice(*span)]
    return (
        len(line) <= 30 and not is_row(line) and line[-1] not in "。；：，" and not any(m.match(line) for m in _MARKERS)
    )
