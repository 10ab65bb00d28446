"""The admins' pages: a report that came in, the reports, counts, health, what nobody could answer.

Their buttons are those of ``bot.telegram.adminpress``.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from telegram import InlineKeyboardButton

from bot.answer import ReportRef
from bot.answers.book import short_ref
from bot.knowledge.build import State
from bot.knowledge.incoming import Incoming
from bot.reply.html import Html
from bot.reply.plain import clean, shorten
from bot.state.records import Tally, Unanswered
from bot.telegram import adminwords as said
from bot.telegram.adminpress import encode
from bot.telegram.holdings import Placing
from bot.telegram.keyboard import Row, grid, markup
from bot.telegram.letter import Letter
from bot.telegram.words import Language

T = TypeVar("T")

_PER_PAGE = 8
_TITLE_UNITS, _QUESTION_UNITS, _REMARK_UNITS = 160, 120, 300
NOTHING = "0"


def ref_of(report: ReportRef) -> str:
    """As ``Book.ref``: short, and the same after a restart."""
    return short_ref(report.id)


def mark_of(placing: Placing) -> str:
    """Tells whether what would be replaced is what was shown."""
    return ref_of(placing.replaces) if placing.replaces else NOTHING


def arrived(incoming: Incoming, placing: Placing, count: int, language: Language) -> Letter:
    """What a report is, before anything is done with it."""
    found = incoming.examined
    assert found is not None  # it was read before it is shown
    unseen = said.NOT_SEEN[language]
    out = Html().add("<b>《%s》</b>\n", _title(found.title))
    out.add("%s\n", said.DISTRICT[language].format(district=clean(found.district or unseen)))
    out.add("%s\n", said.DATE[language].format(date=found.date or unseen))
    pages = said.PAGES[language].format(pages=found.pages) if found.pages else ""
    counts = {"figures": found.figures, "statements": found.statements, "sections": found.sections, "pages": pages}
    out.add("%s\n", said.COUNTS[language].format(**counts))
    covered = f"{100 * (1 - found.unresolved / found.numbers):.1f}" if found.numbers else "100"
    ledger = {"numbers": found.numbers, "covered": covered, "unresolved": found.unresolved}
    out.add("%s\n", said.LEDGER[language].format(**ledger))
    out.add("%s\n", "" if found.figures else said.NO_FIGURES[language])
    _findings(out, found.findings, found.remarks, language)
    old = placing.replaces
    if old:
        out.add("%s\n", said.REPLACES[language].format(title=_title(old.title), date=old.date or unseen))
    else:
        out.add("%s\n", said.AS_NEW[language].format(count=count, name=placing.name))
    out.add("\n%s", said.NOTHING_YET[language])
    add = (said.REPLACE if old else said.ADD)[language]
    row = [(add, "add", incoming.ref, mark_of(placing)), (said.DROP[language], "drop", incoming.ref)]
    return _letter(out, [_buttons(row)])


def _findings(out: Html, count: int, remarks: Sequence[str], language: Language) -> None:
    out.add("%s\n", said.FINDINGS[language].format(count=count) if count else said.NO_FINDINGS[language])
    for remark in remarks:
        out.add("· %s\n", shorten(clean(remark), _REMARK_UNITS))
    out.add("%s\n", "…" if count > len(remarks) else "")


def reports(held: Sequence[ReportRef], page: int, language: Language) -> Letter:
    """Which reports there are, each to be removed; the last one cannot be."""
    shown, turn = _paged(held, page, "reports")
    out = Html().add("<b>%s</b>\n\n", said.REPORTS[language])
    for number, report in shown:
        out.add("%s. 《%s》%s\n", str(number), _title(report.title), f"（{report.date}）" if report.date else "")
    several = len(held) > 1
    out.add("\n%s", (said.REMOVE_WHICH if several else said.ONLY_ONE)[language])
    numbers = _buttons((str(number), "remove", ref_of(report)) for number, report in shown) if several else []
    return _letter(out, [*grid(numbers), turn])


def really_remove(report: ReportRef, language: Language) -> Letter:
    out = Html().add("%s", said.REMOVE_ASK[language].format(title=_title(report.title)))
    row = [(said.REMOVE[language], "removed", ref_of(report)), (said.KEEP[language], "reports", NOTHING)]
    return _letter(out, [_buttons(row)])


def stats(tallies: dict[int, Tally], latencies: tuple[float, float, float] | None, language: Language) -> Letter:
    """``tallies`` by the number of days they count."""
    out = Html()
    for days, tally in tallies.items():
        mean = said.MEAN[language].format(mean=f"{tally.milliseconds / tally.asked:.1f}") if tally.asked else ""
        counts = {"asked": tally.asked, "answered": tally.answered, "offered": tally.offered, "missing": tally.missing}
        out.add(said.STATS[language].format(name=said.DAYS[days][language], mean=mean, **counts))
    if latencies:
        told = zip(("median", "high", "longest"), (f"{each:.1f}" for each in latencies), strict=True)
        out.add("\n%s", said.LATENCY[language].format(**dict(told)))
    return _letter(out.add("\n%s", said.UTC[language]), [])


@dataclass(frozen=True, slots=True)
class Health:
    """``state`` None: the file at KNOWLEDGE_DB is not ours, and ``problems`` say so."""

    seconds: float
    megabytes: float
    free_gigabytes: float
    reports: int
    state: State | None
    problems: tuple[str, ...]
    trouble: str


def health(now: Health, language: Language) -> Letter:
    hours, minutes = divmod(int(now.seconds) // 60, 60)
    kind = now.state.kind if now.state else "damaged"
    lines = [
        said.RUNNING[language].format(hours=hours, minutes=minutes),
        said.MEMORY[language].format(megabytes=f"{now.megabytes:.0f}", free=f"{now.free_gigabytes:.1f}"),
        said.KNOWLEDGE[language].format(count=now.reports, state=said.STATES[kind][language]),
        said.STATE_ILL[language].format(trouble=now.trouble) if now.trouble else said.STATE_WELL[language],
    ]
    return Letter("", shorten(clean("\n".join([*lines, *left_out(now.problems, language)])), 4096))


def left_out(problems: Sequence[str], language: Language) -> list[str]:
    return [said.LEFT_OUT[language], *problems] if problems else []


def unanswered(rows: Sequence[Unanswered], page: int, language: Language) -> Letter:
    if not rows:
        return Letter("", said.ALL_ANSWERED[language])
    shown, turn = _paged(rows, page, "list")
    out = Html().add("<b>%s</b>\n\n", said.UNANSWERED[language].format(count=len(rows)))
    for number, row in shown:
        times = said.TIMES[language].format(times=row.times) if row.times > 1 else ""
        out.add("%s. %s%s\n", str(number), shorten(clean(row.question), _QUESTION_UNITS), times)
    out.add("\n%s", said.TAP[language])
    return _letter(out, [*grid(_buttons((str(number), "row", str(row.row)) for number, row in shown)), turn])


def question(row: Unanswered, language: Language) -> Letter:
    """One question that found no answer, and what may be done about it."""
    reason = said.REASONS.get(row.reason)
    told = {"question": clean(row.question), "times": row.times, "reason": reason[language] if reason else row.reason}
    out = Html().add("%s", said.ASKED[language].format(day=time.strftime("%Y-%m-%d", time.gmtime(row.at)), **told))
    ways = [(said.TEACH, "teach"), (said.ASK_AGAIN, "ask"), (said.DISMISS, "dismiss")]
    here = _buttons((label[language], verb, str(row.row)) for label, verb in ways)
    return _letter(out, [here, _buttons([(said.BACK[language], "list", NOTHING)])])


def _paged(items: Sequence[T], page: int, verb: str) -> tuple[list[tuple[int, T]], Row]:
    """The items of a page, numbered from 1 over all, and the buttons that turn it."""
    last = (max(len(items), 1) - 1) // _PER_PAGE
    page = min(max(page, 0), last)
    turn = [("‹", page - 1)] * (page > 0) + [(f"{page + 1}/{last + 1}", page)] + [("›", page + 1)] * (page < last)
    shown = list(enumerate(items, 1))[page * _PER_PAGE : (page + 1) * _PER_PAGE]
    return shown, _buttons((label, verb, str(to)) for label, to in turn) if last else []


def _buttons(wanted: Iterable[tuple[str, ...]]) -> Row:
    return [InlineKeyboardButton(label, callback_data=encode(*way)) for label, *way in wanted]


def _title(title: str) -> str:
    return shorten(clean(title), _TITLE_UNITS)


def _letter(out: Html, rows: list[Row]) -> Letter:
    return Letter.of(re.sub("\n{3,}", "\n\n", str(out)).strip(), markup(rows))
