"""What the bot says of itself: fixed wording, Chinese first, English for English clients."""

from __future__ import annotations

from typing import Literal

from telegram import Message, User

Language = Literal["zh", "en"]

START: dict[Language, str] = {
    "zh": "您好！我从官方报告里找数字：给出原文的数、年份，以及它在报告的哪一节、哪一页。报告里没有的，我会直说。\n\n"
    "现在可以问：{about}\n\n"
    "直接发问题就行，比如：",
    "en": "Hello! I look up figures in an official Chinese report: the number as printed, its year, and the section "
    "and page it stands on. What the report doesn't say, I won't make up.\n\n"
    "At hand: {about}\n\nAsk in Chinese or in plain English, for example:",
}
HELP: dict[Language, str] = {
    "zh": "<b>怎么问</b>\n"
    "像平常说话一样发问题就行：多少、哪一年、占多少、比上年怎样、目标是什么、有哪些措施。\n"
    "接着问可以省略：先问一个数，再问“那2019年呢”“占比呢”“出处在哪”。\n"
    "有几种可能时我会给按钮；点“原文”看报告里的整句话。\n"
    "说“画个图”或点“图”，能比的数会画成图。\n\n"
    "<b>在群里</b>\n{group}",
    "en": "<b>How to ask</b>\n"
    "Just send a question in Chinese: how many, which year, what share, compared with the year before, what target.\n"
    "Follow-ups may be short. If there are several readings, I offer buttons; "
    "“原文” shows the report's own sentence. Press “图” or ask for a chart to get a picture.\n\n"
    "<b>In groups</b>\n{group}",
}
GROUP_WAYS: dict[Language, str] = {
    "zh": "发 <code>/q 问题</code>，或者回复我的消息。回复别人的消息发 /q，我就回答那一条。",
    "en": "Send <code>/q question</code>, or reply to one of my messages. Reply /q to a message to have it answered.",
}
MENTION_WAY: dict[Language, str] = {"zh": "也可以直接 @{me}。", "en": " Or mention @{me}."}

ASK_WHAT = "想问什么？请把问题写在 /q 后面，例如：/q {example}"
ONLY_TEXT: dict[Language, str] = {
    "zh": "谢谢！不过我只看得懂文字，请把想查的数字用一句话发给我。",
    "en": "Thank you! I only read text, though: please send your question in words.",
}
UNKNOWN_COMMAND: dict[Language, str] = {
    "zh": "我不认识这个命令。直接发问题就行，用法见 /help。",
    "en": "I don't know that command. Just send your question; see /help.",
}
SORRY = "抱歉，我这边出了点问题，没能回答。请稍后再试一次。"

OTHER_VERSION = "这个按钮是别的版本留下的，现在用不了了。请直接把问题发给我。"
NO_SOURCE = "这句原文现在找不到了，请重新问一次。"
NO_CHAT = "请先到和我的私聊里问一次。"
SOURCE_BUTTON = "原文"
PICTURE_BUTTON = "图"
DRAW_WHAT = "想画什么？请先问一个数，或者写在一起，例如：画个图 {example}"
CANNOT_DRAW = "这里没有装画图用的包，先用文字回答。"

COMMANDS: dict[Language, tuple[tuple[str, str], ...]] = {
    "zh": (("q", "提问：/q 后面写问题"), ("help", "怎么问"), ("start", "从头开始，看几个例子")),
    "en": (("q", "ask a question"), ("help", "how to ask"), ("start", "start here, with examples")),
}
DESCRIPTION: dict[Language, str] = {
    "zh": "问官方报告里的数字：给出原文的数、年份、出处和整句原文；报告里没有的会直说。",
    "en": "Ask an official Chinese report for its figures: the number as printed, its year, its source sentence.",
}
SHORT_DESCRIPTION: dict[Language, str] = {
    "zh": "问官方报告里的数字，有出处，有原文。",
    "en": "Figures from an official report, with their source.",
}


def language_of(user: User | None) -> Language:
    """English for clients set to English, Chinese for all others: the report is Chinese."""
    return "en" if user and (user.language_code or "").lower().startswith("en") else "zh"


def help_text(message: Message, me: User) -> str:
    """HTML. In groups only ways that work are named: under privacy mode no mention reaches a bot."""
    language = language_of(message.from_user)
    group = GROUP_WAYS[language]
    if me.can_read_all_group_messages and me.username:
        group += MENTION_WAY[language].format(me=me.username)
    return HELP[language].format(group=group)
