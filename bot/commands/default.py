"""No command: Telegram where there is a token, else a chat in the terminal."""

from __future__ import annotations

from argparse import Namespace

from bot.settings import load_settings


def run(arguments: Namespace) -> int:
    if load_settings().telegram_bot_token is None:
        from bot.commands import chat

        return chat.run(arguments)
    from bot.commands import telegram

    return telegram.run(arguments)
