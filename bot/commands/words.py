"""``words``: why a word or a question matches what; ``--export``: what was taught, as a patch for the lists."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from bot.commands.opening import clean, open_assistant
from bot.commands.wordpatch import patch_of
from bot.errors import BotError
from bot.reply.plain import clean as harmless
from bot.settings import load_settings
from bot.state.read import taught_in
from bot.text.words import WORDS_DIR


def run(arguments: Namespace) -> int:
    if arguments.export:
        print(_exported(), end="")
        return 0
    word = clean(" ".join(arguments.word))
    if not word.strip():
        raise BotError("没有词：请写出要查的词或问题，例如 python -m bot words 电诈")
    from bot.question.explain import explain

    found = explain(open_assistant(), word)
    print(json.dumps(found, ensure_ascii=False) if arguments.json else harmless("\n".join(_readable(found))))
    return 0


def _exported() -> str:
    settings = load_settings()
    taught = taught_in(settings.state_db)
    if not taught:
        raise BotError(f"还没有教过说法（{settings.state_db}）：管理员在 Telegram 里用 /teach 教")
    return patch_of((WORDS_DIR / "synonyms.toml").read_text(encoding="utf-8"), taught)


def _readable(value: Any, depth: int = 0) -> Iterator[str]:
    """A tree of dicts and lists as indented lines; what is flat stays on one."""
    indent = "  " * depth
    for name, item in value.items() if isinstance(value, dict) else (("-", item) for item in value):
        if _flat(item):
            yield f"{indent}{name} {_inline(item)}"
        else:
            yield f"{indent}{name}"
            yield from _readable(item, depth + 1)


def _flat(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return not any(isinstance(item, dict | list | tuple) for item in inner)


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "  ".join(f"{name}={_inline(item)}" for name, item in value.items())
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
