"""One report file on its way into the knowledge base: out of the cache, or read and extracted."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ReportError
from bot.knowledge.cache import Cache
from bot.knowledge.fingerprint import corrections_of, report_key

if TYPE_CHECKING:
    from bot.facts.model import Extraction

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Keys:
    """The fingerprints of the extractor and of the preparation."""

    extractor: str
    preparation: str


class Source:
    """A report file; ``fresh`` tells, once it was extracted, that the cache did not have it."""

    def __init__(self, path: Path, cache: Cache, keys: Keys) -> None:
        self.path = path
        self.fresh = False
        # Taken before the file is read: one that changes meanwhile is stale at the next look.
        self.key = report_key(path, keys.extractor)
        self._prepared_key = f"{self.key}-{keys.preparation}"
        self._cache = cache

    def cached(self) -> bool:
        """Does the cache seem to have all of it?"""
        return self._cache.holds(self.path.stem, self.key, self._prepared_key)

    def extraction(self) -> Extraction:
        """Raises ReportError for a file that cannot be read, or that is no report."""
        found = self._cache.get(self.path.stem, self.key)
        self.fresh = found is None
        extraction = extract_file(self.path) if found is None else found
        presentable(extraction, self.path)
        return extraction

    def kept(self, extraction: Extraction) -> bytes:
        """Put what is new into the cache; what is stored for the search comes back. Raises ReportError."""
        from bot.matching.prepared import store

        try:
            if self.fresh:
                self._cache.put(self.path.stem, self.key, extraction)
            prepared = self._cache.get_prepared(self.path.stem, self._prepared_key)
            if prepared is None:
                prepared = store(extraction)
                self._cache.put_prepared(self.path.stem, self._prepared_key, prepared)
        except UnicodeEncodeError as error:
            raise ReportError(f"这份报告含有无法保存的字符：{self.path}；请另存为 UTF-8 文本") from error
        return prepared


def extract_file(path: Path) -> Extraction:
    """Read one report and extract it, with the corrections beside it.

    Raises ReportError, also where the extractor itself fails.
    """
    from bot.facts import extract
    from bot.facts.correction import read_corrections
    from bot.report import read_report

    try:
        return extract(read_report(path), read_corrections(corrections_of(path)))
    except ReportError:
        raise
    except Exception as error:
        # One report that trips the extractor must not spoil the others.
        log.debug("extracting %s", path, exc_info=True)
        raise ReportError(f"读不出这份报告：{path}（内部错误 {type(error).__name__}）；已跳过，其余照常") from error


def presentable(extraction: Extraction, path: Path) -> None:
    """Raises ReportError for a file that is read and holds nothing of a report."""
    if not extraction.document.sections and not extraction.observations:
        raise ReportError(f"{path.name} 里没有认出标题，也没有认出数字，不像一份报告；请换一份")
