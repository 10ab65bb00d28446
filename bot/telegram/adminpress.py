"""What the admins' buttons say: ``v1:m:<verb>_<arguments>``, to everybody else a button of another version."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import CallbackQuery, MaybeInaccessibleMessage, User
from telegram.constants import ChatType

from bot.telegram.words import Language

_DATA = re.compile(r"v1:m:([a-z]+)((?:_[A-Za-z0-9-]+)*)")


def encode(verb: str, *arguments: str) -> str:
    """Callback data, far below Telegram's 64 bytes: arguments are refs and numbers."""
    return f"v1:m:{'_'.join((verb, *arguments))}"


@dataclass(frozen=True, slots=True)
class Order:
    """What an admin's button says: a verb and its arguments."""

    verb: str
    arguments: tuple[str, ...] = ()

    @staticmethod
    def of(data: str | None) -> Order | None:
        match = _DATA.fullmatch(data or "")
        return Order(match[1], tuple(match[2].split("_")[1:])) if match else None

    def argument(self, place: int) -> str:
        """Empty where there is none."""
        return self.arguments[place] if len(self.arguments) > place else ""

    def number(self, place: int) -> int:
        """An argument as a number; 0 where there is none."""
        given = self.argument(place)
        return int(given[:9]) if given.isascii() and given.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button pressed in private: ``under`` which message, and what it says."""

    under: MaybeInaccessibleMessage
    order: Order
    user: User
    language: Language = "zh"

    @staticmethod
    def of(query: CallbackQuery | None) -> Pressed | None:
        """None for any button that is no admin's, and in a group; who ``user`` is was not looked at."""
        order = Order.of(query.data) if query else None
        if query is None or order is None or query.message is None or query.message.chat.type != ChatType.PRIVATE:
            return None
        return Pressed(query.message, order, query.from_user)
