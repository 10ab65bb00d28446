"""What asks for a picture, and what only looks like it."""

from __future__ import annotations

import pytest

from bot.chart.wish import Wish, wish_of

ASKING: list[tuple[str, Wish]] = [
    ("画个图", Wish("")),
    ("来张图", Wish("")),
    ("来张图看看", Wish("")),
    ("能画图吗", Wish("")),
    ("有没有图", Wish("")),
    ("图表", Wish("")),
    ("画圖", Wish("")),
    ("画成柱状图", Wish("", "comparison", "柱状")),
    ("电诈画个图", Wish("电诈")),
    ("電詐畫個圖", Wish("电诈")),
    ("电诈去年多少起，画个图", Wish("电诈去年多少起")),
    ("画个图：算力构成", Wish("算力构成")),
    ("给我画一张火灾隐患的图", Wish("火灾隐患")),
    ("把电诈画出来", Wish("电诈")),
    ("画一下电诈", Wish("电诈")),
    ("用图表示电诈", Wish("电诈")),
    ("画个电诈的趋势图", Wish("电诈", "trend", "趋势")),
    ("看看电诈的走势图", Wish("电诈", "trend", "走势")),
    ("落户构成图", Wish("落户", "breakdown", "构成")),
    ("落户的饼图", Wish("落户", "breakdown", "饼")),
    ("show me a chart", Wish("")),
    ("chart of telecom fraud", Wish("telecom fraud")),
    ("draw telecom fraud", Wish("telecom fraud")),
]


@pytest.mark.parametrize(("text", "wish"), ASKING, ids=[text for text, _ in ASKING])
def test_asking(text: str, wish: Wish) -> None:
    assert wish_of(text) == wish


@pytest.mark.parametrize(
    "text",
    ["电诈去年多少起", "车辆图片二次分析算法多少", "特征值及图片存储多少P", "去图书馆", "意图冲突的案件",
     "试图自杀多少", "地图", "做图侦工作的", "图像识别", "show how many cameras", "how many cameras", "", "？",
     "给个数", "画像系统建了吗"],
)  # fmt: skip
def test_not_asking(text: str) -> None:
    assert wish_of(text) is None


def test_the_kind_s_word_may_belong_to_the_question() -> None:
    wish = wish_of("落户构成图")
    assert wish and wish.questions == ("落户", "落户构成")
