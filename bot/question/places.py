"""Places: the district a report is about, other districts that a question names, wider areas."""

from __future__ import annotations

import re
from functools import cache

from bot.question.lexicon import Lexicon
from bot.text.words import alternation, word_list

_KIND_OF_PLACE = re.compile("(?:综合实验区|实验区|开发区|新区|自治[州县区]|[区县市州省旗盟])$")


@cache
def _people() -> re.Pattern[str]:
    """The peoples that an autonomous district is named for, at the end of its name: 苗族侗族."""
    return re.compile(f"(?:(?:{alternation(word_list('places')['peoples'])})族?)+$")


def bare_name(district: str | None) -> str:
    """长宁 of 长宁区, 黔东南 of 黔东南苗族侗族自治州: what people call it."""
    return _people().sub("", _KIND_OF_PLACE.sub("", district or ""))


def find_places(text: str, lexicon: Lexicon, home: str | None) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Other places that the question names, wider areas it names, and the text without the home district."""
    own = bare_name(home)
    found, wide = [], []
    seen, text = text, _guarded(text, home)
    for name in _names_in(text):
        if (not own or name not in (own, home)) and not _part_of_word(name, text, lexicon):
            found.append(name)
            text = text.replace(name, " " * len(name))
    for name in word_list("places")["wider"]:
        if name in text and not (home and name[-1] == home[-1]):  # 全省 in a province's report is all of it
            wide.append(name)
    unguarded = "".join(a if b == _GUARD else b for a, b in zip(seen, text, strict=True))
    return tuple(found), tuple(wide), unguarded


_GUARD = "\0"


def _guarded(text: str, home: str | None) -> str:
    """The text with phrases covered that hold a place's name without asking for the place (上海户口, 黄浦江)."""
    text = _guard_phrases().sub(lambda m: _GUARD * len(m[0]), text)
    city = _city_of(home or "")
    return city.sub(lambda m: _GUARD * len(m[0]), text) if city else text


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
        for start in range(max(0, match.start() - 2), match.start() + 1):
            for end in range(match.end(), min(len(text), match.end() + 2) + 1):
                if end - start > len(name) and " " not in text[start:end] and lexicon.knows(text[start:end]):
                    return True
    return False


def _names_in(text: str) -> list[str]:
    """The names of places in a text, the longest at each spot, longest first."""
    names, longest = _place_names()
    found, start = set[str](), 0
    while start < len(text):
        length = next((n for n in range(longest, 1, -1) if text[start : start + n] in names), 1)
        if length > 1:
            found.add(text[start : start + length])
        start += length
    return sorted(found, key=lambda n: (-len(n), n))


@cache
def _place_names() -> tuple[frozenset[str], int]:
    """All names that are known, and the length of the longest."""
    lists = word_list("places")
    names = {*lists["provinces"], *lists["cities"], *lists["vague"], *word_list("counties")["names"]}
    for group in lists["districts"].values():
        names |= set(group)
    names = {n for n in names if len(n) >= 2}
    return frozenset(names), max(map(len, names))
