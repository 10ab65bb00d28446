"""What a print repeats on its pages goes, and the title that it repeats stays once."""

from __future__ import annotations

import pytest

from bot.report.lines import FileLine, Piece
from bot.report.running import drop_running

TITLE = "澄湖区2031年统计公报"
BODY = ("全区共有公园{}个。", "新增绿地{}公顷。", "清运垃圾{}吨。", "改造道路{}条。", "种树{}株。")


def read(heads: list[list[str]], places: dict[tuple[int, int], float] | None = None) -> list[str]:
    """What stays of the ``heads`` of pages; ``places`` tells where a line of a page begins, if not at 200."""
    lines = []
    for page, head in enumerate(heads, 1):
        for number, text in enumerate(head):
            begin = (places or {}).get((page, number), 200.0)
            lines.append(FileLine(text, page, pieces=(Piece(begin, 400.0, text, 10.0),) if places is not None else ()))
        lines += [FileLine(text.format(f"{page}{number}7"), page) for number, text in enumerate(BODY)]
    texts = {text for head in heads for text in head}
    return [f"{line.page} {line.text}" for line in drop_running(lines) if line.text in texts]


@pytest.mark.parametrize(
    ("heads", "kept"),
    [
        pytest.param([[TITLE, TITLE], *[[TITLE]] * 4], [f"1 {TITLE}"], id="header above the title"),
        pytest.param([[TITLE, "统计局"], *[[TITLE]] * 4], [f"1 {TITLE}", "1 统计局"], id="no header on the first page"),
        pytest.param([["统计公报", TITLE], *[["统计公报"]] * 4], [f"1 {TITLE}"], id="another header"),
        pytest.param([["澄湖统计", "统计局"], *[["澄湖统计"]] * 4], ["1 统计局"], id="a header that is no title"),
    ],
)
def test_the_title_stays_once(heads: list[list[str]], kept: list[str]) -> None:
    assert read(heads) == kept


def test_the_first_half_of_a_title_stands_elsewhere_than_the_header() -> None:
    half = "澄湖区水务局关于节水型城市建设"
    heads = [[half, "“十四五”规划的评估报告"], *[[half]] * 4]
    assert read(heads, {(1, 0): 150.0}) == [f"1 {half}", "1 “十四五”规划的评估报告"]
    assert read(heads, {}) == ["1 “十四五”规划的评估报告"]
