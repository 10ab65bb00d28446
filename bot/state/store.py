"""What is kept of people and chats, in their words: choose, remember, complain, teach, forget.

Everything is bounded: the oldest goes first. Nothing here raises because of the database; see ``Database``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select
from sqlalchemy.dialects.sqlite import dialect, insert

from bot.state.database import Database
from bot.state.records import Records
from bot.state.tables import AliasRow, FeedbackRow, MovedRow, SentRow, SettingRow, UploadRow

#: The most rows of each table.
MOST_SENT, MOST_SETTINGS, MOST_FEEDBACK, MOST_ALIASES = 50_000, 20_000, 5_000, 2_000
MOST_UPLOADS = 5_000
LONGEST_FEEDBACK = 1_000
_SENT_DAYS = 30
_SWEEP_EVERY, _SWEEP_SECONDS = 500, 3600


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chat's settings; None is "not chosen"."""

    language: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer of ours: ``message`` holds it, ``question`` is the message it answered."""

    chat: int
    message: int
    question: int | None
    person: str | None
    answer: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    row: int
    person: str
    fact: str | None
    words: str | None
    at: int


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was deleted."""

    settings: int = 0
    answers: int = 0
    feedback: int = 0


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table


_SETTING, _SENT, _FEEDBACK, _ALIAS, _MOVED, _UPLOAD = map(
    _table, (SettingRow, SentRow, FeedbackRow, AliasRow, MovedRow, UploadRow)
)


# Written for every answer: compiled once.
_PUT_SENT = str(insert(_SENT).prefix_with("OR REPLACE").compile(dialect=dialect()))


class Store:
    """The state of one bot; ``path`` None keeps it in memory, for tests and where nothing may be written."""

    def __init__(self, path: Path | None = None, now: Callable[[], float] = time.time) -> None:
        self._database = Database(path)
        self._now = now
        self.records = Records(self._database, now)
        self._unswept, self._swept = 0, 0

    def close(self) -> None:
        self.records.flush()
        self._database.close()

    @property
    def trouble(self) -> str:
        """Why nothing can be kept just now; empty where all is well."""
        return self._database.trouble

    # settings

    def chosen(self, chat: int) -> Chosen:
        query = select(_SETTING.c.language, _SETTING.c.report).where(_SETTING.c.chat == str(chat))
        return next((Chosen(row.language, row.report) for row in self._database.rows(query)), Chosen())

    def choose(self, chat: int, **what: str | None) -> None:
        """Set ``language`` or ``report`` of a chat."""
        values = {"at": self._seconds(), **what}
        put = insert(_SETTING).values(chat=str(chat), **values)
        put = put.on_conflict_do_update(index_elements=["chat"], set_=values)
        self._write(put)
        self._bound(_SETTING, _SETTING.c.at, MOST_SETTINGS)

    # answers

    def remember(self, sent: Sent) -> None:
        facts = " ".join(sent.facts)
        row = (str(sent.chat), sent.message, sent.question, sent.person, sent.answer, facts, self._seconds())
        self._database.run(lambda c: c.exec_driver_sql(_PUT_SENT, row) and None, None)
        self._unswept += 1
        if self._unswept >= _SWEEP_EVERY or self._seconds() - self._swept >= _SWEEP_SECONDS:
            self._unswept, self._swept = 0, self._seconds()
            self._sweep()

    def answer_in(self, chat: int, message: int) -> Sent | None:
        """The answer that one of our messages holds."""
        return self._sent(_SENT.c.chat == str(chat), _SENT.c.message == message)

    def answer_to(self, chat: int, question: int) -> Sent | None:
        """Our answer to a message of somebody's."""
        return self._sent(_SENT.c.chat == str(chat), _SENT.c.question == question)

    def last_answer(self, chat: int, person: str | None, seconds: float) -> Sent | None:
        """The newest answer to a person in a chat, if it is no older than ``seconds``."""
        since = self._seconds() - seconds
        return self._sent(_SENT.c.chat == str(chat), _SENT.c.person == person, _SENT.c.at >= since)

    def _sent(self, *conditions: Any) -> Sent | None:
        query = select(_SENT).where(*conditions).order_by(_SENT.c.at.desc(), _SENT.c.message.desc()).limit(1)
        for row in self._database.rows(query):
            return Sent(int(row.chat), row.message, row.question, row.person, row.answer, tuple(row.facts.split()))
        return None

    # feedback

    def complain(self, person: str, *, fact: str | None = None, words: str | None = None) -> bool:
        """Keep a feedback; False where this person has said the same of this fact before."""
        if fact and self._database.rows(_said(person, fact)):
            return False
        kept = words[:LONGEST_FEEDBACK] if words else None
        self._write(insert(_FEEDBACK).values(person=person, fact=fact, words=kept, at=self._seconds()))
        self._bound(_FEEDBACK, _FEEDBACK.c.row, MOST_FEEDBACK)
        return True

    def feedback(self, most: int = 20) -> list[Feedback]:
        """The newest, newest first."""
        query = select(_FEEDBACK).order_by(_FEEDBACK.c.row.desc()).limit(most)
        return [Feedback(row.row, row.person, row.fact, row.words, row.at) for row in self._database.rows(query)]

    # aliases

    def teach(self, alias: str, official: str, person: str) -> None:
        row = {"alias": alias, "official": official, "person": person, "at": self._seconds()}
        self._write(insert(_ALIAS).prefix_with("OR REPLACE").values(row))
        self._bound(_ALIAS, _ALIAS.c.at, MOST_ALIASES)

    def unteach(self, alias: str) -> bool:
        """Whether there was such an alias."""
        return self._delete(_ALIAS, _ALIAS.c.alias == alias) > 0

    def taught(self) -> tuple[tuple[str, str], ...]:
        """(alias, official), in the order of teaching."""
        query = select(_ALIAS.c.alias, _ALIAS.c.official).order_by(_ALIAS.c.at, _ALIAS.c.alias)
        return tuple((row.alias, row.official) for row in self._database.rows(query))

    # pictures

    def uploaded(self, content: str) -> str | None:
        """The file_id of a picture that was uploaded before."""
        query = select(_UPLOAD.c.file).where(_UPLOAD.c.content == content)
        return next((str(row.file) for row in self._database.rows(query)), None)

    def upload(self, content: str, file: str) -> None:
        row = {"content": content, "file": file, "at": self._seconds()}
        self._write(insert(_UPLOAD).prefix_with("OR REPLACE").values(row))
        self._bound(_UPLOAD, _UPLOAD.c.at, MOST_UPLOADS)

    # chats come and go

    def move(self, old: int, new: int) -> None:
        """A group has become a supergroup: its settings go with it, its message ids mean nothing there."""
        self._write(insert(_MOVED).prefix_with("OR REPLACE").values(old=str(old), new=str(new)))
        chosen = self.chosen(old)
        if chosen != Chosen():
            self.choose(new, language=chosen.language, report=chosen.report)
        self.leave(old)

    def moved(self) -> dict[int, int]:
        """Old group ids and what became of them."""
        return {int(row.old): int(row.new) for row in self._database.rows(select(_MOVED))}

    def leave(self, chat: int) -> None:
        """Forget a chat that we are out of."""
        for table in (_SETTING, _SENT):
            self._delete(table, table.c.chat == str(chat))

    def forget(self, person: str) -> Forgotten:
        """Delete all that is kept of a person, in whatever chat. Taught aliases are the bot's, not theirs."""
        gone = Forgotten(
            settings=self._delete(_SETTING, _SETTING.c.chat == person),
            answers=self._delete(_SENT, (_SENT.c.person == person) | (_SENT.c.chat == person)),
            feedback=self._delete(_FEEDBACK, _FEEDBACK.c.person == person),
        )
        self._database.settle()
        return gone

    # within

    def _seconds(self) -> int:
        return int(self._now())

    def _write(self, statement: Any) -> None:
        self._database.run(lambda c: c.execute(statement) and None, None)

    def _delete(self, table: Table, condition: Any) -> int:
        return self._database.run(lambda c: int(c.execute(delete(table).where(condition)).rowcount), 0)

    def _sweep(self) -> None:
        self._delete(_SENT, _SENT.c.at < self._seconds() - _SENT_DAYS * 86_400)
        self._bound(_SENT, _SENT.c.at, MOST_SENT)

    def _bound(self, table: Table, age: Any, most: int) -> None:
        """The oldest rows beyond ``most`` go."""

        def cut(connection: Connection) -> None:
            over = (connection.execute(select(func.count()).select_from(table)).scalar() or 0) - most
            if over > 0:
                keys = list(table.primary_key.columns)
                oldest = select(*keys).order_by(age).limit(over)
                for row in connection.execute(oldest).all():
                    same: Iterable[Any] = (key == value for key, value in zip(keys, row, strict=True))
                    connection.execute(delete(table).where(*same))

        self._database.run(cut, None)


def _said(person: str, fact: str) -> Any:
    return select(_FEEDBACK.c.row).where(_FEEDBACK.c.person == person, _FEEDBACK.c.fact == fact).limit(1)
