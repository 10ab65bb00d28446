"""No token in any log, whatever road it takes there."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

import pytest

from bot.logs import redact, set_up_logs

TOKEN = "123456789:AAHfake-token_for-the-tests_0123456789"
PLAIN_SECRET = "short:token"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    names = (None, "httpx", "httpcore", "telegram", "telegram.request")
    levels = {name: logging.getLogger(name).level for name in names}
    before = [(handler, handler.formatter) for handler in root.handlers]
    out = io.StringIO()
    set_up_logs("DEBUG", [PLAIN_SECRET], out)
    yield out
    root.handlers = [handler for handler, _ in before]
    for handler, formatter in before:
        handler.setFormatter(formatter)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_token_in_message_arguments_and_traceback(stream: io.StringIO) -> None:
    log = logging.getLogger("some.library")
    log.info("GET https://api.telegram.org/bot%s/getMe", TOKEN)
    log.info("secret %s", {"key": PLAIN_SECRET})
    try:
        raise ValueError(f"https://x/bot{TOKEN}/getMe")
    except ValueError:
        log.exception("failed with %r", TOKEN)
    log.error("where", stack_info=True)
    said = stream.getvalue()
    assert TOKEN not in said and PLAIN_SECRET not in said and TOKEN.split(":")[1] not in said
    assert "/bot***/getMe" in said and "ValueError" in said and "Traceback" in said


def test_record_that_cannot_be_formatted_spills_nothing(
    stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("lib").error("two %s %s", TOKEN)
    assert "unreadable log record" in stream.getvalue()
    assert TOKEN not in stream.getvalue() + capsys.readouterr().err


def test_libraries_that_log_addresses_and_updates_are_quiet(stream: io.StringIO) -> None:
    for name in ("httpx", "httpcore.http11"):
        logging.getLogger(name).info("HTTP Request")
    logging.getLogger("telegram.ext.Application").debug("Processing update: 去年电诈多少")
    logging.getLogger("telegram.request.BaseRequest").error("Can not load invalid JSON data: 去年电诈多少")
    assert stream.getvalue() == ""


def test_what_python_telegram_bot_received_is_left_out_at_every_level(stream: io.StringIO) -> None:
    received = [{"update_id": 1, "message": {"text": "去年电诈多少"}}]
    logging.getLogger("telegram.ext.ExtBot").critical("Error while parsing updates! Received data was %r", received)
    logging.getLogger("telegram.ext.Application").critical("no CallbackContext for update %s", received[0])
    assert "Error while parsing updates!" in stream.getvalue()
    assert "电诈" not in stream.getvalue()


def test_second_set_up_replaces_the_first(stream: io.StringIO) -> None:
    again = io.StringIO()
    set_up_logs("INFO", [], again)
    logging.getLogger("bot").info("once")
    assert stream.getvalue() == ""
    assert again.getvalue().count("once") == 1


def test_ordinary_numbers_stay() -> None:
    assert redact("12:30:45, 1234567:89, 2022 年 739 起") == "12:30:45, 1234567:89, 2022 年 739 起"


def test_a_record_is_one_line_of_pairs(stream: io.StringIO) -> None:
    log = logging.getLogger("bot.x")
    log.info('said "%s"', "a\nb", extra={"fields": {"update": 7, "kind": "a b"}})
    try:
        raise ValueError("x")
    except ValueError:
        log.exception("failed")
    first, second = stream.getvalue().splitlines()
    assert re.fullmatch(r'time=\S+\+00:00 level=INFO logger=bot.x message="said .*" update=7 kind="a b"', first)
    assert r"\"a\nb\"" in first
    assert 'message=failed exception="Traceback' in second
