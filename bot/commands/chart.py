"""``chart``: the picture of an answer, as a PNG file."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from bot.chart.picture import Nothing
from bot.chart.plan import Planner
from bot.chart.wish import Wish, wish_of
from bot.commands.opening import clean, open_assistant
from bot.errors import BotError, ChartError


def run(arguments: Namespace) -> int:
    """Writes the picture and says so. With nothing to draw: one sentence on standard error, no file, status 0."""
    target = _target(arguments.output)
    text = clean(" ".join(arguments.question)).strip()
    wish = wish_of(text) or Wish(text)
    if not wish.question:
        raise BotError("没说画什么：请写出一个问题，例如 python -m bot chart 电信网络诈骗案件历年变化 -o chart.png")
    assistant = open_assistant()
    _, found = Planner(assistant.knowledge).wished(wish, assistant.ask)
    if isinstance(found, Nothing):
        print(found.why, file=sys.stderr)
        return 0
    from bot.chart.draw import draw

    _write(target, draw(found))
    print(f"{found.title} → {target}")
    return 0


def _target(name: str) -> Path:
    """Where to write; BotError for what can be no PNG file."""
    target = Path(clean(name))
    if target.suffix.lower() not in ("", ".png"):
        raise BotError(f"只能画 PNG：{target} 请改用 .png 结尾的文件名")
    if target.is_dir() or not target.parent.is_dir():
        raise BotError(f"不能写到 {target}：" + ("这是一个文件夹" if target.is_dir() else "没有这个文件夹"))
    return target


def _write(target: Path, png: bytes) -> None:
    """Whole or not at all."""
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=".chart.", suffix=".tmp", delete=False) as out:
            temporary = Path(out.name)
            out.write(png)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        with suppress(OSError, UnboundLocalError):
            temporary.unlink()
        raise ChartError(f"不能写到 {target}：{error.strerror or error}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
