"""Questions in words of their own, put as the grammars read them: visitors, parted words, ages, circumstances."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from bot.question.concepts import Concept
from bot.question.cues import asks, pattern
from bot.question.lexicon import Lexicon
from bot.question.places import bare_name

_COUNTED = re.compile("([\u4e00-\u9fff])了?(?:多少|几)[个名位]?([\u4e00-\u9fff]{1,2})(?![\u4e00-\u9fff])")
#: 种了多少亩树: what was done, so many of a measure, and to what.
_MEASURED = re.compile(
    "([\u4e00-\u9fff])了?(多少|几)(亩|棵|株|公里|平方米|平米|吨|斤|头|栋|座)([\u4e00-\u9fff])(?=[啊呀呢吧吗么哦]*(?:$|\\W))"
)
_PARTED = re.compile("([\u4e00-\u9fff])[了过]([\u4e00-\u9fff])")
_AGE = re.compile(r"(\d{1,3})(?:周岁|岁)(?:及以上|以上)")


def visitors(text: str, home: str | None) -> str:
    """来洛阳玩的有多少人: how many visitors."""
    if not asks("travels", text):
        return text
    names = "|".join(re.escape(name) for name in (home, bare_name(home)) if name)
    here = f"(?:{names}|这边|这里|这儿|咱们?这|我们这)?" if names else "(?:这边|这里|这儿)?"
    return re.sub(
        f"(?:来|到|去)(?:过|了)?{here}(?:玩|旅游|旅行|游玩|观光)(?:的)?(?=有?多少人|的?人|$|的)", "游客", text
    )


def joined(text: str, lexicon: Lexicon) -> str:
    """联了网, 报过警: a word of two characters, parted by what tells that it is done."""
    text = _COUNTED.sub(lambda m: f"{m[1]}{m[2]}多少" if _is_deed(m[1] + m[2], lexicon) else m[0], text)
    text = _MEASURED.sub(lambda m: f"{m[1]}{m[4]}{m[2]}{m[3]}" if m[1] + m[4] in lexicon.said else m[0], text)
    return _PARTED.sub(lambda m: m[1] + m[2] if lexicon.names(m[1] + m[2]) else m[0], text)


def _is_deed(word: str, lexicon: Lexicon) -> bool:
    """发了多少电: 发电, of which the report has a 发电量."""
    return lexicon.knows(f"{word}量")


def of_age(text: str, concepts: list[Concept], lexicon: Lexicon) -> list[Concept]:
    """65岁以上的老人: those of that age, as the report says it, and no other old people."""
    age = _AGE.search(text)
    forms = [f"{age[1]}{form}" for form in ("周岁及以上", "岁及以上", "岁以上", "周岁以上")] if age else []
    told = tuple(form for form in forms if lexicon.knows(form))
    if not age or not told:
        return concepts
    others = [c for c in concepts if not any("岁" in option for option in c.options)]
    return [Concept(age.group(), (age.group(), *told)), *others]


@cache
def _each() -> re.Pattern[str]:
    """So much a day or a head: what no figure is called by, where the report has no word for it."""
    return pattern("per_head")


def circumstances(text: str, concepts: list[Concept]) -> list[Concept]:
    """下暴雨的时候转移了多少人: when it was is no figure that is asked for, where more is named; nor is 一天."""
    concepts = [replace(c, weak=True) if not c.known and _each().fullmatch(c.surface) else c for c in concepts]
    match = pattern("while").match(text)
    before = [c for c in concepts if match and text.find(c.surface) < match.end()]
    rest = [c for c in concepts if not c.weak and c not in before]
    return [replace(c, weak=True) if c in before else c for c in concepts] if before and rest else concepts
