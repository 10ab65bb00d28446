"""The figure that answers stands beside the one that is named: of its sentence, in the unit that is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.facts.model import Observation
from bot.matching.document import unit_class
from bot.matching.found import ENOUGH
from bot.matching.rules import Refusal
from bot.matching.score import Scored
from bot.question.cues import asks, says
from bot.question.listed import deeds
from bot.question.parse import Parsed
from bot.text.fold import key

if TYPE_CHECKING:
    from bot.matching.search import Library


def rate_beside(
    refused: tuple[Scored, Refusal | None] | None, fitting: list[Scored], parsed: Parsed
) -> Observation | None:
    """客载货隐患清零的比例: of the sentence that counts the thing, the one rate."""
    row = refused[0].entry.observation if refused and refused[1] and refused[1].slot == "unit" else None
    if row is None or not parsed.has("share"):
        return None
    rates = [s.entry.observation for s in fitting if s.coverage >= ENOUGH and s.entry.unit_class == "percent"]
    near = [r for r in rates if r and r.sentence == row.sentence and r.aspect != "change"]
    return near[0] if len({r.indicator for r in near}) == 1 else None


def money_beside(library: Library, scored: Scored, parsed: Parsed) -> Observation | None:
    """实施临时救助…人次，发放救助资金…万元: what was spent, told right behind, in a name that has the same word."""
    row = scored.entry.observation
    if row is None or "money" not in parsed.units or any(c.surface in scored.unmatched for c in parsed.strong):
        return None
    rows = library.beside(row)
    at = next((n for n, r in enumerate(rows) if r.id == row.id), 0)
    following = rows[at + 1 : at + 2]
    name = key(row.indicator)
    pairs = {name[n : n + 2] for n in range(len(name) - 1)}
    apart = following and re.search("[。；;]", _between(library.report.document.text, following[0], row))
    spent = [r for r in following if unit_class(r) == "money" and r.aspect == "level" and not apart]
    return next((r for r in spent if any(pair in key(r.indicator) for pair in pairs)), None)


def measured_beside(library: Library, scored: Scored, parsed: Parsed) -> Observation | None:
    """微信群里一共管到多少人, 重点项目需要多少资金: behind the figure that is named in full, the one of its sentence in
    the unit that is asked for."""
    row = scored.entry.observation
    asked = parsed.units & {"person", "money", "area"} if asks("belonging", parsed.text) else frozenset()
    if (
        row is None
        or not asked
        or not _in_full(library, scored, parsed)
        or any(c.surface in scored.unmatched for c in parsed.strong)
    ):
        return None
    rows = library.beside(row)
    at = next((n for n, r in enumerate(rows) if r.id == row.id), 0)
    same = [r for r in rows if unit_class(r) in asked and r.aspect == "level" and r.role == row.role]
    following = rows[at + 1] if len(rows) > at + 1 else None
    text = library.report.document.text
    if following in same and len(same) == 1 and not re.search("[。；;]", _between(text, following, row)):
        return following
    before = rows[at - 1] if at else None  # 投入资金1.2亿元，为医院更新设备9台
    spent = before in same and says("spending_named", before.indicator) if before else None
    return before if spent and before and not re.search("[。；;]", _between(text, before, row)) else None


#: All that is asked about is named so well.
_IN_FULL = 0.9


def _in_full(library: Library, scored: Scored, parsed: Parsed) -> bool:
    """All that is named, but for the spending itself."""
    named = [c for c in parsed.strong if deeds().get(c.surface) != "投入"]
    told = [library.scorer.match(scored.entry, c) for c in named]
    return scored.coverage >= _IN_FULL or bool(told and min(told) >= _IN_FULL)


def counted_beside(library: Library, scored: Scored, parsed: Parsed) -> Observation | None:
    """冬煤补贴发给多少户: of the clause that tells the sum, the one figure of the unit that is asked for."""
    row = scored.entry.observation
    paid = scored.entry.unit_class == "money" and parsed.units & {"person", "house"}
    built = parsed.unit_words & {"栋", "幢", "座", "台", "辆", "条", "套", "户"}  # 改造搞了几栋楼
    if row is None or not (paid or built) or any(c.surface in scored.unmatched for c in parsed.strong):
        return None
    text = library.report.document.text
    found = [
        r
        for r in library.beside(row)
        if (r.unit or "").lower() in parsed.unit_words
        and r.unit != "个"
        and not re.search("[，；。]", _between(text, r, row))
    ]
    return found[0] if len(found) == 1 else None


def _between(text: str, one: Observation, two: Observation) -> str:
    """What stands between the quotes of two figures."""
    first, second = sorted((one.span, two.span))
    return text[first[1] : second[0]]
