"""The extraction of each report and its preparation, kept beside the knowledge base under their fingerprints.

A cache file is one line ``fingerprint digest`` and the content. Whatever does not match, is cut short or
cannot be read is a miss; what cannot be written is left out. Losing the folder loses nothing.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from pathlib import Path

from bot.facts.model import Extraction
from bot.knowledge.codec import pack, unpack

_LONGEST_NAME = 60


class Cache:
    """Extractions in a folder, one file for each report id."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, report: str, key: str) -> Extraction | None:
        """The extraction stored for ``report`` under ``key``, or None."""
        body = self._read(self._file(report, "json"), key)
        return None if body is None else unpack(json.loads(body))

    def put(self, report: str, key: str, extraction: Extraction) -> None:
        """Store an extraction. Raises UnicodeEncodeError for a text that no file can hold."""
        body = json.dumps(pack(extraction), ensure_ascii=False, separators=(",", ":")).encode()
        self._write(self._file(report, "json"), key, body)

    def get_prepared(self, report: str, key: str) -> bytes | None:
        """What is stored for the search of ``report`` under ``key``, or None."""
        return self._read(self._file(report, "ready"), key)

    def put_prepared(self, report: str, key: str, prepared: bytes) -> None:
        self._write(self._file(report, "ready"), key, prepared)

    def holds(self, report: str, key: str, prepared: str) -> bool:
        """Is there a file of each under these keys? Only their first lines are looked at."""
        return self._begins("json", report, key) and self._begins("ready", report, prepared)

    def _begins(self, kind: str, report: str, key: str) -> bool:
        try:
            with self._file(report, kind).open("rb") as file:
                return file.read(len(key) + 1) == f"{key} ".encode()
        except OSError:
            return False

    def _file(self, report: str, kind: str) -> Path:
        digest = hashlib.sha256(report.encode("utf-8", "surrogateescape")).hexdigest()[:12]
        name = report if report.isascii() and len(report) <= _LONGEST_NAME else digest
        return self.folder / f"{name}.{kind}"

    @staticmethod
    def _read(path: Path, key: str) -> bytes | None:
        try:
            head, _, body = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        return body if head == _head(key, body) else None

    def _write(self, path: Path, key: str, body: bytes) -> None:
        try:
            self._swap(path, _head(key, body) + b"\n" + body)
        except OSError:
            return  # without a cache the next build only takes longer

    def _swap(self, path: Path, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
        try:
            fresh.write_bytes(content)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


def _head(key: str, body: bytes) -> bytes:
    return f"{key} {hashlib.sha256(body).hexdigest()}".encode()
