"""The words that questions are made of, as the lists have them: frames, weak words, deeds, everyday words."""

from __future__ import annotations

from functools import cache

from bot.text.words import word_list


@cache
def ignored_words() -> dict[str, bool]:
    """Frames (False) and weak words (True)."""
    words = word_list("questions")
    weak, frames = (*words["adverbs"], *words["weak"]), (*words["fillers"], *words["frames"])
    return {**dict.fromkeys(weak, True), **dict.fromkeys(frames, False)}


def ignores(word: str) -> bool:
    """Is this a frame or a weak word?"""
    return word in ignored_words()


@cache
def deeds_told() -> frozenset[str]:
    """What reports tell to have been done: one word each."""
    return frozenset(
        (
            *word_list("extraction")["verbs"],
            *word_list("extraction")["bare_deeds"],
            *word_list("questions")["told_deeds"],
        )
    )


@cache
def common() -> frozenset[str]:
    """Everyday words: one word each, and never part of another."""
    return frozenset(word_list("questions")["common"])


@cache
def deeds() -> dict[str, str]:
    """Every form of a distinguishing word and its official one: the demand is made of the whole question."""
    return {form: official for official, forms in word_list("questions")["distinguishing"].items() for form in forms}


@cache
def light() -> frozenset[str]:
    """Single counting words and light verbs: alone they name nothing."""
    lists = word_list("units")
    named = [*lists["counters"], *lists["measures"], *word_list("questions")["units"]]
    return frozenset(w for w in named if len(w) == 1) | frozenset(word_list("questions")["light"])


@cache
def listed_words() -> frozenset[str]:
    """Frames, weak words, deeds and everyday words: one word each, whatever a report says."""
    return frozenset((*ignored_words(), *deeds(), *common()))
