"""Sending a report's figures as a spreadsheet."""

from __future__ import annotations

import asyncio

from telegram.constants import ChatAction

from bot.answers.book import Book
from bot.answers.builder import title_of
from bot.reply.plain import clean, shorten
from bot.report.model import Section
from bot.telegram.send import Place, post_file
from bot.telegram.table import csv_of, file_name
from bot.telegram.typing import acting

_CAPTION_UNITS = 1000  # Bot API: at most 1024


async def send_table(place: Place, book: Book, section: Section | None) -> None:
    """The figures of a section, of the whole report for None, as a file whose caption tells the report."""
    rows = book.figures_in(section) if section else book.figures
    date = f"（{book.report.date}）" if book.report.date else ""
    part = f" · {title_of(section.ref)}" if section else ""
    async with acting(place, ChatAction.UPLOAD_DOCUMENT):
        data = await asyncio.to_thread(csv_of, book, rows)
        caption = shorten(clean(f"《{book.report.title}》{date}{part}"), _CAPTION_UNITS)
        await post_file(place, file_name(book, section), data, caption)
