"""How an older ``STATE_DB`` becomes this version's: the step at index N leads from version N to N + 1.

A step is never changed once it was released; a test proves that all together make the schema of ``tables``.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, text


def _first(connection: Connection) -> None:
    for statement in (
        "CREATE TABLE setting (chat VARCHAR NOT NULL PRIMARY KEY, language VARCHAR, report VARCHAR,"
        " at INTEGER NOT NULL)",
        "CREATE TABLE sent (chat VARCHAR NOT NULL, message INTEGER NOT NULL, question INTEGER, person VARCHAR,"
        " answer VARCHAR NOT NULL, facts VARCHAR NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (chat, message))",
        "CREATE INDEX sent_by_question ON sent (chat, question)",
        "CREATE INDEX sent_by_person ON sent (chat, person, at)",
        "CREATE INDEX sent_by_time ON sent (at)",
        'CREATE TABLE feedback ("row" INTEGER NOT NULL PRIMARY KEY, person VARCHAR NOT NULL, fact VARCHAR,'
        " words VARCHAR, at INTEGER NOT NULL)",
        "CREATE INDEX ix_feedback_person ON feedback (person)",
        "CREATE TABLE alias (alias VARCHAR NOT NULL, official VARCHAR NOT NULL, person VARCHAR NOT NULL,"
        " at INTEGER NOT NULL, PRIMARY KEY (alias, official))",
        "CREATE TABLE moved (old VARCHAR NOT NULL PRIMARY KEY, new VARCHAR NOT NULL)",
    ):
        connection.execute(text(statement))


def _second(connection: Connection) -> None:
    connection.execute(
        text("CREATE TABLE upload (content VARCHAR NOT NULL PRIMARY KEY, file VARCHAR NOT NULL, at INTEGER NOT NULL)")
    )


def _third(connection: Connection) -> None:
    for statement in (
        "CREATE TABLE tally (day VARCHAR NOT NULL PRIMARY KEY, asked INTEGER NOT NULL, answered INTEGER NOT NULL,"
        " offered INTEGER NOT NULL, missing INTEGER NOT NULL, milliseconds FLOAT NOT NULL)",
        'CREATE TABLE unanswered ("row" INTEGER NOT NULL PRIMARY KEY, question VARCHAR NOT NULL UNIQUE,'
        " reason VARCHAR NOT NULL, times INTEGER NOT NULL, at INTEGER NOT NULL)",
    ):
        connection.execute(text(statement))


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_first, _second, _third)
