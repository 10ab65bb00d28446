"""After an outage: the newest question of each chat is answered, for the older ones there is one line.

Somebody who asked three times and got nothing wants one answer, not three in a row an hour later.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from telegram import Message, Update, User

from bot.telegram import words
from bot.telegram.address import is_addressed
from bot.telegram.notices import Notice

#: A question older than this has waited through an outage.
STALE_SECONDS = 180.0
# Telegram keeps updates for a day: what is older has a wrong date, and so says nothing.
_OLDEST_SECONDS = 25 * 60 * 60.0


@dataclass(slots=True)
class _Held:
    newest: Update
    older: int = 0


class Backlog:
    """Holds what is old, chat by chat, until all of it has come in."""

    def __init__(self, me: Callable[[], User], clock: Callable[[], float] = time.time) -> None:
        self._me = me
        self._clock = clock
        self._held: dict[int, _Held] = {}

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[Update]:
        return (held.newest for held in self._held.values())

    def sift(self, updates: Iterable[Update]) -> tuple[list[Update], list[Update]]:
        """(those to be handled, those left out); what is held is in neither."""
        batch = list(updates)
        # A press has no time of its own; but updates come in order.
        last = max((number for number, update in enumerate(batch) if self.is_old(update)), default=-1)
        passed, dropped = batch[last + 1 :], list[Update]()
        for update in batch[: last + 1]:
            (passed if _must_pass(update) else dropped).extend(self.hold(update))
        return passed, dropped

    def is_old(self, update: Update) -> bool:
        message = update.message
        if message is None:
            return False
        return STALE_SECONDS < self._clock() - message.date.timestamp() < _OLDEST_SECONDS

    def hold(self, update: Update) -> list[Update]:
        """Keep ``update`` if it is a question, and no older one of its chat; what is not kept."""
        chat = update.effective_chat
        if chat is None or not self._is_question(update):
            return [update]
        held = self._held.get(chat.id)
        self._held[chat.id] = _Held(update, held.older + 1 if held else 0)
        return [held.newest] if held else []

    def release(self) -> Iterator[Update | Notice]:
        """What is held, each chat's line before its answer; nothing is held any more."""
        held, self._held = self._held, {}
        for each in held.values():
            under = _message(each.newest)
            if each.older and under:
                language = words.language_of(each.newest.effective_user)
                yield Notice(under, words.AWAY[language].format(number=each.older))
            yield each.newest

    def _is_question(self, update: Update) -> bool:
        if update.callback_query:
            return True
        return update.message is not None and is_addressed(update.message, self._me()) is not None


def _must_pass(update: Update) -> bool:
    """Nothing that is asked: members that come and go, a group that moved, a picture."""
    return bool(update.my_chat_member or (update.message and not update.message.text))


def _message(update: Update) -> Message | None:
    under = update.message or (update.callback_query and update.callback_query.message)
    return under if isinstance(under, Message) else None
