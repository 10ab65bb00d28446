"""Optional start-up calls: the command menus and the texts of the bot's profile.

Another Bot API server may not know them, and the bot works without: failures are logged and skipped.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Iterator

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import InvalidToken, TelegramError

from bot.telegram.adminwords import ADMIN_COMMANDS
from bot.telegram.transport import ServerError
from bot.telegram.words import (
    COMMANDS,
    DESCRIPTION,
    GROUP_COMMANDS,
    SHORT_DESCRIPTION,
    Language,
)

log = logging.getLogger(__name__)

# Chinese for everybody, English for clients set to English.
_CODES: dict[Language, str | None] = {"zh": None, "en": "en"}


async def introduce(bot: Bot, admins: frozenset[int] = frozenset()) -> None:
    """Set menus per scope and language, and the descriptions. Never raises."""
    failed: dict[str, str] = {}
    for name, call in _calls(bot, admins):
        try:
            await call
        except TelegramError as error:
            failed[name] = _reason(error)
        except Exception as error:
            failed[name] = f"unreadable response ({type(error).__name__})"
    if failed:
        log.warning("optional start-up calls failed and are skipped: %s", failed)


def _reason(error: TelegramError) -> str:
    # python-telegram-bot takes every 404 for a wrong token; ours was accepted a moment ago.
    if isinstance(error, InvalidToken):
        return "not known to this server (404)"
    return f"server error {error.status}" if isinstance(error, ServerError) else type(error).__name__


def _calls(bot: Bot, admins: frozenset[int]) -> Iterator[tuple[str, Awaitable[object]]]:
    for language, code in _CODES.items():
        for scope, commands in _menus(language, admins):
            yield f"setMyCommands {scope.type} {language}", bot.set_my_commands(commands, scope, code)
        yield f"setMyDescription {language}", bot.set_my_description(DESCRIPTION[language], code)
        yield f"setMyShortDescription {language}", bot.set_my_short_description(SHORT_DESCRIPTION[language], code)


def _menus(language: Language, admins: frozenset[int]) -> Iterator[tuple[BotCommandScope, tuple[tuple[str, str], ...]]]:
    everybody = COMMANDS[language]
    yield BotCommandScopeAllPrivateChats(), everybody
    yield BotCommandScopeAllGroupChats(), tuple(c for c in everybody if c[0] in GROUP_COMMANDS)
    for admin in sorted(admins):
        yield BotCommandScopeChat(admin), (*everybody, *ADMIN_COMMANDS[language])
