"""Building the knowledge base, and keeping it fresh.

Nothing here imports the extractor or the ORM until a report really has to be extracted or stored.
"""

from __future__ import annotations

import errno
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from bot.errors import KnowledgeError, ReportError
from bot.knowledge.aliases import AliasRow, aliases_of
from bot.knowledge.cache import Cache
from bot.knowledge.fingerprint import extractor_key, knowledge_key, preparation_key, report_key, reports_in
from bot.knowledge.ownership import guard, owner_of
from bot.knowledge.read import Damaged, read_knowledge, read_meta
from bot.knowledge.snapshot import Knowledge
from bot.knowledge.source import Keys, Source
from bot.text.words import all_lists, remember

if TYPE_CHECKING:
    from bot.facts.model import Extraction

log = logging.getLogger(__name__)

Progress = Callable[[int, int, Path], None]
"""Called as ``progress(number, total, report)`` before each report, from 1 on."""
Kind = Literal["fresh", "missing", "stale", "damaged"]


class Places(Protocol):
    """What of the settings the knowledge base needs."""

    @property
    def knowledge_db(self) -> Path: ...
    @property
    def reports_dir(self) -> Path: ...


@dataclass(frozen=True, slots=True)
class State:
    """How the knowledge base stands: ``sources`` are the reports that it has, or would be built from.

    ``named``: built from files that were named, not from all in the folder. ``problems`` are the
    sentences about reports that could not be read at the last build. ``words`` are the word lists of a fresh one.
    """

    kind: Kind
    sources: tuple[Path, ...]
    named: bool = False
    problems: tuple[str, ...] = ()
    words: str = ""


@dataclass(slots=True)
class Built:
    """What a build did: ids of the reports, those newly extracted, and a sentence for each one left out."""

    reports: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def ensure(settings: Places, progress: Progress | None = None) -> Knowledge:
    """The knowledge base, built first where it is missing, stale or damaged.

    Raises KnowledgeError: a file that is not ours, no reports, none of them readable, nowhere to write.
    """
    state = inspect(settings)
    if state.kind == "fresh":
        remember(state.words)
        try:
            return read_knowledge(settings.knowledge_db)
        except Damaged as error:
            log.info("knowledge base damaged, building it again: %s", error)
    _no_reports(state.sources, settings.reports_dir)
    for problem in build(state.sources, settings.knowledge_db, progress, named=state.named).problems:
        log.warning("%s", problem)
    try:
        return read_knowledge(settings.knowledge_db)
    except Damaged as error:
        raise KnowledgeError(f"刚建好的知识库读不出来：{settings.knowledge_db}；请检查磁盘") from error


def inspect(settings: Places) -> State:
    """How the knowledge base stands, from its ``meta`` table and the fingerprints of its reports.

    Raises KnowledgeError when the file at ``KNOWLEDGE_DB`` is not ours.
    """
    db, found = settings.knowledge_db, tuple(reports_in(settings.reports_dir))
    guard(db)
    owner = owner_of(db)
    if owner != "ours":
        return State("missing" if owner == "absent" else "damaged", found)
    try:
        meta = read_meta(db)
        named = [Path(path) for path in json.loads(meta["named"])]
        problems = tuple(json.loads(meta["problems"]))
    except (Damaged, KeyError, ValueError):
        return State("damaged", found)
    # Named files that are gone leave nothing to build from but the folder.
    named = [path for path in named if path.is_file()]
    sources = tuple(named) or found
    extractor = extractor_key()
    fresh = meta.get("fingerprint") == knowledge_key(extractor, (report_key(path, extractor) for path in sources))
    return State("fresh" if fresh else "stale", sources, bool(named), problems, meta.get("words", "") if fresh else "")


def build(
    reports: Iterable[Path],
    db: Path,
    progress: Progress | None = None,
    *,
    named: bool = False,
) -> Built:
    """Build ``db`` from ``reports``; unchanged ones come from the cache beside it.

    A report that cannot be read is left out and told of in the result's ``problems``; of two with one
    id the second is left out. ``named`` makes the knowledge base stay with these files. Raises
    KnowledgeError, and leaves the old file as it is, when no report can be read or nothing written.
    """
    paths = list(dict.fromkeys(path.absolute() for path in reports))
    db = db.resolve()
    guard(db)
    run = _Run(Cache(db.parent / "cache"), Keys(extractor_key(), preparation_key()), progress)
    _store(db, run, paths, named)
    return run.built


def _store(db: Path, run: _Run, paths: list[Path], named: bool) -> None:
    from sqlalchemy.exc import DBAPIError

    from bot.knowledge.write import store

    try:
        db.parent.mkdir(parents=True, exist_ok=True)
        store(
            db,
            run.extractions(paths),
            lambda: run.meta(paths if named else []),
            lambda: [*aliases_of(run.built.reports), *run.aliases],
            run.prepared,
        )
    except OSError as error:
        raise KnowledgeError(_unwritable(db, error.errno, str(error.strerror))) from error
    except DBAPIError as error:
        name = str(getattr(error.orig, "sqlite_errorname", ""))
        raise KnowledgeError(_unwritable(db, _SQLITE_ERRORS.get(name), str(error.orig))) from error


_SQLITE_ERRORS = {
    "SQLITE_FULL": errno.ENOSPC,
    "SQLITE_READONLY": errno.EROFS,
    "SQLITE_CANTOPEN": errno.EACCES,
    "SQLITE_PERM": errno.EACCES,
}


def _unwritable(db: Path, code: int | None, reason: str) -> str:
    if code in (errno.ENOSPC, errno.EDQUOT):
        return f"磁盘已满，知识库没有写成（原有的保持不变）：{db}；请腾出空间再试"
    if code in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"不能写入知识库所在的文件夹：{db.parent}；请检查权限，或把 KNOWLEDGE_DB 指向别处"
    return f"知识库没有写成（原有的保持不变）：{db}（{reason}）；请检查 KNOWLEDGE_DB"


def _no_reports(sources: tuple[Path, ...], folder: Path) -> None:
    if not sources:
        what = "里没有报告" if folder.is_dir() else "不存在"
        raise KnowledgeError(f"报告文件夹{what}：{folder}；请把报告放进去，或用 REPORTS_DIR 指向有报告的文件夹")


class _Run:
    """One build: extracts or takes from the cache, and keeps what is to be told afterwards."""

    def __init__(self, cache: Cache, keys: Keys, progress: Progress | None) -> None:
        self.built = Built()
        self._cache = cache
        self._keys = keys
        self._progress = progress
        self._done: list[str] = []
        self._files: dict[str, Path] = {}
        self.aliases: list[AliasRow] = []
        self._prepared = b""

    def extractions(self, paths: list[Path]) -> Iterator[Extraction]:
        """Those of all readable reports, one at a time. Raises KnowledgeError when there is none."""
        from bot.knowledge.ahead import read_ahead

        for number, (path, read) in enumerate(read_ahead(paths, self._cache, self._keys), 1):
            if self._progress:
                self._progress(number, len(paths), path)
            try:
                yield self._extraction(path, read)
            except ReportError as error:
                self.built.problems.append(str(error))
        if not self.built.reports:
            first = next(iter(self.built.problems), "没有指定报告")
            raise KnowledgeError(f"没有可用的报告，知识库没有改动：{first}")

    def prepared(self, _extraction: Extraction) -> bytes:
        """The preparation of the extraction that came last."""
        return self._prepared

    def meta(self, named: list[Path]) -> dict[str, str]:
        return {
            "fingerprint": knowledge_key(self._keys.extractor, self._done),
            "named": json.dumps([str(path) for path in named]),
            "problems": json.dumps(self.built.problems),
            "words": all_lists(),
        }

    def _extraction(self, path: Path, read: bool) -> Extraction:
        """``read``: it has been read for this build already, by another process."""
        source = Source(path, self._cache, self._keys)
        self._done.append(source.key)
        extraction = source.extraction()
        report = extraction.document.meta.id
        self._claim(report, path)
        self._prepared = source.kept(extraction)
        if source.fresh or read:
            self.built.extracted.append(report)
        self.built.reports.append(report)
        self.aliases += [(report, alias, official) for alias, official in extraction.aliases]
        return extraction

    def _claim(self, report: str, path: Path) -> None:
        other = self._files.setdefault(report, path)
        if other != path:
            raise ReportError(f"{path} 与 {other} 的编号都是 {report}，只用了后者；请给其中一个文件改名")
