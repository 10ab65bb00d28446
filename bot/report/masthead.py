"""Who says it and when: title, issuer, district and date of a report."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path

from bot.report.model import ReportMeta, Section
from bot.report.reflow import TITLE_END

_DISTRICT = re.compile(
    r"(?:(?!关于|国家|办公厅|\d|年|的|和|在|于)[\u4e00-\u9fff]){2,9}?"
    r"(?:自治区|自治州|自治县|实验区|开发区|新区|[区县市州省旗盟])"
)
_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_ISSUER = re.compile(r"[\u4e00-\u9fff]{2,24}?(?:局|委员会|政府|办公室|分局|支队|总队|大队|中心|委|队)$")


def masthead(path: Path, text: str, sections: tuple[Section, ...]) -> ReportMeta:
    """The report's metadata, all of it from the file; the id is the file's name up to its first dot.

    The head is what stands before the first heading, the tail the last three lines. What the text
    does not tell is None; the title falls back on the file's name.
    """
    head_end = sections[0].span[0] if sections else min(len(text), 600)
    head = [line for line in text[:head_end].split("\n") if line.strip()]
    tail = [line for line in text[-200:].split("\n") if line.strip()][-3:]
    title = _title(head) or path.stem
    issuer = _issuer(head, tail)
    return ReportMeta(
        id=path.name.split(".")[0],
        title=title,
        issuer=issuer,
        district=_district(title, issuer),
        date=_date(tail, head, title),
        file=path.name,
    )


def _issuer(head: list[str], tail: list[str]) -> str | None:
    """The signature's, else a line of the head that is nothing but an office."""
    signed = next((line for line in reversed(tail) if _ISSUER.search(line) and len(line) <= 30), None)
    return signed or next((line for line in head[1:6] if _ISSUER.fullmatch(line)), None)


def _title(head: list[str]) -> str | None:
    """The first lines up to the one that ends like a title; a title printed on two lines is joined."""
    joined = ""
    for line in head[:4]:
        line = re.sub(r"^标题[:：]", "", line)
        if len(line) > 60 or line.endswith(("。", "，", "；")):
            break
        joined += line
        if TITLE_END.search(joined):
            return re.sub(r"[①②③]$", "", joined)
    return head[0][:60] if head else None


def _district(title: str, issuer: str | None) -> str | None:
    match = _DISTRICT.search(title) or (_DISTRICT.search(issuer) if issuer else None)
    return match.group() if match else None


def _date(tail: list[str], head: list[str], title: str) -> str | None:
    """The signature's date, else one that stands by itself at the head, else the year of the title."""
    for line in [*reversed(tail), *head[:8]]:
        day = _day(line) if len(line) <= 60 else None
        if day:
            return day
    year = re.search(r"(?:19|20)\d\d", title)
    return year.group() if year else None


def _day(line: str) -> str | None:
    """The first date of a line that the calendar knows."""
    for match in _DATE.finditer(line):
        with suppress(ValueError):
            return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    return None
