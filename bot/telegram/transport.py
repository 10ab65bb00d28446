"""The way to the Bot API: python-telegram-bot's HTTP, with failures told apart.

What matters about a failed call is whether Telegram may have carried it out all the same. It has not
if the request never left whole, or if the Bot API server itself says that it failed (500) or takes
nothing (503). It may have if the connection broke while waiting, or if a gateway gave up on the server
behind it (502, 504): people do get messages twice from bots that repeat those.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.errors import SettingsError

# httpx: the request was never sent, or not to its end.
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.WriteError, httpx.WriteTimeout)
_NOT_DONE = {500, 503}
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
# A line is used by one request at a time, so that its connection is free at once or stuck.
_POOL_SECONDS = 1.0


class ServerError(NetworkError):
    """The server answered with a status of 500 or more."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the server answered {status}")
        self.status = status


class Transport(HTTPXRequest):
    """One connection.

    ``leaving`` is called with a method's name when its request is written to an open connection: between that
    and the system call nothing else runs, so that a killed process has either marked and sent it or done neither.
    """

    def __init__(
        self, base: str, leaving: Callable[[str], None] | None = None, secrecy: ssl.SSLContext | None = None
    ) -> None:
        self._leaving = leaving
        hooks = {"request": [self._watch]} if leaving else {}
        more = {"trust_env": _trusts_environment(base), "event_hooks": hooks}
        super().__init__(1, pool_timeout=_POOL_SECONDS, httpx_kwargs={**more, "verify": secrecy or True})

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more: Any
    ) -> tuple[int, bytes]:
        status, body = await super().do_request(url, method, request_data, *timeouts, **more)
        if status >= 500:
            raise ServerError(status)
        return status, body

    async def _watch(self, request: httpx.Request) -> None:
        name = request.url.path.rpartition("/")[2]

        async def trace(event: str, _info: object) -> None:
            if event.endswith("send_request_body.started") and self._leaving:
                self._leaving(name)

        if name.startswith("send") and name != "sendChatAction":
            request.extensions["trace"] = trace


class Lines(BaseRequest):
    """Lines of one connection each, the last used first.

    httpx looks at every connection that it holds, twice for each request: with ten of them in one pool that costs
    a quarter of what a reply costs as a whole.
    """

    def __init__(self, number: int, open_line: Callable[[], BaseRequest]) -> None:
        self._open = open_line
        self._lines = [open_line() for _ in range(number)]
        self._free = list(self._lines)
        self._places = asyncio.Semaphore(number)

    @property
    def read_timeout(self) -> float | None:
        return self._lines[0].read_timeout

    async def initialize(self) -> None:
        await asyncio.gather(*(line.initialize() for line in self._lines))

    async def shutdown(self) -> None:
        await asyncio.gather(*(line.shutdown() for line in self._lines))

    async def do_request(self, *request: Any, **more: Any) -> tuple[int, bytes]:
        async with self._places:
            line = self._free.pop()
            try:
                answer = await line.do_request(*request, **more)
            except BaseException as error:
                # The lines that work come first.
                self._free.insert(0, self._replace(line) if _spoils(error) else line)
                if line not in self._lines:
                    await line.shutdown()
                raise
            self._free.append(line)
            return answer

    def _replace(self, line: BaseRequest) -> BaseRequest:
        fresh = self._open()
        self._lines[self._lines.index(line)] = fresh
        return fresh


def _spoils(error: BaseException) -> bool:
    """Whether the connection may never be free again: httpcore leaves some like that when a request is cancelled."""
    return isinstance(error, asyncio.CancelledError) or isinstance(error.__cause__, httpx.PoolTimeout)


def open_transport(base: str, connections: int, leaving: Callable[[str], None] | None = None) -> BaseRequest:
    """HTTP to ``base`` over at most ``connections`` connections.

    Raises:
        SettingsError: the environment names a proxy that cannot be used.
    """
    # What certificates are trusted is read once.
    secrecy = httpx.create_ssl_context(trust_env=_trusts_environment(base))
    try:
        return Lines(connections, lambda: Transport(base, leaving, secrecy))
    except (RuntimeError, ValueError, ImportError):
        raise SettingsError("环境变量里的代理（HTTPS_PROXY、ALL_PROXY 等）不能用，请改正或去掉。") from None


def _trusts_environment(base: str) -> bool:
    """A proxy of the environment is for the world outside, not for a server on this machine."""
    return urlsplit(base).hostname not in _LOOPBACK


def not_done(error: TelegramError) -> bool:
    """Whether Telegram has certainly not carried out what failed like this."""
    if isinstance(error, ServerError):
        return error.status in _NOT_DONE
    if type(error) is TelegramError:  # a success that could not be read
        return False
    return not passing(error) or isinstance(error.__cause__, _NEVER_SENT)


def passing(error: TelegramError) -> bool:
    """Whether it is the way that failed, not the call: it may go well the next time."""
    # BadRequest is a NetworkError, too, for python-telegram-bot.
    return type(error) is TelegramError or type(error).__name__ in {"NetworkError", "TimedOut", "ServerError"}
