"""The drawing: all that the data says is on it, in glyphs that there are. No pixels are compared."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.chart import bars, draw, font, lines, sheet, theme
from bot.chart.picture import Origin, Panel, Picture, Point
from bot.chart.plan import Planner
from bot.errors import ChartError
from bot.text.words import WORDS_DIR
from tests.chart.test_plan import GIVEN, ask

ROOT = Path(__file__).resolve().parents[2]
PLACE = Origin("澄湖区工作总结", "一(一) 治理", 3)
PHONE_PIXELS = theme.WIDTH / 390
SMALLEST_POINTS = 10


def picture(*points: Point, kind: Any = "comparison", title: str = "标题") -> Picture:
    return Picture(kind, title, "2030年 · 单位：起", (Panel("", "起", points),), ("注：一句话。",))


def point(label: str, value: float, text: str, **fields: Any) -> Point:
    return Point(label, value, text, "起", origin=PLACE, **fields)


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


class Written:
    """Everything that was put on a sheet."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, float]] = []
        self.hatched: list[float] = []

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.texts)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[Written]:
    seen, text, box = Written(), sheet.Sheet.text, sheet.Sheet.box

    def keep_text(self: sheet.Sheet, x: float, y: float, words: str, size: float, *rest: Any, **more: Any) -> None:
        seen.texts.append((words, size))
        text(self, x, y, words, size, *rest, **more)

    def keep_box(self: sheet.Sheet, x: float, y: float, width: float, *rest: Any, **more: Any) -> None:
        if more.get("hatched"):
            seen.hatched.append(width)
        box(self, x, y, width, *rest, **more)

    monkeypatch.setattr(sheet.Sheet, "text", keep_text)
    monkeypatch.setattr(sheet.Sheet, "box", keep_box)
    yield seen


@pytest.mark.parametrize("question", [question for question, *_ in GIVEN])
def test_all_is_told_on_a_picture_of_the_given_report(assistant: Assistant, written: Written, question: str) -> None:
    shown = Planner(assistant.knowledge).picture(ask(assistant, question))
    assert isinstance(shown, Picture)
    png = draw.draw(shown)
    assert size(png)[0] == theme.WIDTH and size(png)[1] <= theme.TALLEST and len(png) < 100_000
    expected = [shown.title, shown.subtitle, *shown.remarks, *draw.key(shown), *shown.sources]
    if shown.kind != "trend":  # figures of a trend stand on axes
        expected += [text for p in shown.points for text in (p.label, p.text)]
    squeezed = written.text.replace(" ", "")
    assert [text for text in expected if text.replace(" ", "") not in squeezed] == []
    assert all(pixels >= SMALLEST_POINTS * PHONE_PIXELS for _, pixels in written.texts)


def test_figures_and_times_of_a_trend_stand_on_its_axes(monkeypatch: pytest.MonkeyPatch) -> None:
    panels: list[Any] = []
    made = sheet.Sheet.panel

    def keep(self: sheet.Sheet, height: float, **sides: float) -> Any:
        panels.append(made(self, height, **sides))
        return panels[-1]

    monkeypatch.setattr(sheet.Sheet, "panel", keep)
    kept: dict[str, Any] = {}
    png = sheet.Sheet.png

    def look(self: sheet.Sheet) -> bytes:
        axes = panels[0]
        kept["figures"] = [(text.get_text(), text.xy[0]) for text in axes.texts]
        kept["years"] = [(tick.get_text(), tick.get_position()[0]) for tick in axes.get_xticklabels()]
        kept["minor"] = list(axes.get_xticks(minor=True))
        kept["styles"] = [
            (list(line.get_xdata()), line.get_linestyle()) for line in axes.lines if len(line.get_xdata()) == 2
        ]
        kept["zero"] = axes.get_ylim()[0]
        return png(self)

    monkeypatch.setattr(sheet.Sheet, "png", look)
    times = [("2019年", 90, 2019.0), ("2020年", 80, 2020.0), ("2023年", 70, 2023.0)]
    assert not lines.crowded(tuple(point(name, value, "", at=at) for name, value, at in times))
    draw.draw(picture(*(point(name, value, f"{value}起", at=at) for name, value, at in times), kind="trend"))
    assert kept["figures"] == [("90起", 2019.0), ("80起", 2020.0), ("70起", 2023.0)]
    assert kept["years"] == [("2019年", 2019.0), ("2020年", 2020.0), ("2023年", 2023.0)]
    assert {2021.0, 2022.0} <= {*kept["minor"], *range(2019, 2024)} and kept["zero"] == 0
    solid = [xs for xs, style in kept["styles"] if style == "-" and xs[0] > 1 and xs[0] != xs[1]]
    assert solid == [[2019.0, 2020.0]], "the unstated years between 2020 and 2023 are bridged by a broken line"


def test_what_is_known_roughly_is_hatched_and_the_key_says_so(written: Written) -> None:
    draw.draw(picture(point("甲", 50, "近50起", bound="nearly"), point("乙", 20, "20起")))
    assert len(written.hatched) == 1 and draw.HATCHED in written.text


def test_no_key_for_marks_that_are_not_there(written: Written) -> None:
    draw.draw(picture(point("甲", 50, "50起"), point("乙", 20, "20起")))
    assert written.hatched == [] and "＝" not in written.text


def test_a_target_is_drawn_as_one(written: Written) -> None:
    draw.draw(picture(point("现状", 50, "50起"), point("目标", 60, "60起以上", role="target", bound="at_least")))
    assert draw.AIM in written.text and written.hatched == []


@pytest.mark.parametrize(
    ("values", "unit", "ends"),
    [
        ([95, 99], "%", (0, 100)),
        ([5, 9], "%", (0, 9)),
        ([120, 50], "%", (0, 120)),
        ([-8, 4], "%", (-8, 4)),
        ([-8, -4], "起", (-8, 0)),
        ([0, 0], "起", (0, 1)),
    ],
)
def test_every_scale_has_its_zero(values: list[float], unit: str, ends: tuple[float, float]) -> None:
    assert bars.scale(tuple(Point("", value, "", unit) for value in values)) == ends


@pytest.mark.parametrize("character", ["𠮷", "😀", "ꙮ"])
def test_a_missing_glyph_is_an_error_in_words(character: str) -> None:
    with pytest.raises(ChartError, match=rf"字体画不出的字：{character}（U\+"):
        draw.draw(picture(point(f"{character}桥", 50, "50起"), point("乙", 20, "20起")))


def test_dollars_and_controls_are_only_characters(written: Written) -> None:
    draw.draw(picture(point("$x^2$ 与 a_b", 50, "50起"), point("乙\x07\u202e", 20, "20起"), title="100$起$"))
    assert "$x^2$" in written.text and "\u202e" not in written.text


def test_too_tall_is_an_error_in_words() -> None:
    many = [point("长" * 60, n, f"{n}起") for n in range(40)]
    with pytest.raises(ChartError, match="太长"):
        draw.draw(picture(*many))


def test_the_same_picture_is_the_same_file() -> None:
    one = picture(point("甲", 50, "50起"), point("乙", 20, "20起"))
    assert draw.draw(one) == draw.draw(one) and one.content == picture(*one.points).content


# the font


def test_the_font_has_the_given_report_and_every_word_of_ours() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "data" / "reports").glob("*.txt")]
    texts += [path.read_text(encoding="utf-8") for path in WORDS_DIR.glob("*.toml")]
    texts += [path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "chart").glob("*.py")]
    font.check(c for text in texts for c in text if c.isprintable())


def test_the_font_has_the_characters_of_gbk_and_the_marks_of_units() -> None:
    font.check(chr(code) for code in range(0x4E00, 0x9FA6))
    font.check("㎡㎞℃‰±×÷−²³≥≤→①②αβμ—–…·～")


def test_the_licence_stands_beside_the_font() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (font.FONT.parent / "OFL.txt").read_text(encoding="utf-8")
    assert font.FONT.stat().st_size < 6_000_000


@given(st.text("中文，。（）“”0123456789.%abc ", max_size=80), st.floats(60, 900))
def test_wrapping_loses_nothing_and_fits(text: str, room: float) -> None:
    broken = font.wrap(text, 30, room)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    longest = max((font.width(piece, 30) for piece in font._pieces(text)), default=0)
    assert all(font.width(line.strip(), 30) <= max(room, longest) + 1 for line in broken)


def test_figures_are_not_broken_and_no_line_begins_with_what_closes() -> None:
    for room in range(120, 400, 10):
        broken = font.wrap("全年办理4141.5万余处，其中（甲类）占99.7%。", 30, room)
        assert any("4141.5" in line for line in broken)
        assert not any(line[:1] in "，。）%" for line in broken)


# what a picture costs those who want none


def test_planning_imports_no_matplotlib_and_drawing_no_pyplot() -> None:
    code = (
        "import sys, bot.assistant, bot.chart.plan, bot.telegram.pictures\n"
        "assert not {'matplotlib', 'numpy', 'PIL'} & set(sys.modules)\n"
        "import bot.chart.draw\n"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_a_home_that_cannot_be_written_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    environment = {**os.environ, "MPLCONFIGDIR": str(tmp_path / "file" / "no folder")}
    drawn = subprocess.run(
        [sys.executable, "-c", "import bot.chart.draw"], cwd=ROOT, check=True, capture_output=True, env=environment
    )
    assert (drawn.stdout, drawn.stderr) == (b"", b"")


@pytest.mark.parametrize(
    "years",
    [(2010, 2011, 2023), (2019, 2022, 2022), (2018, 2019, 2020, 2021, 2022, 2023)],
    ids=["far from the last", "two values for one time", "many"],
)
def test_where_figures_would_run_into_each_other_they_stand_in_a_list(written: Written, years: list[int]) -> None:
    points = [point(f"{year}年", n, f"{n}起", at=float(year)) for n, year in enumerate(years)]
    draw.draw(picture(*points, kind="trend"))
    assert all(f"{p.label}{p.text}" in written.text.replace(" ", "") for p in points)


def test_lines_know_the_gaps() -> None:
    panel = Panel("", "起", tuple(point("", 1, "", at=at) for at in (2019, 2020, 2023)))
    assert [(a.at, b.at) for a, b in lines.gaps(panel)] == [(2020, 2023)]
