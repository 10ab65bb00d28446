"""Reading taught aliases without an ORM, for commands that answer one question and end."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def taught_in(path: Path) -> tuple[tuple[str, str], ...]:
    """(alias, official) of ``STATE_DB``; none where there is no such file, or it can't be read just now."""
    if not path.is_file():
        return ()
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=0.2)) as connection:
            rows = connection.execute("SELECT alias, official FROM alias ORDER BY at, alias").fetchall()
    except sqlite3.Error:
        return ()
    return tuple((str(alias), str(official)) for alias, official in rows)
