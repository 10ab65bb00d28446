"""A small invented report, and the ways in which it may be printed."""

from __future__ import annotations

import re

from bot.report.lines import width

PARAGRAPHS = [
    "澄湖区城市管理局2031年工作总结",
    "2031年，在区委、区政府的领导下，澄湖区城市管理局围绕“清水洁城”行动，扎实开展各项工作，现将情况报告如下：",
    "一、主要工作",
    "（一）市容环境持续改善",
    "1.开展清洁行动。全年清运生活垃圾18.6万吨，比上年增长3.5%，其中厨余垃圾4.2万吨。新建垃圾分类投放点312个，"
    "居民分类参与率达95%以上，覆盖“一刻钟”服务圈内的全部小区，为下一步巩固提升打下了良好的基础。",
    "2.整治占道经营。查处占道经营1840余起，同比下降12.4%；劝导商户近3000家次，拆除破损店招527块，道路通行秩序明显好转，"
    "市民投诉量由2030年的936件减少到2031年的611件。",
    "（二）园林绿化稳步推进",
    "全区新增公园绿地23.7公顷，改造口袋公园14个，种植乔木6800余株，绿化覆盖率达到41.3%，居全市第二。",
    "二、存在问题",
    "一是管理力量不足，全局执法人员仅有87人，日均处置诉求约150件。",
    "二是部分老旧小区设施陈旧，约三成的垃圾房需要更新。",
    "三、2032年工作思路",
    "力争全年新增绿地20公顷以上，投诉量下降10%，确保重大安全事故零发生。",
    "澄湖区城市管理局",
    "2031年12月28日",
]


def sliced(paragraphs: list[str], at: int, indent: str = "") -> list[str]:
    """The lines of a program that cuts every ``at`` characters."""
    texts = [indent + paragraph for paragraph in paragraphs]
    return [text[begin : begin + at] for text in texts for begin in range(0, len(text), at)]


def in_columns(paragraphs: list[str], at: int, indent: str = "") -> list[str]:
    """The lines of print ``at`` Chinese characters wide: Latin ones take half a place, no line begins with a stop."""
    lines = []
    for paragraph in paragraphs:
        line = ""
        for char in indent + paragraph:
            if width(line + char) > 2 * at and char not in "，。、；：）”！？%":
                lines.append(line)
                line = ""
            line += char
        lines.append(line)
    return lines


def in_print(paragraphs: list[str], at: int, indent: str = "") -> list[str]:
    """The lines of a word processor: it breaks no number, and no line begins with a stop or ends with a bracket."""
    lines = []
    for paragraph in paragraphs:
        line = indent
        for token in re.findall(r"[（“]*(?:[A-Za-z0-9.,%]+|.)[，。；：、！？”）%]*", paragraph):
            if width(line + token) > 2 * at:
                lines.append(line)
                line = ""
            line += token
        lines.append(line)
    return lines
