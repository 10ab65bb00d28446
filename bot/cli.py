"""The command line: what may be typed, and how whatever goes wrong is said in one line.

Exit status: 0 success, 2 wrong usage or bad input, 130 interrupted. A command is a module of
``bot.commands`` with ``run(arguments) -> int``, imported only when it is called.
"""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn, TypeAlias

from bot.errors import BotError

USAGE = 2
INTERRUPTED = 130

log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status; never raises, but for SystemExit of the parser."""
    _speak_utf8()
    arguments = parser().parse_args(argv)
    if os.environ.get("LOG_LEVEL", "").upper() == "DEBUG":
        from bot.logs import set_up_logs

        set_up_logs("DEBUG")
    try:
        status: int = import_module(f"bot.commands.{arguments.module}").run(arguments)
        sys.stdout.flush()
        return status
    except BotError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return 0
    except ModuleNotFoundError as error:
        return _fail(f"缺少 Python 包 {error.name}：请先按 README 的第一条命令安装，再用 .venv 里的 python 运行")
    except Exception as error:
        log.debug("internal error", exc_info=True)
        return _fail(f"程序内部出错：{type(error).__name__} {error}（设环境变量 LOG_LEVEL=DEBUG 可看详情）")


def parser() -> argparse.ArgumentParser:
    """All commands with their options; the README is tested against it."""
    root = _Parser(
        prog="python -m bot",
        description="问政府工作报告：每个数字都有出处。不写命令：有 token 就是 Telegram 机器人，否则是终端问答。",
    )
    root.set_defaults(module="default")
    commands = root.add_subparsers(title="命令", metavar="COMMAND")
    _add_question_commands(commands)
    _add_knowledge_commands(commands)
    return root


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line instead of the usage and the error."""
        self.exit(USAGE, f"用法不对：{_one_line(message)}（用法见 {self.prog} --help）\n")


_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"


def _add_question_commands(commands: _Commands) -> None:
    _command(commands, "telegram", "Telegram 机器人（没有 token 就退出）")
    ask = _command(commands, "ask", "问一个问题；只写 --json 则逐行读 JSON、逐行回答")
    ask.add_argument("question", nargs="*", metavar="QUESTION", help="问题")
    ask.add_argument("--json", action="store_true", help="输出 JSON")
    words = _command(commands, "words", "一个词或问题为什么这样匹配")
    words.add_argument("word", nargs="*", metavar="WORD")
    words.add_argument("--export", action="store_true", help="把教过的说法写成词表补丁")
    words.add_argument("--json", action="store_true", help="输出 JSON")
    grade = _command(commands, "eval", "给一组问题评分", module="evaluate")
    grade.add_argument("file", metavar="FILE", help="问题集，JSON Lines")
    grade.add_argument("--facts", metavar="FILE", help="facts 里编号所指的表（默认取旁边的 *.facts.jsonl）")
    grade.add_argument(
        "--statements", metavar="FILE", help="statements 里编号所指的表（默认取旁边的 *.statements.jsonl）"
    )
    chart = _command(commands, "chart", "把一个回答画成图（PNG）")
    chart.add_argument("question", nargs="+", metavar="QUESTION", help="问题")
    chart.add_argument("-o", "--output", required=True, metavar="FILE", help="写到哪个 PNG 文件")
    _add_bench(commands)


def _add_knowledge_commands(commands: _Commands) -> None:
    build = _command(commands, "build", "建知识库；不写文件就用 REPORTS_DIR 里的全部报告")
    build.add_argument("reports", nargs="*", metavar="REPORT", help="报告文件（或文件夹）")
    facts = _command(commands, "facts", "列出抽取到的数字")
    facts.add_argument("--report", metavar="ID", help="只要这份报告")
    kind = facts.add_mutually_exclusive_group()
    for name, what in _FACTS.items():
        kind.add_argument(f"--{name}", dest="kind", action="store_const", const=name, help=what)
    form = facts.add_mutually_exclusive_group()
    form.add_argument("--json", dest="form", action="store_const", const="json", help="每行一个 JSON 对象")
    form.add_argument("--csv", dest="form", action="store_const", const="csv", help="CSV 表格")
    check = _command(commands, "check", "检查设置、知识库和数字台账")
    check.add_argument("report", nargs="?", metavar="REPORT", help="报告编号或文件")


def _add_bench(commands: _Commands) -> None:
    bench = _command(commands, "bench", "性能基准：与常见做法在同样的材料上比")
    bench.add_argument("--sizes", default="70,10k,100k", metavar="N,…", help="数字的个数，如 70,10k,100k,1m")
    bench.add_argument("--table", action="store_true", help="输出表格（默认每行一个 JSON 对象）")
    bench.add_argument("--questions", type=int, default=1000, metavar="N", help="问多少个问题（默认 1000）")
    bench.add_argument("--seconds", type=float, default=30.0, metavar="S", help="每种做法最多问多久（默认 30）")
    bench.add_argument("--seed", type=int, default=1, metavar="N", help="同一个种子生成同样的报告和问题")
    bench.add_argument("--folder", metavar="DIR", help="留着生成的报告和知识库，下次不用重建")
    bench.add_argument("--no-peers", action="store_true", help="只测本程序")


_FACTS = {
    "statements": "做了什么、发生了什么、计划什么",
    "findings": "细心的读者会注意到的矛盾",
    "ledger": "每个数字的去向",
    "text": "报告的净文本，各处位置都按它计",
}


def _command(commands: _Commands, name: str, what: str, module: str | None = None) -> _Parser:
    command = commands.add_parser(name, help=what, description=what)
    command.set_defaults(module=module or name, command=name)
    return command


def _speak_utf8() -> None:
    """UTF-8 whatever the locale; what cannot be decoded or encoded is shown, never raised."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _fail(sentence: str) -> int:
    print(_one_line(sentence), file=sys.stderr)
    return USAGE


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))


def _drop_output() -> None:
    """The reader has gone (``| head``): nothing is left to say, also not while shutting down."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
