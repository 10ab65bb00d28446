"""What a search needs of a report and no question changes: made when the knowledge base is built, read when asked.

Stored beside the facts, every text in it once. It holds for one state of the
word lists and of the code that makes it; ``bot.knowledge.fingerprint.preparation_key`` tells which.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, repeat

from bot.facts.model import Extraction, Observation, Statement
from bot.matching.document import Entry, entries
from bot.matching.index import Laid, lay
from bot.question.lexicon import Lexicon, build_lexicon
from bot.question.numbered import pack, unpack
from bot.text import numbered

#: In the order of the entry's fields.
_TEXTS = ("name", "quote", "owner", "context", "sentence", "section", "title")


@dataclass(frozen=True, slots=True)
class Prepared:
    """The entries of some reports, their texts laid out, and the vocabulary without what people have taught."""

    entries: list[Entry]
    laid: Laid
    lexicon: Lexicon


def prepare(extractions: tuple[Extraction, ...]) -> Prepared:
    """Fold and index reports; some ten milliseconds for each."""
    lexicon = build_lexicon(
        (e.document.text for e in extractions),
        (e.document.meta.id for e in extractions),
        names="\n".join(row.indicator for e in extractions for row in e.observations),
    )
    made = entries(extractions)
    return Prepared(made, lay(made), lexicon)


def store(extraction: Extraction) -> bytes:
    """What is kept of a report's preparation: ``load`` gives it back."""
    prepared = prepare((extraction,))
    laid = prepared.laid
    places = {text: place for place, text in enumerate(laid.text.split("\n"))}
    fields = [places[getattr(e, name)] for e in prepared.entries for name in _TEXTS]
    units = [(e.unit_class, e.own_length) for e in prepared.entries]
    words, numbers = pack(prepared.lexicon)
    return numbered.write([laid.text, laid.stated, units, words], [fields, laid.owners, laid.bounds, *numbers])


def load(stored: bytes, extraction: Extraction) -> Prepared:
    """The preparation of the extraction that ``store`` was given. Raises ValueError for what is not its own."""
    (text, stated, units, words), (fields, owners, bounds, *numbers) = numbered.read(stored)
    texts = text.split("\n")
    facts: tuple[Observation | Statement, ...] = (*extraction.observations, *extraction.statements)
    rows = zip(*[map(texts.__getitem__, fields)] * len(_TEXTS), strict=True)
    observations = chain(extraction.observations, repeat(None, len(extraction.statements)))
    made = [
        Entry._make((number, 0, fact, *row, unit, observation, own))
        for number, (fact, row, (unit, own), observation) in enumerate(
            zip(facts, rows, units, observations, strict=True)
        )
    ]
    return Prepared(made, Laid(text, stated, list(owners), list(bounds)), unpack(words, numbers))
