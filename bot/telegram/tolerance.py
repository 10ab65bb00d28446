"""Refusals that happen to everybody and harm nobody, each by its own words; no other error is swallowed.

The words are telegram-bot-api's own; python-telegram-bot cuts "Bad Request: " off and capitalises.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from telegram.error import BadRequest

log = logging.getLogger(__name__)

_HARMLESS = (
    # A press, an inline or a guest query that waited too long; the person has gone on.
    "query is too old and response timeout expired or query id is invalid",
    "query_id_invalid",
    # An edit that changes nothing: the same button pressed twice.
    "message is not modified",
    # An edit of what the person has deleted meanwhile.
    "message to edit not found",
    "message_id_invalid",
)


@contextmanager
def tolerated() -> Iterator[None]:
    """Swallows the refusals above."""
    try:
        yield
    except BadRequest as error:
        if not error.message.lower().startswith(_HARMLESS):
            raise
        log.info("no longer possible: %s", error.message.split(":")[0][:60])
