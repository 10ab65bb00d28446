"""What only the people of ADMIN_IDS may do: teach words, read feedback, be told of it."""

from __future__ import annotations

import re
import time
from contextlib import suppress

from telegram import Bot
from telegram.error import TelegramError

from bot.reply.plain import TELEGRAM_LIMIT, clean, shorten
from bot.state.store import Feedback
from bot.telegram.cooldown import Cooldown, Pace
from bot.telegram.desk import Desk
from bot.telegram.letter import Letter
from bot.telegram.send import Place, post

_LONGEST_WORD = 30
_FEEDBACK_UNITS = 300
_USAGE = (
    "这样教：/teach 说法 = 报告里的词，例如 /teach 小蓝车 = 共享单车\n"
    "去掉：/teach 说法 =\n导出成词表补丁：python -m bot words --export"
)
#: Admins are told of so much feedback at once; all of it is in /inbox.
_PACE = Pace(10, 60.0)


class Admin:
    """The admins' commands; the caller checks who asks (``is_admin``)."""

    def __init__(self, desk: Desk, admins: frozenset[int]) -> None:
        self._desk = desk
        self._admins = admins
        self._cooldown = Cooldown(_PACE)

    def is_admin(self, person: str | None) -> bool:
        return person is not None and person in {str(admin) for admin in self._admins}

    def teach(self, argument: str, person: str) -> str:
        """Serve ``/teach``; the sentence to be told."""
        match = re.fullmatch(r"\s*([^=＝\n]+?)\s*[=＝]\s*([^=＝\n]*?)\s*", argument)
        if match is None:
            return "\n".join([_USAGE, *self._taught()])
        said, official = clean(match[1]), clean(match[2])
        if not official:
            return self._unteach(said)
        if max(len(said), len(official)) > _LONGEST_WORD:
            return f"太长了：一个词最多 {_LONGEST_WORD} 个字。"
        if not self._desk.assistant.knows(official):
            return f"报告里没有“{official}”这个词，教了也查不到。请照报告的写法写。"
        self._desk.store.teach(said, official, person)
        self._desk.assistant.teach(self._desk.store.taught())
        return f"记住了：“{said}”就是“{official}”。"

    def inbox(self) -> str:
        """The newest feedback."""
        rows = self._desk.store.feedback()
        told = "\n\n".join(self._line(row) for row in rows) or "还没有反馈。"
        return shorten(told, TELEGRAM_LIMIT)

    async def pass_on(self, bot: Bot, said: str) -> None:
        """Tell the admins of a feedback, if they let us."""
        for admin in sorted(self._admins):
            if self._cooldown.ask(admin) == "go":
                with suppress(TelegramError):
                    letter = Letter("", f"有人反馈：\n{shorten(clean(said), _FEEDBACK_UNITS)}")
                    await post(Place(bot, admin, group=False), letter)

    async def pass_on_fact(self, bot: Bot, fact: str) -> None:
        """Tell the admins that somebody doubts a figure."""
        await self.pass_on(bot, f"数字不对：{self._named(fact)}")

    def _unteach(self, said: str) -> str:
        if not self._desk.store.unteach(said):
            return f"没有教过“{said}”。"
        self._desk.assistant.teach(self._desk.store.taught())
        return f"好，“{said}”不再当别的词用。"

    def _taught(self) -> list[str]:
        taught = self._desk.store.taught()
        return ["", "现在教过的：", *(f"{said} = {official}" for said, official in taught[-40:])] if taught else []

    def _line(self, row: Feedback) -> str:
        day = time.strftime("%Y-%m-%d", time.gmtime(row.at))
        said = row.words or (f"数字不对：{self._named(row.fact)}" if row.fact else "")
        return f"{day} {shorten(clean(said), _FEEDBACK_UNITS)}"

    def _named(self, fact: str) -> str:
        answer = self._desk.assistant.open(fact, chat="admin")
        row = next(iter(answer.observations), None)
        return f"{row.indicator} {row.value_text}（{row.section.label}，{fact}）" if row else fact
