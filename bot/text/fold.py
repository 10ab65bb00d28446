"""Folding that keeps every offset: the shadow of a text is as long as the text.

Grammars read the shadow (half-width digits, letters and percent signs), quotes are cut from the
text itself, so that a quote is always verbatim.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，？！：；"}
_EXTRA = {"〔": "(", "〕": ")", "―": "—", "–": "—", "～": "~", "∶": ":", "﹙": "(", "﹚": ")", "﹪": "%", "•": "·"}
_SHADOW = {**_WIDE, **{ord(k): ord(v) for k, v in _EXTRA.items()}}


def shadow(text: str) -> str:
    """``text`` with full-width ASCII made half-width, character by character (same length).

    Full-width commas and stops stay: they end clauses, while half-width ones group digits.
    """
    return text.translate(_SHADOW)


#: Marks that point to a footnote; NFKC would make digits of them.
_NOTES = re.compile("[①-⑳⑴-⒇]")


def key(text: str) -> str:
    """The match key of a report's name: NFKC, lower case, white space and quotation marks dropped."""
    return _short_key(text) if len(text) <= _NAME else _key(text)


#: No name is longer; names are folded again and again.
_NAME = 80


@lru_cache(maxsize=8192)
def _short_key(text: str) -> str:
    return _key(text)


#: White space and quotation marks; ``\\s`` is what ``str.isspace`` says of one character.
_DROPPED = re.compile(r"""[\s“”"'‘’「」『』《》]+""")


#: Nothing in it is to be folded: most names, and most words of the lists.
_FOLDED = re.compile("[\u4e00-\u9fff]*")


def _key(text: str) -> str:
    if _FOLDED.fullmatch(text):
        return text
    return _DROPPED.sub("", unicodedata.normalize("NFKC", _NOTES.sub("", text)).lower())
