"""Structured logging without secrets: no bot token and no message text ever reaches a log line.

One record is one line of ``key=value`` pairs (logfmt), tracebacks included; further pairs come from
``extra={"fields": {…}}``.

The token is part of every Bot API address, and httpx logs addresses (at INFO), as do exceptions
and tracebacks of any library. So whole lines are redacted after they are formatted.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

# What BotFather hands out: the bot's id, a colon, 35 characters.
_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
_BARE = re.compile(r"[^\s\"=]+")
_SHORTEST_SECRET = 6


class RedactingFormatter(logging.Formatter):
    """Writes a record as one line, exceptions and stacks included, then blots out every token in the result."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        # Shorter ones would blot out ordinary words; no real token or secret is that short.
        self._secrets = tuple(s for s in secrets if len(s) >= _SHORTEST_SECRET)

    def format(self, record: logging.LogRecord) -> str:
        try:
            line = self._line(record)
        except Exception as error:
            # logging would print the raw arguments to stderr, and they may hold the token.
            line = (
                f"level={record.levelname} logger={record.name} message=unreadable log record ({type(error).__name__})"
            )
        return redact(line, self._secrets)

    def _line(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        pairs: dict[str, object] = {"time": time, "level": record.levelname, "logger": record.name}
        pairs |= {"message": _message(record), **getattr(record, "fields", {})}
        if record.exc_info and record.exc_info[0]:
            pairs["exception"] = self.formatException(record.exc_info)
        if record.stack_info:
            pairs["stack"] = self.formatStack(record.stack_info)
        return " ".join(f"{key}={_quoted(str(value))}" for key, value in pairs.items())


def _message(record: logging.LogRecord) -> str:
    # python-telegram-bot's arguments are what it received or was handling, at CRITICAL as well: somebody's words.
    return str(record.msg) if record.name.partition(".")[0] == "telegram" else record.getMessage()


def _quoted(value: str) -> str:
    """As it is where that is one word, else in double quotes with line ends and quotes escaped."""
    return value if _BARE.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """``text`` with ``***`` in place of ``secrets`` and of anything that looks like a bot token."""
    for secret in secrets:
        text = text.replace(secret, "***")
    return _TOKEN.sub("***", text)


def set_up_logs(level: str = "INFO", secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send all logs to ``stream`` (standard error), redacted; a second call replaces the first.

    Handlers that others hung on the root logger stay, but learn to redact too.
    """
    # A full disk behind standard error is no reason to say so there, with the arguments of the record.
    logging.raiseExceptions = False
    root = logging.getLogger()
    formatter = RedactingFormatter(secrets)
    for handler in list(root.handlers):
        if isinstance(handler, _OurHandler):
            root.removeHandler(handler)
        handler.setFormatter(formatter)
    ours = _OurHandler(stream or sys.stderr)
    ours.setFormatter(formatter)
    root.addHandler(ours)
    root.setLevel(level)
    _quieten(logging.getLevelName(level))


class _OurHandler(logging.StreamHandler[TextIO]):
    """Marks the handler that ``set_up_logs`` may replace."""


def _quieten(level: int) -> None:
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    # At DEBUG python-telegram-bot logs whole updates, and with them what people wrote.
    logging.getLogger("telegram").setLevel(max(level, logging.INFO))
    # An unreadable server response is logged as it is; it may be somebody's message cut short.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL + 1)
