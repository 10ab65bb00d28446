"""What a sentence opens with, or is said to be about, and those behind it go on from: a year, a theme, a branch."""

from __future__ import annotations

import re

from bot.facts.sentence import Sentence
from bot.text.period import Period

#: 对照《规划》，到2025年，: what stands before a time that a whole sentence is about.
_OPENING = re.compile(r"\s*(?:[^\d，]{1,20}，)?[到至]?")


def opened(sentence: Sentence) -> str | None:
    """2022年，…: a year that a sentence opens with holds for those behind it that tell no time, in its paragraph."""
    first = next((p for p in sentence.tokens.periods if p.kind == "period"), None)
    if first is None or sentence.text[: first.start].strip() or not re.fullmatch(r"(?:19|20)\d\d年", first.text):
        return None
    return first.value if sentence.text[first.end : first.end + 1] in "，," else None


def to_come(sentence: Sentence) -> Period | None:
    """到2025年，甲达到9，目前为7；乙达到5: the time to come that a sentence opens with."""
    first = next(iter(sentence.tokens.periods), None)
    if not first or not first.value or first.kind != "period" or not _OPENING.fullmatch(sentence.text[: first.start]):
        return None
    return first if first.value > (sentence.document.meta.date or "9")[:4] + "~" else None


#: A sentence that only sets the theme of those behind it is no longer than this.
_HEADLINE = 16
_THEME = re.compile(
    "(.{2,6}?)(?:生产|发展|建设|工作|事业)?(?:再[创上]|持续|稳步|不断|取得|保持|实现|明显|显著|扎实|全面|加快|有力|有序|进一步|稳定)"
)


def branch_of(sentence: Sentence) -> str:
    """新能源产业 of 大力推动新能源产业跨越式发展。产业投资超过…: what 产业 alone means behind it."""
    named = re.findall("(?:推动|推进|发展|壮大|做强|加快|促进)([\u4e00-\u9fff]{2,5}产业)", sentence.text)
    return str(named[0]) if len(set(named)) == 1 and not sentence.tokens.figures else ""


def headed(sentence: Sentence) -> str:
    """——粮食生产再创新高。播种面积…, 总产量…: what the paragraph is said to be about, else the empty word."""
    text = sentence.text.strip()
    if not text.startswith("——") or len(text) > _HEADLINE or sentence.tokens.figures:
        return ""
    match = _THEME.match(text.strip("—。"))
    return match[1] if match else ""
