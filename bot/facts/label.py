"""Labels: indicator names that are complete without their sentence."""

from __future__ import annotations

import re

from bot.facts import naming
from bot.facts.change import Change
from bot.facts.clause import Segment
from bot.facts.coordination import Name
from bot.facts.sentence import Sentence, blank
from bot.facts.thread import Thread
from bot.text.words import word_list

_TOTAL = re.compile(r"(?:共计?|合计|总计)$")
_AREAS = ("平方公里", "平方米", "公顷", "亩")


def label(sentence: Sentence, thread: Thread, segment: Segment, name: Name, change: Change | None) -> str:
    """The complete name of a figure whose own words say ``name``: owners of bare attributes, counted
    things of totals, 占比 of shares; empty when neither the clause nor the thread names anything."""
    if change:
        return _owner_of_change(thread, name) + change.suffix
    return _suffixed(_completed(sentence, thread, segment, name), sentence, segment)


def _completed(sentence: Sentence, thread: Thread, segment: Segment, called: Name) -> str:
    name = called.words
    if called.kind != "part":
        return name if called.kind == "whole" else _predicated(thread, name)
    if not name:
        again = _same_unit(thread, segment.figure.unit) if segment.joint == "to" else ""
        return again or _done_part(sentence, thread, segment) or _counted(thread.subject)
    if (name.startswith("占") and not name.startswith("占比")) or (_of_plan(name) and segment.figure.unit == "%"):
        return f"{thread.subject}{name}" + ("" if re.search("(比例|比重)$", name) else "的比例")
    if _CONVERTED.fullmatch(name) and (last := thread.level()):  # 按汇率折算约合3868美元
        return last.indicator
    if name in _OUTLAYS and (done := _paid_for(sentence, segment)):
        return done + name
    if name in _MOVES and thread.subject and segment.figure.unit == "年":  # 实现连续4年下降
        return thread.subject + name
    if thread.branch and name.startswith("产业") and len(name) > _BRANCH:
        return thread.branch + name.removeprefix("产业")
    if segment.figure.unit == "%" and (owner := _counted_before(thread, name)):
        return naming.joined(owner, name)
    if segment.figure.unit == "%" and (measured := _measured_alike(thread, name)):
        return measured
    if name.startswith("对") and name.endswith("率") and (last := thread.level()) and "对" in last.indicator[1:]:
        return last.indicator[: last.indicator.index("对", 1)] + name  # 科技对工业的贡献率…，对农业的贡献率…
    if naming.is_attribute(name) and thread.subject and not name.startswith(thread.subject):
        return naming.joined(_holder(thread.subject, name), name)
    if name in word_list("extraction")["verbs"] and (done := _done_to(thread, name, segment.figure.unit)):
        return done
    if summed := _sum_of(sentence, thread, segment):
        return "、".join(summed) + "合计" + name
    if name in word_list("extraction")["bare_deeds"] and thread.subject and thread.subject != name:
        return thread.subject + name
    if thread.total and name in word_list("extraction")["bare_parts"]:
        return name + naming.unscoped(naming.entity_of(thread.total.indicator))
    if (thread.chain or thread.tail) and _is_total(sentence, segment):
        return _total_name(thread, name)
    if thread.topic and thread.topic not in name and not thread.total:
        return thread.topic + name
    return name


#: Sums that are named after what was done with them.
_OUTLAYS = ("投资", "总投资", "完成投资", "投入", "投入资金", "累计投资")
#: 产业 and what is measured of it.
_BRANCH = 2
_CONVERTED = re.compile("按.{0,12}(?:折算|换算)成?")
_MOVES = ("下降", "上升", "增长", "减少", "增加")
_WORKS = re.compile(
    r"[\0，, ]*(?:并|共|已|主要)*"
    r"(?:完成|实施|建设|建成|新建|改造|用于|启动|推进|改扩建|开展|重点实施|集中改造的?)了?"
    r"(?P<work>[^。；;]+)"
)
#: What was done is told in so many characters.
_WORK = range(2, 21)


def _paid_for(sentence: Sentence, segment: Segment) -> str:
    """投资3600万元，完成54栋住宅楼、14万平方米既有建筑节能改造: what is said next to have been done with it."""
    figures = [(f.start, f.end) for f in sentence.tokens.figures]
    text = blank(sentence.masked, figures)[segment.figure.end :]
    match = _WORKS.match(text) if segment.figure.unit and "元" in segment.figure.unit else None
    if not match:
        return ""
    first = match["work"].split("，")[0].split(",")[0]
    work = re.sub(
        "(?:全部|已|均)*(?:完工|竣工|建成|投用)$|任务$|工程$", "", first.rpartition("、")[2].replace("\0", "").strip()
    )
    return work if len(work) in _WORK else ""


def _holder(subject: str, attribute: str) -> str:
    """Whose attribute it is; beside another rate, whose that one is: 治安案件 of 治安案件破案率 for 结案率."""
    if subject.endswith("率") and attribute.endswith("率"):
        return subject[: max(0, len(subject) - len(attribute))]
    if attribute.startswith("占") and subject.endswith(tuple(word_list("extraction")["measured"])):
        return subject  # 税收收入6亿元，占比60%: what the share is of
    return naming.holder_of(subject)


def _done_to(thread: Thread, verb: str, unit: str | None) -> str:
    """受理案件 9 件，办结 8 件: what is done is done to what was spoken of before; empty where nothing was."""
    last = thread.last(lambda row: row.aspect == "level" and row.unit == unit)
    if last is None:
        return ""
    parts = naming.around_verb(last.indicator) or (("", last.indicator) if verb.startswith("新") else None)
    return f"{parts[0]}{verb}{parts[1]}" if parts else ""


def _counted_before(thread: Thread, name: str) -> str:
    """护理员900人，持证上岗率90%: whose rate a bare one is, where those were just counted; else the empty word."""
    last = thread.seen[-1] if thread.seen else None
    led = name.startswith(tuple(word_list("extraction")["rate_leads"]))
    bare = led and name.endswith("率") and len(name) in _BARE_RATE and name not in (last.indicator if last else "")
    counted = last and last.aspect == "level" and last.unit in word_list("units")["counters"]
    return naming.entity_of(last.indicator) if bare and counted and last else ""


#: Rates of so many characters do not say whose they are; shorter ones are attributes anyway.
_BARE_RATE = range(5, 7)


def _measured_alike(thread: Thread, name: str) -> str:
    """公办机构平均入住率80%，民办机构只有50%: the measure of the one is that of the other; else the empty word."""
    last = thread.last(lambda row: row.unit == "%" and row.aspect != "change")
    if last is None or len(name) < _KIND * 2 or naming.is_measured(name) or name.endswith(("占", "比")):
        return ""
    shared = last.indicator.find(name[-_KIND:])
    measure = last.indicator[shared + _KIND :] if shared > 0 else ""
    return name + measure if naming.is_measured(measure) and len(measure) < _MEASURE else ""


#: The noun for a kind, and the words for a measure, have so many characters.
_KIND, _MEASURE = 2, 8


def _done_part(sentence: Sentence, thread: Thread, segment: Segment) -> str:
    """形成制度建议9条（已完成7条）: how many of what was counted before are done; else the empty word."""
    done = _DONE.search(sentence.masked[segment.start : segment.figure.start])
    last = thread.last(lambda row: row.aspect == "level" and row.unit == segment.figure.unit)
    part = done and last and last.unit in word_list("units")["counters"] and segment.figure.value <= last.value
    return last.indicator + done[1] if done and last and part else ""


_DONE = re.compile(r"(?:已|^[\0 ，、；]*)(完成|落实|实现|建成)[\0 ]*$")


def _sum_of(sentence: Sentence, thread: Thread, segment: Segment) -> list[str]:
    """甲2亿元、乙3亿元，合计到位5亿元: the names of the figures that a sum adds up; none where they do not."""
    before = sentence.masked[segment.start : segment.figure.start].strip("\0 ，、")
    if not before.startswith(("合计", "总计", "共计")):
        return []
    same = [row for row in thread.seen if row.aspect == "level" and row.unit == segment.figure.unit]
    for count in range(2, len(same) + 1):
        if abs(sum(row.value for row in same[-count:]) - segment.figure.value) < _ROUNDED * segment.figure.value:
            return [naming.entity_of(row.indicator) for row in same[-count:]]
    return []


_ROUNDED = 1e-6


def _of_plan(name: str) -> bool:
    """完成年度计划的 105.7%: how much of a plan."""
    return name.startswith("完成") and naming.is_of_plan(name)


def _predicated(thread: Thread, predicate: str) -> str:
    """57起升级为案件, 284起用于…: the subject is what was spoken of before."""
    if thread.total and naming.is_done(predicate):
        return naming.entity_of(thread.total.indicator) + predicate
    if predicate.startswith("用于") and thread.total:
        return f"{predicate}的{thread.total.indicator}"
    return thread.subject + predicate


def _owner_of_change(thread: Thread, name: Name) -> str:
    if name.kind == "whole" or (name.words and not naming.is_attribute(name.words)):
        return name.words
    last = thread.last(lambda row: row.aspect in ("level", "share"))
    return last.indicator if last else thread.subject or name.words


def _same_unit(thread: Thread, unit: str | None) -> str:
    """从…到…: the second figure is of what the first one is of."""
    last = thread.last(lambda row: row.unit == unit)
    return last.indicator if last else ""


def _is_total(sentence: Sentence, segment: Segment) -> bool:
    before = sentence.masked[segment.start : segment.figure.start].replace("\0", "").strip()
    return segment.joint == "clause" and bool(_TOTAL.match(before))


def _total_name(thread: Thread, name: str) -> str:
    """共计5234个摄像机, said after 10个街镇…的视频资源联网."""
    if thread.tail:
        return thread.tail + name
    verbs = sorted(word_list("extraction")["verbs"], key=len, reverse=True)
    verb = next((v for v in verbs if thread.chain[0].startswith(v)), "")
    things = "、".join(item.removeprefix(verb) for item in thread.chain)
    return f"{things}{verb}{name}"


def _suffixed(name: str, sentence: Sentence, segment: Segment) -> str:
    """The noun that a unit or a kind of figure adds: 占比, 名次, 面积, 连续年数."""
    figure = segment.figure
    if figure.unit == "%" and not re.search(r"(率|比|比例|比重|占比)$", name):
        post_nominal = not naming.core(sentence.masked[segment.start : figure.start])[0]
        if name.endswith("占") and len(name) > len("占"):  # 刷单返利类占36.8%
            return f"{name}比"
        return f"{name}占比" if post_nominal else name
    if figure.kind == "rank":
        return name if name.endswith("名次") else f"{name}名次"
    if figure.unit in _AREAS and "面积" not in name:
        return f"{name}面积"
    if figure.unit == "年" and "连续" in sentence.text[figure.start : figure.end]:
        return f"{name}连续年数"
    return name


def _counted(subject: str) -> str:
    return f"{subject}数" if subject.endswith(("案件", "警情", "事故", "事件")) else subject
