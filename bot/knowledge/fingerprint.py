"""Fingerprints: what a report's extraction, and a whole knowledge base, were made from.

Stale means another fingerprint, never another modification time: a copied or touched file is the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from bot.knowledge.ownership import SCHEMA_VERSION
from bot.text.words import WORDS_DIR

CODE_DIR = Path(__file__).resolve().parents[1]

_EXTRACTOR = ("text", "report", "facts")
_PREPARATION = ("text", "question", "matching")

_NOT_REPORTS = (".toml", ".tmp", ".part", "~")


def reports_in(folder: Path) -> list[Path]:
    """The report files of a folder by name; hidden ones, corrections (.toml) and leftovers aside.

    A report is known by its content, so every other file is taken for one.
    """
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _may_be_report(path))


def _may_be_report(path: Path) -> bool:
    name = path.name
    return not name.startswith(".") and not name.lower().endswith(_NOT_REPORTS) and path.is_file()


def corrections_of(report: Path) -> list[Path]:
    """The correction files that may stand beside a report: name.toml and name.txt.toml."""
    return [report.with_suffix(".toml"), report.with_name(report.name + ".toml")]


def extractor_key() -> str:
    """Changes whenever the same report might be extracted otherwise: version, code, words, schema.

    The code itself counts, because whoever changes a rule forgets the version now and then.
    """
    from bot.facts import EXTRACTOR_VERSION

    words = sorted(path for path in WORDS_DIR.rglob("*") if path.is_file())
    parts = _named([*words, *_code(_EXTRACTOR)])
    return _digest([str(SCHEMA_VERSION).encode(), EXTRACTOR_VERSION.encode(), *parts])


def preparation_key() -> str:
    """Changes whenever the same extraction might be made ready for searching otherwise, as far as the code tells.

    What is prepared has the word lists in it too; they are part of the extractor's key.
    """
    return _digest(_named(_code(_PREPARATION)))


def _code(packages: Iterable[str]) -> list[Path]:
    return sorted(path for package in packages for path in (CODE_DIR / package).glob("*.py"))


def _named(files: Iterable[Path]) -> list[bytes]:
    return [part for path in files for part in (path.name.encode(), _content(path))]


def report_key(report: Path, extractor: str) -> str:
    """The fingerprint of one report under one extractor: its name (the id comes from it), content, corrections."""
    parts = [extractor.encode(), report.name.encode("utf-8", "surrogateescape"), _content(report)]
    return _digest([*parts, *(_content(path) for path in corrections_of(report))])


def knowledge_key(extractor: str, reports: Iterable[str]) -> str:
    """The fingerprint of a knowledge base over its reports' fingerprints."""
    return _digest([extractor.encode(), preparation_key().encode(), *(key.encode() for key in sorted(reports))])


def _content(path: Path) -> bytes:
    """A digest of the file; of nothing where there is none or it cannot be read (reading it tells why).

    Opening a pipe waits for its writer, and reading a device may never end: neither is a file.
    """
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except (OSError, ValueError):
        return b""


def _digest(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()
