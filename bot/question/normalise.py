"""A typed question made plain: half-width, simplified, lower case, without address and ornament."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from bot.question.cues import pattern
from bot.text.numeral import parse_numeral
from bot.text.words import alternation, word_list

_LIMIT = 300
#: What is looked at of a message at all.
_READ = 4096
#: What is read of a question in the end; people say in it whatever they ask (300 characters of noise cost seconds).
_LONGEST = 160
#: The same few characters again and again (哈哈哈哈, 比比比比) say no more than twice; digits are never touched.
_REPEATED = re.compile(r"([^\d\s]{1,8}?)\1{3,}")
#: Whatever is said four times, a text that says it has so many characters more than kinds of them.
_AGAIN_AND_AGAIN = 3
#: ① before a question is no figure of it, but tells where it begins.
_NUMBERED = re.compile("[\u2460-\u2487\u24eb-\u24ff\u2776-\u2793](?![号级类])")
#: 一吵再吵: again and again.
_AGAIN = re.compile("一([\u4e00-\u9fff])再\\1的?")
#: zhi'an: where a syllable begins with a vowel.
_PARTED_SOUNDS = re.compile("(?<=[a-z])['’](?=[aeo])")
#: 越开越多: a verb between, and no more than that.
_MORE_AND_MORE = re.compile("越[一-鿿]越(?=[多少高低好差大小快慢])")
_ADDRESS = re.compile(r"^(?:/(?:q|ask)(?:@[A-Za-z0-9_]+)?(?![A-Za-z0-9_])|@[A-Za-z0-9_]+)\s*")
#: Most questions are nothing but this; the other steps would leave it as it is.
_PLAIN = re.compile(f"[\u4e00-\u9fffa-z0-9]{{0,{_LIMIT}}}")
#: What most other questions are made of: nothing in it to be replaced.
_PRINTED = re.compile("[\u4e00-\u9fff!-~ ，。？！；：、“”]*")
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,40}>")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad]+")


@lru_cache(maxsize=64)
def normalise(text: str) -> str:
    """The question as the grammars read it; at most 160 characters of it, "" when nothing is left.

    NFKC turns ① into 1 and full-width into half-width; the report's own text never goes through here.
    """
    plain = text if _PLAIN.fullmatch(text) else _without_ornament(text[:_READ])
    plain = _MORE_AND_MORE.sub("越来越", _AGAIN.sub(" ", plain))
    plain = _SPACE.sub(" ", plain).strip()[:_LIMIT]
    if len(plain) - len(set(plain)) >= _AGAIN_AND_AGAIN:
        plain = _REPEATED.sub(r"\1\1", plain)
    plain = plain[:_LONGEST]
    return _spoken_numbers(_narrated(_spoken(simplify(plain))))


def _without_ornament(text: str) -> str:
    """Half-width and lower case, without address, tags and what is not printed."""
    plain = unicodedata.normalize("NFKC", _NUMBERED.sub("；；", _INVISIBLE.sub("", text)))
    plain = plain if _PRINTED.fullmatch(plain) else "".join(map(_printed, plain))
    return _PARTED_SOUNDS.sub("", _TAG.sub(" ", _ADDRESS.sub("", plain.strip())).lower())


def _printed(char: str) -> str:
    """Control characters, separators and emoji part words; they are none."""
    kind = unicodedata.category(char)
    return " " if kind[0] in "CZ" or kind == "So" else char


def _narrated(text: str) -> str:
    """Without what is said of the asker: 我儿子讲, 我今年七十多了."""
    bare = pattern("narrated").sub(" ", text)
    return _SPACE.sub(" ", bare).strip() if bare.strip() else text


def _spoken(text: str) -> str:
    """Dialect as the standard language has it (几钿 → 多少钱), by the list of ``questions.toml``."""
    if _dialect().search(text):
        for said, written in word_list("questions")["spoken"].items():
            text = text.replace(said, written)
    return text


@cache
def _dialect() -> re.Pattern[str]:
    """Any word of dialect: most questions hold none."""
    return re.compile(alternation(list(word_list("questions")["spoken"])))


_DIGITS = "零一二三四五六七八九"
#: Whatever is said of a number has one of these.
_NUMERAL = re.compile(rf"[\d{_DIGITS}十百千万亿两几]")
#: How numbers are said, and how they are written, in this order.
_SAID_NUMBERS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile("([0-9一二三四五六七八九十百]+)周?岁(?:及|和)?(?:以上|往上|朝上|开外|上了|出头)"),
        lambda m: f"{int(parse_numeral(m[1]) or 0) or m[1]}岁以上",
    ),
    (
        re.compile(f"(?<![{_DIGITS}十百千万第])([零一二三])([{_DIGITS}])年(?![级来间内])"),
        lambda m: f"{_DIGITS.index(m[1])}{_DIGITS.index(m[2])}年",
    ),
    (re.compile(r"(?<!\d)([0-3]\d)年?(?:到|至|[-~—])([0-3]\d)年"), r"20\1年到20\2年"),
    (re.compile("百分之?百(?!分)"), "100%"),
    (re.compile("(哪[些几][^，。]{0,6})都?是(?=100%)"), r"\1达到"),
    (re.compile("(?<=[0-9一二两三四五六七八九十])个(?=[万亿])"), ""),
    (re.compile("(?<=[一二两三四五六七八九几])成都(?=[不没])"), "成"),  # 一成都不到
    (
        re.compile("([0-9一二两三四五六七八九十百千万]*[0十百千万])来(?=[个起家处人台场次户条名辆件套座栋岁万亿])"),
        r"约\1",
    ),
    (re.compile(r"(?<![超经通])过(?=\d+(?:\.\d+)?(?:%|[个起家处人台]))"), "超过"),
    (re.compile(f"([{_DIGITS}十两\\d]万)([{_DIGITS}])(?![千百十万亿\\d{_DIGITS}])"), r"\1\2千"),
    (re.compile(r"(?<![超突打])破(?=\d)"), "超过"),
    (re.compile("(?<![超突打])[过破上](?=[百千万亿](?!分))"), "超过一"),
)


def _spoken_numbers(text: str) -> str:
    """两个亿 → 两亿, 过万 → 超过一万, 一九年 → 19年: how numbers are said, not written."""
    if _NUMERAL.search(text):
        for said, written in _SAID_NUMBERS:
            text = said.sub(written, text)
    return text


def simplify(text: str) -> str:
    """Traditional to simplified; Taiwan's words (伺服器, 資訊) only where the script was traditional.

    libraries.md, 3: t2s misses words but no characters; tw2sp alone would change plain Chinese. Words that reports
    use, and that Taiwan uses otherwise or of which it has a piece (新增, 蚌埠, 完善程序), stay as they are.
    """
    if text.isascii():
        return text
    plain: str = _converter("t2s").convert(text)
    if plain == text:
        return plain
    words, at = _converter("tw2sp"), 0
    out = []
    for kept in _mainland().finditer(plain) if len(plain) == len(text) else ():
        out += [words.convert(text[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join((*out, words.convert(text[at:])))


@cache
def _mainland() -> re.Pattern[str]:
    return re.compile(alternation(list(word_list("questions")["mainland"])))


@cache
def _converter(name: str) -> Any:
    import opencc

    return opencc.OpenCC(name)
