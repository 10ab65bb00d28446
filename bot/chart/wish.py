"""Asking for a picture: 画个图, 电诈的趋势图. What is left when the asking is taken out is the question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.chart.picture import Kind
from bot.question.normalise import normalise
from bot.text.words import word_list


@dataclass(frozen=True, slots=True)
class Wish:
    """``question`` is what to draw, empty for what was spoken of last; ``kind`` that was named by ``word``."""

    question: str
    kind: Kind | None = None
    word: str = ""

    @property
    def questions(self) -> tuple[str, ...]:
        """The question, then with the kind's word, for 构成 of 落户构成图 may belong to either."""
        longer = (f"{self.question}{self.word}",) if self.word and self.question else ()
        return (self.question, *longer)


def wish_of(text: str) -> Wish | None:
    """The wish for a picture in a message, or None where it asks for none."""
    plain = normalise(text).strip()
    if len(plain) > _LONGEST:
        return None
    for pattern in _patterns():
        match = pattern.search(plain)
        if match:
            rest = match.groupdict().get("rest")
            left = plain[: match.start()] + (rest or "") + plain[match.end() :]
            asked = match.group() if rest is None else match.group().replace(rest, "", 1)
            return Wish(_bare(left), *_kind(asked))
    return None


#: No longer message is searched: a wish is short.
_LONGEST = 120


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = word_list("charts")
    filled = {"kind": "|".join(words["kinds"].values()), "picture": words["picture"]}
    return tuple(re.compile(_fill(ask, filled)) for ask in words["asks"])


def _fill(ask: str, words: dict[str, str]) -> str:
    for name, alternatives in words.items():
        ask = ask.replace(f"{{{name}}}", alternatives)
    return ask


def _kind(asked: str) -> tuple[Kind | None, str]:
    kinds: dict[Kind, str] = word_list("charts")["kinds"]
    for kind, words in kinds.items():
        if named := re.search(words, asked):
            return kind, named.group()
    return None, ""


def _bare(left: str) -> str:
    """The question without what joined it to the wish; 一下 and 的 alone are no question."""
    return re.sub(r"^[\s,，。、:：]*(?:把|将|给|关于|有关)?|(?:用|以|的|,|，|。|、|:|：|\s)*$", "", left).strip()
