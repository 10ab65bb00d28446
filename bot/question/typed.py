"""Typed pinyin: questions in Latin letters, read towards the report's words and those that questions are made of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache, cached_property
from itertools import chain
from operator import add

from bot.question.lexicon import Lexicon
from bot.question.pinyin import spelled
from bot.question.repair import Correction, said_words
from bot.question.spelt import LONGEST_SOUND, Spelt, spelling
from bot.question.vocabulary import Vocabulary
from bot.text.words import word_list

#: Three words that spell a run of letters, where the rest is no pinyin; five, where all of it is.
_SOME, _WHOLE = 3, 5
_HAN = re.compile(r"[\u4e00-\u9fff]+")


class Spellings:
    """The spellings of a knowledge base: of its names, of what people call them, of its text, and of questions."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._singles = _singles(lexicon.text)
        self._words = Spelt((*vocabulary.words, *_pieces(lexicon.text)))

    def beginning(self, letters: str) -> dict[str, str]:
        """Every beginning of the letters that types a word, and the word: of questions, of the report, a character."""
        singles = {letters[:size]: self._singles.get(letters[:size]) for size in range(1, LONGEST_SOUND + 1)}
        alone = {typed: char for typed, char in singles.items() if char}
        return {**alone, **self._words.beginning(letters), **_asked().beginning(letters)}

    @cached_property
    def initials(self) -> dict[str, str]:
        """What first letters mean (dxzp)."""
        return _initials(said_words(self._lexicon), self._lexicon)


def _pieces(text: str) -> dict[str, None]:
    """The pairs of characters that a text uses, the usual ones first: its words, and what stands between them."""
    pairs = Counter(chain.from_iterable(map(add, run, run[1:]) for run in _HAN.findall(text)))
    return dict.fromkeys(pair for pair, _ in pairs.most_common())


def _singles(text: str) -> dict[str, str]:
    """For each sound the character that a text uses most."""
    found: dict[str, str] = {}
    for char, _ in Counter("".join(_HAN.findall(text))).most_common():
        found.setdefault(spelling(char), char)
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


@cache
def _asked() -> Spelt:
    """How question words are typed: duoshao, jichang (几场), qunian."""
    lists = word_list("questions")
    counters = word_list("units")["counters"]
    words = [*lists["typed"], *("几" + unit for unit in counters), *("多少" + unit for unit in counters)]
    words += ["几多" + unit for unit in lists["units"] if len(unit) == 1]
    words += [number + unit for number in "一二两三四五六七八九十" for unit in "类个家条项起台处区年月"]
    framing = [*lists["frames"], *lists["weak"]]
    words += [w for w in framing if len(w) > 1]
    alone = [*reversed(lists["typed_single"]), *(w for w in framing if len(w) == 1)]
    return Spelt([*alone, *filter(_HAN.fullmatch, words)])


def from_pinyin(text: str, spellings: Spellings) -> tuple[str, list[Correction]]:
    """Latin runs that read as pinyin from end to end, as characters; others stay."""
    corrections: list[Correction] = []

    def read(match: re.Match[str]) -> str:
        letters = re.sub(r"[\s']", "", match.group())
        if not re.search("[aeiou]", letters) and letters in spellings.initials:
            corrections.append((match.group().strip(), spellings.initials[letters]))
            return spellings.initials[letters]
        words, asked = _cut(letters, spellings), _asked()
        named = words and any(len(w) > 1 and w not in asked for w in words)
        # 4141 chu zai nayijie, or a whole question about the report itself
        asking = words and len(words) >= (_SOME if len(match.group()) < len(text) else _WHOLE)
        asking = asking or (words and all(w in asked for w in words) and any(len(w) > 1 for w in words))  # zhanbi ne
        if len(letters) < 4 or words is None or not (named or asking) or _guessed(words):
            return match.group()
        corrections.append((match.group().strip(), "".join(words)))
        return "".join(words)

    whole = re.sub(r"[a-z]+(?:[\s']+[a-z]+)*", read, text)
    if not corrections and " " in text:  # cpu fuwuqi jitai: some of it is no pinyin
        whole = re.sub(r"[a-z]+", read, text)
    return whole, corrections


def _guessed(words: list[str]) -> bool:
    """Are most of the words lone characters that stand for nothing but their sound?"""
    return sum(len(word) == 1 and word not in _asked() for word in words) > len(words) / 3


def _cut(letters: str, spellings: Spellings) -> list[str] | None:
    """The fewest vocabulary words that spell ``letters``, single characters least of all; None when it
    cannot be spelled."""
    best: list[tuple[float, list[str]] | None] = [(0.0, [])] + [None] * len(letters)
    for start in range(len(letters)):
        head = best[start]
        if head is None:
            continue
        for typed, term in spellings.beginning(letters[start:]).items():
            if len(term) == 1 and start and letters[start] in "aeo":
                continue  # shua is no shu-a
            lone = 1.4 if term in _asked() else 2.2  # a character of the text that nobody asks with
            cost, current = head[0] + (1.0 if len(term) > 1 else lone), best[start + len(typed)]
            if current is None or cost < current[0]:
                best[start + len(typed)] = (cost, [*head[1], term])
    return best[-1][1] if best[-1] else None
