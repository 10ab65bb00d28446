"""Draws conversations with the real bot as a phone shows them: ``python -m tests.telegram.phone FOLDER``.

Writes an HTML page 390 pixels wide for each conversation and, where there is a chromium, a picture of it. The
measures are those of Telegram for Android: bubbles, collapsed quotes of three lines, rows of equal buttons.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.commands.opening import open_assistant
from tests.telegram.recorder import ANNA, GROUP, ME, PRIVATE, Chat, with_command

JSON = dict[str, Any]
WIDTH = 390

#: A word said, a button pressed by its label (under the newest message that has it), or ``edit``.
TALKS: dict[str, tuple[JSON, list[str]]] = {
    "answer": (PRIVATE, ["电诈去年多少起", "那2019年呢"]),
    "buttons": (PRIVATE, ["电诈去年多少起", "> 历年", "> 占比", "> 原文"]),
    "picture": (PRIVATE, ["电诈去年多少起", "> 图"]),
    "parts": (PRIVATE, ["人才落户多少", "> 构成"]),
    "choices": (PRIVATE, ["纠纷类警情多少", "小区零发案目标完成没"]),
    "missing": (PRIVATE, ["2020年电诈多少起", "今天天气怎么样"]),
    "start": (PRIVATE, ["/start", "/help"]),
    "topics": (PRIVATE, ["/topics", "> 一 进展情况", "> 一(二) 全力维护城市公共安全", "> 一(二)4 加强消防安全管理"]),
    "lists": (PRIVATE, ["/indicators", "/targets"]),
    "findings": (PRIVATE, ["/findings", "/export", "/privacy"]),
    "measures": (PRIVATE, ["电诈去年多少起", "> 措施", "算力多少"]),
    "group": (GROUP, ["added", "大家中午吃什么", "/q@StatsBot 火灾死人了吗"]),
    "english": (PRIVATE, ["/language", "> English", "how many fraud cases last year", "/targets"]),
}

_STYLE = """
body { margin: 0; width: %dpx; background: #d5e3d0; font: 16px/1.32 "Noto Sans CJK SC", sans-serif; }
main { padding: 10px 8px 14px; display: flex; flex-direction: column; gap: 6px; }
.row { max-width: 326px; } .me { align-self: flex-end; } .bot { align-self: flex-start; }
.bubble { padding: 6px 10px 7px; border-radius: 14px; white-space: pre-wrap; overflow-wrap: anywhere; }
.me .bubble { background: #e3fecb; } .bot .bubble { background: #fff; }
.bot.keys .bubble { min-width: 280px; }
blockquote { margin: 3px 0 0; padding: 3px 8px 3px 9px; border-left: 3px solid #4a90d9; border-radius: 4px;
  background: #eaf3fb; font-size: 15px; position: relative; }
blockquote[expandable] { max-height: 59px; overflow: hidden; }
blockquote[expandable]::after { content: "\\2304"; position: absolute; right: 6px; bottom: -2px; color: #4a90d9; }
img { display: block; width: calc(100%% + 20px); margin: -6px -10px 6px; border-radius: 14px 14px 0 0; }
code { font-family: inherit; color: #2b6cb0; }
.key-row { display: flex; gap: 3px; margin-top: 3px; }
.key { flex: 1 1 0; min-width: 0; background: #8fa98fcc; color: #fff; border-radius: 8px; padding: 8px 4px;
  font-size: 14px; text-align: center; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.quoted { border-left: 3px solid #59a14f; padding-left: 7px; color: #4b7d42; font-size: 14px; margin-bottom: 3px; }
.note { align-self: center; background: #0003; color: #fff; border-radius: 12px; padding: 2px 10px; font-size: 13px; }
"""


class Phone:
    """A conversation and what is on its screen: (whose, HTML, keyboard) by message id."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._shown: dict[int, tuple[str, str, list[list[JSON]]]] = {}
        self._next = 9001
        self._seen = 0

    async def play(self, said: str) -> None:
        if said == "added":
            await self._added()
        elif said.startswith("> "):
            await self._press(said[2:])
        else:
            message = self._chat.message(text=said, **with_command(said))
            self._shown[message["message_id"]] = ("me", html.escape(said), [])
            await self._chat.update(message=message)
        self._read()

    async def _added(self) -> None:
        left = {"status": "left", "user": ME}
        change = {"chat": self._chat.chat, "from": ANNA, "date": 1, "old_chat_member": left}
        await self._chat.update(my_chat_member={**change, "new_chat_member": {"status": "member", "user": ME}})

    async def _press(self, label: str) -> None:
        for number, (_, text, keys) in reversed(self._shown.items()):
            for button in (each for row in keys for each in row if each["text"] == label):
                under = {**self._chat.message(), "from": ME, "text": text, "message_id": number}
                await self._chat.press(button["callback_data"], message=under)
                return
        raise LookupError(f"no button {label}")

    def _read(self) -> None:
        for name, data in self._chat.api.calls[self._seen :]:
            if name in ("sendMessage", "sendPhoto"):
                self._shown[self._next] = self._drawn(data)
                self._next += 1
            elif name == "editMessageText":
                self._shown[int(data["message_id"])] = self._drawn(data)
            elif name == "answerCallbackQuery" and data.get("text"):
                self._shown[-len(self._shown)] = ("note", html.escape(data["text"]), [])
        self._seen = len(self._chat.api.calls)

    def _drawn(self, data: JSON) -> tuple[str, str, list[list[JSON]]]:
        said = str(data.get("text") or data.get("caption") or "")
        text = _photo(data.get("photo")) + (said if data.get("parse_mode") else html.escape(said))
        quoted = data.get("reply_parameters") or {}
        quoted = json.loads(quoted) if isinstance(quoted, str) else quoted
        earlier = self._shown.get(quoted.get("message_id", 0), ("", "", []))[1]
        head = f'<div class="quoted">{earlier}</div>' if earlier else ""
        markup = data.get("reply_markup") or {}
        markup = json.loads(markup) if isinstance(markup, str) else markup
        return ("bot", head + text, markup.get("inline_keyboard", []))

    def page(self) -> str:
        rows = []
        for who, text, keys in self._shown.values():
            if who == "note":
                rows.append(f'<div class="note">{text}</div>')
                continue
            text = re.sub(r"\n?(</?blockquote[^>]*>)\n?", r"\1", text)
            board = "".join(f'<div class="key-row">{"".join(map(_key, row))}</div>' for row in keys)
            rows.append(
                f'<div class="row {who}{" keys" if keys else ""}"><div class="bubble">{text}</div>{board}</div>'
            )
        head = f'<!doctype html><meta charset="utf-8"><style>{_STYLE % WIDTH}</style>'
        return f"{head}<main>{''.join(rows)}</main>"


def _photo(content: object) -> str:
    if not isinstance(content, bytes):
        return ""
    return f'<img src="data:image/png;base64,{b64encode(content).decode()}">'


def _key(button: JSON) -> str:
    return f'<div class="key">{html.escape(button["text"])}</div>'


async def draw(folder: Path) -> None:
    assistant = open_assistant(staying=True)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (where, said) in TALKS.items():
        async with Chat(where, assistant) as chat:
            phone = Phone(chat)
            for each in said:
                await phone.play(each)
            page = folder / f"{name}.html"
            page.write_text(phone.page(), encoding="utf-8")
            photograph(page)


def photograph(page: Path) -> None:
    """A picture beside the page, as tall as the conversation is."""
    browser = shutil.which("chromium")
    if browser is None:
        return
    with TemporaryDirectory() as profile:
        quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"]
        quiet += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        base = [browser, *quiet, f"--user-data-dir={profile}"]
        probe = page.with_suffix(".probe.html")
        script = "<script>onload=()=>document.title=document.querySelector('main').offsetHeight</script>"
        probe.write_text(page.read_text(encoding="utf-8") + script, encoding="utf-8")
        window = f"--window-size={max(WIDTH, 500)},900"
        found = subprocess.run(
            [*base, window, "--dump-dom", probe.as_uri()], capture_output=True, text=True, check=True
        )
        probe.unlink()
        title = re.search(r"<title>(\d+)", found.stdout)
        height = int(title[1]) if title else 900
        picture = [f"--screenshot={page.with_suffix('.png')}", f"--window-size={WIDTH},{height}"]
        subprocess.run([*base, *picture, page.as_uri()], capture_output=True, check=True)


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1])))
