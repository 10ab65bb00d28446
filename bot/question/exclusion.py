"""What a question leaves out: 除了街镇还有哪些, 联网接入的不算."""

from __future__ import annotations

from bot.question.cues import asks, pattern


def without_excluded(text: str) -> tuple[str, str]:
    """The question without the words for what it leaves out, and those words; "" where it leaves out nothing.

    A remainder to be computed (扣掉GPU还剩多少) and 除了X没别的 keep their words.
    """
    if asks("rest_of", text):
        return text, ""
    match = pattern("excluded").search(text)
    words = next((group for group in match.groups() if group), "") if match else ""
    if not match or not words:
        return text, ""
    if match.group().startswith("不是"):  # a correction stays one, and leaves out nothing but its words
        return ("不是 " + text[match.end() :]).strip(), ""
    return (text[: match.start()] + " " + text[match.end() :]).strip(), words.strip()
