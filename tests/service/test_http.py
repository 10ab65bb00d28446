"""The HTTP server under good and bad clients, health and metrics."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.errors import SettingsError
from bot.service.health import Health, Probes
from bot.service.http import Handler, HttpServer, Request, Response
from bot.service.metrics import Metrics
from bot.service.systemd import notify, watchdog_seconds
from bot.settings import Listen

LOOPBACK = Listen("127.0.0.1", 0)


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[tuple[str, int]]:
    server = HttpServer(LOOPBACK, handler)
    await server.start()
    try:
        yield server.address
    finally:
        await server.close()


async def talk(address: tuple[str, int], *requests: bytes) -> str:
    """What the server says to bytes as they are, until it closes or the client has had its answers."""
    reader, writer = await asyncio.open_connection(*address)
    for request in requests:
        writer.write(request)
    writer.write_eof()
    said = await reader.read()
    writer.close()
    await writer.wait_closed()
    return said.decode()


def get(path: str, more: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: h\r\n{more}\r\n".encode()


async def echo(request: Request) -> Response:
    return Response(200, f"{request.method} {request.path} {request.body.decode()}")


async def test_requests_of_one_connection_in_turn() -> None:
    async with serving(echo) as address:
        body = b"POST /a?b=c HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
        chunked = b"POST /d HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nho\r\n0\r\n\r\n"
        said = await talk(address, body, chunked)
    assert said.count("HTTP/1.1 200 OK") == 2
    assert "POST /a hi" in said and "POST /d ho" in said


async def test_client_that_asks_before_it_sends() -> None:
    async with serving(echo) as address:
        reader, writer = await asyncio.open_connection(*address)
        writer.write(b"POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 100 ")
        writer.write(b"hi")
        assert b"200 OK" in await reader.readuntil(b"POST / hi")
        writer.close()
        await writer.wait_closed()


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: h\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", 431),
        (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: nine\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9000000\r\n\r\n" + b"x" * 5_000_000, 413),
    ],
    ids=["TLS", "no host", "long header", "no length", "large"],
)
async def test_what_is_no_request_of_ours_is_refused(raw: bytes, status: int) -> None:
    async with serving(echo) as address:
        assert (await talk(address, raw)).startswith(f"HTTP/1.1 {status} ")
        assert "200 OK" in await talk(address, get("/")), "and the next is served"


async def test_client_that_leaves_or_is_silent_holds_up_nobody() -> None:
    async with serving(echo) as address:
        silent = socket.create_connection(address)
        with socket.create_connection(address) as gone:
            gone.sendall(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nhalf")
        assert "200 OK" in await talk(address, get("/"))
    silent.close()


async def test_failing_handler_is_a_500(caplog: pytest.LogCaptureFixture) -> None:
    async def fail(_: Request) -> Response:
        raise KeyError("秘密")

    async with serving(fail) as address:
        assert (await talk(address, get("/"))).startswith("HTTP/1.1 500 ")
    assert "KeyError" in caplog.text and "秘密" not in caplog.text


async def test_closing_answers_what_was_asked() -> None:
    asked, go = asyncio.Event(), asyncio.Event()

    async def slow(_: Request) -> Response:
        asked.set()
        await go.wait()
        return Response(200, "done")

    server = HttpServer(LOOPBACK, slow)
    await server.start()
    answer = asyncio.create_task(talk(server.address, get("/")))
    await asked.wait()
    closing = asyncio.create_task(server.close())
    await asyncio.sleep(0)
    go.set()
    await closing
    assert (await answer).endswith("done")


async def test_port_in_use_is_one_sentence() -> None:
    async with serving(echo) as (host, port):
        with pytest.raises(SettingsError, match="上监听"):
            await HttpServer(Listen(host, port), echo).start()


async def test_health_readiness_and_metrics() -> None:
    health = Health()
    probes = Probes(health, metrics=True)
    assert [(await probes(Request(*each, {}))).status for each in ASKED] == [200, 503, 200, 404, 405]
    health.ready = True
    assert (await probes(Request("GET", "/readyz", {}))).status == 200
    assert (await Probes(health, metrics=False)(Request("GET", "/metrics", {}))).status == 404


ASKED = (("GET", "/healthz"), ("GET", "/readyz"), ("GET", "/metrics"), ("GET", "/"), ("POST", "/healthz"))


def test_prometheus_text() -> None:
    metrics = Metrics()
    metrics.count("bot_updates_total", kind="message")
    metrics.count("bot_updates_total", 2, kind='a"b\\c\n')
    metrics.gauge("bot_ready", "Ready.", lambda: 1.0)
    lines = metrics.text().splitlines()
    assert 'bot_updates_total{kind="message"} 1' in lines
    assert r'bot_updates_total{kind="a\"b\\c\n"} 2' in lines
    assert "bot_inline_chosen_total 0" in lines, "shown before the first"
    assert "bot_ready 1" in lines and "# TYPE bot_ready gauge" in lines
    assert any(line.startswith("process_resident_memory_bytes ") for line in lines)
    with pytest.raises(KeyError):
        metrics.count("bot_mistyped_total")


def test_systemd_is_told(tmp_path: pytest.TempPathFactory) -> None:
    address = f"{tmp_path}/notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(address)
        notify("READY=1", {"NOTIFY_SOCKET": address})
        assert manager.recv(100) == b"READY=1"
    notify("READY=1", {"NOTIFY_SOCKET": f"{tmp_path}/gone"})
    notify("READY=1", {})
    assert watchdog_seconds({"WATCHDOG_USEC": "60000000"}) == 30.0
    assert watchdog_seconds({"WATCHDOG_USEC": "soon"}) is None and watchdog_seconds({}) is None
