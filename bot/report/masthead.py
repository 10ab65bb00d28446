"""Who says it and when: title, issuer, district and date of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from bot.report.model import ReportMeta, Section
from bot.report.titles import TITLE_END
from bot.text.words import word_list

_DISTRICT = re.compile(
    r"(?:(?!关于|国家|办公厅|\d|年|的|和|在|于)[\u4e00-\u9fff]){2,9}?"
    r"(?:自治区|自治州|自治县|实验区|开发区|新区|[区县市州省旗盟])"
)
#: A line longer than any title; one that has lost its line ends has title, issuer and date at its beginning.
_LONGEST, _ENDLESS = 60, 200
#: A district named right behind its city or province has a short name.
_INNER = 6
#: The title stands in one of so many lines.
_HEAD = 8
_STOP = re.compile("[，。；,;]")
#: Where a report was given: 在澄湖区第五届人民代表大会第一次会议上.
_GIVEN = re.compile(rf"(?<=在)(?:{_DISTRICT.pattern})(?=第.{{1,4}}届)")
_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
#: A month by itself, as reports are signed.
_MONTH = re.compile(r"[（(]?((?:19|20)\d\d)年(\d{1,2})月[)）]?")
_MONTHS = 12
#: 2023—2025年: what a plan covers, not when a report on it was made.
_OF_A_SPAN = re.compile(
    r"(?:19|20)\d\d年?\s?[—–\-~～至到]+\s?(?:19|20)?\d\d年?|(?<=[—–\-~～至到])(?:19|20)\d\d年?[）)]"
)
#: What a web page says of the text on a line of its own.
_STATED = re.compile(r"(?:发布|成文|印发|发文)?(?:时间|日期)[:：]\s*((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})")
#: Lines that no title goes over: a date, and who made the report or when.
_DATED = re.compile(
    r"[（(]?[12二][\d〇○Ｏ零一二三四五六七八九]{3}年[\d一二三四五六七八九十]{1,2}月(?:[\d一二三四五六七八九十]{1,3}日)?[)）]?"
)
_LABELLED = re.compile(
    r"(?:编制|编写|发布|主办|起草|填报|印发|成文|发文|制发|主管)?(?:单位|机构|机关|部门|日期|时间|文号|栏目|来源)[:：]"
)
#: Full-width digits and letters are read as half-width ones; brackets stay as they are printed.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code).isalnum() or chr(code) in "－．／"}
_OFFICE = re.compile(r"(?:发布机构|发布单位|发文机关|制发机关|信息来源|来源)[:：]\s*([\u4e00-\u9fff]{3,29}[^网])$")
_ISSUER = re.compile(r"[\u4e00-\u9fff]{2,24}?(?:局|委员会|政府|办公室|分局|支队|总队|大队|中心|委|队)$")


def masthead(path: Path, text: str, sections: tuple[Section, ...], page_starts: tuple[int, ...] = ()) -> ReportMeta:
    """The report's metadata, all of it from the file; the id is the file's name up to its first dot.

    The head is what stands before the first heading, the tail the last three lines. What the text
    does not tell is None; the title falls back on the file's name.
    """
    text = text.translate(_NARROW)
    head_end = sections[0].span[0] if sections else min(len(text), 600)
    placed = [match for match in re.finditer(r"[^\n]+", text[:head_end]) if match.group().strip()]
    head = [match.group() for match in placed]
    tail = [line for line in text[-200:].split("\n") if line.strip()][-3:]
    printed = _title(list(_blocks(placed, set(page_starts))))
    title = printed or path.stem
    issuer = _issuer(head, tail)
    return ReportMeta(
        id=path.name.split(".")[0],
        title=title,
        issuer=issuer,
        district=_district(title, issuer) or _given(head) or _bare_district(title),
        date=_date(tail, head, printed or "".join(re.findall(r"(?:19|20)\d\d年", path.stem))),
        file=path.name,
    )


def _issuer(head: list[str], tail: list[str]) -> str | None:
    """The signature's, else a line of the head that is nothing but an office."""
    signed = next((line for line in reversed(tail) if _ISSUER.search(line) and len(line) <= 30), None)
    named = next((line for line in head[1:6] if _ISSUER.fullmatch(line)), None)
    return signed or named or next((match[1] for line in head[:10] if (match := _OFFICE.match(line))), None)


def _blocks(placed: list[re.Match[str]], page_starts: set[int]) -> Iterator[list[str]]:
    """The first lines of the head in blocks, which end with a page and at a date or a label (编制单位：…)."""
    block = 0
    numbered = []
    for match in placed[:_HEAD]:
        line = match.group().strip()
        apart = bool(_DATED.fullmatch(line) or _LABELLED.match(line))
        block += apart or match.start() in page_starts
        numbered.append((block, match.group()))
        block += apart
    for _, lines in groupby(numbered, key=itemgetter(0)):
        yield [line for _, line in lines]


def _title(blocks: list[list[str]]) -> str | None:
    """The first lines of a block up to the one that ends like a title; else the first line of all."""
    first = blocks[0][0] if blocks else ""
    if len(first) > _LONGEST:
        glued = re.match("[^，,。]{4,60}?(?:报告|公报|总结)", first)
        return glued.group() if glued else None
    found = next((title for title in map(_joined, blocks) if title), None)
    lines = (line.strip() for block in blocks for line in block)
    found = found or next((line for line in lines if len(line) <= _LONGEST and _named(line)), None)
    return found or (first if first and not _STOP.search(first) else None)


def _named(line: str) -> bool:
    """Is a line a title by itself, below a letterhead and what it was sent with?"""
    return bool(TITLE_END.search(line)) and not _STOP.search(line)


def _joined(block: list[str]) -> str | None:
    """A title printed on two lines is joined."""
    joined = ""
    for line in block[:4]:
        line = re.sub(r"^标题[:：]", "", line)
        if len(line) > _LONGEST or line.endswith(("。", "，", "；")):
            break
        joined += line
        if TITLE_END.search(joined):
            return re.sub(r"[①②③]$", "", joined)
    return None


def _district(*named: str | None) -> str | None:
    """The first district that one of the texts names."""
    found = (_DISTRICT.search(text) for text in named if text and not _STOP.search(text))
    match = next((match for match in found if match), None)
    inner = _DISTRICT.match(match.string, match.end()) if match else None
    if match and inner and len(inner.group()) <= _INNER and inner.group()[0] not in "市区县":
        match = inner  # 上海市嘉定区 is 嘉定区
    return match.group() if match else None


def _bare_district(title: str) -> str | None:
    """义乌市 of 2031年义乌国民经济和社会发展统计公报: a county or city known by its bare name, before what its reports
    are called."""
    names = _bare_names()
    for match in re.finditer(f"(?={_BEFORE})", title):
        for size in (4, 3, 2):
            full = names.get(title[max(0, match.start() - size) : match.start()])
            if full:
                return full
    return None


#: What stands behind the name of a place in a title.
_BEFORE = "国民经济|经济和社会|统计公报|政府工作|政务|工作报告|预算|财政"


@cache
def _bare_names() -> dict[str, str]:
    """Counties and cities by their names without 县 and 市."""
    lists = word_list("places")
    doubtful = {*lists["ambiguous"], *lists["ordinary"]}
    names = {re.sub("[县市区旗]$", "", name): name for name in word_list("counties")["names"]}
    names |= {city: f"{city}市" for city in lists["cities"] if not city.endswith("市")}
    return {bare: full for bare, full in names.items() if len(bare) > 1 and bare not in doubtful}


def _given(head: list[str]) -> str | None:
    return next((match.group() for line in head[:5] if (match := _GIVEN.search(line))), None)


def _date(tail: list[str], head: list[str], title: str) -> str | None:
    """The signature's date, else one that stands by itself at the head, else the year of the title."""
    for line in [*reversed(tail), *head[:8], *(line[:_LONGEST] for line in head[:1] if len(line) > _ENDLESS)]:
        day = _day(line) if len(line) <= 60 else None
        if day:
            return day
    month = next((m for line in [*reversed(tail), *head[:8]] if (m := _MONTH.fullmatch(line.strip()))), None)
    if month and 1 <= int(month[2]) <= _MONTHS:
        return f"{month[1]}-{int(month[2]):02d}"
    years = [m for m in re.finditer(r"(?:19|20)\d\d", title) if not _OF_A_SPAN.search(title[: m.end() + 8], m.start())]
    return years[0].group() if years else None


def _day(line: str) -> str | None:
    """The first date of a line that the calendar knows."""
    for match in [*_DATE.finditer(line), *_STATED.finditer(line)]:
        with suppress(ValueError):
            return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    return None
