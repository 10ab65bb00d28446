"""Whatever is written to the bot gets one valid reply; whatever is pressed is answered."""

from __future__ import annotations

import asyncio
import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant
from tests.telegram.recorder import GROUP, Chat
from tests.telegram.telegram_html import parse

PIECES = (
    *("电诈", "去年", "多少", "比", "除了", "第一", "2022年", "<b>", "</blockquote>", "&amp;", "&", "%s", "{0}"),
    *(
        "\u200b",
        "\u202e",
        "\u0301",
        "\x00",
        "\ud83d",
        "👨‍👩‍👧",
        "🇨🇳",
        "ﷺ",
        "１",
        "٣",
        "\n",
        "/q",
        "@StatsBot",
        "/start",
        "。",
    ),
)
ANY_TEXT = st.text(alphabet=st.characters(), min_size=1, max_size=60) | st.lists(
    st.sampled_from(PIECES), min_size=1, max_size=12
).map("".join)
LONG = [
    "电" * 4096,
    "\u200b" * 4096,
    "👨‍👩‍👧‍👦" * 300,
    "1" * 4096,
    "（" * 4096,
    "a b " * 1024,
    "。" * 4096,
    "\u202e" * 4096,
]


async def ask(assistant: Assistant, text: str, **chat: object) -> list[tuple[str, dict[str, object]]]:
    async with Chat(assistant=assistant, **chat) as talk:  # type: ignore[arg-type]
        await talk.say(text)
        return talk.api.calls


def check(assistant: Assistant, text: str) -> None:
    calls = asyncio.run(ask(assistant, text))
    said = [data for name, data in calls if name == "sendMessage"]
    assert len(said) == 1, calls
    if said[0].get("parse_mode") == "HTML":
        parse(str(said[0]["text"]))
    assert 1 <= len(str(said[0]["text"])) <= 8192


@settings(max_examples=60)
@given(ANY_TEXT)
def test_any_text(assistant: Assistant, text: str) -> None:
    check(assistant, text)


@pytest.mark.parametrize(
    "text", LONG, ids=["one word", "zero width", "emoji", "digits", "brackets", "words", "stops", "bidi"]
)
def test_long_text(assistant: Assistant, text: str, caplog: pytest.LogCaptureFixture) -> None:
    check(assistant, text)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(), max_size=64) | st.from_regex(r"v1:[a-z]:.{0,40}", fullmatch=True))
def test_any_forged_button(assistant: Assistant, data: str) -> None:
    async def press() -> list[str]:
        async with Chat(GROUP, assistant=assistant) as talk:
            await talk.press(data)
            return [name for name, _ in talk.api.calls]

    assert asyncio.run(press()).count("answerCallbackQuery") == 1
