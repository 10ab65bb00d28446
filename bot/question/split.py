"""Several questions in one message."""

from __future__ import annotations

import re

from bot.question.cues import asks, pattern


def _apart(text: str, asking: list[str]) -> bool:
    """摄像机一共建了多少个，总投资多少: questions with marks between them, neither of which compares."""
    marked = [piece for piece in re.split("[,，;；?？。!！]+", text) if piece.strip()]
    return len(marked) == len(asking) and not asks("compares", text) and all(len(p.strip()) > _BRIEF for p in marked)


#: A piece this short says nothing without the others.
_BRIEF = 3
#: What ① and ② are read as.
_NUMBERED = ";;"
#: More questions than this in one message are none of it.
_MOST = 5


def split(text: str) -> list[str]:
    """The questions of a message: its pieces, where at least two of them ask for something.

    A comparison is one question, whatever stands between its sides.
    """
    numbered = [p.strip() for p in text.split(_NUMBERED) if p.strip()]
    if _NUMBERED in text:
        return numbered[:_MOST]
    text = pattern("run_on").sub(r"\1 ", text)
    pieces = [p for p in pattern("message_split").split(text) if p.strip()]
    if len(pieces) < 2:
        return [text]
    asking = [p for p in pieces if asks("asks", p) and not asks("announces", p)]
    if len(asking) < 2 or len(asking) > _MOST or (asks("together", text) and not _apart(text, asking)):
        return [text]
    merged, pending = [], ""
    for piece in pieces:
        if piece in asking:
            merged.append(f"{pending} {piece}".strip())
            pending = ""
        else:
            pending = f"{pending} {piece}".strip()
    return merged
