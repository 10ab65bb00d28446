"""Which kinds of updates are asked for: all that a handler needs, and no other."""

from __future__ import annotations

from telegram import Update

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
