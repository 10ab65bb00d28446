"""The closed vocabulary of a knowledge base: what people say, and which of its words they may mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from bot.question.normalise import simplify
from bot.text.fold import key, shadow
from bot.text.period import find_periods
from bot.text.quantity import find_quantities
from bot.text.words import word_list

_LONGEST = 12


@dataclass(frozen=True)
class Lexicon:
    """``text`` is all that the reports say, folded; ``said`` maps what people say to the report's words.

    Aliases are one-way and kept only where the official word stands in the text: an alias towards a word
    that no report has would explain nothing. ``foreign`` are words of the general lists that name things
    no report here speaks of: they are one word each, and nothing explains them.
    """

    text: str
    said: dict[str, tuple[str, ...]]
    foreign: frozenset[str] = frozenset()

    @cached_property
    def longest(self) -> int:
        return max((len(word) for word in self.said), default=1)

    @cached_property
    def officials(self) -> frozenset[str]:
        """The report's words that have aliases."""
        return frozenset(word for words in self.said.values() for word in words)

    def names(self, word: str) -> bool:
        """Is this a word of the lists, said or official?"""
        return word in self.said or word in self.officials

    def options(self, surface: str) -> tuple[str, ...]:
        """The report's words that ``surface`` may stand for, itself first."""
        meant = [word for word in self.said.get(surface, ()) if word != surface]
        kinded = f"{surface[:2]}类{surface[2:]}"  # 纠纷警情 for 纠纷类警情
        if len(surface) == 4 and self.knows(kinded):
            meant.append(kinded)
        if surface.startswith("没") and len(surface) > 1 and self.knows(f"未{surface[1:]}"):
            meant.append(f"未{surface[1:]}")
        return (surface, *meant)

    def knows(self, word: str) -> bool:
        return word in self.text


def build_lexicon(
    texts: Iterable[str], report_ids: Iterable[str], taught: Iterable[tuple[str, str]] = (), names: str = ""
) -> Lexicon:
    """The lexicon for reports with these texts: general words, the reports' own, and taught aliases.

    Official words may also stand only in ``names``, which are put together from a text (农村居民|人均可支配收入).
    """
    text = "\n".join(_cut(key(t)) for t in texts)
    named, joined = key(names), list[str]()
    said: dict[str, dict[str, None]] = defaultdict(dict)
    other: dict[str, dict[str, None]] = defaultdict(dict)
    foreign: set[str] = set()
    absent: list[tuple[str, tuple[str, ...]]] = []
    for official, forms in [*_general(), *_own(report_ids)]:
        folded = key(official)
        if folded not in text and len(folded) > 2 and folded in named:
            joined.append(folded)
        if folded in text or folded in joined:
            for form in forms:
                said[key(form)][folded] = None
        else:
            absent.append((official, forms))
            foreign |= {folded} | {key(form) for form in forms if len(form) >= 3}
    officials = {key(official) for official, _ in _general()}
    for official, forms in absent:
        # 厕所, where the report says 公厕 and not 公共厕所: words for one thing stand for one another.
        called = [word for word in _called(forms, named) if word not in officials]
        for form in (official, *forms) if called else ():
            within = any(word in key(form) or key(form) in word for word in called)  # met in part as it is
            if key(form) not in said and key(form) not in text and len(key(form)) > 1 and not within:
                other[key(form)] |= dict.fromkeys(called)
    said |= other
    for form, official in [*_short_forms(text), *taught]:
        said[key(form)][key(official)] = None
    known = frozenset(word for word in foreign if word not in said and word not in text)
    text = "\n".join([text, *joined])
    return Lexicon(text, {form: tuple(words) for form, words in said.items() if form}, known)


def _called(forms: Iterable[str], names: str) -> list[str]:
    """Those of the words for one thing that the names of figures use."""
    return [folded for form in forms if len(folded := key(form)) > 1 and folded in names]


def _cut(text: str) -> str:
    """The words of a text without its figures and times, so that no word is read across them
    (393家人群密集场所 holds 人群密集场所, not 家人)."""
    folded = shadow(text)
    spans = [(q.start, q.end) for q in find_quantities(folded) if q.kind == "quantity"]
    spans += [(p.start, p.end) for p in find_periods(folded, 0) if re.search("年|期间|目前", p.text)]
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


@cache
def _general() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(_pairs(word_list("synonyms")))


def _own(report_ids: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """The vocabulary of single reports: ``data/words/report-<id>.toml`` where there is one."""
    from bot.text.words import WORDS_DIR

    names = [f"report-{name}" for name in report_ids if (WORDS_DIR / f"report-{name}.toml").is_file()]
    return [pair for name in names for pair in _pairs(word_list(name))]


def _pairs(tables: dict[str, dict[str, list[str]]]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for table in tables.values():
        for official, forms in table.items():
            yield official, tuple(simplify("\n".join(forms)).split("\n"))


def _short_forms(text: str) -> list[tuple[str, str]]:
    """首字缩略: 电信网络诈骗 → 电诈 is made by rule from the official terms of the word lists.

    The first character of the first word and the last word's first: only two-word terms of four to
    six characters are shortened so, and only where the short form is no part of another term.
    """
    out = []
    for official, _ in _general():
        term = key(official)
        if len(term) == 4 and term in text and re.fullmatch("[\u4e00-\u9fff]+", term):
            short = term[0] + term[2]
            if short not in text:
                out.append((short, term))
    return out
