from __future__ import annotations

import pytest

from bot.facts import Finding
from bot.facts.printed import interval, like, plain
from tests.facts.reading import extraction, observed


def findings(*paragraphs: str) -> tuple[Finding, ...]:
    return extraction(*paragraphs, title="澄湖区2031年工作总结").findings


@pytest.mark.parametrize(
    ("paragraphs", "kind", "text"),
    [
        pytest.param(
            ["一、成效", "受理噪声投诉5100件。", "二、问题", "受理噪声投诉近4800件。"],
            "two_values",
            "2031 年受理噪声投诉有两个数：一写 5100件，二写 近4800件。",
            id="two values for one thing",
        ),
        pytest.param(
            ["引进人才6166人，其中硕士1909人，博士2168人，其他2075人。"],
            "parts_and_total",
            "引进人才 6166人，而其中各项相加 1909 + 2168 + 2075 = 6152人，对不上。",
            id="parts that do not add up",
        ),
        pytest.param(
            ["保费收入177.9亿元，其中财产险39.2亿元，人身险135.6亿元。"],
            "parts_and_total",
            "保费收入 177.9亿元，而其中各项相加 39.2亿 + 135.6亿 = 174.8亿元，对不上。",
            id="written in the total's scale",
        ),
        pytest.param(
            ["配备设备557台，其中相机284台、话筒109台。"],
            "parts_leave_rest",
            "配备设备 557台，其中列出的有 284 + 109 = 393台，其余 557 − 393 = 164台没有说明。",
            id="其中 that leaves a rest",
        ),
        pytest.param(
            ["噪声投诉从2029年的120件、占比15%下降到2031年的90件、占比21%。"],
            "count_and_share",
            "2029→2031：120件→90件，占比 15%→21%，数量减少而占比上升。",
            id="a count that falls while its share rises",
        ),
        pytest.param(
            ["噪声投诉由2030年的500件降至2031年的400件，比2030年下降30%。"],
            "rate_and_values",
            "噪声投诉写下降30%，按 500件→400件 算是 -20%。",
            id="a rate that does not fit",
        ),
    ],
)
def test_what_a_careful_reader_notices(paragraphs: list[str], kind: str, text: str) -> None:
    assert [(found.kind, found.text) for found in findings(*paragraphs)] == [(kind, text)]


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param(
            ["一、成效", "受理噪声投诉5100件。", "二、问题", "受理噪声投诉5100件。"], id="the same value twice"
        ),
        pytest.param(["一、成效", "受理噪声投诉5132件。", "二、问题", "受理噪声投诉5100余件。"], id="余 covers it"),
        pytest.param(
            ["一、成效", "受理噪声投诉5132件。", "二、问题", "受理噪声投诉0.51万件。"], id="rounding covers it"
        ),
        pytest.param(["一、成效", "参与率95%以上。", "二、问题", "参与率97.2%。"], id="以上 covers it"),
        pytest.param(
            ["一、成效", "2030年受理噪声投诉9件。", "二、问题", "受理噪声投诉7件。"], id="two values of two years"
        ),
        pytest.param(["一、成效", "受理噪声投诉9件。", "二、下一步", "受理噪声投诉7件。"], id="actual and target"),
        pytest.param(
            [line for n in "一二三四五" for line in (f"{n}、项目", f"总投资{ord(n)}万元。")],
            id="a name for many things",
        ),
        pytest.param(["保费177.9亿元，其中财产险39.2亿元，人身险138.6亿元。"], id="the last digit is rounded"),
        pytest.param(["设备557台，其中相机284台。"], id="one part is an example"),
        pytest.param(["设备5.57万台，其中相机284台、话筒5.4万台。"], id="figures of another scale are no partition"),
        pytest.param(["城镇销售1615台，其中城区861台；乡村销售339台。"], id="another item behind a semicolon"),
        pytest.param(["参保267人，其中：农民14人；参加生育保险187人。"], id="a rest over a semicolon"),
        pytest.param(["设备557台，其中相机21台、话筒9台。"], id="so are a few small ones"),
        pytest.param(["设备500余台，其中相机284台、话筒109台。"], id="a total that is not exact"),
        pytest.param(["设备557台，其中相机284台、话筒273台。"], id="parts that add up"),
        pytest.param(["商店171家，其中连锁97家；饭店67家，其中连锁7家。"], id="parallel items"),
        pytest.param(["生产总值512.7亿元，比上年增长5.6%。"], id="a rate beside its own value"),
        pytest.param(["2031年投诉400件，2030年投诉500件，比2030年下降20%。"], id="a rate that fits"),
        pytest.param(
            ["货运量由2030年的1.4亿吨增至2031年的1.8亿吨，比2030年增长27.6%。"], id="a rate of rounded values"
        ),
        pytest.param(
            ["一、成效", "投诉400件，比2030年下降30%。", "二、回顾", "2030年投诉500件。"], id="values far apart"
        ),
    ],
)
def test_what_is_none(paragraphs: list[str]) -> None:
    assert findings(*paragraphs) == ()


def test_a_finding_names_the_figures_it_rests_on() -> None:
    facts = extraction("引进人才6166人，其中硕士1909人，博士2168人，其他2075人。")
    (finding,) = facts.findings
    assert finding.observations == tuple(observation.id for observation in facts.observations)


@pytest.mark.parametrize(
    ("number", "written"),
    [(6152, "6152"), (0.5, "0.5"), (25_580_000_000, "25580000000"), (0.1 + 0.2, "0.3"), (-3, "-3"), (-0.0, "0")],
)
def test_plain_numbers(number: float, written: str) -> None:
    assert plain(number) == written


@pytest.mark.parametrize(
    ("sentence", "number", "written"),
    [("投资286.8亿元。", 2.558e10, "255.8亿"), ("投资37万元。", 125_000, "12.5万"), ("查处37起。", 9, "9")],
)
def test_numbers_in_the_scale_of_a_figure(sentence: str, number: float, written: str) -> None:
    assert like(number, observed(sentence)[0]) == written


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        pytest.param("查处739起。", 739, 739, id="a count is exact"),
        pytest.param("占比45%。", 44.5, 45.5, id="a share is rounded"),
        pytest.param("投资1.7亿元。", 165_000_000, 175_000_000, id="so is what has decimals"),
        pytest.param("查处2万起。", 19_800, 20_200, id="a round number means itself"),
        pytest.param("查处近1.7万起。", 16_000, 17_000, id="近"),
        pytest.param("查处7000余起。", 7_000, 8_000, id="余"),
        pytest.param("查处约40起。", 30, 50, id="约"),
        pytest.param("查处不少于40起。", 40, float("inf"), id="不少于"),
        pytest.param("查处不到40起。", float("-inf"), 40, id="不到"),
    ],
)
def test_interval(sentence: str, low: float, high: float) -> None:
    assert interval(observed(sentence)[0]) == (low, high)
