"""The bot over an assistant that repeats the question in a reply of usual size, so that each reply can be told."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from bot.answer import Answer, Line, Part
from bot.settings import load_settings
from bot.telegram.app import run_telegram
from tests.telegram.samples import FIGURE, PaperAssistant


class Echo(PaperAssistant):
    def ask(self, text: str, **_: object) -> Answer:
        headline = Line("headline", (Part("echo", text),))
        return replace(FIGURE, id=f"e{text}", question=text, lines=(headline, *FIGURE.lines[1:]))

    def open(self, ref: str, **_: object) -> Answer:
        """A button says a number, too."""
        return self.ask(f"第{ref.removeprefix('n')}问")


if __name__ == "__main__":
    sys.exit(run_telegram(load_settings(Path("no.env")), Echo()))
