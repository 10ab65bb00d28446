"""English questions, word for word towards the report's terms; what is left stays as it is."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from bot.question.lexicon import Lexicon
from bot.text.fold import key
from bot.text.words import alternation, word_list

_ASPECTS = {"change": "同比", "share": "占比", "target": "目标", "source": "出处", "list": "哪些", "compare": "对比"}


#: How many netizens are covered by the groups: the word that is counted, and what it is counted in.
_COUNTED = re.compile(r"(?:and )?how many \w+ (?:are|were|is|was|have|has|had)\b.*\b(?:by|in|under|through)\b")


def is_english(text: str) -> bool:
    """Mostly Latin letters, in words that English uses."""
    letters = re.findall(r"[a-z]+", text)
    ignored = set(word_list("english")["frames"]["ignore"])
    return bool(letters) and (not re.search(r"[\u4e00-\u9fff]", text)) and any(w in ignored for w in letters)


def translate(text: str, lexicon: Lexicon) -> str:
    """English terms replaced by Chinese ones that a report has; in English questions the function words go."""
    english = is_english(text)
    verdict = " 吗" if english and _yes_or_no().match(text) else ""
    for phrase, word in (
        ("this year", "今年"),
        ("last year", "去年"),
        ("the year before last", "前年"),
        ("first half", "上半年"),
        ("so far", "目前"),
    ):
        text = re.sub(rf"\b{phrase}\b", f" {word} ", text) if english else text
    if not re.search(r"[a-z]{2,}", text):
        return text
    asked = (
        " 多少类"
        if re.search(r"how many (?:types|kinds|sorts|categories)", text)
        else " 多少钱"
        if re.search(r"how much (?:money|cash)", text)
        else " 多少个"
        if re.search(r"how many|number of", text)
        else " 多少"
        if "how much" in text
        else ""
    )
    head = english and _COUNTED.match(text)
    text = _told(text, _phrases(), lexicon)  # natural growth rate, before growth
    for phrase, aspect in word_list("english")["aspects"].items():
        if (
            aspect in _ASPECTS and phrase in text and (english or phrase.isalpha())
        ):  # theft破案率的target: a lone word among Chinese ones
            text = re.sub(rf"(?<![a-z]){re.escape(phrase)}(?![a-z])", f" {_ASPECTS[aspect]} ", text)
    text = re.sub(r"\bsince ((?:19|20)\d\d)\b", r" \1年以来 ", text)
    text = _told(text, _terms(), lexicon)
    if english:
        text = re.sub(rf"\b(?:{alternation(word_list('english')['frames']['ignore'])})\b", " ", text)
    text = re.sub(r"[ ?!.,]+", " ", text).strip() if english else text
    if head and (first := re.search("[\u4e00-\u9fff]+", text)):  # how many netizens …: what is counted
        return f"{text[: first.start()]}多少{text[first.start() :]}"
    return text + (asked or verdict)


@cache
def _yes_or_no() -> re.Pattern[str]:
    """Any fire deaths, is it over 98%: questions that a verb or *any* opens, and that ask for nothing else."""
    asked = r"(?!.*\b(?:how|what|which|where|when|who|why|list|number|info|data|figures?)\b)"
    return re.compile(rf"(?:so |and )?(?:is|are|was|were|did|does|do|has|have|any)\b{asked}")


def _told(text: str, terms: dict[str, list[str]], lexicon: Lexicon) -> str:
    """The text with its terms told in Chinese: those that stand apart from other letters, the longest at each spot."""
    out, at = "", 0
    while at < len(text):
        apart = at == 0 or not _is_letter(text[at - 1])
        held = (term for term in terms.get(text[at], ()) if text.startswith(term, at)) if apart else iter(())
        term = next((term for term in held if not _is_letter(text[at + len(term) : at + len(term) + 1])), None)
        out += _term(term, lexicon) if term else text[at]
        at += len(term or " ")
    return out


def _is_letter(char: str) -> bool:
    return "a" <= char <= "z"


@cache
def _terms() -> dict[str, list[str]]:
    """The terms by their first character, the longest first. A regular expression of them takes long to compile."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in sorted(word_list("english")["terms"], key=len, reverse=True):
        found[term[0]].append(term)
    return dict(found)


@cache
def _phrases() -> dict[str, list[str]]:
    """The terms of several words."""
    return {first: [term for term in terms if " " in term] for first, terms in _terms().items()}


def _term(phrase: str, lexicon: Lexicon) -> str:
    """The Chinese of a phrase, where a report knows it; else the phrase."""
    term = str(word_list("english")["terms"][phrase])
    folded = key(term)
    known = lexicon.knows(folded) or folded in lexicon.said
    if lexicon.knows(phrase):
        return phrase
    if not known and " " in phrase:  # a phrase nobody here speaks of may be made of words that somebody does
        terms = word_list("english")["terms"]
        return " ".join(_term(word, lexicon) if word in terms else word for word in phrase.split())
    shorter = folded[-_HEAD:]  # 常住人口, where a report speaks of 人口
    if not known and len(folded) > _HEAD and lexicon.knows(shorter) and " " not in phrase:
        return shorter
    return term if known else phrase


#: The noun that a Chinese term ends with.
_HEAD = 2
