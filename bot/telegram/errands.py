"""What takes long and must hold up nobody: done beside the updates, told of in one message that changes."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from types import TracebackType

from telegram import MaybeInaccessibleMessage, Message
from telegram.error import TelegramError

from bot.telegram.errors import describe
from bot.telegram.handling import begin
from bot.telegram.letter import Letter
from bot.telegram.send import change, place_of, reply

log = logging.getLogger(__name__)

#: Telegram lets a chat have about one message a second; nobody reads faster.
_RENEWAL_SECONDS = 3.0


class Errands:
    """Tasks of their own; a process that ends cancels them, and they put back what they had begun."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[None, None, None], failed: Callable[[], Coroutine[None, None, None]]) -> None:
        """``failed`` tells the person; what failed goes to the log."""
        task = asyncio.create_task(self._run(work, failed))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Wait until all is done."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    @staticmethod
    async def _run(work: Coroutine[None, None, None], failed: Callable[[], Coroutine[None, None, None]]) -> None:
        begin(None)  # the update is finished; what is sent from now on is no answer to it
        try:
            await work
        except Exception as error:
            log.error("an errand failed: %s", describe(error))
            with suppress(TelegramError):
                await failed()


class Progress:
    """One message that says how far a thing is, then what came of it."""

    def __init__(self, to: MaybeInaccessibleMessage, page: MaybeInaccessibleMessage | None, elapsed: str) -> None:
        self._to, self._page = to, page
        self._elapsed = elapsed  # a sentence with {seconds} in it
        self._text = ""
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Progress:
        self._task = asyncio.create_task(self._tell())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        assert self._task is not None  # entered
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def begin(self, text: str) -> None:
        """Say it now, in a message of its own where there is none yet."""
        self._text = text
        await self.show(Letter("", text))

    def says(self, text: str) -> None:
        """Say it soon; of several the last."""
        self._text = text
        self._news.set()

    def of_reports(self, sentence: str) -> Callable[[int, int, str], None]:
        """Says ``sentence``, with {number} and {total} in it, at each report that is read."""
        return lambda number, total, _name: self.says(sentence.format(number=number, total=total))

    async def show(self, letter: Letter) -> None:
        """Put ``letter`` in the message's place; below it where it can't be edited."""
        page = self._page
        if page is not None and await change(place_of(page), page.message_id, letter):
            return
        sent: Message | None = await reply(self._to, letter)
        self._page = sent or page

    async def _tell(self) -> None:
        begun, shown = time.monotonic(), ""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_RENEWAL_SECONDS):
                    await self._news.wait()
            self._news.clear()
            seconds = int(time.monotonic() - begun)
            text = self._text + (f"\n{self._elapsed.format(seconds=seconds)}" if seconds >= _RENEWAL_SECONDS else "")
            if self._text and text != shown:
                with suppress(TelegramError):
                    await self.show(Letter("", text))
                shown = text
            if seconds >= _RENEWAL_SECONDS:
                await asyncio.sleep(1)
