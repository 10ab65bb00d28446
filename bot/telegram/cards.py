"""Answers as cards of an inline list: what is seen while choosing, and the message that is sent when one is chosen.

A card's message stands in chats where nobody knows us, so it carries its report, section, page and
sentence like any other reply, and a way to us.
"""

from __future__ import annotations

import hashlib

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.helpers import create_deep_linked_url

from bot.answer import Answer, LineRole
from bot.reply.html import render_html
from bot.reply.plain import clean, shorten
from bot.telegram import words
from bot.telegram.desk import Desk
from bot.telegram.keyboard import buttons, markup, rows

_TITLE, _DESCRIPTION = 100, 200
_OFFERS = 4


def card(answer: Answer, desk: Desk, me: str | None) -> InlineQueryResultArticle:
    """A result for ``answer``; ``me`` is our user name. The id is the same for the same answer, always."""
    return InlineQueryResultArticle(
        card_id(answer),
        _line(_title(answer), _TITLE),
        message_of(answer, desk),
        description=_line(_description(answer), _DESCRIPTION),
        reply_markup=keyboard(answer, desk, me),
    )


def message_of(answer: Answer, desk: Desk) -> InputTextMessageContent:
    return InputTextMessageContent(
        text_of(answer, desk),
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )


def text_of(answer: Answer, desk: Desk) -> str:
    return render_html(answer, report=desk.named(answer))


def card_id(answer: Answer) -> str:
    """The fact's own id where one figure is the answer; else made of what is said. At most 64 bytes."""
    if len(answer.observations) == 1 and answer.status == "answer":
        return f"o-{answer.observations[0].id}"[:64]
    return "a-" + hashlib.sha256(answer.text.encode("utf-8", "replace")).hexdigest()[:16]


def keyboard(answer: Answer, desk: Desk, me: str | None) -> InlineKeyboardMarkup | None:
    """Where to go from here in place, and the way to a private chat.

    Telegram tells us the id of an inline message only where there are buttons under it.
    """
    offers = [*answer.choices, *desk.further(answer)][:_OFFERS]
    row = buttons((words.label_in("zh", choice.label), "open", choice.ref) for choice in offers)
    if me:
        row.append(InlineKeyboardButton(words.ASK_ME, url=create_deep_linked_url(me, _payload(answer))))
    return markup(rows(row))


def _payload(answer: Answer) -> str | None:
    return answer.observations[0].id if len(answer.observations) == 1 else None


def _title(answer: Answer) -> str:
    figure, many = _of_role(answer, "headline"), len(answer.observations)
    if many > 1 and figure:
        return words.SEVERAL.format(number=many, first=figure)
    named = answer.observations[0].indicator if len(answer.observations) == 1 else ""
    return f"{figure} · {named}" if named and named not in figure else figure or answer.text


def _description(answer: Answer) -> str:
    section = answer.sources[0].section if answer.sources else None
    detail = _of_role(answer, "detail")
    if len(answer.observations) == 1:  # its name stands in the title
        detail = detail.removeprefix(answer.observations[0].indicator).lstrip(" ·")
    place = f"{section.label} {section.title}".strip() if section else ""
    return " · ".join(text for text in (detail, place) if text)


def _of_role(answer: Answer, role: LineRole) -> str:
    return next((line.text for line in answer.lines if line.role == role), "")


def _line(text: str, limit: int) -> str:
    return shorten(" ".join(clean(text).split()), limit) or "…"
