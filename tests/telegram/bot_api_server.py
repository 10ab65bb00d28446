"""A Bot API server on loopback, strict where it matters: token, HTML, lengths, keyboards, presses, edits.

Standard library only. It runs in threads of the test; the bot under test is another process.

    with BotApiServer() as server:
        server.add_message("电诈多少")
        call = server.wait_for("sendMessage")
"""

from __future__ import annotations

import json
import re
import struct
import sys
import threading
import time
from email import message_from_bytes
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote

from bot.reply.plain import units
from tests.telegram.recorder import ANNA, DATE, ME, PRIVATE, TOKEN
from tests.telegram.telegram_html import CannotParse, check_length, parse

JSON = dict[str, Any]
_PATIENCE = 30.0
_SIMPLE = {
    "deleteWebhook",
    "setWebhook",
    "answerCallbackQuery",
    "setMyCommands",
    "setMyDescription",
    "setMyShortDescription",
    "sendChatAction",
    "leaveChat",
}


class Refusal(Exception):
    def __init__(self, status: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status, self.description = status, description
        self.more: JSON = {"parameters": {"retry_after": retry_after}} if retry_after else {}


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A bot that ends in the middle of a long poll is no error; all else is."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class BotApiServer:
    """Calls are kept in ``calls`` as (method, parameters); updates wait in a queue until confirmed."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.calls: list[tuple[str, JSON]] = []
        self.webhook_conflict = False
        #: Files that people sent, by their path.
        self.documents: dict[str, bytes] = {}
        self._files: set[str] = set()
        self.files: list[bytes] = []
        self._updates: list[JSON] = []
        self._shown: dict[tuple[int, int], JSON] = {}
        self._presses: set[str] = set()
        self._numbers = iter(range(1, 1_000_000))
        self._changed = threading.Condition()
        self._closing = False
        self._http = _Http(("127.0.0.1", 0), _handler_of(self))
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def add_message(self, text: str, chat: JSON = PRIVATE, **fields: Any) -> None:
        """A message of a person's; as Telegram does, a command at its head gets its entity."""
        number = next(self._numbers)
        message: JSON = {"message_id": number, "date": DATE, "chat": chat, "from": ANNA, "text": text}
        self._shown[chat["id"], number] = {"text": text}
        if command := re.match(r"/[a-z0-9_]+(?:@\w+)?(?!\w)", text):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": command.end()}]
        self.add(message={**message, **fields})

    def add_document(self, name: str, content: bytes, chat: JSON = PRIVATE) -> None:
        number = next(self._numbers)
        path = f"documents/file_{number}"
        self.documents[path] = content
        file = {"file_id": path, "file_unique_id": "u", "file_name": name, "file_size": len(content)}
        self.add(message={"message_id": number, "date": DATE, "chat": chat, "from": ANNA, "document": file})

    def add_press(self, data: str, chat: JSON = PRIVATE, under: int | None = None) -> None:
        """A button pressed, under one of our messages or under one that nobody has seen."""
        number = next(self._numbers) if under is None else under
        message = {"message_id": number, "date": DATE, "chat": chat, "from": ME, "text": "…"}
        self._shown.setdefault((chat["id"], number), {"text": "…"})
        name = str(next(self._numbers))
        self._presses.add(name)
        query = {"id": name, "from": ANNA, "chat_instance": "x", "data": data, "message": message}
        self.add(callback_query=query)

    def add(self, **update: Any) -> None:
        with self._changed:
            self._updates.append({"update_id": next(self._numbers), **update})
            self._changed.notify_all()

    def wait_for(self, method: str, number: int = 1) -> JSON:
        """The parameters of the ``number``-th call of ``method``; fails if it doesn't come."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.of(method)) >= number, _PATIENCE), (
                f"no {method} number {number}; calls: {[name for name, _ in self.calls]}"
            )
        return self.of(method)[number - 1]

    def of(self, method: str) -> list[JSON]:
        return [parameters for name, parameters in self.calls if name == method]

    def pending(self) -> int:
        return len(self._updates)

    def serve(self, token: str, method: str, parameters: JSON) -> Any:
        if token != self.token:
            raise Refusal(401, "Unauthorized")
        with self._changed:
            self.calls.append((method, parameters))
            self._changed.notify_all()
        if method == "answerCallbackQuery":
            self._answer_press(parameters)
        if method in _SIMPLE:
            return True
        served = getattr(self, f"_{method}", None)
        if served is None:
            raise Refusal(404, "Not Found: method not found")
        return served(parameters)

    def _getMe(self, _: JSON) -> JSON:
        return ME

    def _getUpdates(self, parameters: JSON) -> list[JSON]:
        if self.webhook_conflict:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        offset = int(parameters.get("offset", 0))
        deadline = time.monotonic() + float(parameters.get("timeout", 0))
        with self._changed:
            self._updates = [update for update in self._updates if update["update_id"] >= offset]
            self._changed.wait_for(lambda: self._updates or self._closing, max(deadline - time.monotonic(), 0))
            return self._updates[: int(parameters.get("limit", 100))]

    def _answer_press(self, parameters: JSON) -> None:
        """Each press once; a second answer finds no query any more."""
        if parameters.get("callback_query_id") not in self._presses:
            raise Refusal(400, f"Bad Request: {_TOO_OLD}")
        self._presses.remove(parameters["callback_query_id"])
        if len(parameters.get("text", "")) > 200:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")

    def _sendMessage(self, parameters: JSON) -> JSON:
        text, chat = _text(parameters), int(parameters["chat_id"])
        _check_keyboard(parameters.get("reply_markup"))
        quoted = parameters.get("reply_parameters") or {}
        if quoted and (chat, quoted["message_id"]) not in self._shown and not quoted["allow_sending_without_reply"]:
            raise Refusal(400, "Bad Request: message to be replied not found")
        return self._message(chat, next(self._numbers), {"text": text, "reply_markup": parameters.get("reply_markup")})

    def _sendPhoto(self, parameters: JSON) -> JSON:
        photo, caption = parameters["photo"], str(parameters.get("caption", ""))
        plain = parse(caption) if parameters.get("parse_mode") == "HTML" else caption
        _check_keyboard(parameters.get("reply_markup"))
        if units(plain) > 1024:
            raise Refusal(400, "Bad Request: message caption is too long")
        if isinstance(photo, bytes):
            width, height = _png_size(photo)
            if len(photo) > 10_000_000 or width + height > 10_000 or max(width, height) > 20 * min(width, height):
                raise Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
            photo = f"file-{next(self._numbers)}"
            self._files.add(photo)
        elif photo not in self._files:
            raise Refusal(400, "Bad Request: wrong file identifier/HTTP URL specified")
        sizes = [{"file_id": photo, "file_unique_id": photo, "width": 1080, "height": 900}]
        chat = {"id": int(parameters["chat_id"]), "type": "private"}
        message = {"message_id": next(self._numbers), "date": DATE, "chat": chat, "from": ME}
        return {**message, "photo": sizes, "caption": plain}

    def _editMessageText(self, parameters: JSON) -> JSON:
        chat, number = int(parameters["chat_id"]), int(parameters["message_id"])
        said: JSON = {"text": _text(parameters), "reply_markup": parameters.get("reply_markup")}
        _check_keyboard(said["reply_markup"])
        if (chat, number) not in self._shown:
            raise Refusal(400, "Bad Request: message to edit not found")
        if self._shown[chat, number] == said:
            raise Refusal(400, f"Bad Request: {_UNCHANGED}")
        return self._message(chat, number, said)

    def _sendDocument(self, parameters: JSON) -> JSON:
        if len(parameters.get("caption", "")) > 1024:
            raise Refusal(400, "Bad Request: message caption is too long")
        self.files.append(parameters["document"])
        return self._message(int(parameters["chat_id"]), next(self._numbers), {"text": "…"})

    def _getFile(self, parameters: JSON) -> JSON:
        path = str(parameters["file_id"])
        if path not in self.documents:
            raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        return {"file_id": path, "file_unique_id": "u", "file_size": len(self.documents[path]), "file_path": path}

    def _getChatMember(self, _: JSON) -> JSON:
        return {"status": "member", "user": ANNA}

    def _message(self, chat: int, number: int, said: JSON) -> JSON:
        self._shown[chat, number] = said
        where = {"id": chat, "type": "private" if chat > 0 else "supergroup", "title": "群"}
        return {"message_id": number, "date": DATE, "chat": where, "from": ME, "text": said["text"]}


_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def _text(parameters: JSON) -> str:
    source = str(parameters.get("text", ""))
    try:
        return parse(source) if parameters.get("parse_mode") == "HTML" else check_length(source)
    except CannotParse as error:
        raise Refusal(400, str(error)) from error


def _png_size(photo: bytes) -> tuple[int, int]:
    if photo[:8] != b"\x89PNG\r\n\x1a\n":
        raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", photo[16:24])
    return width, height


def _check_keyboard(markup: JSON | None) -> None:
    rows = (markup or {}).get("inline_keyboard", [])
    if sum(map(len, rows)) > 100 or any(not 1 <= len(row) <= 8 for row in rows):
        raise Refusal(400, "Bad Request: reply markup is too long")
    for button in (button for row in rows for button in row):
        if not button["text"].strip():
            raise Refusal(400, "Bad Request: text buttons must be non-empty")
        does = [name for name in ("callback_data", "url", "copy_text") if name in button]
        copied = len(button.get("copy_text", {}).get("text", "-"))
        if len(does) != 1 or not 1 <= copied <= 256 or not 1 <= len(button.get("callback_data", "-").encode()) <= 64:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")


def _handler_of(server: BotApiServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Headers and body are written apart; Nagle's algorithm would hold the body back for 40 ms.
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            told = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(told)
            if len(body) < told:  # the bot died while it wrote: nothing was asked
                self.close_connection = True
                return
            parameters = _parameters(body, self.headers.get("Content-Type") or "")
            token, _, method = self.path.removeprefix("/bot").partition("/")
            answer: tuple[int, JSON]
            try:
                answer = (200, {"ok": True, "result": server.serve(token, method, parameters)})
            except Refusal as no:
                what: JSON = {"ok": False, "error_code": no.status, "description": no.description}
                answer = (no.status, {**what, **no.more})
            self._reply(*answer)

        def do_GET(self) -> None:
            content = server.documents.get(unquote(self.path).removeprefix(f"/file/bot{server.token}/"))
            if content is None:
                self.do_POST()
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _reply(self, status: int, answer: JSON) -> None:
            payload = json.dumps(answer).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the bot gave up a long poll

        def log_message(self, *_: Any) -> None: ...

    return Handler


def _parameters(body: bytes, kind: str) -> JSON:
    if not kind.startswith("multipart/"):
        return {key: _loaded(value) for key, value in parse_qsl(body.decode(), keep_blank_values=True)}
    whole: Any = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=HTTP)
    fields: JSON = {}
    for field in whole.iter_parts():
        content: bytes = field.get_payload(decode=True)
        name = field.get_param("name", header="content-disposition")
        fields[name] = content if field.get_filename() else _loaded(content.decode())
    return fields


def _loaded(value: str) -> Any:
    """Objects and lists arrive as JSON inside a form."""
    if value[:1] not in "{[" or not value:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
