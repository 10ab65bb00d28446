"""What grew from one figure to another, and figures of so much for each day or year."""

from __future__ import annotations

import pytest

from tests.facts.reading import extraction

HEAD = "一、主要工作"


def rows(sentence: str) -> list[tuple[str, str, str | None, str | None]]:
    told = extraction(HEAD, sentence, title="云湖区社会事业局2030年工作总结", date="2031年1月12日").observations
    return [(row.indicator, row.value_text, row.unit, row.period) for row in told]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "城乡低保标准从8100元/年提高至9960元/年。",
            [("城乡低保标准", "8100元/年", "元/年", None), ("城乡低保标准", "9960元/年", "元/年", "2030")],
            id="for a year",
        ),
        pytest.param(
            "最低工资标准从1620提高至1860元。",
            [("最低工资标准", "1620", "元", None), ("最低工资标准", "1860元", "元", "2030")],
            id="the unit told once",
        ),
        pytest.param(
            "全区检测能力提升至1.32万管/日。", [("全区检测能力", "1.32万管/日", "管/日", "2030")], id="a day's work"
        ),
        pytest.param(
            "“云湖一号”游船全年开航218航次。", [("“云湖一号”游船开航", "218航次", "航次", "2030")], id="voyages"
        ),
        pytest.param(
            "房屋签约140座，签约率90.3%。",
            [("房屋签约", "140座", "座", "2030"), ("房屋签约率", "90.3%", "%", "2030")],
            id="signed, not about so many",
        ),
        pytest.param(
            "累计减免1,234户、5,678万元租金。",
            [("减免", "1,234户", "户", "2030"), ("租金", "5,678万元", "元", "2030")],
            id="commas of thousands",
        ),
        pytest.param(
            "一级企业从原9家整合为5家。",
            [("一级企业", "9家", "家", None), ("一级企业", "5家", "家", "2030")],
            id="merged into",
        ),
        pytest.param(
            "到位资金70.2亿元，含专项债20.4亿元。",
            [("到位资金", "70.2亿元", "元", "2030"), ("专项债", "20.4亿元", "元", "2030")],
            id="含 only leads in",
        ),
    ],
)
def test_levels_before_and_after(sentence: str, expected: list[tuple[str, str, str | None, str | None]]) -> None:
    assert rows(sentence) == expected
