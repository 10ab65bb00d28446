"""What the admins are told, Chinese first."""

from __future__ import annotations

from bot.telegram.words import Language, Words

# a report comes in
TOO_BIG: Words = {
    "zh": "这个文件超过 20 MB，Telegram 不让机器人下载。请拆分或另存得小一些再发。",
    "en": "This file is over 20 MB, and Telegram lets no bot download that. Please split it or save it smaller.",
}
NOT_FETCHED: Words = {
    "zh": "没下载成功，什么都没改。请再发一次。",
    "en": "The download failed and nothing was changed. Please send it again.",
}
FETCHING: Words = {"zh": "正在下载……", "en": "Downloading …"}
READING: Words = {"zh": "下载好了，正在读……", "en": "Downloaded. Reading …"}
BUILDING: Words = {"zh": "正在更新知识库……", "en": "Updating the knowledge base …"}
BUILDING_OF: Words = {
    "zh": "正在更新知识库：第 {number} 份，共 {total} 份……",
    "en": "Updating the knowledge base: report {number} of {total} …",
}
ELAPSED: Words = {"zh": "{seconds} 秒了", "en": "{seconds} s so far"}
STILL_ANSWERING: Words = {"zh": "这期间照常回答。", "en": " Questions go on being answered."}
KNOWN: Words = {
    "zh": "这份文件已经在用了，一个字都没变，不用再加。",
    "en": "This very file is in use already; there is nothing to add.",
}
DISTRICT: Words = {"zh": "地区：{district}", "en": "District: {district}"}
DATE: Words = {"zh": "日期：{date}", "en": "Date: {date}"}
NOT_SEEN: Words = {"zh": "没认出", "en": "not recognised"}
COUNTS: Words = {
    "zh": "数字 {figures} 个，陈述 {statements} 条，{sections} 节{pages}",
    "en": "{figures} figures, {statements} statements, {sections} sections{pages}",
}
PAGES: Words = {"zh": "，{pages} 页", "en": ", {pages} pages"}
LEDGER: Words = {
    "zh": "台账：{numbers} 处数字，弄清 {covered}%，没弄清 {unresolved} 处",
    "en": "Ledger: {numbers} numbers in the text, {covered}% accounted for, {unresolved} unresolved",
}
NO_FIGURES: Words = {
    "zh": "注意：一个数字都没认出，加进来也答不了多少。",
    "en": "Note: no figure was recognised; it will answer little.",
}
FINDINGS: Words = {"zh": "提示 {count} 处：", "en": "{count} findings:"}
NO_FINDINGS: Words = {"zh": "没有发现前后不一致的数。", "en": "No contradictions were found."}
REPLACES: Words = {
    "zh": "会替换现在的《{title}》（{date}）。",
    "en": "It will replace 《{title}》 ({date}), which is in use.",
}
AS_NEW: Words = {
    "zh": "会加在现有的 {count} 份旁边，文件名 {name}。",
    "en": "It will be added to the {count} at hand, as {name}.",
}
NOTHING_YET: Words = {"zh": "还什么都没改。要用它吗？", "en": "Nothing has been changed yet. Use it?"}
ADD: Words = {"zh": "加进来", "en": "Add it"}
REPLACE: Words = {"zh": "替换", "en": "Replace"}
DROP: Words = {"zh": "不要了", "en": "Drop it"}
DROPPED: Words = {"zh": "好，没有用它，什么都没改。", "en": "Dropped; nothing was changed."}
GONE: Words = {
    "zh": "这份文件已经不在了（处理过，或放了太久）。要用的话请再发一次。",
    "en": "This file is no longer here (dealt with, or too old). Please send it again.",
}
ADDED: Words = {
    "zh": "好了，《{title}》可以问了。例如：",
    "en": "Done: 《{title}》 can be asked. For example:",
}
ADDED_ONLY: Words = {
    "zh": "好了，《{title}》加进来了。用 /report 可以换到它。",
    "en": "Done: 《{title}》 is in. Switch to it with /report.",
}

# reports
REPORTS: Words = {"zh": "现在有的报告", "en": "Reports at hand"}
REMOVE_WHICH: Words = {
    "zh": "要删哪一份就点它的编号，会先问一遍。加一份：把文件直接发给我。",
    "en": "Tap a number to remove that report; you will be asked first. To add one, send me the file.",
}
ONLY_ONE: Words = {
    "zh": "只有这一份，不能删。加一份：把文件直接发给我。",
    "en": "There is only this one, and it cannot be removed. To add one, send me the file.",
}
REMOVE_ASK: Words = {
    "zh": "真的删掉《{title}》吗？文件会从报告文件夹里删除（更正文件留着）。",
    "en": "Really remove 《{title}》? Its file will be deleted (corrections stay).",
}
REMOVE: Words = {"zh": "删掉", "en": "Remove"}
KEEP: Words = {"zh": "留着", "en": "Keep"}
REMOVED: Words = {"zh": "《{title}》删掉了，现在有 {count} 份。", "en": "《{title}》 is removed; {count} left."}
REPORT_GONE: Words = {"zh": "这份报告已经不在了。", "en": "This report is no longer here."}

# how things are
RELOADED: Words = {"zh": "重新读过了，现在有 {count} 份报告。", "en": "Read again; {count} reports at hand."}
LEFT_OUT: Words = {"zh": "没读进来的：", "en": "Left out:"}
STATS: Words = {
    "zh": "<b>{name}</b>：问 {asked}，答 {answered}，给了选项 {offered}，没有的 {missing}{mean}\n",
    "en": "<b>{name}</b>: asked {asked}, answered {answered}, offered choices {offered}, not found {missing}{mean}\n",
}
MEAN: Words = {"zh": "，平均 {mean} 毫秒", "en": ", mean {mean} ms"}
DAYS: dict[int, Words] = {
    1: {"zh": "今天", "en": "Today"},
    7: {"zh": "七天", "en": "7 days"},
    30: {"zh": "三十天", "en": "30 days"},
}
LATENCY: Words = {
    "zh": "启动以来想答案的时间：一半在 {median} 毫秒以内，95% 在 {high} 毫秒以内，最长 {longest} 毫秒。",
    "en": "Thinking time since the start: half within {median} ms, 95% within {high} ms, at most {longest} ms.",
}
UTC: Words = {"zh": "按 UTC 的日子算；只有数，没有问的话。", "en": "Days are those of UTC. Numbers only, no texts."}
RUNNING: Words = {"zh": "运行了 {hours} 小时 {minutes} 分", "en": "Running for {hours} h {minutes} min"}
MEMORY: Words = {"zh": "内存 {megabytes} MB，磁盘还剩 {free} GB", "en": "Memory {megabytes} MB, disk {free} GB free"}
KNOWLEDGE: Words = {"zh": "报告 {count} 份，知识库{state}", "en": "{count} reports, knowledge base {state}"}
STATES: dict[str, Words] = {
    "fresh": {"zh": "是最新的", "en": "up to date"},
    "stale": {
        "zh": "旧了（报告、词表或程序变了），发 /reload 更新",
        "en": "outdated (reports, words or program changed): /reload",
    },
    "missing": {"zh": "的文件不见了，发 /reload 重建", "en": "file missing: /reload"},
    "damaged": {"zh": "的文件坏了，发 /reload 重建", "en": "file damaged: /reload"},
}
STATE_WELL: Words = {"zh": "状态库正常", "en": "State database works"}
STATE_ILL: Words = {
    "zh": "状态库用不了（{trouble}），照样回答，只是不记",
    "en": "State database unusable ({trouble}); answering without it",
}

# what nobody could answer
NOT_KEPT: Words = {
    "zh": "没有打开 LOG_UNANSWERED，没答上来的问题不记。要记，在设置里写 LOG_UNANSWERED=1 再重启。",
    "en": "LOG_UNANSWERED is off, so unanswered questions are not kept. Set LOG_UNANSWERED=1 and restart.",
}
ALL_ANSWERED: Words = {"zh": "没有没答上来的问题。", "en": "There are no unanswered questions."}
UNANSWERED: Words = {"zh": "没答上来的（{count}）", "en": "Unanswered ({count})"}
TIMES: Words = {"zh": "（{times} 次）", "en": " ({times} times)"}
TAP: Words = {"zh": "点编号处理。", "en": "Tap a number."}
ASKED: Words = {
    "zh": "“{question}”\n问过 {times} 次，最近 {day}。原因：{reason}。",
    "en": "“{question}”\nAsked {times} times, last on {day}. Reason: {reason}.",
}
REASONS: dict[str, Words] = {
    "no_such_indicator": {"zh": "报告里没有这个指标", "en": "no such indicator"},
    "no_such_period": {"zh": "报告里没有这个时间", "en": "no such period"},
    "no_such_place": {"zh": "报告不说这个地方", "en": "another place"},
    "no_such_unit": {"zh": "没有按这个单位的数", "en": "no figure of that unit"},
    "no_such_breakdown": {"zh": "报告没有这样细分", "en": "no such breakdown"},
    "no_such_person": {"zh": "问的是人", "en": "about a person"},
    "out_of_scope": {"zh": "不是报告能答的", "en": "out of scope"},
    "not_understood": {"zh": "没听懂", "en": "not understood"},
}
TEACH: Words = {"zh": "教一个说法", "en": "Teach a word"}
ASK_AGAIN: Words = {"zh": "再问一次", "en": "Ask again"}
DISMISS: Words = {"zh": "不用管", "en": "Dismiss"}
BACK: Words = {"zh": "↑ 列表", "en": "↑ List"}
TEACH_ASK: Words = {
    "zh": "#{row} {question}\n哪个说法我没听懂？请回复这条消息，写成：说法 = 报告里的词",
    "en": "#{row} {question}\nWhich word did I miss? Reply to this message: said = official",
}
TEACH_HINT: Words = {"zh": "说法 = 报告里的词", "en": "said = official"}
NOW_ANSWERED: Words = {
    "zh": "现在答得上来了，从列表里去掉了：",
    "en": "It is answered now, and off the list:",
}
STILL_NOT: Words = {"zh": "还是答不上来：", "en": "Still not answered:"}
NOT_THERE: Words = {"zh": "这一条已经处理过了。", "en": "This one has been dealt with."}
ADMIN_COMMANDS: dict[Language, tuple[tuple[str, str], ...]] = {
    "zh": (
        ("reports", "删一份报告；加一份就把文件发来（管理员）"),
        ("unanswered", "没答上来的问题（管理员）"),
        ("teach", "教一个说法（管理员）"),
        ("inbox", "看反馈（管理员）"),
        ("stats", "问了多少、答上多少（管理员）"),
        ("health", "运行得怎么样（管理员）"),
        ("reload", "重新读报告（管理员）"),
    ),
    "en": (
        ("reports", "remove a report; to add one, send its file (admin)"),
        ("unanswered", "what nobody could answer (admin)"),
        ("teach", "teach a word (admin)"),
        ("inbox", "read feedback (admin)"),
        ("stats", "questions and answers counted (admin)"),
        ("health", "how things are (admin)"),
        ("reload", "read the reports again (admin)"),
    ),
}
