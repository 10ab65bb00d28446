"""The bot over an assistant of paper, as a process: ``python -m tests.telegram.paper_bot``."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.settings import load_settings
from bot.telegram.app import run_telegram
from tests.telegram.samples import PaperAssistant

if __name__ == "__main__":
    sys.exit(run_telegram(load_settings(Path("no.env")), PaperAssistant()))
