"""A typed question made plain: half-width, simplified, lower case, without address and ornament."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

_LIMIT = 300
_ADDRESS = re.compile(r"^(?:/(?:q|ask)(?:@\w+)?\b|@\w+)\s*")
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xAD])


def normalise(text: str) -> str:
    """The question as the grammars read it; at most 300 characters of it, "" when nothing is left.

    NFKC turns ① into 1 and full-width into half-width; the report's own text never goes through here.
    """
    plain = unicodedata.normalize("NFKC", text[:4096].translate(_INVISIBLE))
    plain = "".join(" " if unicodedata.category(c)[0] in "CZ" or unicodedata.category(c) == "So" else c for c in plain)
    plain = _ADDRESS.sub("", plain.strip()).lower()
    plain = re.sub(r"\s+", " ", plain).strip()[:_LIMIT]
    return simplify(plain)


def simplify(text: str) -> str:
    """Traditional to simplified; Taiwan's words (伺服器, 資訊) only where the script was traditional.

    libraries.md, 3: t2s misses words but no characters; tw2sp alone would change plain Chinese.
    """
    if text.isascii():
        return text
    plain: str = _converter("t2s").convert(text)
    return plain if plain == text else str(_converter("tw2sp").convert(text))


@cache
def _converter(name: str) -> Any:
    import opencc

    return opencc.OpenCC(name)
