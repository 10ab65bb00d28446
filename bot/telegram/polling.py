"""Long polling: fetches updates for as long as it may, whatever the network does.

Instead of PTB's Updater, which retries a revoked token never and an unreadable update for ever, and
logs every failed attempt with its traceback.
"""

from __future__ import annotations

import asyncio
import logging
import time
import warnings
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.service.metrics import METRICS
from bot.telegram.intake import Intake
from bot.telegram.updates import ALLOWED_UPDATES, readable

log = logging.getLogger(__name__)

_MOST_UPDATES = 100
_POLL_SECONDS = 30  # the server caps it at 50
_SLACK_SECONDS = 10.0
# The first is short: it was a hiccup most of the time, and a press waits to be acknowledged.
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 30.0
_MOST_CONFLICTS = 12
_CONFLICTS_KEPT, _CONFLICT_SECONDS = 40, 600.0
_MOST_REJECTIONS = 3

_CONFLICT = "409 Conflict: another program receives updates with this token, or a webhook is set; only one may run"


class PollingEndedError(Exception):
    """Polling makes no sense any more; the message says why, in words for a log."""


class Poller:
    """Hands the bot's updates to ``intake``, in order, and asks for more when they are handled."""

    def __init__(
        self, bot: Bot, intake: Intake, pause: float = _FIRST_PAUSE, sign_of_life: Callable[[], None] = lambda: None
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._sign_of_life = sign_of_life
        self._first_pause = pause
        self._offset: int | None = None
        self._clock = time.monotonic
        self._conflicts: deque[float] = deque(maxlen=_CONFLICTS_KEPT)
        self._failures = 0
        self._last: type[TelegramError] | None = None
        self._trouble = ""
        self._missed = 0

    async def run(self) -> None:
        """Poll until cancelled.

        Raises:
            PollingEndedError: the token was revoked, or another program keeps taking our updates.
        """
        while True:
            try:
                confirming = self._offset is not None
                self._intake.keep()
                updates = await self._fetch(0 if self._intake.catching_up else _POLL_SECONDS)
            except TelegramError as error:
                await asyncio.sleep(self._pause_after(error))
            else:
                self._recovered()
                if confirming:
                    self._intake.confirmed()
                self._intake.take_batch(updates, more=len(updates) == _MOST_UPDATES)
                await self._intake.settled()

    async def confirm(self) -> None:
        """Tell the server what was taken, so that it isn't sent again at the next start."""
        if self._offset is not None:
            self._intake.keep()
            with suppress(TelegramError):
                await self._bot.get_updates(offset=self._offset, limit=1, timeout=0, allowed_updates=ALLOWED_UPDATES)
                self._intake.confirmed()

    async def _fetch(self, seconds: int) -> Sequence[Update]:
        try:
            updates = await self._bot.get_updates(
                offset=self._offset, timeout=seconds, read_timeout=_SLACK_SECONDS, allowed_updates=ALLOWED_UPDATES
            )
        except TelegramError:
            raise
        except Exception as error:
            log.error("updates that cannot be read: %s", type(error).__name__)
            return await self._fetch_readable()
        if updates:
            self._offset = max(update.update_id for update in updates) + 1
        return updates

    async def _fetch_readable(self) -> list[Update]:
        """The batch once more, raw and one by one: a single broken update must not block all others."""
        arguments = {"offset": self._offset, "timeout": 0, "allowed_updates": list(ALLOWED_UPDATES)}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # PTB advises the typed method, which is what failed
            batch: Any = await self._bot.do_api_request(
                "getUpdates", {k: v for k, v in arguments.items() if v is not None}
            )
        numbered = [raw for raw in batch if isinstance(raw.get("update_id"), int)] if _is_batch(batch) else []
        if not numbered:
            raise TelegramError("no updates in the response")
        self._offset = max(raw["update_id"] for raw in numbered) + 1
        return [update for raw in numbered if (update := readable(raw, self._bot))]

    def _pause_after(self, error: TelegramError) -> float:
        """How long to wait; grows with every failure in a row, logs only what is new."""
        self._failures = self._failures + 1 if type(error) is self._last else 1
        self._last = type(error)
        self._missed += 1
        METRICS.count("bot_poll_failures_total", error=type(error).__name__)
        self._give_up_if_hopeless(error)
        trouble = _CONFLICT if isinstance(error, Conflict) else f"cannot fetch updates ({type(error).__name__})"
        if trouble != self._trouble:
            log.warning("%s; trying again", trouble)
            self._trouble = trouble
        if isinstance(error, RetryAfter):
            wait = error.retry_after
            return wait if isinstance(wait, int) else wait.total_seconds()
        return min(self._first_pause * 2.0 ** (self._failures - 1), _LONGEST_PAUSE)

    def _give_up_if_hopeless(self, error: TelegramError) -> None:
        # A proxy may say 404 once; a revoked token says 401 every time.
        if isinstance(error, InvalidToken) and self._failures >= _MOST_REJECTIONS:
            raise PollingEndedError("the server rejects the token; it may have been revoked") from None
        if isinstance(error, Conflict):
            self._conflicts.append(self._clock())
            # Two that take turns at ending each other's polls both succeed in between.
            often = len(self._conflicts) == _CONFLICTS_KEPT and self._clock() - self._conflicts[0] < _CONFLICT_SECONDS
            if often or self._failures >= _MOST_CONFLICTS:
                raise PollingEndedError(_CONFLICT) from None

    def _recovered(self) -> None:
        self._sign_of_life()
        if self._trouble:
            self._intake.catch_up()
            log.info("fetching updates again; tries that failed: %d", self._missed)
        self._last, self._trouble, self._missed = None, "", 0


def _is_batch(response: object) -> bool:
    return isinstance(response, list) and all(isinstance(raw, dict) for raw in response)
