"""What the bot says of itself: fixed wording, Chinese first, English for English clients."""

from __future__ import annotations

from typing import Literal

from telegram import User

Language = Literal["zh", "en"]
Words = dict[Language, str]

START: Words = {
    "zh": "您好！我从官方报告里找数字：给出原文的数、年份，以及它在报告的哪一节、哪一页。报告里没有的，我会直说。\n\n"
    "现在可以问：{about}\n\n"
    "直接发问题就行，比如：",
    "en": "Hello! I look up figures in an official Chinese report: the number as printed, its year, and the section "
    "and page it stands on. What the report doesn't say, I won't make up.\n\n"
    "At hand: {about}\n\nAsk in Chinese or in plain English, for example:",
}
HELP: Words = {
    "zh": "<b>怎么问</b>\n"
    "像平常说话一样发问题就行：多少、哪一年、占多少、比上年怎样、目标是什么、有哪些措施。\n"
    "接着问可以省略：先问一个数，再问“那2019年呢”“占比呢”“出处在哪”。发错了直接改那条消息，我的回答会跟着改。\n"
    "有几种可能时我会给按钮；点“原文”看报告里的整句话。\n"
    "说“画个图”或点“图”，能比的数画成图。\n\n"
    "<b>翻看</b>\n"
    "/topics 目录\n/indicators 全部指标\n/targets 目标和现状\n/findings 前后不一致的数\n/report 换一份报告\n"
    "/export 下载表格\n\n"
    "<b>在群里</b>\n{group}\n\n"
    "<b>别的</b>\n"
    "/language 语言 Language\n/feedback 说说哪里不对\n/privacy 我记下什么\n/forget 全部忘掉",
    "en": "<b>How to ask</b>\n"
    "Just send a question in Chinese or plain English: how many, which year, what share, compared with the year "
    "before, what target.\n"
    "Follow-ups may be short. Edit your message, and my answer changes with it. If there are several readings, I "
    "offer buttons; “Source” shows the report's own sentence. Ask for a chart, or press “Chart”, to see a picture.\n\n"
    "<b>Browse</b>\n"
    "/topics contents\n/indicators all indicators\n/targets and where things stand\n/findings contradictions\n"
    "/report switch to another\n/export spreadsheet\n\n"
    "<b>In groups</b>\n{group}\n\n"
    "<b>More</b>\n"
    "/language 语言\n/feedback what is wrong\n/privacy what is kept\n/forget all of it",
}
# Only what always works: under privacy mode a mention, and a bare command after another bot's word, never arrive.
GROUP_WAYS: Words = {
    "zh": "· 发 <code>/q@{me} 问题</code>（群里没有别的机器人时，<code>/q 问题</code> 就行）\n"
    "· 回复我的消息，接着问\n"
    "· 回复别人的消息发 <code>/q@{me}</code>，我就回答那一条",
    "en": "· Send <code>/q@{me} question</code> (just <code>/q question</code> where I am the only bot)\n"
    "· Reply to one of my messages to go on\n"
    "· Reply <code>/q@{me}</code> to a message to have it answered",
}
MENTION_WAY: Words = {"zh": "\n· 直接 @{me} 提问", "en": "\n· Or mention @{me}"}
MENTION_HIDDEN: Words = {
    "zh": "\n\n隐私模式开着：别的消息我看不到，单单 @我 也收不到。",
    "en": "\n\nPrivacy mode is on: I see no other messages, and a bare mention does not reach me.",
}
GROUP_GREETING: Words = {
    "zh": "大家好！我从官方报告里查数字，带年份、出处和原文；没被叫到就不出声。\n现在可以问：{about}\n\n"
    "<b>这样叫我</b>\n{ways}\n\n例如：<code>/q@{me} {example}</code>",
    "en": "Hello! I look up figures in an official Chinese report, with year, source and sentence, and keep quiet "
    "unless asked.\nAt hand: {about}\n\n<b>How to ask</b>\n{ways}\n\nFor example: <code>/q@{me} {example}</code>",
}

ASK_WHAT: Words = {
    "zh": "想问什么？请把问题写在 /q 后面，例如：/q {example}",
    "en": "What would you like to know? Write it behind /q, for example: /q {example}",
}
ONLY_TEXT: Words = {
    "zh": "谢谢！不过我只看得懂文字，请把想查的数字用一句话发给我。",
    "en": "Thank you! I only read text, though: please send your question in words.",
}
UNKNOWN_COMMAND: Words = {
    "zh": "我不认识这个命令。直接发问题就行，用法见 /help。",
    "en": "I don't know that command. Just send your question; see /help.",
}
SORRY: Words = {
    "zh": "抱歉，我这边出了点问题，没能回答。请稍后再试一次。",
    "en": "Sorry, something went wrong on my side. Please try again in a moment.",
}
FAILURE = "机器人有一处出错（同样的错一天只报一次，详见日志）：\n{what}"
TOO_FAST: Words = {
    "zh": "问得太快，我跟不上了。请过 {seconds} 秒再问。",
    "en": "That was too fast for me. Please ask again in {seconds} seconds.",
}
AWAY: Words = {
    "zh": "刚才有一阵子收不到消息，前面的 {number} 条没能回答，抱歉；还需要的话请再发一次。",
    "en": "I was out of reach for a while and left {number} earlier messages unanswered, sorry. Please ask again.",
}
PRESS_LATE: Words = {
    "zh": "刚才有一阵子收不到消息，请再点一次。",
    "en": "I was out of reach for a while; please press again.",
}
SLOW_DOWN: Words = {
    "zh": "消息来得太快了，后面的我先不答，请过一会儿再问。",
    "en": "That was too much at once: I leave the rest unanswered. Please ask again in a moment.",
}

OTHER_VERSION: Words = {
    "zh": "这个按钮是别的版本留下的，现在用不了了。请直接把问题发给我。",
    "en": "This button is of another version and no longer works. Please just send me your question.",
}
NO_SOURCE: Words = {
    "zh": "这句原文现在找不到了，请重新问一次。",
    "en": "This sentence can't be found any more; please ask again.",
}
NO_CHAT: Words = {
    "zh": "请先到和我的私聊里问一次。",
    "en": "Please ask me in our private chat.",
}
# Inline results are kept for everybody, so they are in one language.
ASK_ME = "私聊问我"
ASK_ME_INSTEAD = "在私聊里问"
SEVERAL = "{number} 个数：{first} ……"
NOTHING_FOUND = "报告里没找到"
NOTHING_FOUND_HINT = "换个说法试试；点这里把这句话发出去"
REPORT_GONE: Words = {
    "zh": "这份报告已经不在了，下面是现在有的。",
    "en": "This report is no longer here; these are.",
}
ADMINS_ONLY: Words = {
    "zh": "在群里只有管理员能换。您可以在和我的私聊里换自己的。",
    "en": "In a group only its admins can change this; in our private chat you can.",
}

LANGUAGE: Words = {
    "zh": "用哪种语言？（报告的原文总是中文）",
    "en": "Which language? (The report itself is always Chinese.)",
}
LANGUAGE_SET: Words = {"zh": "好，以后用中文。", "en": "All right, English from now on."}
PRIVACY: Words = {
    "zh": "<b>我记下什么</b>\n"
    "· 您选的语言和报告\n"
    "· 我每条回答的编号：哪个聊天、哪条消息、谁问的、用了报告里哪些数，最多三十天，好让回复、改问题和按钮管用\n"
    "· 您用 /feedback 写的话，和您点的“数字不对”\n\n"
    "<b>不记什么</b>\n"
    "不记您问的话（来不及答的放到答完为止），不记名字和头像，不进日志，不给任何人。{unanswered}\n\n"
    "/forget 马上全部删掉。",
    "en": "<b>What is kept</b>\n"
    "· The language and report you chose\n"
    "· A number for each of my answers: which chat and message, who asked, which figures it used; for thirty days at "
    "most, so that replies, edits and buttons work\n"
    "· What you wrote with /feedback, and figures you marked as wrong\n\n"
    "<b>What is not</b>\n"
    "Not your questions (one that waits is kept until it is answered), not your name or picture; nothing goes into "
    "logs or to anybody else.{unanswered}\n\n"
    "/forget deletes all of it at once.",
}
PRIVACY_UNANSWERED: Words = {
    "zh": "\n例外：管理员打开了“记下没答上来的问题”，那些问题会留下，但不记是谁问的。",
    "en": "\nOne exception: the admin keeps questions that nobody could answer, without who asked them.",
}
FORGOTTEN: Words = {
    "zh": "好了，全部删掉了：设置 {settings} 项，回答记录 {answers} 条，反馈 {feedback} 条。我们从头开始。",
    "en": "Done. Deleted: {settings} settings, {answers} records of answers, {feedback} pieces of feedback.",
}
FEEDBACK_ASK: Words = {
    "zh": "哪里不对，或者缺了什么？请回复这条消息写给我，一句话就行。",
    "en": "What is wrong or missing? Please reply to this message; a sentence will do.",
}
FEEDBACK_HINT: Words = {"zh": "一句话就行", "en": "a sentence will do"}
FEEDBACK_KEPT: Words = {
    "zh": "谢谢，记下了，管理员会看到。",
    "en": "Thank you, noted; the admins will see it.",
}
WRONG_KEPT: Words = {
    "zh": "谢谢，记下了，会有人核对。想说说哪里不对，请发 /feedback。",
    "en": "Thank you, noted; somebody will check it. To say what is wrong, send /feedback.",
}
WRONG_KNOWN: Words = {
    "zh": "您说过这个数不对，已经记着了。",
    "en": "You have told me about this figure; it is noted.",
}
DRAW_WHAT: Words = {
    "zh": "想画什么？请先问一个数，或者写在一起，例如：画个图 {example}",
    "en": "A chart of what? Ask for a figure first, or say it in one: chart of {example}",
}
CANNOT_DRAW: Words = {
    "zh": "这里没有装画图用的包，先用文字回答。",
    "en": "The packages for drawing are not installed here, so in words:",
}
EXPORTING: Words = {"zh": "正在生成表格……", "en": "Making the spreadsheet …"}

COMMANDS: dict[Language, tuple[tuple[str, str], ...]] = {
    "zh": (
        ("q", "提问：/q 后面写问题"),
        ("topics", "目录：一节一节地看"),
        ("indicators", "全部指标"),
        ("targets", "目标和现状"),
        ("findings", "报告里前后不一致的数"),
        ("report", "有哪些报告，换一份"),
        ("export", "下载表格（CSV）"),
        ("language", "语言 Language"),
        ("feedback", "说说哪里不对"),
        ("privacy", "我记下什么"),
        ("forget", "删掉我留下的一切"),
        ("help", "怎么问"),
        ("start", "从头开始，看几个例子"),
    ),
    "en": (
        ("q", "ask a question"),
        ("topics", "the report's contents"),
        ("indicators", "all indicators"),
        ("targets", "targets and where things stand"),
        ("findings", "where the report disagrees with itself"),
        ("report", "which reports there are; switch"),
        ("export", "download a spreadsheet (CSV)"),
        ("language", "语言 Language"),
        ("feedback", "tell what is wrong"),
        ("privacy", "what is kept"),
        ("forget", "delete all I left"),
        ("help", "how to ask"),
        ("start", "start here, with examples"),
    ),
}
GROUP_COMMANDS = ("q", "topics", "indicators", "targets", "findings", "report", "export", "privacy", "help")
DESCRIPTION: Words = {
    "zh": "问官方报告里的数字：给出原文的数、年份、出处和整句原文；报告里没有的会直说。",
    "en": "Ask an official Chinese report for its figures: the number as printed, its year, its source sentence.",
}
SHORT_DESCRIPTION: Words = {
    "zh": "问官方报告里的数字，有出处，有原文。",
    "en": "Figures from an official report, with their source.",
}

A_SECRET: Words = {
    "zh": "这看起来是一个机器人的 token，等于它的密码。请删掉这条消息，再找 @BotFather 发 /revoke 换一个。",
    "en": "This looks like a bot's token, which is its password. Please delete this message and /revoke the token at "
    "@BotFather.",
}
OUR_OWN_WORDS: Words = {
    "zh": "这是我说过的话。想接着问，请回复我那条消息，或者直接发问题。",
    "en": "These are words of mine. To go on, reply to that message, or just send your question.",
}

#: Commands in words: Telegram's own take no Chinese. Only words that are no question to a report.
SAID_COMMANDS = {
    **dict.fromkeys(("帮助", "使用帮助", "怎么用", "使用说明", "help"), "help"),
    **dict.fromkeys(("目录", "看目录", "报告目录"), "topics"),
    **dict.fromkeys(("全部指标", "所有指标", "指标列表"), "indicators"),
    **dict.fromkeys(("导出", "导出表格", "下载表格"), "export"),
    **dict.fromkeys(("换报告", "换一份报告", "报告列表"), "report"),
    **dict.fromkeys(("语言", "切换语言", "language"), "language"),
    **dict.fromkeys(("反馈", "意见反馈"), "feedback"),
    "隐私": "privacy",
}

#: Labels of buttons, in both languages.
SOURCE_BUTTON: Words = {"zh": "原文", "en": "Source"}
PICTURE_BUTTON: Words = {"zh": "图", "en": "Chart"}
COPY_BUTTON: Words = {"zh": "复制数字", "en": "Copy"}
WRONG_BUTTON: Words = {"zh": "数字不对", "en": "Wrong?"}
ASPECTS_EN = {
    "历年": "Years",
    "构成": "Parts",
    "占比": "Share",
    "变化": "Change",
    "目标": "Target",
    "措施": "Measures",
    "同节其他": "Section",
}
ASPECTS_ZH = {"同节其他": "同节"}


def language_of(user: User | None) -> Language:
    """English for clients set to English, Chinese for all others: the report is Chinese."""
    return "en" if user and (user.language_code or "").lower().startswith("en") else "zh"


def label_in(language: Language, label: str) -> str:
    """A button's label; what the report itself calls a thing stays Chinese."""
    return (ASPECTS_EN if language == "en" else ASPECTS_ZH).get(label, label)


def ways(language: Language, me: User, sees_all: bool | None = None) -> str:
    """HTML. How a group speaks to the bot: only ways that work under its present privacy setting."""
    seen = me.can_read_all_group_messages if sees_all is None else sees_all
    text = GROUP_WAYS[language] + (MENTION_WAY if seen and me.username else MENTION_HIDDEN)[language]
    return text.format(me=me.username or "")


def help_text(language: Language, me: User) -> str:
    """HTML."""
    return HELP[language].format(group=ways(language, me))
