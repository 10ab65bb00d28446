"""Coordination: the bare names of a clause's figures, which share verbs, tails and subjects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from bot.facts import naming
from bot.facts.change import find_change, stated_change
from bot.facts.clause import Segment
from bot.facts.items import completed, split_items
from bot.text.words import word_list


@dataclass(frozen=True, slots=True)
class Name:
    """What a clause calls a figure. ``kind``: part (earlier clauses may complete it), whole (they may not),
    predicate (what is said of the figure behind it, whose subject is still to be put in front).

    ``begin``: where the words begin in the sentence that several figures share, so that each quotes them.
    """

    words: str
    kind: Literal["part", "whole", "predicate"] = "part"
    begin: int | None = None


def names_of(text: str, parts: list[Segment], earlier: Sequence[str] = ()) -> list[Name]:
    """One name for each figure of a clause; ``earlier`` are the names of the sentence's figures before it."""
    owners = _distributed(text, parts, earlier)
    if owners:
        return [Name(owner, "whole", parts[0].start) for owner in owners]
    tail = common_tail(text, parts)
    names = _shares_of([_name(text, parts, number, tail) for number in range(len(parts))], text, parts)
    verb = _leading_verb(naming.core(_before(text, parts[0]))[0])
    for number, part in enumerate(parts[1:], 1):  # 接入163家单位楼宇、393家人群密集场所: the verb is common
        if verb and part.joint == "list" and not tail and _is_bare(text, part):
            names[number] = Name(verb + names[number].words, names[number].kind)
    return _with_object(parts, _with_deed(parts, names))


def _shares_of(names: list[Name], text: str, parts: list[Segment]) -> list[Name]:
    """占目标面积500亩的102%: a figure that is what the next one is a share of."""
    for number, (part, after) in enumerate(pairwise(parts)):
        whole = naming.core(_before(text, part))[0]
        between = text[part.figure.end : after.figure.start].strip("\0 ")
        if whole.startswith("占") and len(whole) > _NOUN and between == "的" and after.figure.unit == "%":
            names[number] = Name(whole.removeprefix("占"), "whole")
            names[number + 1] = Name(whole, begin=part.start)
    return names


def _with_deed(parts: list[Segment], names: list[Name]) -> list[Name]:
    """破获侵财案件1787起、电信网络诈骗案件1295起: what was done with the first is done with the like of it."""
    verbs = word_list("extraction")["verbs"]
    first = names[0].words
    deed = max((v for v in verbs if first.startswith(v) and len(first) > len(v) + _NOUN), key=len, default="")
    out = names[:1]
    for part, name in zip(parts[1:], names[1:], strict=True):
        alike = part.figure.unit == parts[0].figure.unit and name.words[-_NOUN:] == first[-_NOUN:]
        shared = (
            deed and part.joint == "list" and name.kind == "part" and alike and not name.words.startswith(tuple(verbs))
        )
        turned = _turned(first, name.words) if part.joint == "list" and part.figure.unit == parts[0].figure.unit else ""
        out.append(Name(turned or deed + name.words, name.kind, name.begin) if turned or shared else name)
    return out


def _turned(first: str, word: str) -> str:
    """纠正漏捕6人、漏诉9人, 监督立案4件、撤案7件: the other of a pair of words; else the empty word."""
    last = first[-_NOUN:]
    pair = len(word) == len(last) == _NOUN and len(first) > _NOUN and word != last
    alike = pair and (word[0] == last[0] or word[1] == last[1])
    return first[:-_NOUN] + word if alike and not naming.is_attribute(word) else ""


def _with_object(parts: list[Segment], names: list[Name]) -> list[Name]:
    """码头接待邮轮90艘次、旅客30万人次: what is received is told of both."""
    done = naming.around_verb(names[0].words)
    lead = names[0].words.removesuffix(done[1]) if done and len(done[1]) in _OBJECT else ""
    out = names[:1]
    for part, name in zip(parts[1:], names[1:], strict=True):
        bare = name.kind == "part" and len(name.words) in _OBJECT and naming.is_plain(name.words)
        other = part.figure.unit != parts[0].figure.unit and part.figure.unit not in ("%", None)
        out.append(replace(name, words=lead + name.words) if lead and bare and other and part.joint == "list" else name)
    return out


#: What something is done to has so many characters where it is one thing.
_OBJECT = range(2, 5)


#: The noun that a name ends with has so many characters.
_NOUN = 2


#: 均 and 都 near the figure, unless they are part of a word (年均, 都市).
_EACH = re.compile("(?:(?<![年月日人户平周])均|都(?![市会城]))[^，、]{0,8}$")


def several(name: Name, before: str, changed: bool, unit: str | None) -> list[Name]:
    """The subjects that one figure is told of: 登记率、准确率均为98% is of two, 书、报、刊共计300份 of one thing."""
    if not (changed or unit in ("%", "‰", "百分点")):
        return [name]
    items = [item for item in re.split("、|以及|和|(?<![普涉])及(?!以[上下]|时|格)|与", name.words) if item]
    each = _EACH.search(before) or all(naming.is_measured(item) for item in items)
    if len(items) < 2 or not each or min(map(len, items)) < 2:
        return [name]
    items = completed(items)
    kind = "whole" if changed else name.kind
    return [Name(_owned(item, items[0]), kind, name.begin) for item in items]


def _owned(item: str, first: str) -> str:
    """结案率 beside 治安案件破案率 is 治安案件结案率, 准确率 beside 人口登记率 is 人口登记准确率."""
    if item in word_list("extraction")["qualities"] and first.endswith("率") and item != first:
        return first.removesuffix("率") + item
    shared = len(first) - len(item)
    return first[:shared] + item if shared >= 2 and naming.is_attribute(item) and first[-1] == item[-1] else item


def common_tail(text: str, parts: list[Segment]) -> str:
    """Coordinated figures with one tail: 10个街镇、3个委办局及1个重点场所的视频资源联网; else the empty word."""
    if len(parts) < 2 or not all(_is_bare(text, part) for part in parts[1:]):
        return ""
    last = naming.behind(_after(text, parts[-1]))
    first = naming.core(_before(text, parts[0]))[0]
    return last.rpartition("的")[2] if not first and "的" in last else ""


def _distributed(text: str, parts: list[Segment], earlier: Sequence[str]) -> Sequence[str]:
    """甲、乙、丙分别下降 56.7%、50%、20%: one name for each figure. Without names in front they are those of the
    figures before (进口 3 亿元、出口 5 亿元，分别增长 5%、3%); the shares of a ratio are those of its parts."""
    if len(parts) < 2 or not all(_is_bare(text, part) and part.joint in ("list", "to") for part in parts[1:]):
        return _ratios(text, parts)
    if parts[0].figure.kind == "ratio":
        return _ratios(text, parts)
    before = _before(text, parts[0])
    apart = before.find("分别")
    change = find_change(before)
    head, _ = naming.core(before[: min(apart if apart >= 0 else len(before), change.start if change else len(before))])
    if not head:
        if len(earlier) < len(parts) or not (change or apart >= 0):
            return []
        done = "" if change else naming.trim_back(before[apart + 2 :]).replace("\0", "")
        return [owner + done for owner in earlier[-len(parts) :]]
    items = split_items(head, len(parts))
    alike = len({part.figure.unit for part in parts}) == 1 and not naming.behind(_after(text, parts[-1]))
    return items if len(items) == len(parts) and (apart >= 0 or alike) else []


def _ratios(text: str, parts: list[Segment]) -> Sequence[str]:
    """三次产业结构为3.6:48:48.4: the shares of the first, second and third one, of each ratio in the clause."""
    if not parts or any(part.figure.kind != "ratio" for part in parts):
        return []
    heads = [naming.core(_before(text, part))[0] for part in parts]
    begins = [number for number, part in enumerate(parts) if part.joint != "list"]
    of = "产业" if "产业" in heads[0] else ""
    names = []
    for number in range(len(parts)):
        place = number - max(begin for begin in begins if begin <= number)
        ordinal = "一二三四五六七八九"[place] if place < 9 else str(place + 1)
        names.append(f"第{ordinal}{of}占比" if of else f"{heads[0]}第{ordinal}项")
    return names


def _name(text: str, parts: list[Segment], number: int, tail: str) -> Name:
    segment = parts[number]
    after = naming.behind(_after(text, segment))
    if tail and after:
        return Name(after.removesuffix(tail).strip("的") + tail)
    counted = _counted_name(text, parts, number, after)
    return _own_name(text, segment, after) if counted is None else Name(counted)


def _counted_name(text: str, parts: list[Segment], number: int, after: str) -> str | None:
    """7类共6465个摄像机: the same things by kind and by number, named once; None where it is not so."""
    segment = parts[number]
    following = parts[number + 1] if number + 1 < len(parts) else None
    if segment.figure.unit in ("类", "种") and following and following.joint == "count":
        return naming.behind(_after(text, following)) + "类别"
    if segment.joint == "count" and not after:
        return naming.core(_before(text, parts[number - 1]))[0]
    return None


def _own_name(text: str, segment: Segment, after: str) -> Name:
    """From the words before the figure, behind it, or both (破获 8 起电信诈骗案)."""
    before = _before(text, segment)
    change = find_change(before, segment.figure.unit) or stated_change(text, segment.figure, segment.start)
    head, _ = naming.core(before[: change.start] if change else before)
    if head in _PREPOSITIONS:
        head = ""
    if segment.figure.kind == "rank":  # 单产居全省第1位: what ranks stands before
        head = _RANKED.sub("", head)
        if not head and after.startswith(("地位", "位置", "位次")):  # 总产量达到3万吨，全国第4的地位进一步巩固
            return Name("")
    if change or (segment.joint == "to" and not head and not after):
        return Name(head)
    raw = _after(text, segment)
    if after in ("大关", "关口"):
        after = ""
    if not head and after.endswith("中"):  # 29个行业中20个行业增长
        after = after[:-1]
    sum_of = "投资" if head.endswith("投资") else head if naming.is_attribute(head) else ""
    if sum_of and raw.startswith("的"):  # 投资3亿元的机场路顺利推进
        return Name(naming.subject_of(raw[1:]) + sum_of)
    coordinated = "、" in head and re.search("(?:以及|[和及与])\0*$", before)
    if after and (coordinated or head.endswith(("等", *_PREPOSITIONS))):  # 甲、乙等3处遗址; 甲园、乙园和80个丙园
        return Name(after if len(after) <= 10 else naming.subject_of(after) or after)
    if not head and naming.is_done(raw):  # 其中4条实现通车
        return Name(raw.strip("\0 "), "predicate")
    if head and after.startswith(("内", "里", "以内", "之内", "中")):
        return Name(head)
    if head and after and (naming.ends_with_verb(head) or len(after) <= 10):
        return Name(head + after)
    direct = segment.figure.unit in _THINGS or (before.endswith(head) and not naming.is_measured(head))
    if head and direct and not naming.begins_predicate(after) and (counted := naming.subject_of(after)):
        return Name(head + counted)
    return Name(head or after, "part" if head or not naming.begins_predicate(after) else "predicate")


#: What stands behind a figure in one of these is what it counts.
_THINGS = ("个", "家", "名", "项", "处", "件", "起", "条", "户", "位", "座", "所", "种", "类", "套", "台", "辆", "场")


#: A head that ends so leads to the noun behind the figure.
_PREPOSITIONS = ("对", "为", "向", "使", "让", "给")

#: Words that say that something ranks, and among whom.
_RANKED = re.compile("(?:均|都|分别)?(?:位居|位列|位于|名列|居|列|跻身|进入|排名?)[^，、]*$")


def _leading_verb(head: str) -> str:
    """The verb or verbs that ``head`` is, whole: the words before a post-nominal figure (接入, 启动改造)."""
    return head if naming.is_verbs(head) else ""


def _is_bare(text: str, part: Segment) -> bool:
    """Do no words stand before the figure?"""
    return not _before(text, part).strip("\0 ")


def _before(text: str, part: Segment) -> str:
    return text[part.start : part.figure.start]


def _after(text: str, part: Segment) -> str:
    return text[part.figure.end : part.end]
