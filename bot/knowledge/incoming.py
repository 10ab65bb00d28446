"""Reports on their way in: staged in a hidden folder beside the others, under a name that can do no harm.

What waits for a decision is a folder of its own (``.incoming/<ref>/``) with the file and what was read of it, so
that the decision may come after a restart. Nothing in there is a report to anybody else (``reports_in``).
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.errors import KnowledgeError
from bot.knowledge.apart import Examined

_FOLDER, _SUMMARY = ".incoming", "examined.json"
_REF = re.compile(r"[0-9a-f]{16}")
_SUFFIX = re.compile(r"\.(txt|docx|pdf|html?|md|csv)$", re.IGNORECASE)
#: Not allowed in the names of one system or the other.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*%]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
#: Bytes of a name without its suffix; folders take 255, and what is set aside has a longer name.
_LONGEST = 120
_MOST_WAITING, _WAITING_SECONDS = 10, 2 * 86_400.0
_UNMOVED = "不能写入报告文件夹（{reason}），什么都没改；请检查 REPORTS_DIR 的权限和磁盘。"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A staged report; ``examined`` once it was read."""

    ref: str
    path: Path
    examined: Examined | None = None


class Entrance:
    """Where reports wait for a decision; bounded, the oldest go first."""

    def __init__(self, reports_dir: Path) -> None:
        self._folder = reports_dir / _FOLDER

    def stage(self, sent_name: str | None, data: bytes) -> Incoming:
        """Raises KnowledgeError where nothing can be written."""
        ref = secrets.token_hex(8)
        path = self._folder / ref / safe_name(sent_name)
        try:
            self._sweep()
            path.parent.mkdir(parents=True)
            path.write_bytes(data)
        except OSError as error:
            self.drop(ref)
            raise KnowledgeError(_UNMOVED.format(reason=error.strerror or type(error).__name__)) from error
        return Incoming(ref, path)

    def keep(self, incoming: Incoming, examined: Examined) -> None:
        with suppress(OSError):  # only a restart would forget it
            incoming.path.with_name(_SUMMARY).write_text(json.dumps(asdict(examined)), "utf-8")

    def get(self, ref: str) -> Incoming | None:
        """What waits under ``ref``, examined; None where there is nothing any more."""
        folder = self._folder / ref
        if not _REF.fullmatch(ref) or not folder.is_dir():
            return None
        path = next((each for each in folder.iterdir() if each.name != _SUMMARY), None)
        try:
            examined = Examined.from_json(json.loads((folder / _SUMMARY).read_text("utf-8")))
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return Incoming(ref, path, examined) if path else None

    def drop(self, ref: str) -> None:
        if _REF.fullmatch(ref):
            shutil.rmtree(self._folder / ref, ignore_errors=True)
        with suppress(OSError):
            self._folder.rmdir()  # when it is empty

    def _sweep(self) -> None:
        waiting = sorted(self._folder.iterdir(), key=_age) if self._folder.is_dir() else []
        for place, folder in enumerate(waiting):
            if place >= _MOST_WAITING - 1 or _age(folder) > _WAITING_SECONDS:
                self.drop(folder.name)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def safe_name(sent: str | None) -> str:
    """A file name made of one that somebody sent: one part, no control or direction characters, not hidden.

    The report's id is what stands before the first dot, so that all but the suffix's are replaced. Unknown
    suffixes go: what a file is, is told by its content.
    """
    last = re.split(r"[/\\]", sent or "")[-1]
    plain = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] not in "CZ" or c == " ")
    plain = _FORBIDDEN.sub("", plain).strip()
    suffix = _SUFFIX.search(plain)
    stem = plain[: suffix.start()] if suffix else plain
    stem = re.sub(r"\s+", " ", re.sub(r"\.+", "-", stem.strip(". "))).strip("-~ ")
    stem = stem.encode()[:_LONGEST].decode("utf-8", "ignore").strip("-~ ")
    if not re.search(r"\w", stem) or _RESERVED.fullmatch(stem):
        stem = f"report-{stem}".strip("- ")
    return stem + (suffix.group().lower() if suffix else ".txt")


def free_name(name: str, taken: Iterable[str]) -> str:
    """``name``, or with a number behind its stem where a report of ``taken`` ids is called so."""
    stem, dot, suffix = name.partition(".")
    held = {each.casefold() for each in taken}  # one file for systems that ignore case
    numbers = (f"{stem}-{number}" for number in range(2, 10_000))
    return next(each for each in (stem, *numbers) if each.casefold() not in held) + dot + suffix


@contextmanager
def exchanged(gone: Path | None, come: tuple[Path, Path] | None) -> Iterator[None]:
    """``gone`` taken out and ``come`` (from, to) put in while the block runs; as before if it fails.

    Raises:
        KnowledgeError: the files cannot be moved; nothing has changed.
    """
    aside = gone.with_name(f".{gone.name[:40]}.{secrets.token_hex(4)}.aside") if gone else None
    done: list[tuple[Path, Path]] = []
    try:
        for old, new in [*([(gone, aside)] if gone and aside else []), *([come] if come else [])]:
            if new.exists():
                raise FileExistsError(17, "there is such a file")
            old.rename(new)
            done.append((old, new))
        yield
    except BaseException as error:
        for old, new in reversed(done):
            with suppress(OSError):
                new.rename(old)
        if isinstance(error, OSError):
            raise KnowledgeError(_UNMOVED.format(reason=error.strerror or type(error).__name__)) from error
        raise
    if aside:
        with suppress(OSError):
            aside.unlink()
