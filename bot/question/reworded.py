"""Questions in words of their own, put as the grammars read them: visitors, parted words, ages, circumstances."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.question.concepts import Concept
from bot.question.cues import pattern
from bot.question.lexicon import Lexicon
from bot.question.places import bare_name
from bot.text.words import word_list

_COUNTED = re.compile("([\u4e00-\u9fff])了?(?:多少|几)[个名位]?([\u4e00-\u9fff]{1,2})(?![\u4e00-\u9fff])")
_PARTED = re.compile("([\u4e00-\u9fff])[了过]([\u4e00-\u9fff])")
_AGE = re.compile(r"(\d{1,3})(?:周岁|岁)(?:及以上|以上)")


def visitors(text: str, home: str | None) -> str:
    """来洛阳玩的有多少人: how many visitors; of another place it stays as it is."""
    own = {home, bare_name(home)} if home else set()
    match = pattern("visiting").search(text)
    if not match or not (match[1] in own or pattern("here").fullmatch(match[1])):
        return text
    return f"{text[: match.start()]}游客{text[match.end() :]}"


def joined(text: str, lexicon: Lexicon) -> str:
    """联了网, 报过警: a word of two characters, parted by what tells that it is done."""
    text = _COUNTED.sub(lambda m: f"{m[1]}{m[2]}多少" if _is_deed(m[1] + m[2], lexicon) else m[0], text)
    # 种了多少亩树: what was done, so many of a measure, and to what.
    text = pattern("of_measure").sub(
        lambda m: f"{m[1]}{m[4]}{m[2]}{m[3]}" if m[1] + m[4] in lexicon.said else m[0], text
    )
    return _PARTED.sub(lambda m: m[1] + m[2] if lexicon.names(m[1] + m[2]) else m[0], text)


def _is_deed(word: str, lexicon: Lexicon) -> bool:
    """发了多少电: 发电, of which the report has a 发电量."""
    return lexicon.knows(f"{word}量")


def of_age(text: str, concepts: list[Concept], lexicon: Lexicon) -> list[Concept]:
    """65岁以上的老人: those of that age, as the report says it, and no other old people."""
    age = _AGE.search(text)
    if not age:
        return concepts
    forms = [f"{age[1]}{form}" for form in ("周岁及以上", "岁及以上", "岁以上", "周岁以上")]
    forms += ["百岁"] if age[1] == "100" else []
    told = tuple(form for form in forms if lexicon.knows(form))
    others = [c for c in concepts if not told or not any("岁" in option for option in c.options)]
    aged = word_list("questions")["aged"]
    others = [replace(c, weak=True) if c.surface in aged else c for c in others]
    return [Concept(age.group(), (age.group(), *told), known=bool(told)), *others]


_BOUND = re.compile(r"\d+(?:\.\d+)?(?:万|亿)?[^\d\W]{1,4}?(?:及以[上下]|以[上下内])")


def of_bound(text: str, concepts: list[Concept], lexicon: Lexicon) -> list[Concept]:
    """15马力以下的船: those below that, as the report calls them, and not those above."""
    told = next((m.group() for m in _BOUND.finditer(text) if lexicon.knows(m.group())), None)
    if told is None or _AGE.search(told):
        return concepts
    return [Concept(told, (told,), known=True), *(c for c in concepts if c.surface not in told)]


_SEX = re.compile("(?<![妇儿子孙侄])([男女])(?!儿|婿|友|朋友|子|足|排|篮)")


def sexes_in(text: str) -> list[str]:
    """男, 女: of which people alone a question asks."""
    return [*dict.fromkeys(_SEX.findall(text))]


def of_sex(text: str, concepts: list[Concept], lexicon: Lexicon) -> list[Concept]:
    """女检察官有多少: only of women, where the report tells them apart."""
    if any(char in c.surface for c in concepts if not c.weak for char in "男女"):
        return concepts
    made = [Concept(f"{sex}性", (f"{sex}性",), known=lexicon.knows(f"{sex}性")) for sex in sexes_in(text)]
    return [*concepts, *made]


def examples(text: str, concepts: list[Concept]) -> list[Concept]:
    """演唱会、展会这种大型活动: what is meant by way of example is not what is asked for."""
    match = pattern("kind_of").search(text)
    if not match or not any(c.known and not c.weak and text.find(c.surface) >= match.end() for c in concepts):
        return concepts
    return [replace(c, weak=c.weak or (not c.known and c.surface in match["examples"])) for c in concepts]


def circumstances(text: str, concepts: list[Concept]) -> list[Concept]:
    """下暴雨的时候转移了多少人: when it was is no figure that is asked for, where more is named; nor is 一天."""
    concepts = [
        replace(c, weak=True) if not c.known and pattern("per_head").fullmatch(c.surface) else c for c in concepts
    ]
    match = pattern("while").match(text)
    before = [c for c in concepts if match and text.find(c.surface) < match.end()]
    rest = [c for c in concepts if not c.weak and c not in before]
    return [replace(c, weak=True) if c in before else c for c in concepts] if before and rest else concepts
