"""Made-up reports, and questions whose right answer is known: the same for the same seed on every machine."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from bot.errors import BotError

GRAMMAR = Path(__file__).resolve().parents[2] / "data" / "bench" / "grammar.toml"
#: Reports of one district are of so many years in a row: the near neighbours of a question.
YEARS = range(2016, 2024)
#: For each question so many are drawn at most, until it is a new one.
_TRIES = 20
#: So many sentences make a paragraph.
_PARAGRAPH = 3
_SCALES = {"亿": 100_000_000, "万": 10_000}
#: What is counted in these is told for the end of a year.
_STOCKS = "人户家所个张座头"
_NUMBERS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a made-up report: what is counted, and how much it grew (per cent), where it says so."""

    section: str
    indicator: str
    value: float
    unit: str
    change: float | None
    sentence: str

    @property
    def figures(self) -> int:
        return 1 if self.change is None else 2


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up report; ``name`` is its file's name without ending, and so its id."""

    name: str
    district: str
    year: int
    said: tuple[Said, ...]

    @property
    def figures(self) -> int:
        return sum(one.figures for one in self.said)

    @property
    def title(self) -> str:
        return f"{self.district}{self.year}年国民经济和社会发展统计公报"

    @property
    def text(self) -> str:
        """The report as a text file."""
        lines, section = [self.title, f"{self.district}统计局", f"{self.year + 1}年3月18日"], ""
        numbers = iter(f"{'十' * (n // 10)}{_NUMBERS[n % 10 - 1] if n % 10 else ''}" for n in range(1, 20))
        for place, one in enumerate(self.said):
            if one.section != section:
                section = one.section
                lines += [f"{next(numbers)}、{section}", ""]
            elif place % _PARAGRAPH == 0:
                lines.append("")
            lines[-1] += one.sentence
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the figure that answers it: of which report, and its value (a growth in per cent)."""

    text: str
    report: str
    indicator: str
    value: float


def reports(figures: int, seed: int) -> Iterator[Made]:
    """Reports that hold ``figures`` figures together, or one more. Raises BotError where there are not so many."""
    districts, told = _districts(seed), 0
    for place in range(len(districts) * len(YEARS)):
        if told >= figures:
            return
        made = _report(districts[place // len(YEARS)], YEARS[place % len(YEARS)], figures - told, seed)
        told += made.figures
        yield made
    raise BotError(f"造不出这么多：语法里一共只有 {told:,} 个数字，请把 --sizes 写小些")


def questions(made: list[Made], number: int, seed: int) -> list[Asked]:
    """So many questions, spread over all reports; fewer where there are not so many different ones.

    None is asked twice: what was just answered is remembered.
    """
    dice = random.Random(f"{seed} questions")
    frames = _grammar()["questions"]
    asked: dict[str, Asked] = {}
    for _ in range(number * _TRIES):
        if len(asked) >= number:
            break
        report = dice.choice(made)
        one = dice.choice(report.said)
        changes = one.change is not None and dice.random() < 0.25
        frame = dice.choice(frames["change" if changes else "level"])
        text = frame.format(district=report.district, year=report.year, indicator=one.indicator, unit=one.unit)
        value = one.change if changes and one.change is not None else one.value
        asked.setdefault(text, Asked(text, report.name, one.indicator, value))
    return list(asked.values())


def _report(district: str, year: int, most: int, seed: int) -> Made:
    dice = random.Random(f"{seed} {district} {year}")
    said: list[Said] = []
    for section in _grammar()["sections"]:
        for indicator in section["indicators"]:
            if dice.random() < 0.64 and sum(one.figures for one in said) < most:
                said.append(_said(section["title"], district, indicator, dice))
    return Made(f"r{_number(district)}-{year}", district, year, tuple(said))


def _said(section: str, district: str, indicator: tuple[str, str, float, float, int], dice: random.Random) -> Said:
    name, unit, low, high, places = indicator
    shown = f"{dice.uniform(low, high):.{places}f}"
    change = round(dice.uniform(0.2, 19.8), 1) if dice.random() < 0.45 else None
    grown = f"，比上年{dice.choice(('增长', '增加'))}{change}%" if change else ""
    lead = "年末" if unit in _STOCKS else "全年"
    scope = dice.choice(("", "", f"全{district[-1]}"))
    value = float(Decimal(shown) * _SCALES.get(unit[0], 1))
    return Said(section, name, value, unit, change, f"{lead}{scope}{name}{shown}{unit}{grown}。")


@cache
def _grammar() -> dict[str, Any]:
    return tomllib.loads(GRAMMAR.read_text(encoding="utf-8"))


def _districts(seed: int) -> list[str]:
    parts = _grammar()["districts"]
    dice = random.Random(f"{seed} districts")
    names = [first + second for first in parts["first"] for second in parts["second"]]
    dice.shuffle(names)
    return [name + dice.choice(parts["kinds"]) for name in names]


def _number(district: str) -> str:
    """A district in a file's name: its characters' code points, so that names are plain ASCII."""
    return "".join(f"{ord(char):x}" for char in district[:2])
