"""What people would use instead: each finds the sentence that is most like a question, and that is all it does.

The texts are folded as the program folds them, and cut into characters and pairs of characters where an
engine wants words: Chinese has no blanks, and without that they find nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from itertools import pairwise
from typing import Any, Protocol

from bot.question.normalise import normalise
from bot.text.fold import key


class Peer(Protocol):
    """Made from the texts; ``find`` gives the place of the text that is most like a question."""

    def find(self, question: str) -> int | None: ...


class Scan:
    """rapidfuzz over all texts."""

    def __init__(self, texts: list[str], scorer: str) -> None:
        rapidfuzz = import_module("rapidfuzz")
        self._extract = rapidfuzz.process.extractOne
        self._scorer = getattr(rapidfuzz.fuzz, scorer)
        self._texts = [key(text) for text in texts]

    def find(self, question: str) -> int | None:
        hit = self._extract(_folded(question), self._texts, scorer=self._scorer)
        return int(hit[2]) if hit else None


class Fts5:
    """SQLite FTS5 over pairs of characters: with single ones too, a query takes half a second at 100,000 texts."""

    def __init__(self, texts: list[str]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE texts USING fts5(body)")
        rows = ((place, " ".join(_pairs(key(text)))) for place, text in enumerate(texts))
        self._connection.executemany("INSERT INTO texts(rowid, body) VALUES (?, ?)", rows)
        self._connection.execute("INSERT INTO texts(texts) VALUES ('optimize')")

    def find(self, question: str) -> int | None:
        query = " OR ".join(f'"{pair}"' for pair in _pairs(_folded(question)) if pair.isalnum())
        found = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 1"
        row = self._connection.execute(found, (query,)).fetchone() if query else None
        return int(row[0]) if row else None


class Bm25s:
    """bm25s over characters and pairs of them."""

    def __init__(self, texts: list[str]) -> None:
        self._retriever = import_module("bm25s").BM25()
        self._retriever.index([_grams(key(text)) for text in texts], show_progress=False)

    def find(self, question: str) -> int | None:
        known = [gram for gram in _grams(_folded(question)) if gram in self._retriever.vocab_dict]
        if not known:
            return None
        places, _ = self._retriever.retrieve([known], k=1, show_progress=False)
        return int(places[0][0])


class Tantivy:
    """tantivy over characters and pairs of them, in memory."""

    def __init__(self, texts: list[str]) -> None:
        self._tantivy: Any = import_module("tantivy")
        ngrams = self._tantivy.TextAnalyzerBuilder(self._tantivy.Tokenizer.ngram(1, 2, False)).build()
        builder = self._tantivy.SchemaBuilder()
        builder.add_text_field("body", stored=False, tokenizer_name="ngrams")
        builder.add_unsigned_field("place", stored=True)
        self._schema = builder.build()
        index = self._tantivy.Index(self._schema)
        index.register_tokenizer("ngrams", ngrams)
        writer = index.writer()
        for place, text in enumerate(texts):
            writer.add_document(self._tantivy.Document(body=key(text), place=place))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def find(self, question: str) -> int | None:
        query, occur = self._tantivy.Query, self._tantivy.Occur.Should
        terms = [(occur, query.term_query(self._schema, "body", gram)) for gram in _grams(_folded(question))]
        hits = self._searcher.search(query.boolean_query(terms), 1).hits if terms else []
        return int(self._searcher.doc(hits[0][1])["place"][0]) if hits else None


PEERS: dict[str, tuple[str, Callable[[list[str]], Peer]]] = {
    "rapidfuzz WRatio": ("rapidfuzz", lambda texts: Scan(texts, "WRatio")),
    "rapidfuzz partial_ratio": ("rapidfuzz", lambda texts: Scan(texts, "partial_ratio")),
    "SQLite FTS5": ("sqlite3", Fts5),
    "bm25s": ("bm25s", Bm25s),
    "tantivy": ("tantivy", Tantivy),
}
"""By name: the package, and how it is made from the texts."""


def version_of(package: str) -> str:
    """Raises PackageNotFoundError where it is not installed."""
    return sqlite3.sqlite_version if package == "sqlite3" else version(package)


def _folded(question: str) -> str:
    return key(normalise(question))


def _pairs(text: str) -> list[str]:
    return ["".join(pair) for pair in pairwise(text)]


def _grams(text: str) -> list[str]:
    return [*text, *_pairs(text)]
