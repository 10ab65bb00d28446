"""Whatever Telegram sends: nothing fails, a press is answered once, what is said is valid, channels are left alone."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.telegram.recorder import ANNA, DATE, GROUP, ME, PRIVATE, TOKEN, Chat
from tests.telegram.telegram_html import check_length, parse

JSON = dict[str, Any]

CHANNEL: JSON = {"id": -100777, "type": "channel", "title": "频道"}
OTHER_BOT: JSON = {"id": 9, "is_bot": True, "first_name": "B"}
STAND_INS = [
    {"id": 1087968824, "is_bot": True, "first_name": "G"},
    {"id": 136817688, "is_bot": True, "first_name": "C"},
]
COMMANDS = ["start", "start c_solved", "help", "topics", "topics 宣传", "indicators", "targets", "findings", "report"]
COMMANDS += [
    "export all",
    "language",
    "settings",
    "privacy",
    "forget",
    "feedback",
    "feedback 好",
    "teach a=电信",
    "inbox",
]
TEXTS = st.sampled_from(
    [f"/{command}" for command in COMMANDS]
    + [
        "/q 去年电诈立案多少",
        "/q",
        "@StatsBot 电诈",
        "@StatsBot",
        "电诈",
        "2",
        "目录",
        "/help@OtherBot",
        "/weather",
        TOKEN,
    ]
) | st.text(min_size=1, max_size=40)
EARLIER = {"message_id": 9001, "date": DATE, "chat": GROUP, "from": ME, "text": "…"}
ORIGIN = {"type": "user", "date": DATE, "sender_user": ME}
_FIELDS: list[JSON] = [
    *(
        {},
        {"forward_origin": ORIGIN},
        {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}},
    ),
    *({"via_bot": ME}, {"via_bot": OTHER_BOT}, {"sender_chat": GROUP}, {"sender_chat": CHANNEL}),
    *({"message_thread_id": 5}, {"message_thread_id": 5, "is_topic_message": True}, {"reply_to_message": EARLIER}),
    *({"reply_to_message": {**EARLIER, "from": ANNA}}, {"quote": {"text": "电诈", "position": 0}}),
]
FIELDS = st.sampled_from(_FIELDS)
SENDERS = st.sampled_from([ANNA, {**ANNA, "id": 8, "language_code": "en"}, OTHER_BOT, *STAND_INS, None])
PRESSED = st.sampled_from(
    [
        *(
            "v1:o:c_solved",
            "v1:o:gone",
            "v1:q:ob1",
            "v1:q:gone",
            "v1:w:ob1",
            "v1:a:电诈",
            "v1:l:en",
            "v1:l:xx",
            "v1:r:x",
        ),
        *("v1:r:p_3", "v1:t:x_y_0", "v1:i:zz_1", "v1:e:x_0", "v1:f:_", "v1:g:a_b_c_d", "v1:c:x", "v9:x:y", "", None),
    ]
)


@st.composite
def updates(draw: st.DrawFn) -> JSON:
    """An update but for its chat: a message, an edit of one, a post in a channel, or a press."""
    kind = draw(st.sampled_from(["message", "message", "message", "edited_message", "channel_post", "callback_query"]))
    if kind == "callback_query":
        query = {"from": ANNA, "chat_instance": "x", "data": draw(PRESSED)}
        where = draw(st.sampled_from(["message", "old", "inline"]))
        return {kind: {name: value for name, value in query.items() if value is not None}, "where": where}
    message: JSON = {"text": draw(TEXTS), **draw(FIELDS)}
    if sender := draw(SENDERS):
        message["from"] = sender
    if kind == "edited_message":
        message |= {"message_id": draw(st.integers(1, 60)), "edit_date": DATE + draw(st.sampled_from([5, 5000]))}
    return {kind: message}


@settings(max_examples=40)
@given(st.sampled_from([PRIVATE, GROUP, CHANNEL]), st.booleans(), st.lists(updates(), min_size=10, max_size=40))
def test_nothing_fails(chat: JSON, sees_all: bool, drawn: list[JSON]) -> None:
    asyncio.run(_play(chat, sees_all, drawn))


async def _play(where: JSON, sees_all: bool, drawn: list[JSON]) -> None:
    failures = _Failures()
    logging.getLogger("bot").addHandler(failures)
    async with Chat(where, admins=frozenset({ANNA["id"]}), sees_all=sees_all) as chat:
        for number, update in enumerate(drawn):
            before = len(chat.api.calls)
            await chat.update(**_placed(chat, number, dict(update)))
            _check(update, where, chat.api.calls[before:])
    logging.getLogger("bot").removeHandler(failures)
    assert failures.told == []


class _Failures(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())


def _placed(chat: Chat, number: int, update: JSON) -> JSON:
    """``update`` in this chat."""
    where = update.pop("where", None)
    ((kind, fields),) = update.items()
    if kind != "callback_query":
        return {kind: {"message_id": 1000 + number, "date": DATE, "chat": chat.chat, **fields}}
    under: JSON = {"message": {"message_id": 500, "date": DATE, "chat": chat.chat, "from": ME, "text": "…"}}
    if where == "old":
        under = {"message": {"message_id": 500, "date": 0, "chat": chat.chat}}
    return {kind: {"id": str(number), **fields, **({"inline_message_id": "i"} if where == "inline" else under)}}


def _check(update: JSON, where: JSON, calls: list[tuple[str, JSON]]) -> None:
    assert [name for name, _ in calls].count("answerCallbackQuery") == ("callback_query" in update)
    for name, data in calls:
        if "text" in data and name in ("sendMessage", "editMessageText"):
            assert data.get("chat_id") != CHANNEL["id"]
            said = parse(data["text"]) if data.get("parse_mode") else check_length(data["text"])
            assert TOKEN not in said
    if where is PRIVATE and update.get("message", {}).get("from") == ANNA and update["message"].get("via_bot") != ME:
        assert calls, "in private every message gets a reply"
