"""“Typing…” is shown for what takes long, and for nothing else."""

from __future__ import annotations

import asyncio

from telegram import Bot

from bot.telegram.send import Place
from bot.telegram.typing import acting
from tests.telegram.recorder import TOKEN, Recorder


async def test_what_is_done_at_once_shows_nothing() -> None:
    api = Recorder()
    async with acting(Place(Bot(TOKEN, request=api), 7, group=False)):
        await asyncio.sleep(0)
    assert api.calls == []


async def test_what_takes_long_shows_it_in_its_topic_until_it_is_done() -> None:
    api = Recorder()
    shown = asyncio.Event()

    def show(_: object) -> None:
        shown.set()

    api.refusals["sendChatAction"] = show
    async with acting(Place(Bot(TOKEN, request=api), -7, group=True, topic=5), patience=0.0):
        await shown.wait()
    assert [name for name, _ in api.calls] == ["sendChatAction"]
    assert (api.calls[0][1]["action"], api.calls[0][1]["message_thread_id"]) == ("typing", 5)


async def test_a_server_that_does_not_know_it_is_no_error() -> None:
    api = Recorder()
    refused = asyncio.Event()

    def refuse(_: object) -> tuple[int, dict[str, object]]:
        refused.set()
        return 400, {"ok": False, "description": "Bad Request: no"}

    api.refusals["sendChatAction"] = refuse
    async with acting(Place(Bot(TOKEN, request=api), 7, group=False), patience=0.0):
        await refused.wait()
        await asyncio.sleep(0)
