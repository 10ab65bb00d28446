"""Places: the district a report is about, other districts that a question names, wider areas."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from operator import add

from bot.question.lexicon import Lexicon
from bot.text.words import alternation, word_list

_KIND_OF_PLACE = re.compile("(?:综合实验区|实验区|开发区|新区|自治[州县区]|[区县市州省旗盟])$")


@cache
def _people() -> re.Pattern[str]:
    """The peoples that an autonomous district is named for, at the end of its name: 苗族侗族."""
    return re.compile(f"(?:(?:{alternation(word_list('places')['peoples'])})族?)+$")


@lru_cache(maxsize=4096)
def bare_name(district: str | None) -> str:
    """长宁 of 长宁区, 黔东南 of 黔东南苗族侗族自治州: what people call it."""
    return _people().sub("", _KIND_OF_PLACE.sub("", district or ""))


def find_places(text: str, lexicon: Lexicon, home: str | None) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Other places that the question names, wider areas it names, and the text without the home district."""
    named, far = _place_names()[1], word_list("places")["wider"]
    if named.keys().isdisjoint(map(add, text, text[1:])) and not _wider().search(text):
        return (), (), text  # most questions name no place
    city = _lone_city(text, lexicon, home)
    if city:
        return (city,), (), text.replace(city, " " * len(city), 1)
    own = bare_name(home)
    found, wide = [], []
    seen, text = text, _guarded(text, home)
    for name in _names_in(text):
        if (not own or name not in (own, home)) and not _part_of_word(name, text, lexicon):
            found.append(name)
            text = text.replace(name, " " * len(name))
    for name in far:
        if name in text and not (home and name[-1] == home[-1]):  # 全省 in a province's report is all of it
            wide.append(name)
    if _GUARD in text:
        text = "".join(a if b == _GUARD else b for a, b in zip(seen, text, strict=True))
    return tuple(found), tuple(wide), text


_GUARD = "\0"
#: 省里下达的资金: who gave it, not whose figure it is.
_GIVER = re.compile("(?:[省市县区州国]里?|国家|中央)(?:财政)?(?=下达|下拨|拨|给|补助|奖励|奖补|支持|批|发下)")


def _guarded(text: str, home: str | None) -> str:
    """The text with phrases covered that hold a place's name without asking for the place (上海户口, 黄浦江)."""
    text = _GIVER.sub(lambda m: _GUARD * len(m[0]), _guard_phrases().sub(lambda m: _GUARD * len(m[0]), text))
    city = _city_of(home or "")
    return city.sub(lambda m: _GUARD * len(m[0]), text) if city else text


@cache
def _wider() -> re.Pattern[str]:
    return re.compile(alternation(word_list("places")["wider"]))


@cache
def _guard_phrases() -> re.Pattern[str]:
    return re.compile(alternation(word_list("places")["guard"]))


@cache
def _city_of(home: str) -> re.Pattern[str] | None:
    """A district's city, before a word for what the city keeps of its people (上海户口)."""
    registers = "|".join(word_list("places")["registers"])
    names = {home, re.sub(r"[区县市]$", "", home)}
    cities = word_list("places")["districts"].items()
    found = next((city for city, districts in cities if home and names & set(districts)), None)
    return re.compile(f"{found}(?=市?(?:{registers}))") if found else None


def _part_of_word(name: str, text: str, lexicon: Lexicon) -> bool:
    """A place inside a longer word that the report uses (上海常住户口) is no place asked for."""
    for match in re.finditer(re.escape(name), text):
        for start in range(max(0, match.start() - 4), match.start() + 1):
            for end in range(match.end(), min(len(text), match.end() + 4) + 1):
                word, near = text[start:end], start >= match.start() - 2 and end <= match.end() + 2
                if word in lexicon.said and word != name:  # 外地来上海的人
                    return True
                if near and end - start > len(name) and " " not in word and lexicon.knows(word):
                    return True
    return False


def _names_in(text: str) -> list[str]:
    """The names of places in a text, the longest at each spot, longest first."""
    names, sizes = _place_names()
    found, start = set[str](), 0
    while start < len(text):
        told = (text[start : start + size] for size in sizes.get(text[start : start + 2], ()))
        name = next((name for name in told if name in names), None)
        if name:
            found.add(name)
        start += len(name or " ")
    return sorted(found, key=lambda n: (-len(n), n))


#: A county-level city without its 市 (福清有几个) is a place where it begins the question and owns what follows.
_OWNER = re.compile("(?:那|那么|和|跟|比)?([一-鿿]{2,3}?)(?:市|那边|那里)?(?=有[几多没]|[的呢 ]|[去今前]年|\\d|多少|$)")


def _lone_city(text: str, lexicon: Lexicon, home: str | None) -> str | None:
    match = _OWNER.match(text)
    name = match[1] if match else ""
    return name if f"{name}市" in _cities() and name != bare_name(home) and not lexicon.knows(name) else None


@cache
def _cities() -> frozenset[str]:
    ordinary = {f"{word}市" for word in word_list("places")["ordinary"]}
    return frozenset(name for name in word_list("counties")["names"] if name.endswith("市")) - ordinary


@cache
def _place_names() -> tuple[frozenset[str], dict[str, tuple[int, ...]]]:
    """All names that are known, and by their first two characters how long they are, longest first."""
    lists = word_list("places")
    names = {*lists["provinces"], *lists["cities"], *lists["vague"], *word_list("counties")["names"]}
    for group in lists["districts"].values():
        names |= set(group)
    sizes: dict[str, set[int]] = defaultdict(set)
    names = {n for n in names if len(n) >= 2}
    for name in names:
        sizes[name[:2]].add(len(name))
    return frozenset(names), {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()}
