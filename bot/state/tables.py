"""The schema of ``STATE_DB``: one SQLModel class for each table.

``chat`` and ``person`` are Telegram's ids as text (a person who hides behind a chat is that chat), ``at`` is
seconds since 1970. No message of anybody's is in here but the words of a feedback and, where the admin wants
them kept, questions that found no answer, without who asked.
"""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class _State(SQLModel, registry=registry()):
    """Apart from the tables of the knowledge base, which are created all together."""


class SettingRow(_State, table=True):
    """What a chat has chosen; a private chat's id is the person's."""

    __tablename__ = "setting"
    chat: str = Field(primary_key=True)
    language: str | None = None
    report: str | None = None
    at: int


class SentRow(_State, table=True):
    """One answer of ours: where it stands, what it answered, and the ids of the facts in it (blanks between)."""

    __tablename__ = "sent"
    __table_args__ = (
        Index("sent_by_question", "chat", "question"),
        Index("sent_by_person", "chat", "person", "at"),
        Index("sent_by_time", "at"),
    )
    chat: str = Field(primary_key=True)
    message: int = Field(primary_key=True)
    question: int | None = None
    person: str | None = None
    answer: str
    facts: str
    at: int


class FeedbackRow(_State, table=True):
    """A word from a person, or 数字不对 said of a fact (then without words)."""

    __tablename__ = "feedback"
    row: int | None = Field(default=None, primary_key=True)
    person: str = Field(index=True)
    fact: str | None = None
    words: str | None = None
    at: int


class AliasRow(_State, table=True):
    """Another word for an official one, taught by an admin."""

    __tablename__ = "alias"
    alias: str = Field(primary_key=True)
    official: str = Field(primary_key=True)
    person: str
    at: int


class MovedRow(_State, table=True):
    """A group that became a supergroup."""

    __tablename__ = "moved"
    old: str = Field(primary_key=True)
    new: str


class UploadRow(_State, table=True):
    """A picture that Telegram has: the digest of its content, and the file_id to send it by again."""

    __tablename__ = "upload"
    content: str = Field(primary_key=True)
    file: str
    at: int


class TallyRow(_State, table=True):
    """How many questions there were on a day, and what became of them."""

    __tablename__ = "tally"
    day: str = Field(primary_key=True)
    asked: int
    answered: int
    offered: int
    missing: int
    milliseconds: float


class UnansweredRow(_State, table=True):
    """A question that found no answer; only with ``LOG_UNANSWERED``, and never who asked it."""

    __tablename__ = "unanswered"
    row: int | None = Field(default=None, primary_key=True)
    question: str = Field(unique=True)
    reason: str
    times: int
    at: int


METADATA = _State.metadata
