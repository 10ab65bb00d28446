"""A recorded Bot API: real handlers, no network, whole conversations as readable blocks.

    async with Chat() as chat:
        assert await chat.say("电诈") == "机器人> …"

The idea of a conversation that is compared as text is nmlorg/metabot's.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot.settings import Secret, Settings
from bot.state.store import Store
from bot.telegram.app import assemble
from bot.telegram.desk import Answering
from bot.telegram.pace import Pace
from bot.telegram.transport import ServerError
from tests.telegram.samples import PaperAssistant

JSON = dict[str, Any]

TOKEN = "123456789:AAHfake-token_for-the-tests_0123456789"
FILES = f"https://api.telegram.org/file/bot{TOKEN}/"
ME: JSON = {"id": 42, "is_bot": True, "first_name": "统计", "username": "StatsBot"}
ANNA: JSON = {"id": 7, "is_bot": False, "first_name": "小王", "language_code": "zh-hans"}
PRIVATE: JSON = {"id": 7, "type": "private", "first_name": "小王"}
GROUP: JSON = {"id": -100123, "type": "supergroup", "title": "群"}
DATE = 1_700_000_000
_RIGHTS: JSON = dict.fromkeys(
    (
        *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
        *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories"),
        *("can_edit_stories", "can_delete_stories"),
    ),
    False,
)


class Recorder(BaseRequest):
    """Answers like the Bot API and keeps every call; ``refusals`` maps a method to a refusing function."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, JSON]] = []
        #: Documents that people sent, by their file_id, which is also their path.
        self.documents: dict[str, bytes] = {}
        self.files: list[tuple[str, bytes]] = []
        self.refusals: dict[str, Callable[[JSON], tuple[int, JSON] | None]] = {}
        self.me = ME
        self.admins: set[int] = set()
        self._ids = count(9001)

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more: Any
    ) -> tuple[int, bytes]:
        if (file := unquote(url)).startswith(FILES):
            return 200, self.documents[file.removeprefix(FILES)]
        name = url.rpartition("/")[2]
        data: JSON = dict(request_data.parameters) if request_data else {}
        if request_data and request_data.multipart_data:
            for field, (file, content, _) in request_data.multipart_data.items():
                self.files.append((file, bytes(content) if isinstance(content, bytes) else content.read()))
                data.pop(field, None)
                if field == "photo":
                    data[field] = self.files[-1][1]
        if name != "getMe":
            self.calls.append((name, data))
        refusal = self.refusals[name](data) if name in self.refusals else None
        status, body = refusal or (200, {"ok": True, "result": self._result(name, data)})
        if status >= 500:
            raise ServerError(status)  # as Transport does
        return status, json.dumps(body).encode()

    def _result(self, name: str, data: JSON) -> Any:
        if name == "getMe":
            return self.me
        if name == "getFile":
            size = len(self.documents[data["file_id"]])
            return {"file_id": data["file_id"], "file_unique_id": "u", "file_size": size, "file_path": data["file_id"]}
        if name == "getChatMember":
            return {"status": "administrator" if data["user_id"] in self.admins else "member", "user": ANNA, **_RIGHTS}
        said = ("sendMessage", "editMessageText", "sendDocument", "sendPhoto")
        if name not in said or "inline_message_id" in data:
            return True
        data["chat_id"] = int(data["chat_id"])  # a form holds words
        chat = {"id": data["chat_id"], "type": "private" if data["chat_id"] > 0 else "supergroup", "title": "群"}
        number = data["message_id"] if name == "editMessageText" else next(self._ids)
        held = _photo(data) if name == "sendPhoto" else {"text": data.get("text", "…")}
        return {"message_id": number, "date": DATE, "chat": chat, "from": self.me, **held}


class Clock:
    """A clock that only sleeping moves on; ``slept`` are the naps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Chat:
    """A conversation with the real application; each method returns what the bot did, as a block."""

    def __init__(
        self,
        chat: JSON = PRIVATE,
        assistant: Answering | None = None,
        allowed: frozenset[int] = frozenset(),
        store: Store | None = None,
        admins: frozenset[int] = frozenset(),
        sees_all: bool = False,
        folder: Path = Path("no-such-folder"),
        log_unanswered: bool = False,
    ) -> None:
        """``folder`` is for reports and knowledge base."""
        self.api = Recorder()
        self.api.me = {**ME, "can_read_all_group_messages": sees_all}
        self.clock = Clock()
        self.assistant = assistant or PaperAssistant()
        self.store = store or Store()
        self.chat = chat
        settings = Settings(
            telegram_bot_token=Secret(TOKEN),
            allowed_chats=allowed,
            admin_ids=admins,
            reports_dir=folder / "reports",
            knowledge_db=folder / "knowledge.db",
            log_unanswered=log_unanswered,
        )
        parts = self.parts = assemble(
            settings, self.assistant, self.store, self.api, Pace(self.clock), self.clock.sleep
        )
        self.app = parts.app
        self._ids = count(1)

    async def __aenter__(self) -> Chat:
        await self.app.initialize()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.app.shutdown()
        self.store.close()

    async def say(self, text: str | None = None, **fields: Any) -> str:
        """A message from 小王; ``fields`` are fields of the Bot API's Message."""
        said = {} if text is None else {"text": text}
        return await self.update(message=self.message(**said, **with_command(text), **fields))

    async def send(self, name: str | None, content: bytes, size: int | None = None, **fields: Any) -> str:
        """小王 sends a file; ``size`` is what Telegram says of it."""
        number = f"documents/file_{next(self._ids)}"
        self.api.documents[number] = content
        document = {"file_id": number, "file_unique_id": "u", "file_size": len(content) if size is None else size}
        return await self.say(document=document | ({"file_name": name} if name is not None else {}), **fields)

    async def press(self, data: str, **fields: Any) -> str:
        under = {**self.message(), "from": ME, "text": "…", "message_id": 500}
        query = {"id": f"q{next(self._ids)}", "from": ANNA, "chat_instance": "x", "data": data, "message": under}
        return await self.update(callback_query={**query, **fields})

    def message(self, **fields: Any) -> JSON:
        return {"message_id": next(self._ids), "date": DATE, "chat": self.chat, "from": ANNA, **fields}

    async def edit(self, number: int, text: str, **fields: Any) -> str:
        """小王 edits message ``number``."""
        said = {"edit_date": DATE + 9, **with_command(text), **fields}
        edited = {**self.message(text=text, **said), "message_id": number}
        return await self.update(edited_message=edited)

    async def update(self, **fields: Any) -> str:
        before = len(self.api.calls)
        update = Update.de_json({"update_id": next(self._ids), **fields}, self.app.bot)
        await self.app.process_update(update)
        await self.parts.errands.settled()
        return "\n".join(transcript(name, data) for name, data in self.api.calls[before:])


def with_command(text: str | None) -> JSON:
    """The entity that Telegram adds to a message beginning with a command (ASCII only, standing free)."""
    word = (text or "").split(" ")[0]
    if not word.startswith("/") or not word.replace("@", "").replace("_", "")[1:].isascii():
        return {}
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(word)}]}


def transcript(name: str, data: JSON) -> str:
    """One call as a person would see it: a header, the text, a line for each row of buttons."""
    if name in ("sendMessage", "editMessageText"):
        markup = _loaded(data.get("reply_markup"), {})
        asking = ["(asks for a reply)"] if "force_reply" in markup else []
        return "\n".join([_header(name, data), data["text"], *map(_row, markup.get("inline_keyboard", [])), *asking])
    if name == "sendPhoto":
        markup, photo = _loaded(data.get("reply_markup"), {}), data["photo"]
        head = f"{_header(name, data)} <{photo if isinstance(photo, str) else 'PNG'}>"
        return "\n".join([head, data["caption"], *map(_row, markup.get("inline_keyboard", []))])
    details = " ".join(f"{key}={value}" for key, value in data.items() if key != "callback_query_id")
    return f"({name} {details})".replace(" )", ")")


def _photo(data: JSON) -> JSON:
    """What Telegram makes of an upload: several sizes, each with a file_id; the largest comes last."""
    known = data["photo"] if isinstance(data["photo"], str) else f"file-{len(data['photo'])}"
    sizes = [{"file_id": f"{name}{known}", "file_unique_id": "u", "width": 1, "height": 1} for name in ("small-", "")]
    return {"photo": sizes, "caption": data["caption"]}


def _header(name: str, data: JSON) -> str:
    words = ["HTML" if data.get("parse_mode") == "HTML" else "plain"]
    if name == "editMessageText":
        words.insert(0, f"edits {data.get('message_id', 'inline')}")
    if quoted := _loaded(data.get("reply_parameters"), None):
        words.append(f"quoting {quoted['message_id']}")
    if data.get("message_thread_id"):
        words.append(f"topic {data['message_thread_id']}")
    if data.get("disable_notification"):
        words.append("silent")
    return f"机器人 [{', '.join(words)}]"


def _row(row: list[JSON]) -> str:
    return " ".join(f"[{button['text']} | {_does(button)}]" for button in row)


def _does(button: JSON) -> str:
    if "copy_text" in button:
        return f"copies {button['copy_text']['text']}"
    return str(button.get("callback_data") or button["url"])


def _loaded(value: Any, default: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value or default
