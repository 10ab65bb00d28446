"""Telegram's side of a webhook: updates brought over up to forty connections, those of a chat one after the other."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from urllib.parse import urlsplit

from tests.telegram.measure.server import JSON, LoadServer
from tests.telegram.measure.traffic import chat_of

_CONNECTIONS = 40
_PAUSE = 0.2


class Courier:
    """Within its block brings what is added to ``server`` to the address that the bot has told it."""

    def __init__(self, server: LoadServer) -> None:
        self._server = server
        self._chats: dict[int, deque[JSON]] = {}
        self._ready: asyncio.Queue[int] = asyncio.Queue()
        self._rounds: list[asyncio.Task[None]] = []

    def add(self, *updates: JSON) -> None:
        """Instead of the server's ``add``."""
        self._server.offer(updates)
        for each in updates:
            line = self._chats.setdefault(chat_of(each), deque())
            line.append(each)
            if len(line) == 1:
                self._ready.put_nowait(chat_of(each))

    async def __aenter__(self) -> Courier:
        self._rounds = [asyncio.create_task(self._bring()) for _ in range(_CONNECTIONS)]
        return self

    async def __aexit__(self, *_: object) -> None:
        for each in self._rounds:
            each.cancel()
        await asyncio.gather(*self._rounds, return_exceptions=True)

    async def _bring(self) -> None:
        connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        while True:
            chat = await self._ready.get()
            line, done = self._chats[chat], False
            while not done:
                try:
                    connection = connection or await self._connect()
                    done = await self._post(*connection, line[0])
                except (OSError, asyncio.IncompleteReadError):
                    connection = None
                if not done:
                    await asyncio.sleep(_PAUSE)
            line.popleft()
            if line:
                self._ready.put_nowait(chat)

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while not self._server.webhook:
            await asyncio.sleep(_PAUSE)
        where = urlsplit(str(self._server.webhook["url"]))
        return await asyncio.open_connection(where.hostname, where.port)

    async def _post(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, update: JSON) -> bool:
        hook = self._server.webhook or {}
        body = json.dumps(update).encode()
        head = (
            f"POST {urlsplit(str(hook['url'])).path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        )
        secret = f"X-Telegram-Bot-Api-Secret-Token: {hook['secret_token']}\r\n" if "secret_token" in hook else ""
        writer.write(f"{head}{secret}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = answer.partition("content-length:")[2].partition("\r\n")[0].strip()
        await reader.readexactly(int(length or 0))
        return answer.split(" ", 2)[1] == "200"
