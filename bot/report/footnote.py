"""The raised marks of footnotes, which would otherwise be glued to the words and figures before them."""

from __future__ import annotations

import re

_MARK = re.compile(r"\s*(?:[\[［(（]\s*(?:\d{1,2}|注)\s*[\]］)）]|[①-⑳]|[*＊※]+|(?P<bare>\d{1,2}))\s*")


def is_footnote(raised: str, before: str) -> bool:
    """Is a raised text the mark of a note? A bare number after a Latin letter or a digit is a power: m², 10³."""
    match = _MARK.fullmatch(raised)
    power = before[-1:].isascii() and before[-1:].isalnum()
    return match is not None and not (match["bare"] and power)
