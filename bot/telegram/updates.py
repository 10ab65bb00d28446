"""Which kinds of updates are asked for: all that a handler needs, and no other."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from telegram import Bot, Update

# Explicit, for an omitted list means "as it was set last".
ALLOWED_UPDATES: tuple[str, ...] = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
    Update.MY_CHAT_MEMBER,
    Update.GUEST_MESSAGE,
)

# What decides whether a message is for us, and what it asks.
_CORE = frozenset(
    {
        *("message_id", "date", "edit_date", "chat", "from", "sender_chat", "via_bot", "forward_origin"),
        *("is_automatic_forward", "message_thread_id", "is_topic_message", "media_group_id", "reply_to_message"),
        *("text", "entities", "caption", "caption_entities", "migrate_to_chat_id", "migrate_from_chat_id"),
    }
)


def readable(raw: dict[str, Any], bot: Bot | None) -> Update | None:
    """``raw`` as an update; a message without its attachments if they are what cannot be read; else None."""
    with suppress(Exception):  # whatever python-telegram-bot makes of an object it does not know
        return Update.de_json(raw, bot)
    with suppress(Exception):
        return Update.de_json({key: _core(value) for key, value in raw.items()}, bot)
    return None


def _core(value: Any) -> Any:
    if not isinstance(value, dict) or "message_id" not in value:
        return value
    return {key: _core(part) for key, part in value.items() if key in _CORE}
