"""The order in which the lines of a page are read."""

from __future__ import annotations

import pytest

from bot.report.glyphs import Stretch
from bot.report.printrows import rows_of

LINE = 20  # letters, too many for a cell of a table


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        pytest.param([(60, 700, "甲"), (60, 680, "乙"), (60, 660, "丙")], "甲乙丙", id="from the head down"),
        pytest.param([(60, 660, "丙"), (60, 680, "乙"), (60, 700, "甲")], "甲乙丙", id="from the foot up"),
        pytest.param(
            [(60, 701, "甲"), (60, 681, "乙"), (320, 700, "丙"), (320, 680, "丁")], "甲乙丙丁", id="two columns"
        ),
    ],
)
def test_lines_in_the_order_of_reading(printed: list[tuple[float, float, str]], read: str) -> None:
    rows = rows_of([Stretch(letter * LINE, x, y, x + 10 * LINE, 10) for x, y, letter in printed])
    assert [row.text() for row in rows] == [letter * LINE for letter in read]
