"""The yardstick: a bare python-telegram-bot bot that answers every text with the same message and keyboard.

With ``PORT`` by webhook, for which python-telegram-bot wants tornado (``pip install tornado``).
"""

from __future__ import annotations

import json
import os
from typing import Any

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

_QUIET = LinkPreviewOptions(is_disabled=True)


def main() -> None:
    base = os.environ["TELEGRAM_API_BASE"]
    text, raw = json.loads(os.environ["REPLY"])
    keyboard = InlineKeyboardMarkup.de_json(raw, None) if raw else None

    async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.message
        if message and message.text:
            await message.reply_text(text, parse_mode="HTML", reply_markup=keyboard, link_preview_options=_QUIET)

    def request(size: int) -> HTTPXRequest:
        return HTTPXRequest(size, pool_timeout=60, httpx_kwargs={"trust_env": False})

    size = int(os.environ.get("POOL", "256"))
    builder: Any = ApplicationBuilder().token(os.environ["TELEGRAM_BOT_TOKEN"]).base_url(f"{base}/bot")
    app = builder.request(request(size)).get_updates_request(request(1)).concurrent_updates(256).build()
    app.add_handler(MessageHandler(filters.TEXT, answer))
    if port := os.environ.get("PORT"):
        url = f"http://127.0.0.1:{port}/hook"
        app.run_webhook("127.0.0.1", int(port), "hook", webhook_url=url, secret_token="secret_of_the_measurement")
    else:
        app.run_polling()


if __name__ == "__main__":
    main()
