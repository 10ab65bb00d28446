"""Quantities: a number with its unit and its bound (近, 余, 以上 …), and what only looks like one.

One scanner reads every number of a text. What is no quantity is still returned, with the kind that
the ledger needs: a name (110, 0903, “1+6”) or a word (四道防线, 第二个百年, 一批).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.text.numeral import ARABIC, CHINESE, SCALE, parse_numeral, scale
from bot.text.words import alternation, word_list

Kind = Literal["quantity", "rank", "zero", "bare", "name", "word"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at ``text[start:end]``, qualifiers and unit included; ``number`` is the bare number's span.

    ``value`` is in ``unit`` with 万 and 亿 multiplied out; parts of a whole are in %.
    """

    start: int
    end: int
    number: tuple[int, int]
    value: float
    unit: str | None
    bound: str
    kind: Kind = "quantity"
    value_to: float | None = None


_BEFORE = {
    "nearly": ["将近", "接近", "近"],
    "approx": ["大约", "约为", "约", "大概"],
    "at_least": ["不低于", "不少于", "不小于", "至少"],
    "at_most": ["不超过", "不高于", "不多于", "最多", "至多"],
    "less_than": ["不到", "不足", "低于", "少于", "小于"],
    "more_than": ["超过", "超出", "超", "逾", "突破", "高于", "大于", "多于"],
}
_AFTER = {
    "at_least": ["及以上", "以上", "之上"],
    "at_most": ["以下", "以内", "之内"],
    "approx": ["左右", "上下"],
    "more_than": ["多"],
}
_BOUND = {word: bound for table in (_AFTER, _BEFORE) for bound, words in table.items() for word in words}


@cache
def _units() -> str:
    lists = word_list("units")
    return alternation(lists["counters"] + lists["measures"] + lists["ratios"])


@cache
def _main() -> re.Pattern[str]:
    before = alternation([w for words in _BEFORE.values() for w in words])
    after = alternation([w for words in _AFTER.values() for w in words])
    unit = _units()
    return re.compile(
        rf"(?:(?<![附最临])(?P<pre>{before}|上(?=[百千万亿])))?"
        rf"(?:百分之(?P<pc>百|{ARABIC}|{CHINESE})|千分之(?P<pm>{ARABIC}|{CHINESE})|(?P<whole>百分百)"
        rf"|(?P<num>\d+)/(?P<den>\d+)(?![\d/])|(?P<cden>{CHINESE})分之(?P<cnum>{CHINESE})"
        rf"|(?P<a>-?(?:{ARABIC})|{CHINESE})(?P<m1>余|多(?!{CHINESE}))?(?P<s>{SCALE})?(?P<m2>余|多)?"
        rf"(?:(?P<u0>{unit})?\s?[—–~～至到-]\s?(?P<b>{ARABIC}|{CHINESE})(?P<s2>{SCALE})?)?(?P<m3>余|多)?(?P<u>{unit})?)"
        rf"(?P<post>{after}(?![年次]))?",
    )


@cache
def _special() -> re.Pattern[str]:
    lists = word_list("names")
    zeros = alternation(lists["plain_zeros"])
    return re.compile(
        rf"(?P<zero>[“\"]?(?P<z>{zeros})[”\"]?)|(?P<digit>个位数)|(?P<double>翻(?:了)?(?P<times>[一两二三])?番)|(?P<half>半数以上|过半(?!数?年))"
        rf"|(?:(?<=全国)|(?<=全[省市区州县盟旗镇])|(?<=[居列位])|(?<=排名)|(?<=进入)|(?<=跻身)|(?<=保持))(?P<rank>(?P<ord>[第前])(?P<n>{CHINESE}|\d+)[名位强]?)"
    )


def find_quantities(text: str) -> list[Quantity]:
    """Every number of ``text`` (a shadow), left to right and without overlap."""
    found = [_read_special(m) for m in _special().finditer(text)]
    taken = [(q.start, q.end) for q in found]
    position = 0
    while match := _main().search(text, position):
        position = max(match.end(), match.start() + 1)
        clash = next((end for start, end in taken if start < match.end() and match.start() < end), None)
        if clash is not None:
            position = max(clash, match.start() + 1)
            continue
        if quantity := _read(match, text):
            found.append(quantity)
            position = max(quantity.end, match.start() + 1)
    return sorted(found, key=lambda q: q.start)


def _read_special(match: re.Match[str]) -> Quantity:
    start, end = match.span()
    if match["zero"]:
        quoted = match.group()[0] in "“\""
        kind: Kind = "zero" if not quoted or match["z"] in word_list("names")["stated_zeros"] else "name"
        return Quantity(*match.span("z"), match.span("z"), 0.0, None, "exact", kind)
    if match["digit"]:
        return Quantity(start, end, (start, end), 10.0, None, "less_than")
    if match["double"]:
        times = 2.0 ** (parse_numeral(match["times"] or "一") or 1)
        return Quantity(start, end, (start, end), times, "倍", "exact")
    if match["half"]:
        return Quantity(start, end, (start, end), 50.0, "%", "at_least" if "以上" in match["half"] else "more_than")
    bound = "exact" if match["ord"] == "第" else "at_most"
    return Quantity(*match.span("rank"), match.span("n"), parse_numeral(match["n"]) or 0.0, "名", bound, "rank")


def _read(match: re.Match[str], text: str) -> Quantity | None:
    start, end = match.span()
    number = _number_span(match)
    code = _code(text, number)
    if code is not None:
        return Quantity(*code, code, 0.0, None, "exact", "name")
    if match["a"] is None:
        value, unit = _ratio(match)
        return None if value is None else Quantity(start, end, number, value, unit, _bound(match))
    return _counted(match, text)


def _number_span(match: re.Match[str]) -> tuple[int, int]:
    if match["a"] is not None:
        return match.start("a"), match.end("s") if match["s"] else match.end("a")
    return match.end("pre") if match["pre"] else match.start(), match.start("post") if match["post"] else match.end()


def _code(text: str, number: tuple[int, int]) -> tuple[int, int] | None:
    """The stretch of a code around an Arabic number (2004.1.19, 0903, 1+6, T800, 4A), or None."""
    if not text[number[0]].isdigit():
        return None
    for match in re.finditer(r"[A-Za-z]*\d[\dA-Za-z]*(?:[.+×xX*:-]\d[\dA-Za-z]*)+|[A-Za-z]+\d+|0\d+(?![.\d])", text[max(0, number[0] - 12) : number[1] + 12]):
        start, end = match.start() + max(0, number[0] - 12), match.end() + max(0, number[0] - 12)
        plain = re.fullmatch(r"-?\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?", match.group()) and not re.match(r"0\d", match.group())
        if start <= number[0] < end and not plain:
            return start, end
    return None


def _ratio(match: re.Match[str]) -> tuple[float | None, str]:
    """百分之五, 千分之三, 百分百, 1/5, 三分之一: all in % (千分之 in ‰)."""
    if match["whole"] or match["pc"] == "百":
        return 100.0, "%"
    if match["pc"]:
        return parse_numeral(match["pc"]), "%"
    if match["pm"]:
        return parse_numeral(match["pm"]), "‰"
    over = parse_numeral(match["num"] or match["cnum"])
    under = parse_numeral(match["den"] or match["cden"])
    return (round(100 * over / under, 4), "%") if over is not None and under else (None, "%")


def _counted(match: re.Match[str], text: str) -> Quantity | None:
    """Number, scale and unit: 2.7万余人, 近七成, 40起左右, 20余类, 40—60人."""
    value = parse_numeral(match["a"].removeprefix("-"))
    if value is None:
        return None
    unit, start, end = match["u"], match.start(), match.end()
    negative = match["a"].startswith("-") and not (start and text[start - 1].isalnum())
    value = round(value * scale(match["s"] or "") * (-1 if negative else 1), 6)
    upper = parse_numeral(match["b"]) if match["b"] else None
    if upper is not None:
        upper = round(upper * scale(match["s2"] or ""), 6)
        if match["s2"] and not match["s"] and value < upper and not match["u0"]:
            value = round(value * scale(match["s2"]), 6)
    unit = unit or match["u0"]
    if unit == "成":
        if re.match("[立功为员果本熟效长型就都品绩片败套分]", text[match.end("u") :]):
            return None if not match["a"][0].isdigit() else Quantity(*match.span("a"), match.span("a"), value, None, "exact", "bare")
        value, upper, unit = value * 10, upper and upper * 10, "%"
    unit = {"个百分点": "百分点", "个千分点": "千分点", "元人民币": "元", "平方千米": "平方公里"}.get(unit or "", unit)
    number = (match.start("a"), match.end("s") if match["s"] else match.end("a"))
    if match["b"]:
        number = (match.start("a"), match.end("s2") if match["s2"] else match.end("b"))
    kind = _kind(match, text, value, unit)
    if kind in ("name", "word", "bare"):
        return Quantity(*number, number, value, unit, "exact", kind)
    return Quantity(start, end, number, value, unit, _bound(match), "quantity", upper)


def _bound(match: re.Match[str]) -> str:
    more = match["m1"] or match["m2"] or match["m3"] or (match["pre"] == "上")
    word = match["post"] if match["post"] else match["pre"]
    if match["pre"] and match["pre"] in _BOUND:
        word = match["pre"]
    return _BOUND.get(word or "", "more_than" if more else "exact")


def _kind(match: re.Match[str], text: str, value: float, unit: str | None) -> Kind:
    number, lists = match["a"], word_list("names")
    if match.start("a") and text[match.start("a") - 1] == "第":
        return "word"
    tail = text[match.end("a") :]
    if any(tail.startswith(word) for word in lists["name_tails"]):
        return "name"
    arabic = number[-1].isdigit()
    if arabic and unit is None and not match["s"]:
        return "name" if number in lists["hotlines"] else "bare"
    if arabic and unit in {"P", "T", "G"} and (value < 10 or tail[len(unit) : len(unit) + 1].isalnum() and tail[len(unit) : len(unit) + 1].isascii()):
        return "name"
    return "quantity" if arabic else _chinese_kind(match, value, unit)


def _chinese_kind(match: re.Match[str], value: float, unit: str | None) -> Kind:
    """Chinese numerals count only with a qualifier, a scale or a measure; 四道防线 is a name of four."""
    more = match["m1"] or match["m2"] or match["m3"] or match["post"]
    if unit is None:
        return "quantity" if more and value >= 10 and (match["m1"] or match["m2"] or match["pre"]) else "word"
    if match["a"] in {"百", "千", "万", "亿", "十"} and not (more or match["pre"]):
        return "word"
    if value <= 10 and unit in word_list("units")["idiom"] and not more and not match["pre"]:
        return "word"
    return "quantity"
