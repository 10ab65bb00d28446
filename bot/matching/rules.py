"""Hard rules that no score overrides: the year, district, unit and deed asked for must be the fact's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.facts.model import Observation
from bot.matching.document import Entry
from bot.question.concepts import Concept
from bot.question.cues import asks, pattern, says
from bot.question.listed import deeds
from bot.question.parse import Parsed
from bot.question.reworded import sexes_in
from bot.text.period import Period, years_of
from bot.text.words import word_list

Slot = Literal["period", "place", "unit", "breakdown", "indicator"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """The slot in which a fact is not what was asked for, and the asker's word for it."""

    slot: Slot
    asked: str


def refuse(entry: Entry, parsed: Parsed, *, today: int, period: bool = True) -> Refusal | None:
    """Why this observation must not answer this question; None when it may. ``today`` is the report's year."""
    return Ruling(parsed, today).refuse(entry, period=period)


class Ruling:
    """The rules as one question sets them: what it demands is told once, and asked of many figures."""

    __slots__ = (
        "_against_month", "_ages", "_deadly", "_deeds", "_in_share", "_negated", "_parsed", "_parts",
        "_sexes", "_strict_share", "_thing", "_today", "_units",
    )  # fmt: skip

    def __init__(self, parsed: Parsed, today: int) -> None:
        self._parsed, self._today = parsed, today
        self._against_month = "环比" in parsed.text
        self._in_share = asks("share_named", parsed.text) and parsed.has("change", "direction")
        self._strict_share = asks("strict_share", parsed.text)
        self._negated = _negated_deed(parsed.text) if asks("negated", parsed.text) else ""
        self._ages = _AGE.findall(parsed.text) if asks("aged", parsed.text) else []
        self._deeds = _demanded(parsed)
        self._parts = _parts_within(parsed)
        self._sexes = sexes_in(parsed.text)
        self._deadly = _untold_tolls(parsed)
        self._thing = next((c.surface for c in parsed.strong), None)
        self._units = UnitRule(parsed)

    def refuse(self, entry: Entry, *, period: bool = True) -> Refusal | None:
        """Why this observation must not answer; None when it may."""
        row, parsed = entry.observation, self._parsed
        if row is None:
            return None
        place = _place(entry, parsed) if parsed.places or parsed.wider else None
        if place:
            return Refusal("place", place)
        missing = self._demand(entry) if self._deeds else None
        if missing:
            return Refusal("indicator", missing)
        if self._against_month and row.aspect == "change" and "环比" not in row.indicator + row.quote:
            return Refusal("indicator", "环比")
        if self._negated and not says("negation", entry.name + entry.quote):
            return Refusal("indicator", self._negated)
        if any(sex not in entry.name + entry.quote for sex in self._sexes):
            return Refusal("breakdown", f"{self._sexes[0]}性")
        aged = _other_age(entry, self._ages) if self._ages else None
        if aged:
            return Refusal("breakdown", aged)
        inner = _inner(entry, row, self._parts, parsed) if self._parts else None
        if inner:
            return Refusal("breakdown", inner)
        if self._thing and self._deadly and self._toll(entry):
            return Refusal("indicator", self._thing)
        if self._in_share and row.aspect == "change" and not says("share_word", row.indicator):
            return Refusal("unit", "占比")  # 比重提高几个点 is not how the thing itself grew
        strict = self._strict_share and entry.unit_class == "percent" and row.aspect != "change"
        apart = strict and "率" in row.indicator and not says("reaching_rate", row.indicator)
        if apart and not says("share_word", row.indicator.replace("率", "")):
            return Refusal("unit", "占比")  # 盗窃类占比 is no 破案率
        if not self._units.fits(entry):
            return self._units.refusal()
        return self._mistimed(entry, row) if period and parsed.periods else None

    def _mistimed(self, entry: Entry, row: Observation) -> Refusal | None:
        periods = self._parsed.periods
        if row.period is None and any(_of_no_year(p, entry) for p in periods):
            return Refusal("period", periods[0].text)
        if not any(period_fits(p.value, row, self._today) for p in periods):
            return Refusal("period", periods[0].text)
        return None

    def _demand(self, entry: Entry) -> str | None:
        """The asker's word for a deed that this figure does not count: 破了多少 needs a figure of 破获,
        死了几个 one of 亡; the deed changes the figure."""
        spent = entry.unit_class == "money" and not says("income_named", entry.name)
        for said, told, besides in self._deeds:
            own = any(w in entry.name or w in entry.quote for w in told) or any(w in entry.sentence for w in besides)
            if not own and not (spent and "投入" in told):
                return said
        return None

    def _toll(self, entry: Entry) -> bool:
        """火灾多少起 asks for fires, and fires with deaths are fewer."""
        tolls = [(official, told) for official, told in self._deadly if official in entry.name]
        return bool(tolls) and not any(told for _, told in tolls)


def _negated_deed(text: str) -> str:
    """没整改 of 多少处没整改; 没 alone where the question breaks off there."""
    told = pattern("negated_deed").search(text)
    return told[0] if told else "没"


def _demanded(parsed: Parsed) -> list[tuple[str, list[str], list[str]]]:
    """The deeds that a question demands, by the asker's word, by what a figure tells them with, and by what else its
    sentence may."""
    tables, demanded = word_list("questions")["distinguishing"], []
    for official in parsed.demands:
        told = [word for word in (official, *tables[official]) if len(word) > 1 or word in "破亡伤判死"]
        besides = word_list("questions")["also_tells"].get(official, []) if "person" not in parsed.units else []
        said = next((c.surface for c in parsed.concepts if deeds().get(c.surface) == official), official)
        demanded.append((said, told, besides))  # 酒驾抓了多少: 查处
    return demanded


def _untold_tolls(parsed: Parsed) -> list[tuple[str, bool]]:
    """Of a question for cases the tolls that make cases fewer, and whether it speaks of them."""
    deadly = word_list("questions")["distinguishing"]
    tolls = [official for official in ("亡", "伤") if official in deadly]
    if not parsed.units & {"case", "time"}:
        return []
    return [(o, o in parsed.demands or any(form in parsed.text for form in (o, *deadly[o]))) for o in tolls]


def _parts_within(parsed: Parsed) -> list[Concept]:
    """隐患里群租房占几处 asks of the parts that stand behind 里."""
    match = pattern("within").search(parsed.text)
    return [c for c in parsed.strong if c.known and len(c.surface) > 1 and c.surface in match[1]] if match else []


def _of_no_year(asked: Period, entry: Entry) -> bool:
    """一季度, of a report that tells no year: only what it says of that quarter itself."""
    return asked.value is None and asks("part_of_year", asked.text) and asked.text not in entry.sentence


def _place(entry: Entry, parsed: Parsed) -> str | None:
    """Another district's figure is never this one's; a wider area only where the fact itself names it."""
    said = entry.name + entry.quote
    for name in parsed.places:
        if name not in said:
            return name
    return next((name for name in parsed.wider if name not in said and name not in entry.sentence), None)


_AGE = re.compile(r"(\d{1,3})(?:周岁|岁)")


def _other_age(entry: Entry, asked: list[str]) -> str | None:
    """65岁以上的占几成: a figure of those over 60 is of others."""
    told = _AGE.findall(entry.name)
    return f"{asked[0]}岁" if not set(asked) & set(told) else None


def _inner(entry: Entry, row: Observation, parts: list[Concept], parsed: Parsed) -> str | None:
    """A figure of the whole that does not speak of the part asked for is no answer."""
    clauses = [clause for clause in entry.context.split(",") if "、" not in clause]  # a list of parts is none of them
    name = "" if "、" in entry.name else entry.name + entry.quote  # nor is a figure of several things of one of them
    said = name + entry.owner + "".join(clauses)
    if any(q.value == row.value for q in parsed.numbers):
        return parts[0].surface  # 7319件里面光举报的有几件: not all of them again
    return next((c.surface for c in parts if not any(option in said for option in c.options)), None)


def unit_fits(entry: Entry, parsed: Parsed) -> bool:
    """Money, people, percent, years, area are never one another; the counting words are loose."""
    return UnitRule(parsed).fits(entry)


class UnitRule:
    """Which units a question asks for: told once, and asked of many figures."""

    __slots__ = ("_asked", "_moves", "_parsed", "_priced", "_ranked", "_refusal", "_shares", "_strict", "_strictly")

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._priced = asks("priced", parsed.text)
        self._ranked = asks("ranked", parsed.text) and not parsed.has("target")
        self._moves = parsed.has("change") or (parsed.has("direction") and not parsed.has("rank"))
        self._shares = parsed.has("share")
        self._asked = parsed.units - {"percent"} if parsed.has("change") else parsed.units
        self._strict: list[str] = word_list("questions")["unit_rules"]["strict"]
        self._strictly = not self._asked.isdisjoint(self._strict)
        self._refusal: Refusal | None = None

    def fits(self, entry: Entry) -> bool:
        """Money, people, percent, years, area are never one another; the counting words are loose."""
        row, parsed, asked = entry.observation, self._parsed, self._asked
        assert row is not None
        if self._ranked:
            return row.aspect == "rank"
        if self._priced and not ("/" in (row.unit or "") or says("price_named", entry.name)):
            return False
        if self._moves and row.aspect == "change":
            return not parsed.units or bool(parsed.units & {"percent", "thing", entry.unit_class})
        if not asked:
            return not (self._shares and entry.unit_class not in ("percent", "area"))
        if entry.unit_class in asked:
            return True
        reached = entry.unit_class == "percent" and asks("reaching", parsed.text)
        if reached and any(word in entry.name for word in parsed.unit_words if len(word) > 1):
            return True  # 覆盖了多少人口: 人口覆盖率 tells it
        if asked <= {"thing"} and entry.unit_class in ("person", "kind"):
            return True
        if self._strictly or entry.unit_class in self._strict or entry.unit_class == "rank":
            return False
        return ("kind" in asked) == (entry.unit_class == "kind")

    def refusal(self) -> Refusal:
        """For a figure of another unit: what was asked for."""
        if self._refusal is None:
            ranked = "名次" if asks("ranked", self._parsed.text) else "比例"
            self._refusal = Refusal("unit", "、".join(sorted(self._parsed.unit_words)) or ranked)
        return self._refusal


def period_fits(asked: str | None, row: Observation, today: int) -> bool:
    """A figure answers for the time it holds for. One without a stated time answers only for the
    report's own present; a figure since a year answers for any span that begins with it."""
    held = row.period
    if asked is None:
        return True
    if held == asked:
        return True
    if held is None:
        return asked in (str(today), f"{today}/") and row.role == "actual"
    if held.endswith("/"):  # since the report's own year is this year
        return asked.startswith(held[:4] + "/") or asked == held[:4] == str(today)
    if asked.endswith("/"):
        return False
    return asked == str(today) and years_of(held) == {today}
