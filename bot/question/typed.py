"""Typed pinyin: questions in Latin letters, read towards the report's words and those that questions are made of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.question.lexicon import Lexicon
from bot.question.pinyin import spelled
from bot.question.repair import Correction, pieces_of, said_words
from bot.text.words import word_list

#: Three words that spell a run of letters, where the rest is no pinyin; five, where all of it is.
_SOME, _WHOLE = 3, 5
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Spellings:
    """``typed`` maps whole spellings (daxinghuodong) to words, ``initials`` the first letters (dxzp)."""

    typed: dict[str, str]
    longest: int
    initials: dict[str, str]


def build_spellings(names: Iterable[str], lexicon: Lexicon) -> Spellings:
    """The spellings of a knowledge base: of its names, of what people call them, of its text, and of questions."""
    typed: dict[str, str] = {}
    for piece in (*pieces_of(names, lexicon), *_pieces(lexicon.text)):
        typed.setdefault(_spelling(piece), piece)
    typed = {**_singles(lexicon.text), **typed, **_asked()}
    return Spellings(typed, max(map(len, typed), default=1), _initials(said_words(lexicon), lexicon))


def _pieces(text: str) -> dict[str, None]:
    """The pairs of characters that a text uses, the usual ones first: its words, and what stands between them."""
    pairs = Counter(run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1))
    return dict.fromkeys(pair for pair, _ in pairs.most_common())


def _singles(text: str) -> dict[str, str]:
    """For each sound the character that a text uses most."""
    found: dict[str, str] = {}
    for char, _ in Counter("".join(_HAN.findall(text))).most_common():
        found.setdefault(_spelling(char), char)
    return found


def _initials(words: list[str], lexicon: Lexicon) -> dict[str, str]:
    """dxzp → 电信诈骗: initials of what people say, where all that share them mean the same."""
    meant: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    first: dict[str, str] = {}
    for word in words:
        letters = "".join((spelled(c) or (c,))[0][0] for c in word)
        if len(letters) >= 3:
            meant[letters].add(lexicon.said.get(word, (word,))[:1])
            first.setdefault(letters, word)
    return {letters: first[letters] for letters, officials in meant.items() if len(officials) == 1}


def _spelling(term: str) -> str:
    return "".join((spelled(c) or (c,))[0] for c in term)


@cache
def _asked() -> dict[str, str]:
    """How question words are typed: duoshao, jichang (几场), qunian."""
    lists = word_list("questions")
    words = list(lists["typed"])
    words += ["几" + unit for unit in word_list("units")["counters"]] + [
        "多少" + unit for unit in word_list("units")["counters"]
    ]
    words += ["几多" + unit for unit in lists["units"] if len(unit) == 1]
    words += [number + unit for number in "一二两三四五六七八九十" for unit in "类个家条项起台处区年月"]
    words += [w for w in [*lists["frames"], *lists["weak"]] if len(w) > 1]
    typed = {_spelling(char): char for char in lists["typed_single"]}
    for char in [w for w in [*lists["frames"], *lists["weak"]] if len(w) == 1]:
        typed.setdefault(_spelling(char), char)
    for word in words:
        if _HAN.fullmatch(word):
            typed.setdefault(_spelling(word), word)
    return typed


def from_pinyin(text: str, spellings: Spellings) -> tuple[str, list[Correction]]:
    """Latin runs that read as pinyin from end to end, as characters; others stay."""
    corrections: list[Correction] = []

    def read(match: re.Match[str]) -> str:
        letters = re.sub(r"[\s']", "", match.group())
        if letters in spellings.initials and not re.search("[aeiou]", letters):
            corrections.append((match.group().strip(), spellings.initials[letters]))
            return spellings.initials[letters]
        words = _cut(letters, spellings)
        asked = set(_asked().values())
        named = words and any(len(w) > 1 and w not in asked for w in words)
        # 4141 chu zai nayijie, or a whole question about the report itself
        asking = words and len(words) >= (_SOME if len(match.group()) < len(text) else _WHOLE)
        asking = asking or (words and all(w in asked for w in words) and any(len(w) > 1 for w in words))  # zhanbi ne
        if len(letters) < 4 or words is None or not (named or asking) or _guessed(words, asked):
            return match.group()
        corrections.append((match.group().strip(), "".join(words)))
        return "".join(words)

    return re.sub(r"[a-z]+(?:[\s']+[a-z]+)*", read, text), corrections


def _guessed(words: list[str], asked: set[str]) -> bool:
    """Are most of the words lone characters that stand for nothing but their sound?"""
    return sum(len(word) == 1 and word not in asked for word in words) > len(words) / 3


def _cut(letters: str, spellings: Spellings) -> list[str] | None:
    """The fewest vocabulary words that spell ``letters``, single characters least of all; None when it
    cannot be spelled."""
    lone_words = set(_asked().values())
    best: list[tuple[float, list[str]] | None] = [(0.0, [])] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - spellings.longest), end):
            head, term = best[start], spellings.typed.get(letters[start:end])
            if term and len(term) == 1 and start and letters[start] in "aeo":
                continue  # shua is no shu-a
            if head is not None and term is not None:
                lone = 1.4 if term in lone_words else 2.2  # a character of the text that nobody asks with
                cost, current = head[0] + (1.0 if len(term) > 1 else lone), best[end]
                if current is None or cost < current[0]:
                    best[end] = (cost, [*head[1], term])
    return best[-1][1] if best[-1] else None
