"""A recorded Bot API: real handlers, no network, whole conversations as readable blocks.

    async with Chat() as chat:
        assert await chat.say("电诈") == "机器人> …"

The idea of a conversation that is compared as text is nmlorg/metabot's.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from typing import Any

from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot.settings import Secret, Settings
from bot.telegram.app import build
from bot.telegram.desk import Answering
from tests.telegram.samples import PaperAssistant

JSON = dict[str, Any]

TOKEN = "123456789:AAHfake-token_for-the-tests_0123456789"
ME: JSON = {"id": 42, "is_bot": True, "first_name": "统计", "username": "StatsBot"}
ANNA: JSON = {"id": 7, "is_bot": False, "first_name": "小王", "language_code": "zh-hans"}
PRIVATE: JSON = {"id": 7, "type": "private", "first_name": "小王"}
GROUP: JSON = {"id": -100123, "type": "supergroup", "title": "群"}
DATE = 1_700_000_000


class Recorder(BaseRequest):
    """Answers like the Bot API and keeps every call; ``refusals`` maps a method to a refusing function."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, JSON]] = []
        self.refusals: dict[str, Callable[[JSON], tuple[int, JSON] | None]] = {}
        self._ids = count(9001)

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more: Any
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        data: JSON = dict(request_data.parameters) if request_data else {}
        for field, (_, content, _) in (request_data.multipart_data if request_data else {}).items():
            data[field] = content
        if name != "getMe":
            self.calls.append((name, data))
        refusal = self.refusals[name](data) if name in self.refusals else None
        status, body = refusal or (200, {"ok": True, "result": self._result(name, data)})
        return status, json.dumps(body).encode()

    def _result(self, name: str, data: JSON) -> Any:
        if name == "getMe":
            return ME
        if name not in ("sendMessage", "sendPhoto"):
            return True
        where = int(data["chat_id"])
        chat = {"id": where, "type": "private" if where > 0 else "supergroup", "title": "群"}
        said: JSON = {"text": data["text"]} if name == "sendMessage" else _photo(data)
        return {"message_id": next(self._ids), "date": DATE, "chat": chat, "from": ME, **said}


class Chat:
    """A conversation with the real application; each method returns what the bot did, as a block."""

    def __init__(
        self, chat: JSON = PRIVATE, assistant: Answering | None = None, allowed: frozenset[int] = frozenset()
    ) -> None:
        self.api = Recorder()
        self.assistant = assistant or PaperAssistant()
        self.chat = chat
        settings = Settings(telegram_bot_token=Secret(TOKEN), allowed_chats=allowed)
        self.app = build(settings, self.assistant, self.api)
        self._ids = count(1)

    async def __aenter__(self) -> Chat:
        await self.app.initialize()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.app.shutdown()

    async def say(self, text: str | None = None, **fields: Any) -> str:
        """A message from 小王; ``fields`` are fields of the Bot API's Message."""
        said = {} if text is None else {"text": text}
        return await self.update(message=self.message(**said, **with_command(text), **fields))

    async def press(self, data: str, **fields: Any) -> str:
        under = {**self.message(), "from": ME, "text": "…", "message_id": 500}
        query = {"id": "q1", "from": ANNA, "chat_instance": "x", "data": data, "message": under}
        return await self.update(callback_query={**query, **fields})

    def message(self, **fields: Any) -> JSON:
        return {"message_id": next(self._ids), "date": DATE, "chat": self.chat, "from": ANNA, **fields}

    async def update(self, **fields: Any) -> str:
        before = len(self.api.calls)
        update = Update.de_json({"update_id": next(self._ids), **fields}, self.app.bot)
        await self.app.process_update(update)
        return "\n".join(transcript(name, data) for name, data in self.api.calls[before:])


def with_command(text: str | None) -> JSON:
    """The entity that Telegram adds to a message beginning with a command (ASCII only, standing free)."""
    word = (text or "").split(" ")[0]
    if not word.startswith("/") or not word.replace("@", "").replace("_", "")[1:].isascii():
        return {}
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(word)}]}


def transcript(name: str, data: JSON) -> str:
    """One call as a person would see it: a header, the text, a line for each row of buttons."""
    if name == "sendMessage":
        rows = _loaded(data.get("reply_markup"), {}).get("inline_keyboard", [])
        return "\n".join([_header(data), data["text"], *map(_row, rows)])
    if name == "sendPhoto":
        rows = _loaded(data.get("reply_markup"), {}).get("inline_keyboard", [])
        photo = data["photo"] if isinstance(data["photo"], str) else "PNG"
        return "\n".join([f"{_header(data)} <{photo}>", data["caption"], *map(_row, rows)])
    details = " ".join(f"{key}={value}" for key, value in data.items() if key != "callback_query_id")
    return f"({name} {details})".replace(" )", ")")


def _photo(data: JSON) -> JSON:
    """What Telegram makes of an upload: several sizes, each with a file_id; the largest comes last."""
    known = data["photo"] if isinstance(data["photo"], str) else f"file-{len(data['photo'])}"
    sizes = [{"file_id": f"{name}{known}", "file_unique_id": "u", "width": 1, "height": 1} for name in ("small-", "")]
    return {"photo": sizes, "caption": data["caption"]}


def _header(data: JSON) -> str:
    words = ["HTML" if data.get("parse_mode") == "HTML" else "plain"]
    if quoted := _loaded(data.get("reply_parameters"), None):
        words.append(f"quoting {quoted['message_id']}")
    if data.get("message_thread_id"):
        words.append(f"topic {data['message_thread_id']}")
    if data.get("disable_notification"):
        words.append("silent")
    return f"机器人 [{', '.join(words)}]"


def _row(row: list[JSON]) -> str:
    return " ".join(f"[{button['text']} | {button['callback_data']}]" for button in row)


def _loaded(value: Any, default: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value or default
