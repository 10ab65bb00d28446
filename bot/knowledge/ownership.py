"""Whose file stands at ``KNOWLEDGE_DB``: what may be replaced and what must not be touched."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal

from bot.errors import KnowledgeError

APPLICATION_ID = int.from_bytes(b"RBKB", "big")
"""Marks an SQLite file as a knowledge base of this program (``PRAGMA application_id``)."""
SCHEMA_VERSION = 4
"""Part of the fingerprint: another number makes every knowledge base and cache stale."""

MAGIC = b"SQLite format 3\0"
_ID_AT = slice(68, 72)

Owner = Literal["absent", "ours", "wreck", "foreign_database", "foreign_file"]


def owner_of(path: Path) -> Owner:
    """``absent`` also for an empty file; ``wreck`` for an SQLite file too damaged to tell its owner.

    Raises KnowledgeError where the path cannot be looked at.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        return "absent"
    except OSError as error:
        raise KnowledgeError(f"读不了知识库文件：{path}（{error.strerror}）；请检查 KNOWLEDGE_DB") from error
    return _owner_by_head(path, head)


def _owner_by_head(path: Path, head: bytes) -> Owner:
    if not head.strip(b"\0"):
        return "absent"  # empty, or the zeros that a crash leaves of a file
    if head[_ID_AT] == APPLICATION_ID.to_bytes(4, "big"):
        return "ours"  # whatever else is broken in it
    if MAGIC.startswith(head[: len(MAGIC)]):
        return _owner_by_tables(path)
    return "foreign_file"


def _owner_by_tables(path: Path) -> Owner:
    try:
        with closing(open_readonly(path)) as connection:
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.Error:
        return "wreck"
    return "foreign_database" if tables else "absent"


def open_readonly(path: Path) -> sqlite3.Connection:
    """A connection that neither locks nor writes: our files are only ever swapped, never changed.

    It may be used from any thread: SQLite takes turns by itself.
    """
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def guard(path: Path) -> None:
    """Raise KnowledgeError unless the file at ``path`` is ours to replace."""
    owner = owner_of(path)
    if owner == "foreign_database":
        raise KnowledgeError(f"{path} 是别的程序的数据库，不会覆盖；请把 KNOWLEDGE_DB 指向另一个文件")
    if owner == "foreign_file":
        raise KnowledgeError(f"{path} 不是知识库文件，不会覆盖；请移走它，或把 KNOWLEDGE_DB 指向另一个文件")
