"""``build``: the knowledge base, from the files named or from the folder."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from bot.commands.opening import progress
from bot.errors import KnowledgeError
from bot.knowledge.build import Built, build
from bot.knowledge.fingerprint import reports_in
from bot.settings import load_settings


def run(arguments: Namespace) -> int:
    settings = load_settings()
    paths = [path for name in arguments.reports for path in _expanded(Path(name))]
    if not paths:
        paths = reports_in(Path(arguments.reports[0]) if arguments.reports else settings.reports_dir)
    if not paths:
        where = arguments.reports[0] if arguments.reports else settings.reports_dir
        raise KnowledgeError(f"文件夹里没有报告：{where}；请把报告放进去，或用 REPORTS_DIR 指向有报告的文件夹")
    built = build(paths, settings.knowledge_db, progress(), named=bool(arguments.reports))
    print(_summary(built, settings.knowledge_db))
    for problem in built.problems:
        print(problem, file=sys.stderr)
    return 2 if built.problems else 0


def _expanded(path: Path) -> list[Path]:
    return reports_in(path) if path.is_dir() else [path]


def _summary(built: Built, db: Path) -> str:
    reused = len(built.reports) - len(built.extracted)
    return f"知识库建好了：{db}，{len(built.reports)} 份报告（新读 {len(built.extracted)}，未变 {reused}）"
