"""The closed vocabulary of a knowledge base: what people say, and which of its words they may mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Set
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from bot.question.normalise import simplify
from bot.question.stretches import Stretches
from bot.text.fold import key, shadow
from bot.text.kept import Kept
from bot.text.period import find_periods
from bot.text.quantity import find_quantities
from bot.text.words import word_list

if TYPE_CHECKING:
    from bot.question.concepts import Concept

_LONGEST = 12
#: Shorter words name too many things to be foreign; what has a 的 inside is a phrase of words.
_NAMING = 3
#: Words whose concepts are kept.
_CONCEPTS = 1024


@dataclass(frozen=True)
class Lexicon:
    """``text`` is all that the reports say, folded; ``said`` maps what people say to the report's words.

    Aliases are one-way and kept only where the official word stands in the text: an alias towards a word
    that no report has would explain nothing. ``foreign`` are words of the general lists that name things
    no report here speaks of: they are one word each, and nothing explains them.
    """

    text: str
    said: dict[str, tuple[str, ...]]
    foreign: Set[str] = frozenset()

    @cached_property
    def longest(self) -> int:
        return max(map(len, self.said), default=1)

    @cached_property
    def officials(self) -> frozenset[str]:
        """The report's words that have aliases."""
        return frozenset(chain.from_iterable(self.said.values()))

    def names(self, word: str) -> bool:
        """Is this a word of the lists, said or official?"""
        return word in self.said or word in self.officials

    def options(self, surface: str) -> tuple[str, ...]:
        """The report's words that ``surface`` may stand for, itself first."""
        meant = [word for word in self.said.get(surface, ()) if word != surface]
        kinded = f"{surface[:2]}类{surface[2:]}"  # 纠纷警情 for 纠纷类警情
        if len(surface) == 4 and self.knows(kinded):
            meant.append(kinded)
        elif len(surface) == 4 and surface in self.said:  # 消除安全隐患 for 消除隐患, whatever else that may mean
            parted = re.search(f"{re.escape(surface[:2])}[\u4e00-\u9fff]{{1,4}}{re.escape(surface[2:])}", self.text)
            meant += [parted[0]] if parted and not self.knows(surface) else []
        if len(surface) == 4 and not self.knows(surface):  # 征地拆迁 for 征地和拆迁
            joined = (f"{surface[:2]}{mark}{surface[2:]}" for mark in "和与及、")
            meant += [word for word in joined if self.knows(word)][:1]
        level = re.fullmatch("([国省市州区县镇乡村])里?(财政|政府|部门|资金|项目)", surface)
        if level and self.knows(f"{level[1]}级{level[2]}"):  # 区财政 for 区级财政
            meant.append(f"{level[1]}级{level[2]}")
        if surface.startswith("没") and len(surface) > 1 and self.knows(f"未{surface[1:]}"):
            meant.append(f"未{surface[1:]}")
        return (surface, *meant)

    @cached_property
    def perhaps_foreign(self) -> Container[str]:
        """What the foreign words are among."""
        among: Container[str] = getattr(self.foreign, "among", self.foreign)
        return among

    @cached_property
    def concepts(self) -> Kept[tuple[str, str], tuple[Concept, ...]]:
        """What words of some kind (known, weak, unknown) were taken for: questions are made of the same few."""
        return Kept(_CONCEPTS)

    @cached_property
    def stretches(self) -> Stretches:
        """What stands in the text."""
        return Stretches(self.text)

    def knows(self, word: str) -> bool:
        return self.stretches.hold(word)

    def holds_apart(self, first: str, second: str) -> bool:
        """新增就业, where the report has 新增城镇就业人口, or 出生人口, where it has 人口出生: both near together."""
        meant = [[o for o in self.options(word) if self.knows(o)] for word in (first, second)]
        pairs = [(one, two) for one in meant[0] for two in meant[1]]
        held = self.stretches
        return any(
            held.hold_apart(*pair) or held.hold_apart(*pair[::-1]) or held.hold(pair[1] + pair[0]) for pair in pairs
        )

    def taught(self, pairs: Iterable[tuple[str, str]]) -> Lexicon:
        """This lexicon and what people have taught: pairs of what is said and what it means."""
        said: dict[str, dict[str, None]] = {}
        for form, official in pairs:
            said.setdefault(key(form), dict.fromkeys(self.said.get(key(form), ())))[key(official)] = None
        if not said:
            return self
        joined = self.said | {form: tuple(words) for form, words in said.items() if form}
        return Lexicon(self.text, joined, frozenset(word for word in self.foreign if word not in said))


def build_lexicon(
    texts: Iterable[str], report_ids: Iterable[str], taught: Iterable[tuple[str, str]] = (), names: str = ""
) -> Lexicon:
    """The lexicon for reports with these texts: general words, the reports' own, and taught aliases.

    Official words may also stand only in ``names``, which are put together from a text (农村居民|人均可支配收入).
    """
    text = "\n".join(_cut(key(t)) for t in texts)
    named, joined = key(names), list[str]()
    own = _own(report_ids)
    terms = [*general(), *own]
    held, called_here = _standing(own, text), _standing(own, named)
    said: dict[str, dict[str, None]] = defaultdict(dict)
    other: dict[str, dict[str, None]] = defaultdict(dict)
    foreign: set[str] = set()
    absent: list[Term] = []
    for term in terms:
        if term.official not in held and len(term.official) > 2 and term.official in called_here:
            joined.append(term.official)
        if term.official in held or term.official in joined:
            for form in term.forms:
                said[form][term.official] = None
        else:
            absent.append(term)
            foreign |= term.nameable
    officials = {term.official for term in general()}
    for term in absent:
        # 厕所, where the report says 公厕 and not 公共厕所: words for one thing stand for one another.
        called = [word for word in term.forms if len(word) > 1 and word in called_here and word not in officials]
        for form in (term.official, *term.forms) if called else ():
            within = any(word in form or form in word for word in called)  # met in part as it is
            if form not in said and form not in held and len(form) > 1 and not within:
                other[form] |= dict.fromkeys(called)
    said |= other
    for form, official in _short_forms(text, held):
        said[form][official] = None
    known = frozenset(word for word in foreign if word not in said and word not in held)
    text = "\n".join([text, *joined])
    return Lexicon(text, {form: tuple(words) for form, words in said.items() if form}, known).taught(taught)


def _standing(own: Iterable[Term], text: str) -> frozenset[str]:
    """Which words of the lists stand in a text; one pass over it, however long the lists are."""
    words, sizes = _of_general()
    if further := _words_of(own):
        words, sizes = words | further, _sizes([*words, *further])
    found = {text[i : i + size] for i, first in enumerate(text) for size in sizes.get(first, ())}
    return frozenset(found & words | {""})


@cache
def _of_general() -> tuple[frozenset[str], dict[str, frozenset[int]]]:
    words = _words_of(general())
    return words, _sizes(words)


def _words_of(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset(word for term in terms for word in (term.official, *term.forms))


def _sizes(words: Iterable[str]) -> dict[str, frozenset[int]]:
    """By first character, how long the words are."""
    sizes: dict[str, set[int]] = defaultdict(set)
    for word in words:
        sizes[word[:1]].add(len(word))
    return {first: frozenset(found) for first, found in sizes.items()}


def _cut(text: str) -> str:
    """The words of a text without its figures and times, so that no word is read across them
    (393家人群密集场所 holds 人群密集场所, not 家人)."""
    folded = shadow(text)
    spans = [(q.start, q.end) for q in find_quantities(folded) if q.kind == "quantity"]
    spans += [(p.start, p.end) for p in find_periods(folded, 0) if re.search("年|期间|目前", p.text)]
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


class Term(NamedTuple):
    """An official word and what people say for it, folded; ``nameable`` are those that may be foreign."""

    official: str
    forms: tuple[str, ...]
    nameable: frozenset[str]


@cache
def general() -> tuple[Term, ...]:
    """The words of ``synonyms.toml``, in the list's order."""
    return tuple(_terms(word_list("synonyms")))


@cache
def _officials() -> frozenset[str]:
    return frozenset(term.official for term in general())


def is_official(word: str) -> bool:
    """Is this a term of the general lists, and not only what people say for one?"""
    return word in _officials()


def _own(report_ids: Iterable[str]) -> list[Term]:
    """The vocabulary of single reports: ``data/words/report-<id>.toml`` where there is one."""
    from bot.text.words import WORDS_DIR

    names = [f"report-{name}" for name in report_ids if (WORDS_DIR / f"report-{name}.toml").is_file()]
    return [term for name in names for term in _terms(word_list(name))]


def _terms(tables: dict[str, dict[str, list[str]]]) -> Iterable[Term]:
    for table in tables.values():
        for official, listed in table.items():
            folded, forms = key(official), simplify("\n".join(listed)).split("\n")
            nameable = {folded} | {key(form) for form in forms if len(form) >= _NAMING and "的" not in form}
            yield Term(folded, tuple(key(form) for form in forms), frozenset(nameable))


def _short_forms(text: str, held: frozenset[str]) -> list[tuple[str, str]]:
    """首字缩略: 电信网络诈骗 → 电诈 is made by rule from the official terms of the word lists.

    The first character of the first word and the last word's first: only two-word terms of four to
    six characters are shortened so, and only where the short form is no part of another term.
    """
    out = []
    for term in general():
        word = term.official
        if len(word) == 4 and word in held and re.fullmatch("[\u4e00-\u9fff]+", word):
            short = word[0] + word[2]
            if short not in text:
                out.append((short, word))
    return out
