"""Typing errors, repaired towards the closed vocabulary only, and always told.

Numbers, years and units are never touched: a window holds Chinese characters only and must overlap a
stretch that no word list and no report explains.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import chain
from operator import eq

from bot.question.lexicon import Lexicon
from bot.question.pinyin import readings
from bot.question.vocabulary import REPAIRED, Vocabulary
from bot.text.fold import key
from bot.text.words import word_list

Correction = tuple[str, str]
#: A stretch of two characters is the shortest that is repaired.
_SHORT = 2
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def build_vocabulary(names: Iterable[str], lexicon: Lexicon) -> Vocabulary:
    """The vocabulary of a knowledge base: pieces of its names and headings, and what people call them."""
    framing = [w for w in (*word_list("questions")["frames"], *word_list("questions")["weak"]) if 2 <= len(w) <= 4]
    named = tuple(names)
    runs = _HAN.findall("\n".join(map(key, named)))
    whole = {run[at : at + _SHORT] for run in runs for at in (0, len(run) - _SHORT) if len(run) >= _SHORT}
    return Vocabulary(
        pieces_of(named, lexicon), [w for w in framing if _HAN.fullmatch(w)], whole | {*said_words(lexicon)}
    )


def said_words(lexicon: Lexicon) -> list[str]:
    """What people say and what is meant by it, words of two to six characters."""
    words = (*lexicon.said, *sorted(lexicon.officials))
    return [word for word in words if 2 <= len(word) <= 6 and _HAN.fullmatch(word)]


def pieces_of(names: Iterable[str], lexicon: Lexicon) -> dict[str, None]:
    """The words of a lexicon and all pieces of names, in an order that never changes."""
    pieces = dict.fromkeys(said_words(lexicon))
    runs = dict.fromkeys(_HAN.findall("\n".join(map(key, names))))
    cut = [run[i : i + size] for run in runs for size in range(2, 7) for i in range(len(run) - size + 1)]
    return pieces | dict.fromkeys(cut)


def repair(text: str, unknown: list[str], lexicon: Lexicon, vocabulary: Vocabulary) -> tuple[str, list[Correction]]:
    """Homophones first (电炸 → 电诈), then one wrong, missing or doubled character in longer words."""
    text, corrections = undouble(text, lexicon)
    text = _counters(text, unknown, corrections)
    text = _closing(text, unknown, corrections)
    whole = [word for word in _long_frames() if word in text]
    for surface in unknown:
        if surface in lexicon.foreign or surface in _common():
            continue
        for size in REPAIRED:
            for typed in _windows(text, surface, size):
                if typed not in text or lexicon.knows(typed) or typed in lexicon.said or _cuts(text, typed, lexicon):
                    continue
                if any(typed in word for word in whole):  # 来越, where 越来越 stands elsewhere
                    continue
                meant = _homophone(typed, vocabulary)
                if _usual(typed, meant) and meant not in word_list("questions")["typed"]:
                    continue
                if meant and not _confused(typed, meant):
                    text = text.replace(typed, meant)
                    corrections.append((typed, meant))
        drawn = _drawn(text, surface, lexicon, vocabulary)
        if drawn and not _confused(*drawn):
            text = text.replace(*drawn)
            corrections.append(drawn)
        swapped = _swapped(text, surface, lexicon)
        if swapped and not _confused(*swapped):
            text = text.replace(*swapped)
            corrections.append(swapped)
        if surface in text and len(surface) >= 3 and _HAN.fullmatch(surface):
            meant = _neighbour(surface, vocabulary)
            if meant and not _confused(surface, meant):
                text = text.replace(surface, meant)
                corrections.append((surface, meant))
    return text, corrections


def mend(text: str, lone: list[str], lexicon: Lexicon, vocabulary: Vocabulary) -> tuple[str, list[Correction]]:
    """故意商害: a lone character that nothing explains, in a word of which all else is as the report has it."""
    corrections: list[Correction] = []
    for char in lone:
        for size in (4, 3):
            for typed in _windows(text, char, size) if char in text else []:
                meant = _homophone(typed, vocabulary)
                kept = sum(a == b for a, b in zip(typed, meant, strict=True)) if meant else 0
                if meant and kept == size - 1 and not lexicon.knows(typed) and not _confused(typed, meant):
                    text = text.replace(typed, meant)
                    corrections.append((typed, meant))
    return text, corrections


@cache
def _twins() -> dict[str, str]:
    """The characters that each one is easily misread as."""
    twins: dict[str, str] = defaultdict(str)
    for group in word_list("shapes")["groups"]:
        for char in group:
            twins[char] += group.replace(char, "")
    return dict(twins)


def _drawn(text: str, surface: str, lexicon: Lexicon, vocabulary: Vocabulary) -> Correction | None:
    """渣士 → 渣土: one character that looks like the right one."""
    for size in (4, 3, 2):
        for typed in _windows(text, surface, size):
            if lexicon.knows(typed) or typed in lexicon.said or _usual(typed) or _cuts(text, typed, lexicon):
                continue
            for at, char in enumerate(typed):
                for twin in _twins().get(char, ""):
                    meant = typed[:at] + twin + typed[at + 1 :]
                    if meant in lexicon.said or meant in vocabulary:
                        return typed, meant
    return None


def _cuts(text: str, typed: str, lexicon: Lexicon) -> bool:
    """Does a stretch begin or end inside a word that people use (全|市算) or that the report goes by (泥头|车撞)?"""
    start = text.find(typed)
    end = start + len(typed)
    for size in range(3, 6):
        for at in range(max(0, start - size + 1), end):
            torn = at < start < at + size < end or start < at < end < at + size
            if torn and lexicon.names(text[at : at + size]):
                return True
    around = (text[start - 1 : start + 1] if start else "", text[end - 1 : end + 1])
    return len(typed) == _SHORT and any(len(pair) == _SHORT and pair in _common() for pair in around)


def _counters(text: str, unknown: list[str], corrections: list[Correction]) -> str:
    """几泪 → 几类: behind 几 or 多少 a lone character that counts nothing sounds like one that does."""
    for match in re.finditer("(几|多少)([\u4e00-\u9fff])(?![\u4e00-\u9fff])", text):
        alike = [c for c in "起个家台处人类种条项次" if readings(c) & readings(match[2])]
        if match[2] in unknown and alike:
            meant = match[1] + alike[0]
            corrections.append((match.group(), meant))
            text = text.replace(match.group(), meant)
    return text


def _closing(text: str, unknown: list[str], corrections: list[Correction]) -> str:
    """300起坝: a last character that nothing explains, and that sounds like what questions end with."""
    last = text[-1:]
    closing = word_list("questions")["closing"] if last in unknown else {}
    meant = next((word for sound, word in closing.items() if sound in readings(last)), "")
    if not meant:
        return text
    corrections.append((last, meant))
    return text[:-1] + meant


@cache
def _long_frames() -> tuple[str, ...]:
    """Frames and weak words of three characters and more: nothing in them is a typing error."""
    words = word_list("questions")
    return tuple(w for w in (*words["frames"], *words["weak"], *words["adverbs"]) if len(w) > _SHORT)


def undouble(text: str, lexicon: Lexicon) -> tuple[str, list[Correction]]:
    """The text without characters typed twice; needs no vocabulary, so it is cheap."""
    corrections = _doubled(text, lexicon)
    for doubled, single in corrections:
        text = text.replace(doubled, single)
    return text, corrections


def _doubled(text: str, lexicon: Lexicon) -> list[Correction]:
    """诈诈骗 → 诈骗: a character typed twice inside a word."""
    out = []
    for match in re.finditer(r"([\u4e00-\u9fff])\1", text):
        at = match.start()
        if all(word in lexicon.said or word in _common() for word in (text[at - 1 : at + 1], text[at + 1 : at + 3])):
            continue  # 诈骗骗走: one word ends as the next begins
        for start, end in ((at - 2, at + 3), (at - 1, at + 3), (at, at + 3), (at - 1, at + 2), (at - 2, at + 2)):
            typed = text[max(0, start) : end]
            meant = typed.replace(match.group(), match[1], 1)
            word = meant in lexicon.said or (lexicon.knows(meant) and (len(meant) >= 3 or meant in lexicon.officials))
            if word and not lexicon.knows(typed) and typed not in lexicon.said and not _numeral(typed):
                out.append((typed, meant))
                break
    return out


def _swapped(text: str, surface: str, lexicon: Lexicon) -> Correction | None:
    """Two neighbouring characters the wrong way round (像摄头): the longest word that comes of turning them."""
    for size in (5, 4, 3, 2):
        whole = len(surface) <= _SHORT  # 买房交的 holds no 交房
        for typed in [
            w for w in _windows(text, surface, size) if size > _SHORT or (whole and not _cuts(text, w, lexicon))
        ]:
            for at in range(size - 1):
                turned = typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]
                word = turned in lexicon.said or (lexicon.knows(turned) and size >= 3) or turned in _common()
                joined = size > 2 or not set(typed) & _particles()  # 结案要结 holds no 要案
                if turned != typed and word and joined and not _numeral(typed):
                    return typed, turned
    return None


@cache
def _frames() -> frozenset[str]:
    return frozenset(word_list("questions")["frames"])


@cache
def _particles() -> frozenset[str]:
    """Single characters of grammar: that two words share one (烧了, 少了) says nothing."""
    return frozenset(word_list("questions")["particles"])


def _numeral(text: str) -> bool:
    return any(char in "零一二两三四五六七八九十百千万亿几年月" for char in text)


def _windows(text: str, surface: str, size: int) -> list[str]:
    """Chinese windows of a text that overlap a stretch of it, left to right."""
    at = text.find(surface)
    starts = range(max(0, at - size + 1), at + len(surface)) if at >= 0 else range(0)
    asked = {i for m in re.finditer("多少|几", text) for i in range(*m.span())}
    windows = [text[i : i + size] for i in starts if not asked & set(range(i, i + size))]
    return [w for w in windows if len(w) == size and _HAN.fullmatch(w)]


def _homophone(typed: str, vocabulary: Vocabulary) -> str | None:
    """The vocabulary word that sounds the same and shares a character, the first one in its order."""
    sounds = [readings(c) for c in typed]
    for first in sorted(sounds[0]):
        for term in vocabulary.sounding(len(typed), first):
            if term == typed or sum(map(eq, term, typed)) < (1 if len(typed) < 4 else 2):
                continue
            told = len(typed) > 2 or term in _frames() or not set(typed) & _particles()
            if told and all(s & readings(c) for s, c in zip(sounds, term, strict=True)):
                return term
    return None


def _neighbour(typed: str, vocabulary: Vocabulary) -> str | None:
    """A word at one edit's distance, by rapidfuzz; three quarters of the characters must agree."""
    from rapidfuzz import fuzz, process

    hit = process.extractOne(typed, vocabulary.about(len(typed)), scorer=fuzz.ratio, score_cutoff=75)
    return str(hit[0]) if hit else None


@cache
def _common() -> frozenset[str]:
    """Words that people mean as they type them, whatever the report says: never repaired."""
    questions, tables = word_list("questions"), word_list("synonyms").values()
    lists = [*questions["distinguishing"].values(), *(questions[name] for name in ("frames", "weak", "common"))]
    lists += [
        word_list("scope")["off_topic"]["words"],
        *tables,
        *(forms for table in tables for forms in table.values()),
    ]
    return frozenset(chain.from_iterable(lists))


def _usual(typed: str, meant: str | None = None) -> bool:
    """Everyday words, numerals, and pairs of words so short that any pair of characters might be one (过人)."""
    common = _common()
    if _numeral(typed):  # of a longer word the numeral stands as it is (零然放 → 零燃放)
        long = len(typed) > _SHORT or "零" in typed  # 青零 → 清零 counts nothing
        kept = long and meant and all(a == b for a, b in zip(typed, meant, strict=True) if _numeral(a))
        return not kept
    return typed in common or (len(typed) == 2 and sum(char in common for char in typed) == 2)


@cache
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group["words"]) for group in word_list("confusions")["group"])


def _confused(typed: str, meant: str) -> bool:
    """Would the repair lead from one word to another that must never be taken for it?"""
    for group in _groups():
        has = {w for w in group if w in typed}
        gets = {w for w in group if w in meant}
        if has and gets and has != gets:
            return True
    return False
