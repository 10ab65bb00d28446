"""How the service is doing, in numbers, and what it could not answer: nobody's name in it, and bounded."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from bot.state.database import Database
from bot.state.tables import TallyRow, UnansweredRow

#: The most rows of each table, and of a question the most characters.
MOST_DAYS, MOST_UNANSWERED, LONGEST_QUESTION = 400, 500, 200
#: Counts are written so many at a time: a killed process loses fewer.
_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Tally:
    """Questions counted: ``offered`` were answered with a choice, ``milliseconds`` is the sum of all."""

    asked: int = 0
    answered: int = 0
    offered: int = 0
    missing: int = 0
    milliseconds: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that found no answer ``times`` times, last at ``at``, for the reason given then."""

    row: int
    question: str
    reason: str
    times: int
    at: int


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table


_TALLY, _UNANSWERED = _table(TallyRow), _table(UnansweredRow)


class Records:
    """Counts by day (UTC), and the questions that nobody could answer."""

    def __init__(self, database: Database, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now
        self._unwritten, self._day_of_it = Tally(), ""

    def add(self, tally: Tally) -> None:
        """Add to the counts of today."""
        if self._day_of_it != (today := self._day(0)):
            self.flush()
            self._day_of_it = today
        self._unwritten += tally
        if self._unwritten.asked >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what was counted and is only in memory."""
        if self._unwritten == Tally():
            return
        held = {name: getattr(self._unwritten, name) for name in Tally.__slots__}
        self._unwritten = Tally()
        put = insert(_TALLY).values(day=self._day_of_it, **held)
        put = put.on_conflict_do_update(
            index_elements=["day"], set_={name: _TALLY.c[name] + number for name, number in held.items()}
        )
        old = delete(_TALLY).where(_TALLY.c.day < self._day(MOST_DAYS))
        self._write(put, old)

    def tally(self, days: int) -> Tally:
        """The counts of the last ``days`` days, today among them."""
        self.flush()
        sums = [func.sum(_TALLY.c[name]).label(name) for name in Tally.__slots__]
        rows = self._database.rows(select(*sums).where(_TALLY.c.day >= self._day(days - 1)))
        return Tally(*(value or 0 for value in rows[0])) if rows else Tally()

    def puzzled(self, question: str, reason: str) -> None:
        """Keep a question that found no answer, once however often it is asked."""
        said = question[:LONGEST_QUESTION]
        put = insert(_UNANSWERED).values(question=said, reason=reason, times=1, at=int(self._now()))
        put = put.on_conflict_do_update(
            index_elements=["question"],
            set_={"reason": reason, "times": _UNANSWERED.c.times + 1, "at": int(self._now())},
        )
        newest = select(_UNANSWERED.c.row).order_by(_UNANSWERED.c.at.desc(), _UNANSWERED.c.row.desc())
        old = delete(_UNANSWERED).where(_UNANSWERED.c.row.not_in(newest.limit(MOST_UNANSWERED)))
        self._write(put, old)

    def unanswered(self) -> list[Unanswered]:
        """The most asked first, then the newest."""
        query = select(_UNANSWERED).order_by(_UNANSWERED.c.times.desc(), _UNANSWERED.c.row.desc())
        return [Unanswered(r.row, r.question, r.reason, r.times, r.at) for r in self._database.rows(query)]

    def question(self, row: int) -> Unanswered | None:
        return next((each for each in self.unanswered() if each.row == row), None)

    def settle(self, row: int) -> bool:
        """A question is answered or not to be bothered with; whether it was there."""
        gone = delete(_UNANSWERED).where(_UNANSWERED.c.row == row)
        return self._database.run(lambda c: int(c.execute(gone).rowcount), 0) > 0

    def _write(self, *statements: Any) -> None:
        def work(connection: Connection) -> None:
            for statement in statements:
                connection.execute(statement)

        self._database.run(work, None)

    def _day(self, ago: int) -> str:
        return time.strftime("%Y-%m-%d", time.gmtime(self._now() - ago * 86_400))
