"""Where updates come in, from polling or from the webhook: each once, none from a flood, nothing stale.

An update is confirmed to Telegram when it has been handled, or is written down (``waiting``): what a killed
process left unanswered comes again or is found there, and what it answered is known by its receipt.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from telegram import Bot, Message, Update

from bot.service.metrics import METRICS
from bot.telegram import words
from bot.telegram.address import is_addressed, is_private
from bot.telegram.backlog import Backlog
from bot.telegram.flood import Flood, Verdict
from bot.telegram.memory import Memory
from bot.telegram.notices import Notice
from bot.telegram.order import chat_of
from bot.telegram.receipts import Receipts, key_of
from bot.telegram.updates import readable
from bot.telegram.waiting import Waiting

log = logging.getLogger(__name__)

_MOST_OUTSTANDING = 2000
#: What takes longer is written down; nobody else has to wait for it, and a press least of all.
PATIENCE_SECONDS = 0.3
_LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class _Taken:
    update: Update
    done: asyncio.Future[None]


class Intake:
    """Puts updates into ``queue``; ``holds`` tells whether a chat is waiting for a flood limit."""

    def __init__(
        self,
        queue: asyncio.Queue[object],
        receipts: Receipts | None = None,
        holds: Callable[[object], bool] = lambda _: False,
        flood: Flood | None = None,
        waiting: Waiting | None = None,
    ) -> None:
        self._queue = queue
        self._receipts = Receipts() if receipts is None else receipts
        self._holds = holds
        self._flood = Flood() if flood is None else flood
        self._bot: Bot | None = None
        self._backlog = Backlog(lambda: self._the_bot.bot)
        self._seen: Memory[str, bool] = Memory(20_000)
        self._waiting = Waiting() if waiting is None else waiting
        self._outstanding: dict[str, _Taken] = {}
        self._stopped = False
        self._chats: Counter[int] = Counter()
        self._progress = asyncio.Event()
        self._catching_up = True

    def attach(self, bot: Bot) -> None:
        """The bot that the updates are for; it must be logged in."""
        self._bot = bot

    @property
    def catching_up(self) -> bool:
        """Whether the next batch may be of an outage; then it is fetched without waiting."""
        return self._catching_up

    @property
    def outstanding(self) -> int:
        return len(self._outstanding)

    @property
    def crowded(self) -> bool:
        """Whether more is under way than should be: no more is to be taken."""
        return len(self._outstanding) > _MOST_OUTSTANDING

    def recall(self) -> None:
        """Take what an earlier process left unanswered."""
        left = self._waiting.updates()
        for raw in left:
            update = readable(raw, self._the_bot)
            if update and (key := key_of(update)) not in self._receipts and not self.hold(update):
                self._seen.put(key, True)
                self._pass_on(update, key)
        if left:
            log.info("%d updates were left unanswered; %d are taken up", len(left), len(self._current()))
        self._drop_the_rest()

    def keep(self) -> None:
        """What is not finished will not come again: write it down."""
        if not self._stopped:
            for key, update in self._current().items():
                self._waiting.keep(key, update)
            self._drop_the_rest()

    def keep_one(self, update: Update) -> None:
        """The same for an update that ``take`` has taken."""
        if not self._stopped and (key := key_of(update)) in self._outstanding:
            self._waiting.keep(key, update)

    def stop(self) -> int:
        """The process ends before all is answered: what is open stays open. How many there are."""
        self.keep()
        self._stopped = True
        return len(self._waiting)

    def catch_up(self) -> None:
        """There was an interruption: what comes next may be old."""
        self._catching_up = True

    def take_batch(self, updates: Sequence[Update], more: bool) -> None:
        """Updates as polled; ``more`` of them wait on the server."""
        if not self._catching_up:
            self._take_all(updates)
            return
        fresh, dropped = self._backlog.sift(updates)
        self._leave_out(dropped)
        # Behind the first new message nothing is old any more.
        self._catching_up = more and len(self._backlog) > 0 and not any(update.message for update in fresh)
        if not self._catching_up:
            self.release()
        self._take_all(fresh)

    def hold(self, update: Update) -> bool:
        """Whether ``update`` is of an outage and waits for ``release``; for the webhook, which brings them singly."""
        if not self._backlog.is_old(update):
            return False
        if not self._is_new(update):
            return True
        self._leave_out(self._backlog.hold(update))
        return True

    def release(self) -> None:
        for each in self._backlog.release():
            if isinstance(each, Notice):
                self._queue.put_nowait(each)
            elif (key := key_of(each)) not in self._receipts and key not in self._outstanding:
                self._seen.put(key, True)
                self._pass_on(each, key)

    def take(self, update: Update) -> asyncio.Future[None] | None:
        """Have ``update`` handled; done when it is, None if there is nothing to do."""
        key = key_of(update)
        if key in self._outstanding:
            METRICS.count("bot_updates_dropped_total", reason="duplicate")
            return self._outstanding[key].done
        if not self._is_new(update):
            return None
        return self._pass_on(update, key) if self._is_bearable(update) else None

    def finished(self, update: object) -> None:
        """All is done for ``update``."""
        if not isinstance(update, Update) or self._stopped:
            return
        key = key_of(update)
        self._receipts.mark(key)
        self._waiting.drop(key)
        taken = self._outstanding.pop(key, None)
        if taken and not taken.done.done():
            taken.done.set_result(None)
        if (chat := chat_of(update)) and taken:
            self._chats[chat.id] -= 1
            if self._chats[chat.id] <= 0:
                del self._chats[chat.id]
        self._progress.set()

    def confirmed(self) -> None:
        """Telegram won't deliver again what was finished so far."""
        self._receipts.forget(but=self._outstanding)

    async def settled(self) -> None:
        """Wait until all is finished but for chats at a flood limit; not for long, for others want to be taken."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not self._idle() and (time.monotonic() < end or self.crowded):
            self._progress.clear()
            try:
                # Not wait_for: before Python 3.12 it may swallow the cancellation that comes with a SIGTERM.
                async with asyncio.timeout(_LOOK_SECONDS):
                    await self._progress.wait()
            except TimeoutError:
                continue

    def _idle(self) -> bool:
        if self.crowded:
            return False
        waiting = sum(number for chat, number in self._chats.items() if self._holds(chat))
        return waiting >= len(self._outstanding)

    @property
    def _the_bot(self) -> Bot:
        assert self._bot is not None, "attach comes first"
        return self._bot

    def _take_all(self, updates: Iterable[Update]) -> None:
        for update in updates:
            self.take(update)

    def _pass_on(self, update: Update, key: str) -> asyncio.Future[None]:
        METRICS.count("bot_updates_total", kind=_kind(update))
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._outstanding[key] = _Taken(update, done)
        if chat := chat_of(update):
            self._chats[chat.id] += 1
        self._queue.put_nowait(update)
        return done

    def _current(self) -> dict[str, Update]:
        held = {key_of(update): update for update in self._backlog}
        return {**{key: taken.update for key, taken in self._outstanding.items()}, **held}

    def _drop_the_rest(self) -> None:
        """What is of an outage and not the newest of its chat, and what was answered before."""
        current = self._current() if len(self._waiting) else {}
        for key in self._waiting:
            if key not in current:
                self._waiting.drop(key)

    def _is_new(self, update: Update) -> bool:
        key = key_of(update)
        new = key not in self._receipts and self._seen.first_time(key, True)
        if not new:
            METRICS.count("bot_updates_dropped_total", reason="duplicate")
            log.info("update %s has been answered before", update.update_id)
        return new

    def _is_bearable(self, update: Update) -> bool:
        verdict = self._judge(update)
        if verdict == "take":
            return True
        METRICS.count("bot_updates_dropped_total", reason="flood")
        text = words.SLOW_DOWN[words.language_of(update.effective_user)]
        if verdict == "tell":
            log.info("somebody sends too much; update %s and more are left out for a while", update.update_id)
            if update.message:
                self._queue.put_nowait(Notice(update.message, text))
        if update.callback_query:  # each of them is waited for
            self._queue.put_nowait(Notice(update.callback_query, text))
        return False

    def _judge(self, update: Update) -> Verdict:
        sender, chat = update.effective_sender, chat_of(update)
        if sender is None or not self._asks(update):
            return "take"
        return self._flood.judge(sender.id, self._chats[chat.id] if chat else 0)

    def _asks(self, update: Update) -> bool:
        """Talk in a group that is not for us is no flood; nor are inline queries, one for each key that is struck."""
        message: Message | None = update.message
        if message is None or is_private(message):
            return not (update.my_chat_member or update.inline_query)
        return is_addressed(message, self._the_bot.bot) is not None

    def _leave_out(self, updates: Sequence[Update]) -> None:
        for update in updates:
            METRICS.count("bot_updates_dropped_total", reason="late")
            if query := update.callback_query:
                self._queue.put_nowait(Notice(query, words.PRESS_LATE[words.language_of(query.from_user)]))
            log.debug("update %s is too old", update.update_id)


def _kind(update: Update) -> str:
    return next((name for name in Update.ALL_TYPES if getattr(update, name) is not None), "other")
