"""The way to the Bot API: python-telegram-bot's HTTP, with failures told apart.

What matters about a failed call is whether Telegram may have carried it out all the same. It has not
if the request never left whole, or if the Bot API server itself says that it failed (500) or takes
nothing (503). It may have if the connection broke while waiting, or if a gateway gave up on the server
behind it (502, 504): people do get messages twice from bots that repeat those.
"""

from __future__ import annotations

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
_POOL_SECONDS = 10.0


class ServerError(NetworkError):
    """The server answered with a status of 500 or more."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the server answered {status}")
        self.status = status


class Transport(HTTPXRequest):
    """``leaving`` is called with a method's name when its request is written to an open connection: between that
    and the system call nothing else runs, so that a killed process has either marked and sent it or done neither."""

    def __init__(self, connections: int, base: str, leaving: Callable[[str], None] | None = None) -> None:
        self._leaving = leaving
        # A proxy of the environment is for the world outside, not for a server on this machine.
        trust = urlsplit(base).hostname not in _LOOPBACK
        hooks = {"request": [self._watch]} if leaving else {}
        super().__init__(
            connections, pool_timeout=_POOL_SECONDS, httpx_kwargs={"trust_env": trust, "event_hooks": hooks}
        )

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


def open_transport(base: str, connections: int, leaving: Callable[[str], None] | None = None) -> BaseRequest:
    """HTTP to ``base`` over at most ``connections`` connections.

    Raises:
        SettingsError: the environment names a proxy that cannot be used.
    """
    try:
        return Transport(connections, base, leaving)
    except (RuntimeError, ValueError, ImportError):
        raise SettingsError("环境变量里的代理（HTTPS_PROXY、ALL_PROXY 等）不能用，请改正或去掉。") from None


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
