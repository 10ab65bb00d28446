"""Quantities: a number with its unit and its bound (近, 余, 以上 …), and what only looks like one.

One scanner reads every number of a text. What is no quantity is still returned, with the kind that
the ledger needs: a name (110, 0903, “1+6”) or a word (四道防线, 第二个百年, 一批).
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.text.bound import AFTER, BEFORE, Bound, bound_of
from bot.text.code import code_around
from bot.text.numeral import ARABIC, CHINESE, DECIMAL, SCALE, parse_numeral, times
from bot.text.words import alternation, word_list

Kind = Literal["quantity", "rank", "zero", "flat", "ratio", "bare", "name", "word"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at ``text[start:end]``, qualifiers and unit included; ``number`` is the bare number's span.

    ``value`` is in ``unit`` with 万 and 亿 multiplied out; parts of a whole are in %. ``value_to`` is the
    upper end of a range. ``kind``: quantity, rank (第三), zero (零发生), flat (与上年持平), ratio (one of
    several shares of a whole, 3.6:48:48.4), bare (digits without a unit),
    name (a code or part of a name), word (a Chinese numeral that is a turn of phrase).
    """

    start: int
    end: int
    number: tuple[int, int]
    value: float
    unit: str | None
    bound: Bound
    kind: Kind = "quantity"
    value_to: float | None = None


_SAME_UNIT = {
    "个工作日": "工作日",
    "个百分点": "百分点",
    "个千分点": "千分点",
    "元人民币": "元",
    "平方千米": "平方公里",
}
#: 成 behind a number is a tenth, unless one of these makes a word of it (三成立 …).
_NOT_TENTHS = re.compile("[立功为员果本熟效长型就都品绩片败套分]")


@cache
def _units() -> str:
    lists = word_list("units")
    units = alternation(lists["counters"] + lists["measures"] + lists["ratios"])
    apart = "|".join(f"{unit}(?={behind})" for unit, behind in lists["not_before"].items())
    return f"(?!{apart})(?:{units})(?:/(?:{alternation(lists['each'])}))?"


@cache
def _main() -> re.Pattern[str]:
    unit, decimal = _units(), DECIMAL.replace("(", "(?:")
    return re.compile(
        rf"(?:(?<![附最临签预履违解续邀])(?P<pre>{BEFORE}|上(?=[百千万亿])))?"
        rf"(?:百分之(?P<pc>百|{ARABIC}|{decimal}|{CHINESE})|千分之(?P<pm>{ARABIC}|{decimal}|{CHINESE})|(?P<whole>百分百)"
        rf"|(?P<num>\d+)/(?P<den>\d+)(?![\d/])|(?P<cden>{CHINESE})分之(?P<cnum>{CHINESE})"
        rf"|(?P<a>-?(?:{ARABIC})|{CHINESE})(?P<m1>余|多(?!{CHINESE})|多(?=[万亿]))?(?P<s>{SCALE})?(?P<m2>余|多)?"
        rf"(?:(?P<u0>{unit})?\s?[—–~～至到-]\s?(?P<b>{ARABIC}|{CHINESE})(?P<s2>{SCALE})?)?(?P<m3>余|多)?(?P<u>{unit})?)"
        rf"(?P<post>{AFTER}(?![年次]))?",
    )


#: Elsewhere only what says itself that it is a place in a row: 第1位, 第二名.
_ORDINAL = rf"(?=第(?:{CHINESE}|\d+)[名位](?!书记|额|置|于))"


@cache
def _special() -> re.Pattern[str]:
    zeros = alternation(word_list("names")["plain_zeros"])
    return re.compile(
        rf"(?P<zero>[“\"]?(?P<z>{zeros})[”\"]?)|(?P<digit>个位数)|(?P<digits>两位数)"
        r"|(?P<double>翻(?:了)?(?P<times>[一两二三])?番)|(?P<half>半数以上|过半(?!数?年))"
        r"|(?P<flat>(?:与|和|同|较|比)?(?:上年|去年)(?:同期|同月)?(?:基本|大体|总体)?持平|同比(?:基本|大体|总体)?持平"
        r"|(?:基本|大体|总体)?持平(?=[，。；、]|$))"
        rf"|(?:(?<=全国)|(?<=全[省市区州县盟旗镇])|(?<=[居列位])|(?<=排名)|(?<=进入)|(?<=跻身)|(?<=保持)|{_ORDINAL})"
        rf"(?P<rank>(?P<ord>[第前])(?P<n>{CHINESE}|\d+)[名位强]?)(?![届批次个季条款章节部号类种期零〇一二三四五六七八九十百\d]|产业)"
    )


@cache
def sign() -> re.Pattern[str]:
    """What a text holds that holds any number: most questions hold nothing of it."""
    zeros = alternation(word_list("names")["plain_zeros"])
    return re.compile(rf"\d|{CHINESE}|持平|位数|番|半|{zeros}")


def find_quantities(text: str) -> list[Quantity]:
    """Every number of ``text`` (a shadow), left to right and without overlap."""
    if not sign().search(text):
        return []
    found = [_read_special(m) for m in _special().finditer(text)]
    taken = deque(sorted((q.start, q.end) for q in found))
    position = 0
    while match := _main().search(text, position):
        floor, position = position, max(match.end(), match.start() + 1)
        while taken and taken[0][1] <= match.start():  # behind us: no match to come meets it
            taken.popleft()
        if taken and taken[0][0] < match.end():
            position = max(taken[0][1], match.start() + 1)
            continue
        if quantity := _read(match, text, floor):
            found.append(quantity)
            position = max(quantity.end, match.start() + 1)
    return sorted(found, key=lambda q: q.start)


def _read_special(match: re.Match[str]) -> Quantity:
    """Zeros, 个位数, 翻番, 半数以上, 持平 and ranks."""
    span = match.span()
    if match["zero"]:
        return _zero(match)
    if match["digit"]:
        return Quantity(*span, span, 10.0, None, "less_than")
    if match["digits"]:
        return Quantity(*span, span, 10.0, "%", "at_least")
    if match["flat"]:
        roughly = any(word in match["flat"] for word in ("基本", "大体", "总体"))
        return Quantity(*span, span, 0.0, "%", "approx" if roughly else "exact", "flat")
    if match["double"]:
        times = 2.0 ** (parse_numeral(match["times"] or "一") or 1)
        return Quantity(*span, span, times, "倍", "exact")
    if match["half"]:
        return Quantity(*span, span, 50.0, "%", "at_least" if "以上" in match["half"] else "more_than")
    bound: Bound = "exact" if match["ord"] == "第" else "at_most"
    return Quantity(*match.span("rank"), match.span("n"), parse_numeral(match["n"]) or 0.0, "名", bound, "rank")


def _zero(match: re.Match[str]) -> Quantity:
    """零发生 states a zero; in quotation marks it is a slogan unless the list of stated zeros has it."""
    quoted = match.group()[0] in '“"'
    stated = not quoted or match["z"] in word_list("names")["stated_zeros"]
    return Quantity(*match.span("z"), match.span("z"), 0.0, None, "exact", "zero" if stated else "name")


def _read(match: re.Match[str], text: str, floor: int) -> Quantity | None:
    number = _number_span(match)
    code = code_around(text, number, floor)
    if code is not None:
        return Quantity(*code, code, 0.0, None, "exact", "name")
    if match["a"] is not None:
        return _counted(match, text)
    value, unit = _ratio(match)
    return None if value is None else Quantity(*match.span(), number, value, unit, bound_of(match))


def _number_span(match: re.Match[str]) -> tuple[int, int]:
    if match["a"] is not None:
        return match.start("a"), match.end("s") if match["s"] else match.end("a")
    return match.end("pre") if match["pre"] else match.start(), match.start("post") if match["post"] else match.end()


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
    ends = _ends(match, text)
    if ends is None:
        return None
    value, upper = ends
    unit = match["u"] or match["u0"] or _unit_grown_to(match, text)
    if unit == "成":
        if _NOT_TENTHS.match(text, match.end("u") if match["u"] else match.end("u0")):
            return _bare(match, value)
        value, upper, unit = value * 10, upper and upper * 10, "%"
    unit = _SAME_UNIT.get(unit or "", unit)
    beside = _BESIDE.search(text, max(0, match.start() - _AROUND), match.start())
    kind = "bare" if beside else _kind(match, text, value, unit)
    number = _whole_number(match)
    if kind != "quantity":
        return Quantity(*number, number, value, unit, "exact", kind)
    return Quantity(*match.span(), number, value, unit, bound_of(match), kind, upper)


#: Behind a number that something grew or fell from.
_GREW = re.compile("(?:提高|提升|增加|增长|上升|扩大|上调|调整|下降|降低|减少|下调|[增升涨降])[至到为]")


def _unit_grown_to(match: re.Match[str], text: str) -> str | None:
    """从1720提高至1960元: what it grew from is counted as what it grew to."""
    grew = _GREW.match(text, match.end())
    if not grew or match["s"] or text[match.start() - 1 : match.start()] not in ("从", "由"):
        return None
    to = _main().match(text, grew.end())
    return str(to["u"]) if to and to["a"] and to["u"] else None


def _ends(match: re.Match[str], text: str) -> tuple[float, float | None] | None:
    """The value, and the upper end of a range; None for what is no numeral. 2—3万 scales both ends."""
    value, upper = _scaled(match["a"].removeprefix("-"), match["s"]), _scaled(match["b"] or "", match["s2"])
    if value is None:
        return None
    if match["a"].startswith("-") and not _is_latin(text[match.start("a") - 1 : match.start("a")]):
        value = -value
    if upper is not None and match["s2"] and not match["s"] and value < upper and not match["u0"]:
        value = times(value, match["s2"])
    return value, upper


def _scaled(numeral: str, scale_word: str | None) -> float | None:
    value = parse_numeral(numeral) if numeral else None
    return None if value is None else times(value, scale_word or "")


def _bare(match: re.Match[str], value: float) -> Quantity | None:
    """A number whose 成 belongs to the word behind it (5成立 …); a Chinese one is no number then."""
    number = match.span("a")
    return Quantity(*number, number, value, None, "exact", "bare") if match["a"][0].isdigit() else None


def _whole_number(match: re.Match[str]) -> tuple[int, int]:
    """The number with its scale and, of a range, its upper end."""
    last = next(name for name in (("s2", "b") if match["b"] else ("s", "a")) if match[name])
    return match.start("a"), match.end(last)


def _kind(match: re.Match[str], text: str, value: float, unit: str | None) -> Kind:
    number, lists = match["a"], word_list("names")
    if match.start("a") and text[match.start("a") - 1] == "第":
        return "word"
    if _NUMBERED_THING.search(text[max(0, match.start("a") - _NEAR) : match.start("a")]) and match["u"] is None:
        return "name"
    end = match.end("a")
    if text.startswith(tuple(lists["name_tails"]), end) or _begins_name(text, match):
        return "name"
    if not number[-1].isdigit():
        return _chinese_kind(text, match, value, unit)
    if unit is None and not match["s"]:
        return "name" if number in lists["hotlines"] else "bare"
    if unit in {"P", "T", "G"} and (value < 10 or _is_latin(text[end + len(unit) :][:1])):
        return "name"
    return "quantity"


#: How far from a number the words stand that tell what it is; looking further only takes time.
_NEAR, _LISTED = 8, 400
_CAPITAL = re.compile("[A-Z]")
#: Digits and a blank before a number: one of two figures side by side, or what is left of 12 34人.
_BESIDE, _AROUND = re.compile(r"(?<![A-Za-z\d.,])\d[\d.,]* $"), 24

#: What is numbered: 表 11, 附件2.
_NUMBERED_THING = re.compile(r"(?:[附续]?[表图]|附件|专栏|注释?|公式)\s?$")


def _begins_name(text: str, match: re.Match[str]) -> bool:
    """Does a number begin a name: a class (2000吨级, 千亿级), letters that are no unit (4S店, 5G)?"""
    classed = text.startswith("级", match.end()) or (match["u"] == "级" and (match["s"] or match["a"][0] in "百千万亿"))
    if classed and not match["post"]:
        return True
    return match["u"] is None and match["s"] is None and bool(_CAPITAL.match(text, match.end("a")))


def _is_latin(char: str) -> bool:
    """A Latin letter or a digit."""
    return char.isalnum() and char.isascii()


def _chinese_kind(text: str, match: re.Match[str], value: float, unit: str | None) -> Kind:
    """Chinese numerals count only with a qualifier, a scale or a measure; 四道防线 is a name of four."""
    more = match["m1"] or match["m2"] or match["m3"] or match["post"]
    if unit is None:
        return "quantity" if more and value >= 10 and (match["m1"] or match["m2"] or match["pre"]) else "word"
    if unit == "届" or (match["a"] == "一" and unit != "%" and not (more or match["pre"] or match["s"])):
        return "word"
    if match["a"] == "一二":  # 一二组 are the first and the second
        return "word"
    if match["a"] in {"百", "千", "万", "亿", "十"} and not (more or match["pre"]):
        return "word"
    if value <= 10 and unit in word_list("units")["idiom"] and not more and not match["pre"]:
        return "quantity" if unit in _SUMMED and _sums_up(text, match, value) else "word"
    return "quantity"


#: The measures of a count behind names; others make a name themselves (胜利三路, 二期工程).
_SUMMED = ("个", "家", "项", "处", "座", "所", "名", "位", "种", "类", "条", "大")


def _sums_up(text: str, match: re.Match[str], value: float) -> bool:
    """甲、乙两个广场: a count behind as many names as it counts."""
    before = text[max(0, match.start() - _LISTED) : match.start()]
    listed = re.search(r"[^，。；：、\s]{2,14}(?:、[^，。；：、\s]{2,14})+$", before)
    return listed is not None and listed.group().count("、") + 1 == value
