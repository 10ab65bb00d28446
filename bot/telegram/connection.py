"""The first contact with the Bot API: a few tries, then one clear sentence."""

from __future__ import annotations

import asyncio
import logging
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.errors import BotError
from bot.telegram.transport import ServerError

log = logging.getLogger(__name__)

# Waits between the tries; a refused connection gives up after their sum.
PAUSES = (0.5, 1.0, 2.0, 4.0)


class ConnectionFailedError(BotError):
    """The Bot API server cannot be used; the sentence says which one and what to check."""


async def connect(bot: Bot, base: str, pauses: tuple[float, ...] = PAUSES) -> None:
    """Log in (``getMe``), trying ``len(pauses) + 1`` times.

    Raises:
        ConnectionFailedError: the token is wrong, or the server at ``base`` does not answer properly.
    """
    for number, pause in enumerate((*pauses, None), 1):
        try:
            await bot.initialize()
            return
        except InvalidToken:
            # PTB's own message holds the token, so it is not chained.
            raise ConnectionFailedError(_rejected(base)) from None
        except (TelegramError, TypeError, KeyError, ValueError) as error:
            # The latter three are PTB's way of saying that this is no Bot API object.
            if pause is None:
                raise ConnectionFailedError(_unusable(base, error, number)) from None
            log.debug("try %d: %s", number, type(error).__name__)
            await asyncio.sleep(max(pause, _wanted(error)))


def _wanted(error: Exception) -> float:
    """The pause that the server asks for, within reason."""
    wait = error.retry_after if isinstance(error, RetryAfter) else 0
    return min(wait if isinstance(wait, int) else wait.total_seconds(), 10.0)


def _rejected(base: str) -> str:
    return (
        f"{_host(base)} 不接受这个 TELEGRAM_BOT_TOKEN：请向 @BotFather 核对，用别的服务器时再核对 TELEGRAM_API_BASE。"
    )


def _unusable(base: str, error: Exception, tries: int) -> str:
    if isinstance(error, ServerError):
        trouble = f"出错了（HTTP {error.status}）"
    elif isinstance(error, TimedOut):
        trouble = "一直没有回应"
    elif type(error) is NetworkError:
        trouble = "连接不上"
    else:
        trouble = "的回应不像 Bot API 服务器"
    return f"{_host(base)} {trouble}（试了 {tries} 次）：请检查网络、代理和 TELEGRAM_API_BASE。"


def _host(base: str) -> str:
    # Not the whole address: it may hold a password.
    parts = urlsplit(base)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
