from __future__ import annotations

from pathlib import Path

import pytest

from bot.report.masthead import masthead
from bot.report.model import ReportMeta
from bot.report.outline import outline
from tests.report.printing import PARAGRAPHS


def read(*lines: str, file: str = "chenghu-2031.txt", page_starts: tuple[int, ...] = ()) -> ReportMeta:
    text = "\n".join(lines)
    return masthead(Path(file), text, outline(text)[0], page_starts)


def test_all_of_it() -> None:
    assert read(*PARAGRAPHS) == ReportMeta(
        id="chenghu-2031",
        title="澄湖区城市管理局2031年工作总结",
        issuer="澄湖区城市管理局",
        district="澄湖区",
        date="2031-12-28",
        file="chenghu-2031.txt",
    )


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        pytest.param(["澄湖区2031年政府工作报告", "各位代表："], "澄湖区2031年政府工作报告", id="one line"),
        pytest.param(
            ["澄湖区水务局关于节水型城市建设", "“十四五”规划的评估报告", "现报告如下："],
            "澄湖区水务局关于节水型城市建设“十四五”规划的评估报告",
            id="two lines",
        ),
        pytest.param(["标题：澄湖区工作要点", "正文。"], "澄湖区工作要点", id="with its label"),
        pytest.param(["澄湖区统计公报①", "正文。"], "澄湖区统计公报", id="footnote mark"),
        pytest.param(["随手记", "今天开会。"], "随手记", id="no title: the first line"),
    ],
)
def test_title(lines: list[str], title: str) -> None:
    assert read(*lines).title == title


@pytest.mark.parametrize(
    "between",
    [
        pytest.param("二〇三一年四月", id="Chinese date"),
        pytest.param("2031年4月", id="month"),
        pytest.param("（2031年4月30日）", id="date in brackets"),
        pytest.param("编制单位：澄湖区统计局", id="who made it"),
    ],
)
def test_a_title_is_not_joined_over_a_line_of_the_cover(between: str) -> None:
    cover, rest = "澄湖区水务局关于节水型城市建设", "“十四五”规划的评估报告"
    assert read(cover, between, cover, rest, "现报告如下：").title == cover + rest


def test_a_title_is_not_joined_over_a_page() -> None:
    cover, rest = "澄湖区水务局关于节水型城市建设", "“十四五”规划的评估报告"
    assert read(cover, cover, rest, "正文。", page_starts=(0, len(cover) + 1)).title == cover + rest


def test_full_width_digits() -> None:
    meta = read("２０３１年澄湖区统计公报（初稿）统计公报", "２０３１年４月３日", "２０３１年，全区稳步发展。")
    assert (meta.title, meta.date) == ("2031年澄湖区统计公报（初稿）统计公报", "2031-04-03")


def test_a_text_without_any_line_is_named_by_its_file() -> None:
    assert read("", file="notes.v2.txt").title == "notes.v2"


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        pytest.param(["工作总结", "正文。", "2031年3月5日"], "2031-03-05", id="signature"),
        pytest.param(
            ["工作总结", "2031年3月5日", "正文。", "完。", "完。", "完。"], "2031-03-05", id="below the title"
        ),
        pytest.param(["2031年工作总结", "正文。"], "2031", id="year of the title"),
        pytest.param(["工作总结", "正文。"], None, id="none"),
        pytest.param(["工作总结", "正文。", "2031年13月45日"], None, id="a day that is none"),
        pytest.param(
            ["2031年工作总结", "本局于2030年1月2日印发方案，推动各项工作落地见效。" * 3],
            "2031",
            id="a date in prose is not it",
        ),
    ],
)
def test_date(lines: list[str], date: str | None) -> None:
    assert read(*lines).date == date


@pytest.mark.parametrize(
    ("title", "district"),
    [
        ("澄湖区水务局工作总结", "澄湖区"),
        ("关于岚溪市环境状况的公报", "岚溪市"),
        ("青浦岭自治县2031年政府工作报告", "青浦岭自治县"),
        ("全面深化改革工作总结", None),
    ],
)
def test_district(title: str, district: str | None) -> None:
    assert read(title, "正文。").district == district
