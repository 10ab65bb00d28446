"""Telegram's HTML as its server reads it: the text that stays, or the error that it answers with.

After tdlib's ``parse_html``: tags we know, closed in order; only four named entities; block quotes
do not nest. The limit of 4096 UTF-16 units holds for the text that is left.
"""

from __future__ import annotations

import re
from html import unescape

LIMIT = 4096
_TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "blockquote", "a", "tg-spoiler"}
_TOKEN = re.compile(r"<(/?)([a-z-]*)([^<>]*)>|(&(?:lt|gt|amp|quot|#[0-9]+|#x[0-9a-f]+);)|([<&])|([^<&]+)", re.I)


class CannotParse(ValueError):
    """The text of a 400 response."""


def parse(source: str) -> str:
    """The text without its markup.

    Raises:
        CannotParse: what ``sendMessage`` refuses, in its words.
    """
    text: list[str] = []
    opened: list[str] = []
    for close, tag, _attributes, entity, bare, plain in _TOKEN.findall(source):
        if tag or close:
            _tag(tag.lower(), bool(close), opened)
        elif bare == "<":
            raise CannotParse('Bad Request: can\'t parse entities: Unsupported start tag "" at byte offset 0')
        else:
            text.append(unescape(entity) if entity else bare or plain)
    if opened:
        raise CannotParse(
            f"Bad Request: can't parse entities: Can't find end tag corresponding to start tag {opened[-1]}"
        )
    return check_length("".join(text))


def check_length(text: str) -> str:
    if not text.strip():
        raise CannotParse("Bad Request: message text is empty")
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > LIMIT:
        raise CannotParse("Bad Request: message is too long")
    return text


def _tag(tag: str, closing: bool, opened: list[str]) -> None:
    if tag not in _TAGS:
        raise CannotParse(f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}" at byte offset 0')
    if not closing:
        if tag == "blockquote" and tag in opened:
            raise CannotParse("Bad Request: can't parse entities: blockquotes can't be nested")
        opened.append(tag)
    elif not opened or opened.pop() != tag:
        raise CannotParse(f'Bad Request: can\'t parse entities: Unexpected end tag "{tag}"')
