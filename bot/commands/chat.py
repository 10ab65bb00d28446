"""The chat in the terminal: the same answers as on Telegram, choices by number. Reads a pipe too."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.answer import Answer, Choice, picked
from bot.commands.lines import bounded_lines
from bot.commands.opening import clean, open_assistant
from bot.reply.plain import clean as harmless

if TYPE_CHECKING:
    from bot.assistant import Assistant

CHAT = "terminal"
LONGEST_LINE = 10_000
PROMPT = "问> "

_LEAVE = {"q", "quit", "exit", "退出", "再见"}
_GREETING = "您好！请用一句话问报告里的内容，空一行没关系，输入 q 或按 Ctrl-D 离开。例如："


def run(_arguments: Namespace) -> int:
    assistant = open_assistant(staying=True)
    person = sys.stdin.isatty()
    if person:
        _say("\n".join([_GREETING, *(f"  {example}" for example in assistant.examples())]))
    with suppress(KeyboardInterrupt):  # Ctrl-C is a way to leave, not a failure
        converse(assistant, _typed() if person else bounded_lines(sys.stdin, LONGEST_LINE))
    if person:
        print()  # the shell's prompt does not belong behind ours
    return 0


def converse(assistant: Assistant, lines: Iterator[str]) -> None:
    """Answer line after line; a number opens the choice of the last answer that has it."""
    offered: tuple[Choice, ...] = ()
    for line in lines:
        text = clean(line).strip()
        if text.lower() in _LEAVE:
            return
        if text:
            chosen = picked(text, offered)
            answer = assistant.open(chosen.ref, chat=CHAT) if chosen else assistant.ask(text, chat=CHAT)
            offered = answer.choices + answer.suggestions
            _say(shown(answer))


def shown(answer: Answer) -> str:
    """The answer as a person reads it; choices and suggestions are numbered through."""
    lines = [line.text for line in answer.lines if line.role != "choice"]
    lines += [f"  {number}. {choice.label}" for number, choice in enumerate(answer.choices, 1)]
    further = enumerate(answer.suggestions, len(answer.choices) + 1)
    offers = [f"  {number}. {choice.label}" for number, choice in further]
    return "\n".join([*lines, *(["还可以问（输入编号）：", *offers] if offers else [])])


def _typed() -> Iterator[str]:
    with suppress(ImportError):
        import readline  # noqa: F401 - line editing that knows wide characters
    with suppress(EOFError):
        while True:
            yield input(PROMPT)[:LONGEST_LINE]


def _say(text: str) -> None:
    print(harmless(text) + "\n", flush=True)
