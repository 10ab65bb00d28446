"""Changes and rates: the words before a figure that make it a growth, a decline or a per-day figure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from bot.text.quantity import Quantity
from bot.text.words import alternation, word_list

_BLANK = "\0"


@cache
def _change() -> re.Pattern[str]:
    words = word_list("extraction")
    span = "(?:比前|前|近|过去)?[二两三四五六七八九十]年(?:来|间)?(?:平均|累计|年均)?"  # 五年平均增长
    against = rf"(?:{alternation(words['against'])})\0*|(?:同比|比|较)\0+末?同?期?|{span}"
    verbs = alternation(words["up"] + words["down"])
    return re.compile(rf"(?P<against>{against})*(?:分别)?(?P<verb>{verbs})(?:了|达|约|为|近|：|:)*$")


@cache
def _rate() -> re.Pattern[str]:
    words = word_list("extraction")
    return re.compile(alternation(words["rates"]))


@dataclass(frozen=True, slots=True)
class Change:
    """A change told before a figure: its sign, where its words begin, where its verb begins."""

    sign: int
    start: int
    verb: int
    word: str
    against: str

    @property
    def suffix(self) -> str:
        """What it adds to the name of what changed: 同比变化, 环比变化 or the printed noun (升幅)."""
        noun = self.word.removesuffix("达")
        if noun.endswith(("幅", "速")):
            return noun
        if "环比" in self.against or "上月" in self.against:
            return "环比变化"
        return "同比变化" if re.search("同比|上年|去年|同口径|可比", self.against) else "变化"

    def carried_to(self, offset: int) -> Change:
        """The same change for the next figure of a list (下降 5%、3%); its own words are ``offset`` long."""
        return replace(self, start=offset, verb=offset)


def find_change(before: str, unit: str | None = "%") -> Change | None:
    """The change verb that ``before`` ends with (同比下降, 升幅达), or None: 降至 tells a level.

    The short verbs (增, 降, 多 …) count only with something to compare with in front; what things are counted
    in (提升4项行动) grows by none of those that tell of quality.
    """
    match = _change().search(before)
    if not match:
        return None
    bettered = match["verb"] in ("提升", "提高", "升级")
    if bettered and unit in word_list("units")["counters"]:
        return None
    if bettered and not match["against"] and unit in word_list("units")["spaces"]:  # 提升300公里农村公路
        return None
    word, against = match["verb"], before[match.start() : match.start("verb")].removesuffix("分别").strip(_BLANK)
    if len(word) == 1 and not (against or before.strip(_BLANK) == word):
        return None
    sign = -1 if word in word_list("extraction")["down"] else 1
    return Change(sign, match.start(), match.start("verb"), word, against)


def stated_change(text: str, figure: Quantity, offset: int) -> Change | None:
    """The change that a figure states by itself: 与上年持平, 翻番, 两位数增长; ``offset`` is where its words begin."""
    words = text[figure.start : figure.end]
    at = figure.start - offset
    if figure.kind == "flat":
        return Change(1, at, at, "持平", words)
    if words.startswith("翻"):
        return Change(1, at, at, "翻番", "")
    if words == "两位数" and text.startswith(("增长", "增速", "增幅"), figure.end):
        return Change(1, at, at, "增长", "")
    return None


def find_rate(before: str) -> str | None:
    """日均, 每天, 人均 …: what a figure is per, as the words before it say."""
    found = _rate().findall(before)
    return found[-1] if found else None
