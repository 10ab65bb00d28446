"""What a question counts or measures: the unit behind 多少 and 几, and what tells its class."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from bot.question.concepts import Concept
from bot.question.lexicon import Lexicon
from bot.question.listed import ignores
from bot.text.words import alternation, word_list


@cache
def unit_classes() -> dict[str, str]:
    """The class of every word that counts or measures; plain counters are loose."""
    counters = {word.lower(): "thing" for word in word_list("units")["counters"]}
    return {**counters, **word_list("questions")["units"]}


@cache
def _asked_unit() -> re.Pattern[str]:
    units = (
        alternation(list(unit_classes())).replace("人|", "人(?![口脸体才员群民手])|").replace("户|", "户(?![口籍])|")
    )
    return re.compile(
        rf"(?:多少|(?<![哪这那近前十好第说举列讲])(?<!(?<![进出起过下上回])来)几(?!年来)|好多|几多)(?:万|亿|千|百)?个?({units})(?![a-z])|(百分之)[几多]|(多少钱)|([几两])成"
    )


@cache
def converted_unit() -> re.Pattern[str]:
    """折成美元: the unit that a figure is to be told in."""
    units = alternation([unit for unit, named in unit_classes().items() if named != "thing"])
    return re.compile(f"(?:折合?|换算|兑换?)(?:成|为|算成)({units})")


def rated(concept: Concept, lexicon: Lexicon) -> Concept:
    """破了百分之几: what a report calls 破案率."""
    rates: dict[str, str] = word_list("questions")["rates"]
    called = [rates.get(option, f"{option}率" if len(option) > 1 else "") for option in concept.options]
    known = tuple(word for word in dict.fromkeys(called) if word and lexicon.knows(word))
    return replace(concept, options=(*concept.options, *known)) if known else concept


def asked_units(text: str, lexicon: Lexicon) -> list[re.Match[str]]:
    """The units asked for; not those that begin a longer word (多少家庭, 多少面积)."""
    found = []
    for match in _asked_unit().finditer(text):
        start, end = match.span(1)
        if match[1] == "块" and re.match("[\u4e00-\u9fff]", text[end:]) and text[end] != "钱":
            continue  # 几块金牌
        longer = [text[start : end + more] for more in (3, 2, 1)] if match[1] else []
        words = [word for word in longer if len(word) > end - start]
        own = bool(match[1]) and text[end : end + _NOUN] in word_list("questions")["behind_counters"]  # 几家|医院
        if own or not any(lexicon.names(word) or lexicon.knows(word) for word in words):
            found.append(match)
    return found


#: A noun of so many characters.
_NOUN = 2


def without_units(masked: str, asked: list[re.Match[str]]) -> str:
    """几栋|楼, 多少公里|农村公路: a unit ends its word, and one that no list of words has names nothing."""
    for match in reversed(asked):
        if not match[1]:
            continue
        start, end = match.span(1)
        unit = masked[start:end] if ignores(match[1]) else " " * (end - start)
        scale = " " * (start - len(masked[:start].rstrip("万亿千百个")))
        masked = masked[: start - len(scale)] + scale + unit + " " + masked[end:]
    return masked


def counted_class(text: str, concepts: list[Concept]) -> dict[str, str]:
    """多少人口, 多少投资: what is counted tells the class of its unit, where no other word follows it."""
    heads: dict[str, str] = word_list("questions")["heads"]
    starts = {text.find(c.surface) for c in concepts if not c.weak}
    found = {word: named for word, named in word_list("questions")["measured"].items() if word in text}
    for concept in [c for c in concepts if c.head]:
        word = next((h for h in heads if concept.surface.endswith(h)), None)
        if word and text.find(concept.surface) + len(concept.surface) not in starts:
            found[concept.surface] = heads[word]
    return found


@cache
def asked_number() -> re.Pattern[str]:
    """多少, 几个: what stands behind it is counted."""
    units = alternation(list(word_list("questions")["units"])).replace("人|", "人(?![口脸体才员群民手])|")
    return re.compile(rf"(?:多少|(?<![哪这近前第])几)(?:万|亿)?(?:个|{units})?")
