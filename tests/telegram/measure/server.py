"""A fast Bot API server for measurements: asyncio, in the measuring process, with faults on demand.

It keeps what each chat was sent and when, how presses were answered, and which updates wait; how strict it is
beyond that is the business of ``bot_api_server.py``.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import parse_qsl

from tests.telegram.recorder import ME

JSON = dict[str, Any]
#: What happens to a call: an answer of ours, "drop" (not carried out), "lose" (carried out, not answered).
Fault = tuple[int, JSON] | str | None


_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
#: How long Telegram takes an answer to a press; people report five to fifteen seconds.
PRESS_SECONDS = 15.0


@dataclass
class Presses:
    """Each may be answered once, in time; ``waited`` is how long the phones did."""

    offered: dict[str, float] = field(default_factory=dict)
    waited: list[float] = field(default_factory=list)
    late: int = 0
    again: int = 0
    _answered: set[str] = field(default_factory=set)

    def answer(self, ident: str) -> bool:
        if ident in self._answered:
            self.again += 1
            return False
        seconds = time.monotonic() - self.offered[ident]
        if seconds > PRESS_SECONDS:
            self.late += 1
            return False
        self._answered.add(ident)
        self.waited.append(seconds)
        return True


class LoadServer:
    def __init__(self, fault: Callable[[str, JSON], Fault] = lambda *_: None) -> None:
        self.fault = fault
        self.pending: deque[JSON] = deque()
        self.sent: defaultdict[int, list[str]] = defaultdict(list)
        self.presses = Presses()
        #: Called with the chat at each message that is sent.
        self.on_sent: Callable[[int], None] = lambda _: None
        self.methods: defaultdict[str, int] = defaultdict(int)
        self.faults: defaultdict[str, int] = defaultdict(int)
        self.webhook: JSON | None = None
        self.bytes_in = 0
        self._arrived = asyncio.Event()
        self._messages = count(1)
        self._polls = 0
        self._server: asyncio.Server | None = None

    @property
    def base(self) -> str:
        assert self._server
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> LoadServer:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server
        self._server.close()

    def add(self, *updates: JSON) -> None:
        self.offer(updates)
        self.pending.extend(updates)
        self._arrived.set()

    def offer(self, updates: Iterable[JSON]) -> None:
        """From now on the phones of those who pressed a button wait."""
        for each in updates:
            if query := each.get("callback_query"):
                self.presses.offered[query["id"]] = time.monotonic()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1].decode()
                length = next(
                    (int(line[15:]) for line in head.split(b"\r\n") if line[:15].lower() == b"content-length:"), 0
                )
                body = await reader.readexactly(length)
                self.bytes_in += length
                answer = await self._answer(path.rpartition("/")[2], body.decode())
                if answer is None:
                    return
                status, payload = answer
                raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
                writer.write(b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n" % (status, len(raw)) + raw)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, method: str, body: str) -> tuple[int, Any] | None:
        data = dict(parse_qsl(body, keep_blank_values=True))
        self.methods[method] += 1
        fault = self.fault(method, data)
        if isinstance(fault, tuple):
            self.faults[f"{method} {fault[0]}"] += 1
            return fault
        if fault == "drop":
            self.faults[f"{method} drop"] += 1
            return None
        if method == "answerCallbackQuery" and not self.presses.answer(data["callback_query_id"]):
            return 400, {"ok": False, "error_code": 400, "description": _TOO_OLD}
        result = await self._getUpdates(data) if method == "getUpdates" else self._result(method, data)
        if fault in ("lose", "garble"):
            self.faults[f"{method} {fault}"] += 1
            return None if fault == "lose" else (200, b"<html>oops")
        return 200, {"ok": True, "result": result}

    def _result(self, method: str, data: JSON) -> Any:
        if method == "getMe":
            return ME
        if method == "setWebhook":
            self.webhook = data
        if method != "sendMessage":
            return True
        chat = int(data["chat_id"])
        self.sent[chat].append(data["text"])
        self.on_sent(chat)
        kind = "private" if chat > 0 else "supergroup"
        where = {"id": chat, "type": kind, "title": "群"}
        return {"message_id": 10**6 + next(self._messages), "date": 1, "chat": where, "from": ME, "text": "…"}

    async def _getUpdates(self, data: JSON) -> list[JSON]:
        offset, limit = int(data.get("offset", 0)), int(data.get("limit", 100))
        self._polls += 1
        mine = self._polls
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()
        if not self.pending:
            self._arrived.clear()
            try:
                async with asyncio.timeout(float(data.get("timeout", 0))):
                    await self._arrived.wait()
            except TimeoutError:
                return []
        if mine != self._polls:  # another poll has come: its client is the one that lives
            return []
        return [self.pending[n] for n in range(min(limit, len(self.pending)))]


def random_faults(seed: int, rate: float) -> Callable[[str, JSON], Fault]:
    """Each call fails with probability ``rate``, in a way that is drawn from those that Telegram and networks have."""
    dice = random.Random(seed)
    kinds: list[Fault] = [
        (500, {"ok": False, "error_code": 500, "description": "Internal Server Error"}),
        (502, {"ok": False, "error_code": 502, "description": "Bad Gateway"}),
        (429, {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1",
               "parameters": {"retry_after": 1}}),
        (403, {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}),
        (400, {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}),
        "drop",
        "lose",
        "garble",
    ]  # fmt: skip

    def fault(method: str, _data: JSON) -> Fault:
        if method == "getMe" or dice.random() >= rate:
            return None
        kind = dice.choice(kinds)
        if method == "getUpdates" and isinstance(kind, tuple) and kind[0] in (400, 403):
            return (409, {"ok": False, "error_code": 409, "description": "Conflict: terminated by other getUpdates"})
        if method == "answerCallbackQuery" and isinstance(kind, tuple) and kind[0] in (400, 403):
            return (400, {"ok": False, "error_code": 400, "description": _TOO_OLD})
        return kind

    return fault
