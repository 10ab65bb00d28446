"""What a figure is called: the words around it, without those that only introduce it."""

from __future__ import annotations

import re
from functools import cache

from bot.text.words import alternation, word_list

_BLANK = "\0"
#: What numbers the items of a paragraph: 一是, 二是.
_ITEM = "[一二三四五六七八九十]{1,3}是(?!否)"


@cache
def _lead() -> re.Pattern[str]:
    words = word_list("extraction")
    guarded = "|".join(f"{w}(?![{ends}])" if ends else w for w, ends in words["lead_but"].items())
    timed = alternation(words["lead_before_time"])
    return re.compile(rf"[\s\0，、：:；]*(?:{_ITEM}|{alternation(words['lead'])}|{guarded}|(?:{timed})(?=\0))?")


@cache
def _link() -> re.Pattern[str]:
    words = word_list("extraction")
    links = [word for word in words["link"] + words["rates"] if word != "均"]
    return re.compile(rf"(?:{alternation(links)}|(?<![平年月日人户])均|[\s\0，、：:；])$")


@cache
def _any(table: str, behind: str = "") -> re.Pattern[str]:
    """Any word of a table of ``extraction.toml``, with what the expression ``behind`` says behind it."""
    return re.compile(f"(?:{alternation(word_list('extraction')[table])}){behind}")


@cache
def _already() -> re.Pattern[str]:
    return re.compile(f"已经?(?={alternation(word_list('extraction')['verbs'])})")


def trim_front(text: str) -> int:
    """How many characters of ``text`` only lead in (其中, 先后, 共, 并在 …)."""
    position = 0
    while match := _lead().match(text, position):
        if match.end() == position:
            break
        position = match.end()
    return position


def trim_back(text: str) -> str:
    """``text`` without the words that only link it to its figure (达到, 已下降至, 始终保持在 …)."""
    while (match := _link().search(text)) and not _AGREED.search(text):
        text = text[: match.start()]
    return text


#: 签约120座: what ends in 约 is no 约 before a figure.
_AGREED = re.compile("[签预履违解续邀]约$")


def core(before: str) -> tuple[str, int]:
    """The naming words before a figure, and their offset in ``before``."""
    cut = max((m.end() for m in _any("cuts").finditer(before)), default=0)
    start = cut + trim_front(before[cut:])
    text = trim_back(before[start:])
    light = _any("light", "(?:了)?").match(text)
    planned = light and (_any("plans_done").match(text, light.end()) or _PLANNED.match(text, light.end()))
    if light and len(text) > light.end() and not planned:
        rest = text[light.end() :]
        shift = trim_front(rest)
        text, start = rest[shift:], start + light.end() + shift
    elif light and len(text) == light.end():
        text = ""
    if text.startswith("为") and is_of_plan(text):  # 为年度预算的67%: so much of it is done
        text = "完成" + text[1:]
    text = re.sub(f"^({alternation(word_list('extraction')['scopes'])})(?:共有|现有|拥有|共|有)(?=.)", r"\1", text)
    if text.strip(_BLANK) in (*word_list("extraction")["scopes"], "比", "较"):  # 比2022年的900起下降10%
        text = ""
    return _plain(text), start


#: 完成\0目标: of a plan whose year stands between.
_PLANNED = re.compile(f"{_BLANK}+(?:年度|全年)?(?:目标|任务|计划)")


def _plain(text: str) -> str:
    """A name without blanks, without 已 before its verb, without a lone opening quotation mark."""
    text = _already().sub("", text.replace(_BLANK, ""))
    text = text.removesuffix("“").removeprefix("”")
    return re.sub("^(?=[一二三]产业)", "第", text)


def behind(after: str) -> str:
    """The naming words behind a figure: 起纠纷类警情全量分析 → 纠纷类警情."""
    text = after.strip("的 ，、。；;：:\0").removeprefix("”")
    light = _any("light").match(text)
    if light and len(text) > light.end() + 1 and not ends_with_verb(light.group()):
        text = text[light.end() :]
    for tail in word_list("extraction")["tails"]:
        if text.endswith(tail) and len(text) > len(tail) + 1:
            text = text[: -len(tail)]
    text = re.sub(f"[比较]{_BLANK}+", "", text)
    text = re.sub(r"\([^()]*\)", "", text.replace(_BLANK, ""))
    return re.sub("(?:已|均|全部|都|将)$", "", text).strip("的 ")


def ends_with_verb(text: str) -> bool:
    return bool(_any("verbs", "(?:了)?$").search(text))


def is_verbs(text: str) -> bool:
    """Nothing but verbs, one or two."""
    verb = _any("verbs").match(text)
    return bool(verb) and (verb.end() == len(text) or bool(_any("verbs", "$").match(text, verb.end())))  # type: ignore[union-attr]


def begins_predicate(text: str) -> bool:
    """升级为案件 says what became of it; 已备案的单位 is a noun with what tells it apart."""
    return bool(_any("after_predicates").match(text)) and not _APART.match(text)


#: 已备案的, 得到救助的: tells one kind of thing from another.
_APART = re.compile("(?:已|得到|通过|涉及|属于)[^，。；的]{1,8}的.")


def is_attribute(text: str) -> bool:
    """A name too bare to stand alone: 占比, 清零率, 涉案金额, 总量占比; 粮食产量 is of something."""
    match = _any("attributes", "$").search(text) if len(text) <= 6 else None
    if match is None:
        return False
    if match.group() in ("率", "额"):
        return len(text) <= 4
    return (
        match.start() == 0
        or bool(_any("modifiers", "$").match(text[: match.start()]))
        or is_attribute(text[: match.start()])
    )


def is_plain(text: str) -> bool:
    """A noun without a verb, and no measure of anything."""
    return not (_any("verbs").search(text) or is_attribute(text) or is_measured(text) or text[-1:] in "数量率")


def is_measured(text: str) -> bool:
    """A subject that is measured, not counted: a rate, an amount (登记率, 出游总花费)."""
    return bool(_any("measured", "$").search(text))


def is_measure(text: str) -> bool:
    """Does a name end with what things are measured by (收入, 覆盖面)?"""
    return is_measured(text) or bool(_any("attributes", "$").search(text))


def measure_of(text: str) -> str:
    """What a name ends with that things are measured by; the empty word where there is none."""
    match = _any("measured", "$").search(text) or _any("attributes", "$").search(text)
    return match.group() if match else ""


def is_of_plan(name: str) -> bool:
    """完成年度计划: how much of a plan was done."""
    return bool(_any("plans_done", "(?:占比|的比例)?$").search(name))


def is_done(text: str) -> bool:
    """Do words behind a figure say at once what became of it (实现通车)?"""
    return (
        bool(re.match("(?:已|均|全部|顺利)*(?:实现|完成|达到|投入|建成)(?=[\u4e00-\u9fff])", text)) and len(text) <= 12
    )


def holder_of(subject: str) -> str:
    """Whose measure a subject is: 粮食 of 粮食播种面积; the subject itself where it is no measure."""
    match = re.search(
        f"(?:播种|种植|建筑|施工|占地|总|完成|年度|计划|年度计划|年度完成)?(?:{alternation(word_list('extraction')['measured'])})$",
        subject,
    )
    return subject[: match.start()] if match and match.start() >= 2 else subject


def subject_of(clause: str) -> str:
    """The subject of a clause without a figure: what stands before its predicate."""
    text = clause[trim_front(clause) :]
    led = re.match(r"以[^，]{1,14}为(?:主|重点|核心|代表|首)的?", text)
    begin = led.end() if led else 0
    found = (m.start() for m in _any("predicates").finditer(text, begin) if not text.startswith(("性", "的"), m.end()))
    head = text[: next(found, len(text))]
    head = re.sub(r"“[^”]{1,6}式”$", "", head.replace(_BLANK, ""))
    return head.strip("的，、 ")


def entity_of(name: str) -> str:
    """The thing a name is about: without its verb and without an example in quotation marks."""
    text = re.sub(r"^(?:“[^”]*”等)", "", name)
    verb = _any("verbs").match(text)
    if verb and len(text) - verb.end() >= 2 and text[verb.end() :] not in word_list("extraction")["general"]:
        text = text[verb.end() :]
    return re.sub(r"^“[^”]*”等", "", text)


def joined(holder: str, attribute: str) -> str:
    """房屋拆除 and 拆除率 are 房屋拆除率."""
    shared = next((n for n in range(len(attribute) - 1, 1, -1) if holder.endswith(attribute[:n])), 0)
    return holder[: len(holder) - shared] + attribute


def done_to(clause: str) -> str:
    """What the last verb of a clause is done to (村民领取补偿金 → 补偿金); empty where that is no name."""
    verbs = [*_any("verbs").finditer(clause), *_any("predicates").finditer(clause)]
    noun = clause[max((m.end() for m in verbs), default=0) :].strip("的了")
    return noun if 2 <= len(noun) <= 14 else ""


def before_verb(text: str) -> int:
    """How many characters of ``text`` stand before its first verb; 0 where it begins with one or has none."""
    match = _any("verbs").search(text, 2)
    return match.start() if match else 0


def around_verb(name: str) -> tuple[str, str] | None:
    """Who does it and what it is done to: 全市法院, 各类案件 of 全市法院受理各类案件."""
    match = _any("verbs").search(name)
    return (name[: match.start()], name[match.end() :]) if match and match.end() - match.start() < len(name) else None


def unscoped(name: str) -> str:
    """A name without the scope that it begins with (全州林业自然保护区 → 林业自然保护区)."""
    return re.sub(f"^(?:{alternation(word_list('extraction')['scopes'])})", "", name)


@cache
def _fostered() -> re.Pattern[str]:
    words = word_list("extraction")
    kinds = alternation(words["fostered"])
    return re.compile(rf"(?:{alternation(words['fosters'])})(?P<thing>[^，、]{{2,10}}(?:{kinds}))(?:发展)?")


def fostered(clause: str) -> str:
    """做强光电产业，产值达到…: what is fostered has the figures behind; else the empty word."""
    match = _fostered().fullmatch(clause[trim_front(clause) :])
    return match["thing"] if match else ""


def topic_of(clause: str) -> str:
    """What a clause that is a topic speaks of: 工贸安全 of 在工贸安全方面."""
    text = clause[trim_front(clause) :]
    match = re.fullmatch("在?(.{2,})(?:方面|领域)", text)
    return match[1] if match else text


def is_topic(clause: str) -> bool:
    """长宁区社区“圈群”工作，: a noun phrase set before the clauses that speak of it."""
    named = len(clause) <= 16 and re.search(r"(?:工作|方面|领域|行动|工程|专项)$", clause)
    return bool(named) and not _any("predicates").search(clause)
