"""``ask``: one answer, or a stream of them as JSON lines."""

from __future__ import annotations

import hashlib
import json
import logging
import sys
from argparse import Namespace
from collections.abc import Iterable
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bot.answer import Answer, Line, Part
from bot.commands.lines import bounded_lines
from bot.commands.opening import clean, open_assistant
from bot.errors import BotError
from bot.reply.plain import render_plain

if TYPE_CHECKING:
    from bot.assistant import Assistant

LONGEST_LINE = 1_000_000

log = logging.getLogger(__name__)


def run(arguments: Namespace) -> int:
    if not arguments.question:
        return _stream(arguments)
    question = clean(" ".join(arguments.question))
    if not question.strip():
        raise BotError("问题是空的：请写出想问什么，例如 python -m bot ask 去年电信网络诈骗案件多少起")
    answer = answered(open_assistant(), {"text": question})
    print(_json(answer) if arguments.json else render_plain(answer))
    return 0


def _stream(arguments: Namespace) -> int:
    if not arguments.json:
        raise BotError("没有问题：请写出想问什么，或用 --json 从标准输入逐行读取")
    assistant = open_assistant(staying=True)
    for line in _requests(bounded_lines(sys.stdin, LONGEST_LINE)):
        print(_json(_reply(assistant, line)), flush=True)
    return 0


def _requests(lines: Iterable[str]) -> Iterable[str]:
    return (line for line in lines if line.strip("\ufeff \t\0"))


def _reply(assistant: Assistant, line: str) -> Answer:
    """One answer for one line, whatever the line is: a program counts on the order."""
    request = _request(line)
    if request is None:
        return _apology(line, "这一行读不懂：应当是一个 JSON 对象，至少有 text（问题），可以有 chat、user、reply_to。")
    try:
        return answered(assistant, request)
    except Exception:
        log.debug("answering failed", exc_info=True)
        return _apology(request["text"], "回答这个问题时程序内部出错，请换个说法再问。")


def _request(line: str) -> dict[str, Any] | None:
    """The arguments of ``Assistant.ask``, or None for anything but an object with a text."""
    try:
        found = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("text"), str):
        return None
    names = {name: found.get(name) for name in ("chat", "user", "reply_to")}
    if not all(value is None or isinstance(value, str | int) for value in names.values()):
        return None
    given = {name: clean(str(value)) for name, value in names.items() if value is not None}
    return {"text": clean(found["text"]), **given}


def answered(assistant: Assistant, request: dict[str, Any]) -> Answer:
    """The assistant's answer, with the time it took."""
    start = perf_counter()
    answer = assistant.ask(**request)
    return answer.timed((perf_counter() - start) * 1000)


def _apology(question: str, sentence: str) -> Answer:
    digest = hashlib.sha256(question.encode("utf-8", "replace")).hexdigest()[:10]
    lines = (Line("headline", (Part("word", sentence),)),)
    return Answer(digest, clean(question)[:200], "not_found", lines, reason="not_understood")


def _json(answer: Answer) -> str:
    return json.dumps(answer.to_json(), ensure_ascii=False)
