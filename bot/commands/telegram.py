"""``telegram``: the bot itself."""

from __future__ import annotations

from argparse import Namespace
from functools import partial

from bot.commands.opening import open_assistant
from bot.errors import SettingsError
from bot.settings import load_settings


def run(_arguments: Namespace) -> int:
    settings = load_settings()
    if settings.telegram_bot_token is None:
        raise SettingsError("没有设置 TELEGRAM_BOT_TOKEN：请在环境变量或 .env 里写上 @BotFather 给的 token")
    from bot.telegram.app import run_telegram

    reading = partial(open_assistant, settings, staying=True)

    return run_telegram(settings, reading(), reading)
