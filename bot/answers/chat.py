"""Small talk: a short word back, and what can be asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from bot.answer import Choice
from bot.answers.builder import Reply, name, word
from bot.matching.search import Library
from bot.question.cues import pattern
from bot.text.words import word_list

_REPLIES = {
    "greeting": "您好！我只答这份报告里写了的内容。",
    "thanks": "不客气，随时问。",
    "bye": "再见！",
    "who": "我是报告查询机器人：数字都来自报告原文，报告没写的我就说没写。",
    "help": "直接问就行：问数字、年份、变化、目标、措施、出处都可以。",
    "praise": "谢谢夸奖！",
    "complaint": "抱歉。换个说法再问一次试试，或者看看原文。",
}


#: Small talk is short.
_CHATTY = 16


@cache
def _kinds() -> dict[str, str]:
    """The kind of each message that is small talk, as it is written without ornament."""
    lists = word_list("smalltalk")
    return {_plain(p): kind for kind in reversed(_REPLIES) for p in lists[kind]["patterns"]}


@cache
def _endings() -> frozenset[str]:
    """The last characters of small talk: most questions end otherwise."""
    return frozenset(said[-1] for said in _kinds() if said)


_APART = re.compile(r"[\s，。！？,.!?~]+")


def _plain(text: str) -> str:
    return pattern("ornament").sub("", text.lower())


def smalltalk_kind(text: str) -> str | None:
    """The kind of a message that is nothing but small talk, piece by piece; the last piece's kind wins."""
    whole = _plain(text)
    if kind := _kind(whole):
        return kind
    last = None
    for piece in filter(None, map(_plain, _APART.split(text))):
        last = _kind(piece) if piece != whole else None
        if last is None:
            return None
    return last


def _kind(plain: str) -> str | None:
    kind = _kinds().get(plain) if plain else None
    if kind:
        return kind
    if len(plain) <= _CHATTY and (joined := _joined(plain)):
        return joined
    shortened = pattern("agrees").sub("", plain)
    if shortened != plain:
        return _kind(shortened) if shortened else "thanks"
    if pattern("thanks").search(plain):
        return "thanks"
    if pattern("asks_help").fullmatch(plain):
        return "help"
    return None


def _joined(plain: str) -> str | None:
    """The kind of what is small talk after small talk without a mark between (哈喽你好); the last one's."""
    if plain[-1] not in _endings():
        return None
    for cut in range(len(plain) - 1, 0, -1):
        last = _kinds().get(plain[cut:])
        if last and (plain[:cut] in _kinds() or _joined(plain[:cut])):
            return last
    return None


def smalltalk(library: Library, reply: Reply, kind: str, examples: tuple[str, ...]) -> Reply:
    reply.status = "smalltalk"
    reply.line("headline", word(_REPLIES[kind]))
    if kind in ("greeting", "who", "help", "complaint"):
        meta = library.report.document.meta
        reply.line("detail", name(f"《{meta.title}》" + (f"（{meta.date}）" if meta.date else "")))
        reply.line("detail", word("例如："))
        for example in examples:
            reply.line("item", name(f"· {example}"))
    reply.suggestions = [Choice(e, e, f"x-{n}") for n, e in enumerate(examples)]
    return reply


def small(library: Library, text: str, plain: str, examples: Callable[[], tuple[str, ...]]) -> Reply | None:
    """The reply to small talk (``plain`` is the text normalised); None for anything else, which needs no examples."""
    kind = smalltalk_kind(plain)
    return smalltalk(library, Reply(text), kind, examples()) if kind else None
