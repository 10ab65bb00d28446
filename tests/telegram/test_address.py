"""is_addressed as a table: the situation, the message, the question in it (None: not for us)."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Message, User

from bot.telegram.address import Command, command_of, is_addressed
from tests.telegram.recorder import ANNA, DATE, GROUP, ME, PRIVATE

US = User.de_json(ME, None)
CHANNEL = {"id": -100777, "type": "channel", "title": "频道"}
THEIRS = {"message_id": 5, "date": DATE, "chat": GROUP, "from": {**ANNA, "id": 8}, "text": "他们的问题"}
OURS = {**THEIRS, "from": ME, "text": "739 起"}
OTHER_BOT = {"id": 99, "is_bot": True, "first_name": "别的", "username": "OtherBot"}
ANONYMOUS = {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}, "sender_chat": GROUP}
AS_CHANNEL = {"from": {"id": 136817688, "is_bot": True, "first_name": "Channel"}, "sender_chat": CHANNEL}


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"entities": [{"type": kind, "offset": offset, "length": length, **more}]}


def message(text: str | None, chat: dict[str, Any] = GROUP, **fields: Any) -> Message:
    said = {} if text is None else {"text": text}
    return Message.de_json({"message_id": 9, "date": DATE, "chat": chat, "from": ANNA, **said, **fields}, None)


GROUP_CASES: dict[str, tuple[str | None, dict[str, Any], str | None]] = {
    "plain talk": ("电诈多少", {}, None),
    "command": ("/q 电诈多少", entity("bot_command", 0, 2), "电诈多少"),
    "command in capitals": ("/Q 电诈多少", {}, "电诈多少"),
    "command, full-width slash": ("／q 电诈多少", {}, "电诈多少"),
    "command with our name": ("/q@statsbot 电诈多少", {}, "电诈多少"),
    "command glued, no entity": ("/q电诈多少", {}, "电诈多少"),
    "command glued to a year": ("/q2022年电诈", {}, "2022年电诈"),
    "command and name glued": ("/q@StatsBot电诈多少", {}, "电诈多少"),
    "command and name glued to a year": ("/q@StatsBot2022年电诈", {}, "2022年电诈"),
    "command and a mention": ("/q @StatsBot 电诈多少", {}, "电诈多少"),
    "command on the next line": ("/q\n电诈多少", {}, "电诈多少"),
    "command alone": ("/q", {}, ""),
    "command alone, to a message": ("/q", {"reply_to_message": THEIRS}, "他们的问题"),
    "command alone, to a marked part": (
        "/q",
        {"reply_to_message": THEIRS, "quote": {"text": "问题", "position": 3}},
        "问题",
    ),
    "command alone, to a caption": (
        "/q",
        {"reply_to_message": {**THEIRS, "text": None, "caption": "图里的问题"}},
        "图里的问题",
    ),
    "command alone, to our own answer": ("/q", {"reply_to_message": OURS}, ""),
    "command for another bot": ("/q@OtherBot 电诈多少", {}, None),
    "command for a bot with a longer name": ("/q@StatsBotX 电诈", {}, None),
    "another command": ("/quit 电诈", {}, None),
    "another command with a digit": ("/q1", {}, None),
    "another command with digit and text": ("/q1 电诈", {}, None),
    "command not at the start": ("请发 /q 电诈", {}, None),
    "other command that mentions us": ("/ban @StatsBot", {}, None),
    "mention": ("@StatsBot 电诈多少", entity("mention", 0, 9), "电诈多少"),
    "mention in other capitals": ("@statsBOT 电诈多少", {}, "电诈多少"),
    "mention after": ("电诈多少 @StatsBot", {}, "电诈多少"),
    "mention glued before": ("@StatsBot电诈多少", {}, "电诈多少"),
    "mention glued after": ("请问@StatsBot", {}, "请问"),
    "mention glued on both sides": ("请问@StatsBot电诈多少", {}, "请问 电诈多少"),
    "mention with full-width sign and comma": ("＠StatsBot，电诈多少？", {}, "电诈多少？"),
    "mention twice": ("@StatsBot @StatsBot 电诈", {}, "电诈"),
    "mention alone": ("@StatsBot", {}, ""),
    "mention alone, to a message": ("@StatsBot", {"reply_to_message": THEIRS}, "他们的问题"),
    "mention of a longer name": ("@StatsBot2 电诈", {}, None),
    "mention of another": ("@OtherBot 电诈", {}, None),
    "mail address": ("写信给 a@StatsBot", {}, None),
    "mention in code": ("看 @StatsBot", entity("code", 2, 9), None),
    "mention in an address": ("https://t.me/@StatsBot", entity("url", 0, 22), None),
    "text mention": ("统计 电诈多少", entity("text_mention", 0, 2, user=ME), "电诈多少"),
    "text mention after emoji, counted in UTF-16": (
        "👨‍👩‍👧😀 统计 电诈",
        entity("text_mention", 11, 2, user=ME),
        "👨‍👩‍👧😀 电诈",
    ),
    "text mention of another": ("小李 电诈多少", entity("text_mention", 0, 2, user={**ANNA, "id": 8}), None),
    "reply to us": ("比上年呢", {"reply_to_message": OURS}, "比上年呢"),
    "reply to somebody": ("比上年呢", {"reply_to_message": THEIRS}, None),
    "reply to us with another bot's command": ("/stop@OtherBot", {"reply_to_message": OURS}, None),
    "first message of a topic that we opened": (
        "电诈",
        {"reply_to_message": {**OURS, "text": None, "forum_topic_created": {"name": "t", "icon_color": 1}}},
        None,
    ),
    "sticker in reply to us": (None, {"reply_to_message": OURS}, None),
    "caption": (None, {"caption": "/q 电诈多少"}, "电诈多少"),
    "another bot": ("/q 电诈", {"from": OTHER_BOT}, None),
    "nobody": ("/q 电诈", {"from": None}, None),
    "inline result": ("/q 电诈", {"via_bot": OTHER_BOT}, None),
    "our own inline result": ("@StatsBot 电诈", {"via_bot": ME}, None),
    "forward from the linked channel": ("@StatsBot 电诈", {**AS_CHANNEL, "is_automatic_forward": True}, None),
    "forward by hand": (
        "@StatsBot 电诈",
        {"forward_origin": {"type": "user", "date": DATE, "sender_user": ANNA}},
        None,
    ),
    "post in a channel": ("@StatsBot 电诈", {"chat": CHANNEL, "sender_chat": CHANNEL, "from": None}, None),
    "anonymous admin": ("/q 电诈", ANONYMOUS, "电诈"),
    "anonymous admin, not to us": ("电诈", ANONYMOUS, None),
    "person writing as a channel": ("/q 电诈", AS_CHANNEL, "电诈"),
}


@pytest.mark.parametrize("case", GROUP_CASES)
def test_in_a_group(case: str) -> None:
    text, fields, expected = GROUP_CASES[case]
    assert is_addressed(message(text, **fields), US) == expected


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        pytest.param("电诈多少", {}, "电诈多少", id="text"),
        pytest.param("/q 电诈多少", {}, "电诈多少", id="command"),
        pytest.param("@StatsBot 电诈多少", {}, "电诈多少", id="mention"),
        pytest.param("转来的", {"forward_origin": {"type": "user", "date": DATE, "sender_user": ANNA}}, "转来的",
                     id="forwarded by hand"),
        pytest.param("电诈", {"via_bot": ME}, None, id="our own inline result"),
        pytest.param("电诈", {"via_bot": OTHER_BOT}, "电诈", id="another bot's inline result"),
        pytest.param("电诈", {"via_bot": OTHER_BOT, "from": OTHER_BOT}, None, id="another bot's, sent by a bot"),
        pytest.param("电诈", {"from": OTHER_BOT}, None, id="another bot"),
        pytest.param(None, {}, None, id="nothing"),
    ],
)  # fmt: skip
def test_in_private(text: str | None, fields: dict[str, Any], expected: str | None) -> None:
    assert is_addressed(message(text, PRIVATE, **fields), US) == expected


def test_bot_without_a_name_is_reached_by_command_only() -> None:
    nameless = User.de_json({**ME, "username": None}, None)
    assert is_addressed(message("/q 电诈"), nameless) == "电诈"
    assert is_addressed(message("@ 电诈"), nameless) is None


SEES_ALL = User.de_json({**ME, "can_read_all_group_messages": True}, None)


@pytest.mark.parametrize(
    ("text", "chat", "fields", "expected"),
    [
        pytest.param("/help", PRIVATE, {}, Command("help", ""), id="private"),
        pytest.param("/Help", PRIVATE, {}, Command("help", ""), id="capitals"),
        pytest.param("／topics 消防", PRIVATE, {}, Command("topics", "消防"), id="full-width slash"),
        pytest.param("/topics消防", PRIVATE, {}, Command("topics", "消防"), id="glued"),
        pytest.param("/feedback\n不错\n真的", PRIVATE, {}, Command("feedback", "不错\n真的"), id="lines"),
        pytest.param("/help@OtherBot", PRIVATE, {}, None, id="another bot's, in private"),
        pytest.param("/help2", PRIVATE, {}, None, id="another name"),
        pytest.param("help", PRIVATE, {}, None, id="no slash"),
        pytest.param("/help", GROUP, {}, Command("help", ""), id="bare, as Telegram lets it through"),
        pytest.param("/help@statsBOT 吗", GROUP, {}, Command("help", "吗"), id="named"),
        pytest.param("/topics@StatsBot消防", GROUP, {}, Command("topics", "消防"), id="named and glued"),
        pytest.param("/help@StatsBotX", GROUP, {}, None, id="a longer name"),
        pytest.param("/help", GROUP, {"from": OTHER_BOT}, None, id="a bot"),
        pytest.param("/help", GROUP, ANONYMOUS, Command("help", ""), id="anonymous admin"),
        pytest.param("/help", GROUP, {"via_bot": OTHER_BOT}, None, id="inline result"),
        pytest.param("/help", PRIVATE, {"via_bot": OTHER_BOT}, Command("help", ""), id="inline result, in private"),
        pytest.param("/help", PRIVATE, {"via_bot": ME}, None, id="our own inline result, in private"),
        pytest.param(
            "/help", GROUP, {"forward_origin": {"type": "user", "date": DATE, "sender_user": ANNA}}, None, id="forward"
        ),
    ],
)
def test_commands(text: str, chat: dict[str, Any], fields: dict[str, Any], expected: Command | None) -> None:
    assert command_of(message(text, chat, **fields), US) == expected


@pytest.mark.parametrize(
    ("text", "fields", "ours"),
    [
        pytest.param("/help", {}, False, id="bare, everybody's"),
        pytest.param("/indicators", {}, True, id="bare, of a name that only we have"),
        pytest.param("/help@StatsBot", {}, True, id="named"),
        pytest.param("/help", {"reply_to_message": OURS}, True, id="in reply to us"),
    ],
)
def test_commands_in_a_group_where_we_see_all(text: str, fields: dict[str, Any], ours: bool) -> None:
    assert (command_of(message(text, **fields), SEES_ALL) is not None) == ours
