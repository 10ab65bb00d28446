"""Several questions in one message."""

from __future__ import annotations

import re

_ASKS = re.compile(r"多少|几(?!乎)|占比|同比|比例|金额|什么时候|哪年|吗|没有|率$|目标|好多|啥时")
_TOGETHER = re.compile(r"还是|对比|相比|哪个|哪边|谁|各|分别|一共|合计|加|(?<![同环占])比(?![例重])|原来|差|现在.{0,12}目标|目标.{0,12}现在")


def split(text: str) -> list[str]:
    """The questions of a message: its pieces, where at least two of them ask for something.

    A comparison is one question, whatever stands between its sides.
    """
    text = re.sub(r"(多少(?:起|个|人|家|钱)?|几[起个人家台])(?=占(?:比|多少|几成|百分))", r"\1 ", text)
    pieces = [p for p in re.split(r"[,，;；?？。!！\n]+|\s+|还有(?=.{3})|以及(?=.{3})", text) if p.strip()]
    asking = [p for p in pieces if _ASKS.search(p) and not re.fullmatch(r"问[一两二三几]个.*", p)]
    if len(asking) < 2 or len(asking) > 5 or _TOGETHER.search(text):
        return [text]
    merged, pending = [], ""
    for piece in pieces:
        if piece in asking:
            merged.append(f"{pending} {piece}".strip())
            pending = ""
        else:
            pending = f"{pending} {piece}".strip()
    return merged
