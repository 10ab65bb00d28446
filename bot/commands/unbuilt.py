"""Commands that are promised but not there yet; they say so instead of failing strangely."""

from __future__ import annotations

from argparse import Namespace

from bot.errors import BotError

_WHAT = {"bench": "性能基准"}


def run(arguments: Namespace) -> int:
    raise BotError(f"{_WHAT[arguments.command]}功能还没有做好（{arguments.command}: not built yet）")
