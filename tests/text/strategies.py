"""Text for property tests: noise made of what the grammars look for."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = [
    *"零一二三四五六七八九十百千万亿成两余多近约第前超上年月日个起件人名元倍番点",
    *"%‰-—~、，。；：（）“”.,/+ 0123456789PGTA",
    *["不到", "以上", "左右", "个位数", "过半", "百分之", "千分之", "分之", "翻了两番", "半数以上", "百分点", "零发生"],
    *[
        "2022年",
        "去年",
        "今年",
        "上半年",
        "三季度",
        "1—9月",
        "以来",
        "目前",
        "十四五",
        "近五年",
        "截至",
        "全年",
        "同比",
        "比",
    ],
    *["1/5", "2004.1.19", "0903", "110", "40—60", "1.48亿", "2.7万余", "95%", "12,345", "一至三", "全市第三"],
    *[
        "其中",
        "共计",
        "分别",
        "下降",
        "增长",
        "占比",
        "由",
        "至",
        "达到",
        "破获",
        "案件",
        "盗窃",
        "企业",
        "和",
        "的",
        "每天",
    ],
]


def report_text() -> st.SearchStrategy[str]:
    """Sentences of no meaning whose every word is one of a report's."""
    return st.lists(st.sampled_from(_PIECES), max_size=24).map("".join)
