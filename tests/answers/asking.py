"""An assistant over one invented report, asked without files."""

from __future__ import annotations

from bot.answer import Answer
from bot.assistant import Assistant
from bot.knowledge.snapshot import Knowledge
from tests.facts.reading import extraction


def assistant(*paragraphs: str) -> Assistant:
    """Over the work report of 云湖区 for 2030, made of ``paragraphs``."""
    return Assistant(Knowledge((extraction(*paragraphs, title="云湖区2030年工作报告", date="2031年1月12日"),)))


def asked(yunhu: Assistant, question: str) -> Answer:
    """The answer in a chat of its own."""
    return yunhu.ask(question, chat=question)
