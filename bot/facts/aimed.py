"""Figures that were to be reached, in sentences that tell what was; what a bracket without words tells how much of."""

from __future__ import annotations

import re

from bot.facts import naming
from bot.facts.clause import Segment
from bot.facts.sentence import Sentence
from bot.report.model import Span

#: 2022年任务500亩; 超额完成产量2万吨、面积3万亩年度目标; 目标要求（较2021年下降10%）.
_TASK = re.compile("(?:(?:^|[\0，（(])(?:目标|年度|全年|计划)?任务(?:数|量|面积)?|总任务|任务数)(?:为|是)?[\0]*$")


_REACHED = re.compile(
    "^[^，]{0,6}(?:完成|实现).*\\d.*(?:年度|全年|既定|预期|省定|考核)(?:目标|任务|指标)(?:任务|要求)?$"
)


_AIM_BEHIND = re.compile("的(?:规划|预期|年度)?目标(?:值)?(?:仍有|还有|尚有|有|相比)")


_ASKED_FOR = re.compile("(?:目标|任务|计划)(?:任务|要求|数|值)?[（(]$")


def is_task(sentence: Sentence, segment: Segment) -> bool:
    """Is a figure what was to be reached, in a sentence that tells what was?"""
    own = sentence.masked[segment.clause[0] : segment.figure.start]
    words = sentence.text[slice(*segment.clause)]
    aimed = _AIM_BEHIND.match(sentence.text, segment.figure.end)
    return bool(
        aimed or _TASK.search(own) or _REACHED.search(words) or _ASKED_FOR.search(sentence.text[: segment.clause[0]])
    )


def bracketed(sentence: Sentence, span: Span) -> str:
    """第一期损害赔偿金（900万元）: a bracket that holds a figure and no word tells how much of what stands before
    it; else the empty word."""
    inside = [f for f in sentence.tokens.figures if span[0] <= f.start < span[1]]
    if len(inside) != 1 or sentence.masked[span[0] : inside[0].start].strip("\0 ") or inside[0].end < span[1]:
        return ""
    clause = re.split("[，；。、]", sentence.masked[: span[0] - 1])[-1].replace("\0", "")
    return naming.done_to(clause)
