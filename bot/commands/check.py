"""``check``: settings, knowledge base and ledger; what is wrong, in words."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.commands.opening import open_knowledge
from bot.errors import BotError
from bot.facts.model import Extraction, LedgerRow
from bot.knowledge.build import State, inspect
from bot.knowledge.source import extract_file
from bot.settings import Settings, load_settings

CONTEXT = 15
#: No more ids than this are listed in an error.
_TOLD = 50

_STATES = {
    "fresh": "最新",
    "missing": "还没有，现在建",
    "stale": "报告、词表或程序变了，现在重建",
    "damaged": "文件损坏，现在重建",
}


def run(arguments: Namespace) -> int:
    settings = load_settings()
    if arguments.report and Path(arguments.report).is_file():
        _print(report_lines(extract_file(Path(arguments.report))))
        return 0
    _print(setting_lines(settings))
    state = inspect(settings)
    print(f"知识库：{settings.knowledge_db}（{_STATES[state.kind]}）")
    knowledge = open_knowledge(settings)
    _print(source_lines(inspect(settings)))
    chosen = [n for n, card in enumerate(knowledge.cards) if arguments.report in (None, card.meta.id)]
    if not chosen:
        known = "、".join(card.meta.id for card in knowledge.cards[:_TOLD])
        raise BotError(f"没有这份报告，也没有这个文件：{arguments.report}；现有编号：{known}")
    for place in chosen:
        _print(report_lines(knowledge.reports[place]))
    return 0


def setting_lines(settings: Settings) -> Iterator[str]:
    """What is set, in words; never a secret's value."""
    token = settings.telegram_bot_token
    yield "Telegram：" + ("已设 token" if token else "没有 token（TELEGRAM_BOT_TOKEN），只能在终端问答")
    yield f"Bot API：{settings.telegram_api_base}；" + ("webhook" if settings.webhook_url else "长轮询")
    if settings.webhook_url and not (settings.webhook_listen and settings.webhook_secret):
        yield "问题：设了 WEBHOOK_URL，还要设 WEBHOOK_LISTEN 和 WEBHOOK_SECRET"
    yield f"管理员 {len(settings.admin_ids)} 人；" + (
        f"只服务 {len(settings.allowed_chats)} 个群" if settings.allowed_chats else "群不限"
    )
    yield f"报告：{settings.reports_dir}；人们留下的东西：{settings.state_db}；日志级别 {settings.log_level}"


def source_lines(state: State) -> Iterator[str]:
    """Where the knowledge base comes from, and what was left out of it."""
    if state.named:
        files = "、".join(map(str, state.sources))
        yield f"知识库是用指定的文件建的：{files}；要回到报告文件夹，请运行 python -m bot build"
    yield from (f"问题：{problem}" for problem in state.problems)


def report_lines(extraction: Extraction) -> Iterator[str]:
    """Counts of a report and of its ledger, and what is unresolved in its context."""
    meta, document = extraction.document.meta, extraction.document
    yield f"报告 {meta.id}：《{meta.title}》，{meta.issuer or '没有落款'}，{meta.date or '没有日期'}"
    if not document.sections:
        yield "  问题：没有认出任何标题，出处只能给到报告"
    if not extraction.observations:
        yield "  问题：没有认出任何数字"
    pages = f"{len(document.page_starts)} 页，" if document.page_starts else "不分页，"
    yield f"  {pages}{len(document.text)} 字，{len(document.sections)} 节"
    counts = (extraction.observations, extraction.statements, extraction.findings)
    yield "  数字 {}，陈述 {}，提示 {}".format(*map(len, counts))
    yield from (f"  提示：{finding.text}" for finding in extraction.findings)
    yield from _ledger_lines(extraction)


def _ledger_lines(extraction: Extraction) -> Iterator[str]:
    counts = Counter(row.kind for row in extraction.ledger)
    total, unresolved = counts.total(), counts["unresolved"]
    covered = 100 * (total - unresolved) / total if total else 100
    kinds = "，".join(f"{kind} {count}" for kind, count in counts.most_common())
    yield f"  台账：{total} 处数字，弄清 {covered:.1f}%（{kinds or '无'}）"
    yield from (_in_context(extraction, row) for row in extraction.ledger if row.kind == "unresolved")


def _in_context(extraction: Extraction, row: LedgerRow) -> str:
    text, (start, end) = extraction.document.text, row.span
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    page = "" if row.page is None else f"第{row.page}页 "
    return f"  未弄清：{page}…{before}【{text[start:end]}】{after}…".replace("\n", " ")


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        print(line)
