"""A small HTTP/1.1 server for machines: Telegram's webhook, health checks, Prometheus.

The protocol is h11's (python-telegram-bot's HTTP client stands on it, too), the sockets are asyncio's.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus

import h11

from bot.errors import SettingsError
from bot.settings import Listen

log = logging.getLogger(__name__)

_LARGEST_BODY = 4 * 1024 * 1024
#: A connection that says nothing for so long is closed; proxies keep theirs for about a minute.
_IDLE_SECONDS = 75.0
_LINGER_SECONDS = 1.0
_CHUNK = 64 * 1024
_MOST_CONNECTIONS = 512


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    text: str = ""
    content_type: str = "text/plain; charset=utf-8"


Handler = Callable[[Request], Awaitable[Response]]


class _Refused(Exception):
    """The request is not read to its end."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class HttpServer:
    """Serves ``handler`` at ``listen`` until it is closed."""

    def __init__(self, listen: Listen, handler: Handler) -> None:
        self._listen = listen
        self._handler = handler
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self._busy: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens; the port is the system's choice where 0 was asked for."""
        assert self._server is not None, "start comes first"
        host, port = self._server.sockets[0].getsockname()[:2]
        return str(host), int(port)

    async def start(self) -> None:
        """Begin to listen.

        Raises:
            SettingsError: the address cannot be listened on.
        """
        try:
            self._server = await asyncio.start_server(self._connected, self._listen.host, self._listen.port)
        except OSError as error:
            where, why = f"{self._listen.host}:{self._listen.port}", error.strerror or error
            raise SettingsError(f"不能在 {where} 上监听（{why}）：换一个端口或地址。") from None

    async def close(self) -> None:
        """Take no more; what is being answered is answered."""
        if self._server:
            self._server.close()
        for task in self._connections - self._busy:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            if len(self._connections) <= _MOST_CONNECTIONS:
                await self._converse(reader, writer, task)
        except (OSError, TimeoutError, asyncio.CancelledError, h11.ProtocolError):
            pass  # the other side has gone, or does not speak HTTP
        finally:
            self._connections.discard(task)
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _converse(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, task: asyncio.Task[None]
    ) -> None:
        """One request after the other on a connection, as long as both sides want."""
        connection = h11.Connection(h11.SERVER)
        while True:
            try:
                request = await _read(connection, reader, writer)
            except (h11.RemoteProtocolError, _Refused) as error:
                hint = error.status if isinstance(error, _Refused) else error.error_status_hint
                await _write(connection, writer, Response(hint or 400))
                await _linger(reader, writer)
                return
            if request is None:
                return
            self._busy.add(task)
            try:
                await _write(connection, writer, await self._answer(request))
            finally:
                self._busy.discard(task)
            closing = self._server is None or not self._server.is_serving()
            if closing or connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
                return
            connection.start_next_cycle()

    async def _answer(self, request: Request) -> Response:
        try:
            return await self._handler(request)
        except Exception as error:
            log.error(
                "serving %s failed: %s", request.path if len(request.path) < 80 else "a path", type(error).__name__
            )
            return Response(500)


async def _read(
    connection: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> Request | None:
    """The next request, whole; None if the other side has closed."""
    head, body = None, bytearray()
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            if connection.they_are_waiting_for_100_continue:
                writer.write(connection.send(h11.InformationalResponse(status_code=100, headers=[])) or b"")
            async with asyncio.timeout(_IDLE_SECONDS):
                connection.receive_data(await reader.read(_CHUNK))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > _LARGEST_BODY:
                raise _Refused(413)
        elif isinstance(event, h11.EndOfMessage) and head:
            return _request(head, bytes(body))
        else:
            return None


async def _linger(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Let the other side read our refusal: closing with its bytes unread would reset the connection."""
    writer.write_eof()
    with suppress(TimeoutError):
        async with asyncio.timeout(_LINGER_SECONDS):
            while await reader.read(_CHUNK):
                pass


def _request(head: h11.Request, body: bytes) -> Request:
    headers = {name.decode("ascii").lower(): value.decode("latin-1") for name, value in head.headers}
    path = head.target.decode("ascii", "replace").partition("?")[0]
    return Request(head.method.decode("ascii"), path, headers, body)


async def _write(connection: h11.Connection, writer: asyncio.StreamWriter, response: Response) -> None:
    if connection.our_state not in {h11.IDLE, h11.SEND_RESPONSE}:
        return
    body = response.text.encode()
    headers = [
        ("Content-Type", response.content_type),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
    ]
    reason = HTTPStatus(response.status).phrase
    writer.write(
        (connection.send(h11.Response(status_code=response.status, headers=headers, reason=reason)) or b"")
        + (connection.send(h11.Data(data=body)) or b"")
        + (connection.send(h11.EndOfMessage()) or b"")
    )
    await writer.drain()
