"""Hard rules that no score overrides: the year, district, unit and deed asked for must be the fact's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.facts.model import Observation
from bot.matching.document import Entry
from bot.question.concepts import deeds
from bot.question.cues import asks, pattern
from bot.question.parse import Parsed
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
    row = entry.observation
    if row is None:
        return None
    place = _place(entry, parsed)
    if place:
        return Refusal("place", place)
    missing = _demand(entry, parsed)
    if missing:
        return Refusal("indicator", missing)
    if "环比" in parsed.text and row.aspect == "change" and "环比" not in row.indicator + row.quote:
        return Refusal("indicator", "环比")
    if asks("negated", parsed.text) and not asks("negation", entry.name + entry.quote):
        return Refusal("indicator", pattern("negated_deed").search(parsed.text)[0])  # type: ignore[index]
    aged = _other_age(entry, parsed)
    if aged:
        return Refusal("breakdown", aged)
    inner = _inner(entry, parsed)
    if inner:
        return Refusal("breakdown", inner)
    toll = _toll(entry, parsed)
    if toll:
        return Refusal("indicator", toll)
    if (
        asks("share_named", parsed.text)
        and parsed.has("change", "direction")
        and row.aspect == "change"
        and not asks("share_word", row.indicator)
    ):
        return Refusal("unit", "占比")  # 比重提高几个点 is not how the thing itself grew
    strict = asks("strict_share", parsed.text) and entry.unit_class == "percent" and row.aspect != "change"
    if strict and "率" in row.indicator and not asks("share_word", row.indicator.replace("率", "")):
        return Refusal("unit", "占比")  # 盗窃类占比 is no 破案率
    if not unit_fits(entry, parsed):
        return Refusal(
            "unit", "、".join(sorted(parsed.unit_words)) or ("名次" if asks("ranked", parsed.text) else "比例")
        )
    if period and row.period is None and any(_of_no_year(p, entry) for p in parsed.periods):
        return Refusal("period", parsed.periods[0].text)
    if period and parsed.periods and not any(period_fits(p.value, row, today) for p in parsed.periods):
        return Refusal("period", parsed.periods[0].text)
    return None


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


def _demand(entry: Entry, parsed: Parsed) -> str | None:
    """The asker's word for a deed that this figure does not count: 破了多少 needs a figure of 破获,
    死了几个 one of 亡; the deed changes the figure."""
    tables = word_list("questions")["distinguishing"]
    for official in parsed.demands:
        told = [official, *tables[official]]
        if not any(
            word in field
            for word in told
            if len(word) > 1 or word in "破亡伤判死"
            for field in (entry.name, entry.quote)
        ):
            return next((c.surface for c in parsed.concepts if deeds().get(c.surface) == official), official)
    return None


_AGE = re.compile(r"(\d{1,3})(?:周岁|岁)")


def _other_age(entry: Entry, parsed: Parsed) -> str | None:
    """65岁以上的占几成: a figure of those over 60 is of others."""
    asked, told = _AGE.findall(parsed.text), _AGE.findall(entry.name)
    meant = asks("aged", parsed.text) and asked
    return f"{asked[0]}岁" if meant and not set(asked) & set(told) else None


def _inner(entry: Entry, parsed: Parsed) -> str | None:
    """隐患里群租房占几处 asks of the part: a figure of the whole that does not speak of it is no answer."""
    match = pattern("within").search(parsed.text)
    if not match:
        return None
    clauses = [clause for clause in entry.context.split(",") if "、" not in clause]  # a list of parts is none of them
    name = "" if "、" in entry.name else entry.name + entry.quote  # nor is a figure of several things of one of them
    said = name + entry.owner + "".join(clauses)
    parts = [c for c in parsed.strong if c.known and len(c.surface) > 1 and c.surface in match[1]]
    if parts and entry.observation and any(q.value == entry.observation.value for q in parsed.numbers):
        return parts[0].surface  # 7319件里面光举报的有几件: not all of them again
    return next((c.surface for c in parts if not any(option in said for option in c.options)), None)


def _toll(entry: Entry, parsed: Parsed) -> str | None:
    """火灾多少起 asks for fires, and fires with deaths are fewer: what is asked for, else None."""
    deadly = word_list("questions")["distinguishing"]
    tolls = [official for official in ("亡", "伤") if official in deadly and official in entry.name]
    told = any(form in parsed.text for official in tolls for form in (official, *deadly[official]))
    if not tolls or told or not parsed.units & {"case", "time"} or parsed.demands & set(tolls):
        return None
    return next((c.surface for c in parsed.strong), None)


def unit_fits(entry: Entry, parsed: Parsed) -> bool:
    """Money, people, percent, years, area are never one another; the counting words are loose."""
    row = entry.observation
    assert row is not None
    if asks("ranked", parsed.text) and not parsed.has("target"):
        return row.aspect == "rank"
    if (parsed.has("change") or (parsed.has("direction") and not parsed.has("rank"))) and row.aspect == "change":
        return not parsed.units or bool(parsed.units & {"percent", "thing", entry.unit_class})
    rules = word_list("questions")["unit_rules"]
    asked = parsed.units - {"percent"} if parsed.has("change") else parsed.units
    if not asked:
        return not (parsed.has("share") and entry.unit_class not in ("percent", "area"))
    if entry.unit_class in asked:
        return True
    if entry.unit_class == "percent" and any(word in entry.name for word in parsed.unit_words if len(word) > 1):
        return True  # 覆盖了多少人口: 人口覆盖率 tells it
    strict = set(rules["strict"])
    if asked <= {"thing"} and entry.unit_class in ("person", "kind"):
        return True
    if asked & strict or entry.unit_class in strict or entry.unit_class == "rank":
        return False
    return ("kind" in asked) == (entry.unit_class == "kind")


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
    if held.endswith("/"):
        return asked.startswith(held[:4] + "/")
    if asked.endswith("/"):
        return False
    return asked == str(today) and years_of(held) == {today}
