"""What is said, before it is sent: HTML, the same as plain text, and its buttons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from telegram import ForceReply, InlineKeyboardMarkup

from bot.answer import Answer, Choice, ReportRef
from bot.reply.html import render_html, render_source
from bot.reply.plain import TELEGRAM_LIMIT, clean, render_plain, shorten
from bot.telegram import words
from bot.telegram.keyboard import answer_keyboard
from bot.telegram.words import Language

_TAG = re.compile(r"</?[a-z][^<>]*>")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be sent. Without ``html`` it is sent plain; below ``photo``, a PNG or a file_id, as its caption.

    A ``document``, its name and what is in it, has a plain caption.
    """

    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | ForceReply | None = None
    photo: bytes | str | None = None
    document: tuple[str, bytes] | None = None

    @staticmethod
    def of(html: str, keyboard: InlineKeyboardMarkup | None = None) -> Letter:
        """One whose plain form is its HTML without the tags."""
        return Letter(html, unescape(_TAG.sub("", html)), keyboard)


def letter_of(
    answer: Answer,
    further: tuple[Choice, ...] = (),
    language: Language = "zh",
    report: ReportRef | None = None,
    picture: str | None = None,
) -> Letter:
    """``report`` is named at the foot of an answer that names none, so that a forwarded one still tells it.

    ``picture`` is the ref of the picture that may be had.
    """
    plain = render_plain(answer, TELEGRAM_LIMIT)
    return Letter(render_html(answer, report=report), plain, answer_keyboard(answer, further, language, picture))


def source_letter(answer: Answer, language: Language) -> Letter:
    """The sentence that an answer's first fact stands in, open, under the headings above it."""
    if not answer.sources:
        return Letter("", words.NO_SOURCE[language])
    source = answer.sources[0]
    plain = f"《{source.report.title}》\n{' › '.join(source.section.path)}\n{source.quote}"
    return Letter(render_source(source), shorten(clean(plain), TELEGRAM_LIMIT))
