"""Lines of one connection each: what a request that fails or is given up leaves behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import httpx
import pytest
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest

from bot.telegram.transport import Lines, Transport, not_done, open_transport


class PaperLine(BaseRequest):
    """Says its number; a request for ``wait`` stays until it is let go, one for ``stuck`` finds no connection."""

    def __init__(self, number: int, go: asyncio.Event) -> None:
        self.number, self.go, self.closed, self.inside = number, go, False, 0

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        self.closed = False

    async def shutdown(self) -> None:
        self.closed = True

    async def do_request(self, url: str, method: str, *_: Any, **__: Any) -> tuple[int, bytes]:
        assert not self.closed
        self.inside += 1
        try:
            assert self.inside == 1, "two requests on one line"
            if url == "wait":
                await self.go.wait()
            if url == "broken":
                raise NetworkError("broken")
            if url == "stuck":
                raise TimedOut("Pool timeout") from httpx.PoolTimeout("stuck")
            return 200, str(self.number).encode()
        finally:
            self.inside -= 1


class Paper:
    def __init__(self, number: int) -> None:
        self.opened: list[PaperLine] = []
        self.go = asyncio.Event()
        self.lines = Lines(number, self._open)

    def _open(self) -> BaseRequest:
        self.opened.append(PaperLine(len(self.opened), self.go))
        return self.opened[-1]

    async def ask(self, what: str) -> bytes:
        return (await self.lines.do_request(what, "POST"))[1]


class TestLines:
    async def test_the_last_used_comes_first(self) -> None:
        paper = Paper(3)
        assert {await paper.ask("x") for _ in range(5)} == {b"2"}

    async def test_no_more_at_once_than_there_are_lines(self) -> None:
        paper = Paper(3)
        asked = [asyncio.create_task(paper.ask("wait")) for _ in range(9)]
        await asyncio.sleep(0)
        assert sum(line.inside for line in paper.opened) == 3
        paper.go.set()
        assert len(await asyncio.gather(*asked)) == 9

    async def test_requests_that_are_given_up_give_their_lines_back(self) -> None:
        paper = Paper(2)
        asked = [asyncio.create_task(paper.ask("wait")) for _ in range(6)]
        await asyncio.sleep(0)
        for each in asked:  # two on their lines, four waiting for one
            each.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
        assert [line.closed for line in paper.opened] == [True, True, False, False]
        again = [asyncio.create_task(paper.ask("wait")) for _ in range(2)]
        await asyncio.sleep(0)
        assert [line.inside for line in paper.opened] == [0, 0, 1, 1]
        paper.go.set()
        assert sorted(await asyncio.gather(*again)) == [b"2", b"3"]

    async def test_behind_a_failure_the_others_come_first(self) -> None:
        paper = Paper(2)
        with pytest.raises(NetworkError):
            await paper.ask("broken")
        assert [await paper.ask("x"), await paper.ask("x")] == [b"0", b"0"]

    async def test_a_stuck_line_is_replaced(self) -> None:
        paper = Paper(1)
        with pytest.raises(TimedOut) as stuck:
            await paper.ask("stuck")
        assert not_done(stuck.value) and paper.opened[0].closed
        assert await paper.ask("x") == b"1"
        await paper.lines.shutdown()
        assert paper.opened[1].closed

    async def test_starting_and_stopping_is_that_of_all_lines(self) -> None:
        paper = Paper(2)
        await paper.lines.shutdown()
        assert all(line.closed for line in paper.opened)
        await paper.lines.initialize()
        assert await paper.ask("x") == b"1" and paper.lines.read_timeout == 5.0


class Host:
    """HTTP over real sockets; ``/wait`` is not answered before it is let go, ``/drop`` never."""

    def __init__(self) -> None:
        self.go, self.reached, self.connections = asyncio.Event(), asyncio.Event(), 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.reached.set()
                if b"/drop" in head:
                    break
                if b"/wait" in head:
                    await self.go.wait()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        writer.close()


@pytest.fixture
async def host() -> AsyncIterator[tuple[Host, str]]:
    host = Host()
    server = await asyncio.start_server(host.serve, "127.0.0.1", 0)
    yield host, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    host.go.set()
    server.close()


class TestOverSockets:
    async def test_a_connection_is_kept_and_made_again_when_it_broke(self, host: tuple[Host, str]) -> None:
        there, base = host
        lines = open_transport(base, 1)
        for _ in range(3):
            assert await lines.do_request(f"{base}/x", "GET") == (200, b"ok")
        assert there.connections == 1
        with pytest.raises(NetworkError) as dropped:
            await lines.do_request(f"{base}/drop", "GET")
        assert not not_done(dropped.value)
        assert await lines.do_request(f"{base}/x", "GET") == (200, b"ok")
        assert there.connections == 2
        await lines.shutdown()

    async def test_a_request_given_up_in_its_midst_leaves_a_line_that_works(self, host: tuple[Host, str]) -> None:
        there, base = host
        lines = open_transport(base, 1)
        asked = asyncio.create_task(lines.do_request(f"{base}/wait", "GET"))
        await there.reached.wait()
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        assert await lines.do_request(f"{base}/x", "GET") == (200, b"ok")
        await lines.shutdown()

    async def test_a_line_is_free_at_once_or_never(self, host: tuple[Host, str]) -> None:
        there, base = host
        line = Transport(base)
        asked = asyncio.create_task(line.do_request(f"{base}/wait", "GET"))
        await there.reached.wait()
        with pytest.raises(TimedOut) as stuck:
            await line.do_request(f"{base}/x", "GET", pool_timeout=0.0)
        assert isinstance(stuck.value.__cause__, httpx.PoolTimeout)
        there.go.set()
        assert await asked == (200, b"ok")
        await line.shutdown()
