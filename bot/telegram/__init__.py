"""The Telegram side: the only part of the house that imports ``telegram``."""

import os

# python-telegram-bot's switch for durations as timedelta; without it reading one warns of deprecation.
os.environ.setdefault("PTB_TIMEDELTA", "1")
