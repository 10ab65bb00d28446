"""Updates of 200 people and 20 groups, each question once."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from itertools import count
from typing import Any

from tests.telegram.recorder import ME

JSON = dict[str, Any]
PEOPLE, GROUPS = 200, 20


def chats() -> list[JSON]:
    private = [{"id": 1000 + n, "type": "private", "first_name": f"甲{n}"} for n in range(PEOPLE)]
    return private + [{"id": -(10**12) - n, "type": "supergroup", "title": f"群{n}"} for n in range(GROUPS)]


def questions(texts: list[str] | None = None, seed: int = 1) -> Iterator[JSON]:
    """Updates without end; ``texts`` in turn, else a number each. Group questions begin with ``/q``."""
    everyone, dice, numbers = chats(), random.Random(seed), count(1)
    while True:
        for chat in dice.sample(everyone, len(everyone)):
            number = next(numbers)
            text = texts[number % len(texts)] if texts else f"第{number}问"
            yield update(number, chat, text)


def mixed(share: float, seed: int = 1) -> Iterator[JSON]:
    """Questions, a number each; a ``share`` of them asked by pressing a button."""
    dice = random.Random(seed)
    for each in questions(seed=seed):
        yield press(each) if dice.random() < share else each


def chat_of(update: JSON) -> int:
    asked = update.get("message") or update["callback_query"]["message"]
    return int(asked["chat"]["id"])


def press(each: JSON) -> JSON:
    """The same question in the same chat, as a button under one of our messages."""
    number, message = each["update_id"], each["message"]
    under = {**message, "from": ME, "text": "…", "entities": []}
    query = {"id": f"p{number}", "from": message["from"], "chat_instance": "x", "data": f"v1:o:n{number}"}
    return {"update_id": number, "callback_query": {**query, "message": under}}


def update(number: int, chat: JSON, text: str) -> JSON:
    who = {"id": chat["id"] if chat["id"] > 0 else 5000 - chat["id"] % 1000 + number % 7, "is_bot": False}
    message = {"message_id": number, "date": int(time.time()), "chat": chat, "from": {**who, "first_name": "甲"}}
    said = text if chat["id"] > 0 else f"/q {text}"
    entities = [] if chat["id"] > 0 else [{"type": "bot_command", "offset": 0, "length": 2}]
    return {"update_id": number, "message": {**message, "text": said, "entities": entities}}
