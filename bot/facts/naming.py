"""What a figure is called: the words around it, without those that only introduce it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.text.words import alternation, word_list

_BLANK = "\0"


@cache
def _lead() -> re.Pattern[str]:
    words = word_list("extraction")
    guarded = "|".join(f"{w}(?![{ends}])" if ends else w for w, ends in words["lead_but"].items())
    timed = alternation(words["lead_before_time"])
    return re.compile(rf"[\s\0，、：:；]*(?:{alternation(words['lead'])}|{guarded}|(?:{timed})(?=\0))?")


@cache
def _link() -> re.Pattern[str]:
    words = word_list("extraction")
    return re.compile(rf"(?:{alternation(words['link'] + words['rates'])}|[\s\0，、：:；])$")


@cache
def _any(table: str) -> re.Pattern[str]:
    return re.compile(alternation(word_list("extraction")[table]))


@cache
def _change() -> re.Pattern[str]:
    words = word_list("extraction")
    against = alternation(words["against"])
    verbs = alternation(words["up"] + words["down"])
    return re.compile(rf"(?P<against>(?:{against})\0*|(?:同比|比|较)\0+末?同?期?)*(?P<verb>{verbs})(?:了|达|约|为|近|：|:)*$")


@dataclass(frozen=True, slots=True)
class Change:
    """A change told before a figure: its sign, where its words begin, where its verb begins."""

    sign: int
    start: int
    verb: int
    word: str
    against: str


def find_change(before: str) -> Change | None:
    """The change verb that ``before`` ends with (同比下降, 升幅达), or None: 降至 tells a level.

    The short verbs (增, 降, 多 …) count only with something to compare with in front.
    """
    match = _change().search(before)
    if not match:
        return None
    word, against = match["verb"], before[match.start() : match.start("verb")].strip(_BLANK)
    if len(word) == 1 and not (against or before.strip(_BLANK) == word):
        return None
    sign = -1 if word in word_list("extraction")["down"] else 1
    return Change(sign, match.start(), match.start("verb"), word, against)


def find_rate(before: str) -> str | None:
    """日均, 每天 … when the words before a figure end with it."""
    match = re.search(rf"({alternation(word_list('extraction')['rates'])})(?:{alternation(word_list('extraction')['link'])}|\0)*$", before)
    return match[1] if match else None


def trim_front(text: str) -> int:
    """How many characters of ``text`` only lead in (其中, 先后, 共, 并在 …)."""
    position = 0
    while match := _lead().match(text, position):
        if match.end() == position:
            break
        position = match.end()
    return position


def trim_back(text: str) -> str:
    """``text`` without the words that only link it to its figure (达到, 已下降至, 始终保持在 …)."""
    while match := _link().search(text):
        text = text[: match.start()]
    return text


def core(before: str) -> tuple[str, int]:
    """The naming words before a figure, and their offset in ``before``."""
    cut = max((m.end() for m in _any("cuts").finditer(before)), default=0)
    start = cut + trim_front(before[cut:])
    text = trim_back(before[start:])
    light = re.match(rf"(?:{alternation(word_list('extraction')['light'])})(?:了)?", text)
    if light and len(text) > light.end():
        rest = text[light.end() :]
        shift = trim_front(rest)
        text, start = rest[shift:], start + light.end() + shift
    elif light and len(text) == light.end():
        text = ""
    if text.strip(_BLANK) in word_list("extraction")["scopes"]:
        text = ""
    return _plain(text), start


def _plain(text: str) -> str:
    """A name without blanks, without 已 before its verb, without a lone opening quotation mark."""
    text = re.sub(rf"已经?(?={alternation(word_list('extraction')['verbs'])})", "", text.replace(_BLANK, ""))
    return text.removesuffix("“").removeprefix("”")


def behind(after: str) -> str:
    """The naming words behind a figure: 起纠纷类警情全量分析 → 纠纷类警情."""
    text = after.strip("的 ，、。；;：:\0").removeprefix("”")
    light = re.match(alternation(word_list("extraction")["light"]), text)
    if light and len(text) > light.end() + 1 and not ends_with_verb(light.group()):
        text = text[light.end() :]
    for tail in word_list("extraction")["tails"]:
        if text.endswith(tail) and len(text) > len(tail) + 1:
            text = text[: -len(tail)]
    text = re.sub(r"\([^()]*\)", "", text.replace(_BLANK, ""))
    return text.strip("的 ")


def ends_with_verb(text: str) -> bool:
    return bool(re.search(rf"(?:{alternation(word_list('extraction')['verbs'])})(?:了)?$", text))


def begins_predicate(text: str) -> bool:
    return bool(re.match(alternation(word_list("extraction")["after_predicates"]), text))


def is_attribute(text: str) -> bool:
    """A name too bare to stand alone: 占比, 清零率, 涉案金额, 总量占比."""
    return len(text) <= 4 and bool(re.search(rf"(?:{alternation(word_list('extraction')['attributes'])})$", text))


def subject_of(clause: str) -> str:
    """The subject of a clause without a figure: what stands before its predicate."""
    text = clause[trim_front(clause) :]
    led = re.match(r"以[^，]{1,14}为(?:主|重点|核心|代表|首)的?", text)
    begin = led.end() if led else 0
    match = next((m for m in _any("predicates").finditer(text, begin) if text[m.end() : m.end() + 1] not in ("性", "的")), None)
    head = text[: match.start()] if match else text
    head = re.sub(r"“[^”]{1,6}式”$", "", head.replace(_BLANK, ""))
    return head.strip("的，、 ")


def entity_of(name: str) -> str:
    """The thing a name is about: without its verb and without an example in quotation marks."""
    text = re.sub(r"^(?:“[^”]*”等)", "", name)
    verb = re.match(alternation(word_list("extraction")["verbs"]), text)
    if verb and len(text) - verb.end() >= 2:
        text = text[verb.end() :]
    return re.sub(r"^“[^”]*”等", "", text)


def is_topic(clause: str) -> bool:
    """长宁区社区“圈群”工作，: a noun phrase set before the clauses that speak of it."""
    return bool(re.search(r"(?:工作|方面|领域|行动|工程|专项)$", clause)) and len(clause) <= 16 and not _any("predicates").search(clause)
