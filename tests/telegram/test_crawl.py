"""Every button, menu entry and suggestion, followed to its end: none ends empty, none fails."""

from __future__ import annotations

import json
from collections import deque
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.telegram.adminwords import ADMIN_COMMANDS
from bot.telegram.words import COMMANDS
from tests.telegram.recorder import ANNA, ME, Chat
from tests.telegram.telegram_html import check_length, parse

JSON = dict[str, Any]

QUESTIONS = (
    *("电诈去年多少起", "人才落户多少", "纠纷类警情多少", "2020年电诈多少起", "今天天气怎么样", "小区零发案目标完成没"),
    *("有哪些问题", "下一步怎么做", "警情", "算力多少", "目标有哪些", "消防做了什么", "你好", "how many cameras"),
)
#: Presses that only tell something for a moment.
_TOASTS = ("v1:w:",)


class Crawl:
    """Presses each button once, wherever it was seen first."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.waiting: deque[str] = deque()
        self.seen: set[str] = set()
        self._read = 0

    async def say(self, text: str) -> None:
        await self.chat.say(text)
        self._check(text)

    async def to_the_end(self) -> None:
        while self.waiting:
            data = self.waiting.popleft()
            under = {**self.chat.message(), "from": ME, "text": "…", "message_id": 500}
            await self.chat.press(data, message=under)
            answers = [name for name, _ in self._new() if name == "answerCallbackQuery"]
            assert answers == ["answerCallbackQuery"], data
            self._check(data)

    def _new(self) -> list[tuple[str, JSON]]:
        return self.chat.api.calls[self._read :]

    def _check(self, cause: str) -> None:
        calls, self._read = self._new(), len(self.chat.api.calls)
        shown = [data for name, data in calls if name in ("sendMessage", "editMessageText")]
        files = [data for name, data in calls if name in ("sendDocument", "sendPhoto")]
        assert shown or files or cause.startswith(_TOASTS), f"{cause}: nothing came"
        for data in shown:
            text = parse(data["text"]) if data.get("parse_mode") else check_length(data["text"])
            assert "已经不在报告里" not in text and "找不到" not in text and "抱歉" not in text, cause
            self._keep(data, cause)

    def _keep(self, data: JSON, cause: str) -> None:
        markup = data.get("reply_markup") or {}
        rows = (json.loads(markup) if isinstance(markup, str) else markup).get("inline_keyboard", [])
        buttons = [button for row in rows for button in row]
        assert all(1 <= len(row) <= 8 for row in rows) and len(buttons) <= 100, cause
        for button in buttons:
            assert button["text"].strip(), cause
            if "copy_text" in button:
                assert 1 <= len(button["copy_text"]["text"]) <= 256, cause
                continue
            assert 1 <= len(button["callback_data"].encode()) <= 64, cause
            if button["callback_data"] not in self.seen:
                self.seen.add(button["callback_data"])
                self.waiting.append(button["callback_data"])


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_button_leads_somewhere(assistant: Assistant, language: str) -> None:
    async with Chat(assistant=assistant, admins=frozenset({ANNA["id"]})) as chat:
        chat.store.choose(chat.chat["id"], language=language)
        crawl = Crawl(chat)
        for name, _ in (*COMMANDS["zh"], *ADMIN_COMMANDS["zh"]):
            await crawl.say(f"/{name}")
        for question in QUESTIONS:
            await crawl.say(question)
        # Buttons that choose another language or forget would change what is looked at.
        crawl.waiting = deque(data for data in crawl.waiting if not data.startswith("v1:l:"))
        await crawl.to_the_end()
        kinds = {data.split(":")[1] for data in crawl.seen}
    assert set("oqatielw") <= kinds
    assert len(crawl.seen) > 200
