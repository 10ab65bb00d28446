"""A table of contents is dropped; what only looks like one stays."""

from __future__ import annotations

import pytest

from bot.report.contents import drop_contents
from bot.report.lines import FileLine

TITLE = "澄湖区2031年统计公报"
BODY = ["一、综合", "全区人口稳步增长。", "二、农业", "粮食总产量略有下降。", "三、工业", "工业增加值保持增长。"]


def read(*lines: str) -> list[str]:
    return [line.text for line in drop_contents([FileLine(text, 0) for text in lines])]


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(["目 录", "一、综合........1", "二、农业......2", "三、工业......12"], id="dots"),
        pytest.param(["目录", "一、综合……………1", "二、农业··········1", "三、工业 . . . . . 3"], id="dots of any kind"),
        pytest.param(["目　录", "一、综合 1", "二、农业\t2", "三、工业　　（3）"], id="gaps"),
        pytest.param(["目录", "一、综合", "二、农业", "三、工业"], id="no pages"),
        pytest.param(
            ["目录", "一、综合....1", "二、农业和农村现代化建设", "进展情况....2"], id="an entry of two lines"
        ),
        pytest.param(["一、综合........1", "二、农业......2", "三、工业......12"], id="not announced"),
    ],
)
def test_dropped(contents: list[str]) -> None:
    assert read(TITLE, *contents, *BODY) == [TITLE, *BODY]
    assert read(*contents, TITLE, *BODY) == [TITLE, *BODY]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["粮食......241", "油料......250", "蔬菜......275"], id="figures behind dots"),
        pytest.param(["一、综合......5", "二、农业......3", "三、工业......1"], id="pages that fall"),
        pytest.param(["目录", "本公报的目录见附件。"], id="a word"),
        pytest.param(["目录"], id="a heading alone"),
        pytest.param(["收费目录清单共有 12"], id="a sentence with a number at its end"),
    ],
)
def test_kept(lines: list[str]) -> None:
    assert read(TITLE, *lines, *BODY) == [TITLE, *lines, *BODY]
