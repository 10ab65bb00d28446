"""An Answer as plain text: for the terminal, and for Telegram where markup was refused."""

from __future__ import annotations

import re

from bot.answer import Answer

# Telegram counts UTF-16 units after entity parsing: at most 4096 in a message.
TELEGRAM_LIMIT = 4096
ELLIPSIS = "…"

# Bidirectional controls reorder what stands around them (a figure could read differently);
# terminal control characters do worse. The joiner U+200D stays, for emoji are made with it.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb]")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def render_plain(answer: Answer, limit: int | None = None) -> str:
    """What a person reads: ``answer.text`` with harmful characters made harmless.

    ``limit`` is in UTF-16 units; what is beyond is cut and marked with an ellipsis.
    """
    text = clean(answer.text)
    return text if limit is None else shorten(text, limit)


def clean(text: str) -> str:
    """``text`` that can neither steer a terminal nor turn the reading direction of its neighbours."""
    text = _BIDI.sub("", _BREAK.sub("\n", text))
    return _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text))


def units(text: str) -> int:
    """The length of ``text`` as Telegram counts it, in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` UTF-16 units of ``text``, with an ellipsis if anything is cut."""
    if units(text) <= limit:
        return text
    if limit < units(ELLIPSIS):
        return ""
    room = (limit - units(ELLIPSIS)) * 2
    # "ignore" drops the half of a surrogate pair that a cut may leave at the end.
    kept = text.encode("utf-16-le", "surrogatepass")[:room].decode("utf-16-le", "ignore")
    return kept.rstrip() + ELLIPSIS
