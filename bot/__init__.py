"""Ask an official report for its figures, on Telegram or in a terminal."""

__version__ = "0.1.0"
