"""Whether a word that no report has is better read in pieces that one has (人才引进|落户, 有人|值班)."""

from __future__ import annotations

from bot.question.lexicon import Lexicon, is_official
from bot.question.listed import deeds


def alias_first(word: str, lexicon: Lexicon) -> str | None:
    """A long stretch of the report made of two words that people also call otherwise is read as the two."""
    for cut in range(2, len(word) - 1):
        if word[:cut] in lexicon.said and lexicon.names(word[cut:]):
            return word[:cut]
    return None


def apart(word: str, lexicon: Lexicon, ignored: dict[str, bool]) -> bool:
    """Is a foreign word better read in pieces: a short one with an alias in it (防电诈), a long one that
    the report's own words make up? Four characters are a term of their own (常住人口)."""
    if "的" in word:
        parts = word.split("的")
        return all(not p or p in ignored or _is_known(p, lexicon) or _made_of_known(p, lexicon, ignored) for p in parts)
    if len(word) == 3:
        return word[1:] in lexicon.said or word[:2] in lexicon.said
    if len(word) == 4 and word[2:] in ignored:  # 防火|重点
        return word[:2] in lexicon.said
    if len(word) == 4 and not is_official(word) and all(_explained(w, lexicon, ignored) for w in (word[:2], word[2:])):
        return True  # 有人|值班, 城里|种树
    if len(word) == 4:
        return lexicon.holds_apart(word[:2], word[2:])
    return len(word) > 4 and _made_of_known(word, lexicon, ignored)


def _explained(word: str, lexicon: Lexicon, ignored: dict[str, bool]) -> bool:
    return word in ignored or _is_known(word, lexicon)


def _is_known(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.said or word in deeds() or (len(word) > 1 and lexicon.knows(word))


def _made_of_known(word: str, lexicon: Lexicon, ignored: dict[str, bool]) -> bool:
    """A long foreign word that the report's own words make up (人才引进落户) is read as those."""
    reached = {0}
    for start in range(len(word)):
        if start in reached:
            for end in range(start + 2, len(word) + 1):
                piece = word[start:end]
                if end - start < len(word) and (
                    piece in lexicon.said or piece in ignored or piece in deeds() or lexicon.knows(piece)
                ):
                    reached.add(end)
    return len(word) in reached
