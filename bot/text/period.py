"""Times: the periods that figures hold for, read relative to the report's own date.

Values follow facts.md: 2022 · 2023-H1 · 2022-Q3 · 2022-03 · 2022-01/2022-09 · 2021/ (since 2021) ·
2016/2020. The clock is never asked: 今年, 去年 and 目前 are the report's years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.text.numeral import parse_numeral
from bot.text.words import alternation, word_list

Kind = Literal["period", "date", "span", "vague"]


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression at ``text[start:end]``.

    ``kind``: period (a figure may hold for it), date (a day), span (近五年, a length of time
    before the reference), vague (全年, 年末: the year in question, whichever it is; ``value`` None).
    ``own``: a part of a year without the year, 本年 or 上年, counted from the year that the text speaks of.
    """

    start: int
    end: int
    value: str | None
    text: str
    kind: Kind
    relative: bool = False
    own: bool = False


_CN = "一二三四五六七八九十两"
_YEAR = r"(?P<y>(?<!\d)(?:19|20)\d\d|二[〇○零]\d?[〇○零一二三四五六七八九]{2})年"
_REL = r"(?P<rel>今年|本年度|本年|去年|上年度|上年(?!结转|结余)|前年|大前年|明年|上一年)"
_SHORT = r"(?P<yy>(?<![\d.])[0-3]\d)年(?![之级])"
_BARE = r"(?P<bare>(?<![\d.])(?:19[89]|20[0-4])\d(?![\d.%‰]|[个起件人家处台路名亿万张场类]))"
_PART = (
    r"(?P<half>上半年|下半年|前半年|后半年)|第?(?P<q>[一二三四1-4])季度|前(?P<q0>[二三两23])个?季度|"
    r"(?P<m1>\d{1,2}|[一二三四五六七八九十]{1,2})月?(?:[-—~至到、]{1,2})(?P<m2>\d{1,2}|[一二三四五六七八九十]{1,3})月份?|"
    r"前(?P<m0>\d{1,2}|[一二三四五六七八九十]{1,2})个?月|"
    r"(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?:(?P<d>\d{1,2})日)?"
)
_TAIL = (
    r"(?P<since>以来|起算|算起|至今|起至今|开始到现在|到现在|到如今|到目前|到今天|往后|开始)|(?P<end>年末|年底|底|末|初|期末)|"
    r"(?:全年|一年|年度|那年|那会儿?|的时候|度)"
)


@cache
def _pattern(question: bool) -> re.Pattern[str]:
    plans = alternation(list(word_list("plans")["plans"]))
    heads = [_YEAR, _REL] + ([_SHORT, _BARE] if question else [])
    second = r"(?P<y2>(?:19|20)\d\d)年?" if question else r"(?P<y2>(?:19|20)\d\d)年"
    to_year = rf"(?P<y1>(?<!\d)(?:19|20)\d\d)年?(?:[-—~至到]{{1,2}}){second}(?P<since2>以来)?"
    plan = rf"[“\"]?(?P<plan>{plans})[”\"]?(?:规划)?(?P<within>期间|时期|以来|末期?|初期?|头两年|前\w年)?"
    lone_part = rf"(?:{_PART})".replace("?P<", "?P<l_")
    return re.compile(
        rf"(?P<range>{to_year})|(?P<main>(?:截[至止]到?|自从?|从)?(?:{'|'.join(heads)})(?:(?:的|中的|度)?(?:{_PART}))?(?:{_TAIL})?)"
        rf"|(?P<planned>{plan})|(?P<now>截至目前|到目前为止|目前|现在|迄今|至今|现阶段)"
        rf"|近(?P<near>[{_CN}\d]{{1,2}})年来?|(?:过去(?:的)?(?P<gone>[{_CN}\d]{{1,2}})年)|(?:今后|未来)(?P<coming>[{_CN}\d]{{1,2}})年"
        rf"|(?P<past>本届(?:政府)?(?:任期)?以来|任期以来|[{_CN}]年来|近年来|近些年来?|多年来|这些年|这几年|几年来|近期|近年|长期以来)"
        rf"|(?P<vague>全年|当年|年末|年底|年内|年初)|(?P<lone>(?:截[至止]到?)?(?:{lone_part})(?:[底末](?![下层部端]))?)(?!\d)"
    )


@cache
def sign() -> re.Pattern[str]:
    """What a text holds that speaks of any time: many questions hold nothing of it."""
    return re.compile(rf"[\d年月季届期今现目近]|{alternation(list(word_list('plans')['plans']))}")


def find_periods(text: str, reference: int, *, question: bool = False) -> list[Period]:
    """All time expressions of ``text`` (a shadow), left to right.

    ``reference`` is the year of the report; where it is not known (0), relative times have no value.
    In a question two-digit and bare years count (19年, 2019).
    """
    if not sign().search(text):
        return []
    found = []
    for match in _pattern(question).finditer(text):
        period = _read(match, reference)
        if period is not None:
            found.append(period)
    return found


def _read(match: re.Match[str], reference: int) -> Period | None:
    groups = match.groupdict()
    name, read = next((name, read) for name, read in _READERS.items() if groups[name])
    told = read(groups, reference)
    if told is None:
        return None
    known = reference or not (told.relative or name in ("near", "gone", "coming"))
    own = name == "lone" or (groups.get("rel") or "").startswith(("本年", "上年", "上一年"))
    return Period(*match.span(), told.value if known else None, match.group(), told.kind, told.relative, own)


@dataclass(frozen=True, slots=True)
class _Told:
    value: str | None
    kind: Kind = "period"
    relative: bool = False


_Groups = dict[str, str | None]


def _range(groups: _Groups, reference: int) -> _Told:
    """2019—2022年; 2020年到2022年以来 is open."""
    return _Told(f"{groups['y1']}/" if groups["since2"] else f"{groups['y1']}/{groups['y2']}")


def _in_year(groups: _Groups, reference: int) -> _Told | None:
    """A year, said or relative, with the part of it that is meant."""
    year, relative = _year(groups, reference)
    if year is None:
        return None
    if groups["since"] or not _plausible(groups):
        return _Told(f"{year}/" if groups["since"] else str(year), relative=relative)
    value, kind = _within(year, groups)
    return _Told(value, kind, relative)


def _planned(groups: _Groups, reference: int) -> _Told:
    """十四五期间; 十四五以来 is open, 十四五末 its last year."""
    first, last = word_list("plans")["plans"][groups["plan"]].split("/")
    within = (groups["within"] or "")[:1]
    return _Told({"以": f"{first}/", "末": last, "初": first}.get(within, f"{first}/{last}"))


def _now(groups: _Groups, reference: int) -> _Told:
    return _Told(str(reference), relative=True)


def _near(groups: _Groups, reference: int) -> _Told:
    """近五年: the years up to the reference."""
    years = int(parse_numeral(groups["near"] or "") or 1)
    return _Told(f"{reference - years + 1}/{reference}", "span")


def _gone(groups: _Groups, reference: int) -> _Told:
    """过去五年: the years before the reference, in which the report is given."""
    years = int(parse_numeral(groups["gone"] or "") or 1)
    return _Told(f"{reference - years}/{reference - 1}" if years > 1 else None, "span")


def _coming(groups: _Groups, reference: int) -> _Told:
    """今后五年: the reference and the years behind it."""
    years = int(parse_numeral(groups["coming"] or "") or 1)
    return _Told(f"{reference}/{reference + years - 1}", "span")


def _past(groups: _Groups, reference: int) -> _Told:
    return _Told(None, "span")


def _vague(groups: _Groups, reference: int) -> _Told:
    return _Told(None, "vague")


def _lone(groups: _Groups, reference: int) -> _Told | None:
    """A part of the year in question without its year: 上半年, 三季度, 1—9月."""
    part = {name[2:]: text for name, text in groups.items() if name.startswith("l_")}
    if not _plausible(part):
        return None
    value, kind = _within(reference, part)
    return _Told(value, kind, relative=True)


_READERS = {
    "range": _range,
    "main": _in_year,
    "planned": _planned,
    "now": _now,
    "near": _near,
    "gone": _gone,
    "coming": _coming,
    "past": _past,
    "vague": _vague,
    "lone": _lone,
}
#: How many years a relative year lies from the report's.
_OFFSETS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "上一年": -1, "前年": -2, "大前年": -3, "明年": 1}


def _year(groups: _Groups, reference: int) -> tuple[int | None, bool]:
    """The year that the head of an expression names, and whether it was a relative one."""
    if rel := groups["rel"]:
        return reference + _OFFSETS[rel.replace("年度", "年")], True
    if short := groups.get("yy"):
        return 2000 + int(short), False
    number = parse_numeral((groups["y"] or groups.get("bare") or "").replace("○", "〇"))
    return (int(number), False) if number else (None, False)


def _within(year: int, part: _Groups) -> tuple[str, Kind]:
    """Half-years, quarters, months and days of ``year``."""
    if half := part["half"]:
        return f"{year}-H{1 if half[0] in '上前' else 2}", "period"
    if quarter := part["q"]:
        return f"{year}-Q{int(parse_numeral(quarter) or 1)}", "period"
    if upto := part["q0"]:
        return ({2: f"{year}-H1"}.get(int(parse_numeral(upto) or 2)) or f"{year}-01/{year}-09"), "period"
    if part["m1"] and part["m2"]:
        return _months(year, _month(part["m1"]), _month(part["m2"])), "period"
    if first := part["m0"]:
        return _months(year, 1, _month(first)), "period"
    if month := part["m"]:
        day = part["d"]
        return f"{year}-{_month(month):02d}" + (f"-{int(day):02d}" if day else ""), "date" if day else "period"
    return str(year), "period"


def _month(text: str) -> int:
    return int(parse_numeral(text) or 1)


def _months(year: int, first: int, last: int) -> str:
    """1—6月 is the first half-year, 1—12月 the year."""
    named = {(1, 6): f"{year}-H1", (7, 12): f"{year}-H2", (1, 12): str(year)}
    return named.get((first, last)) or f"{year}-{first:02d}/{year}-{last:02d}"


def _plausible(part: _Groups) -> bool:
    """Months are 1 to 12, days 1 to 31."""
    months = [parse_numeral(part[name] or "") for name in ("m", "m0", "m1", "m2") if part[name]]
    days = [int(day) for day in (part["d"],) if day]
    return all(1 <= (month or 0) <= 12 for month in months) and all(1 <= day <= 31 for day in days)


def years_of(value: str | None) -> set[int]:
    """The years a period value touches; an open one touches only its start."""
    return {int(y) for y in re.findall(r"(?:19|20)\d\d(?=$|[-/])", value or "")}


def within(asked: str, held: str | None) -> bool:
    """Does a figure that holds for ``held`` answer a question about ``asked``? Only if they are equal."""
    return held is not None and asked == held
