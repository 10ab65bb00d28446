"""The extraction of each report, kept beside the knowledge base under its fingerprint.

A cache file is one line ``fingerprint digest`` and one line of JSON. Whatever does not match, is cut
short or cannot be read is a miss; what cannot be written is left out. Losing the folder loses nothing.
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
        try:
            head, _, body = self._file(report).read_bytes().partition(b"\n")
        except OSError:
            return None
        if head != _head(key, body):
            return None
        return unpack(json.loads(body))

    def put(self, report: str, key: str, extraction: Extraction) -> None:
        """Store an extraction. Raises UnicodeEncodeError for a text that no file can hold."""
        body = json.dumps(pack(extraction), ensure_ascii=False, separators=(",", ":")).encode()
        try:
            self._write(self._file(report), _head(key, body) + b"\n" + body)
        except OSError:
            return  # without a cache the next build only takes longer

    def _file(self, report: str) -> Path:
        digest = hashlib.sha256(report.encode("utf-8", "surrogateescape")).hexdigest()[:12]
        name = report if report.isascii() and len(report) <= _LONGEST_NAME else digest
        return self.folder / f"{name}.json"

    def _write(self, path: Path, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
        try:
            fresh.write_bytes(content)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


def _head(key: str, body: bytes) -> bytes:
    return f"{key} {hashlib.sha256(body).hexdigest()}".encode()
