"""Hard rules: the year, place, unit and deed asked for must be the figure's own."""

from __future__ import annotations

from typing import Any

import pytest

from bot.matching.rules import period_fits, refuse, unit_fits
from tests.matching.samples import asked, entry, row


@pytest.mark.parametrize(
    ("wanted", "held", "fits"),
    [
        pytest.param("2022", "2022", True, id="its year"),
        pytest.param("2021", "2022", False, id="another year"),
        pytest.param("2022", "2022-H1", False, id="a half is no year"),
        pytest.param("2022-H1", "2022", False, id="a year is no half"),
        pytest.param("2023", "2023-H1", True, id="this year so far"),
        pytest.param("2023", None, True, id="no time told: the report's present"),
        pytest.param("2022", None, False, id="no time told: not the past"),
        pytest.param("2021/", "2021/", True, id="since"),
        pytest.param("2021/2023", "2021/", True, id="a span that begins so"),
        pytest.param("2020/", "2021/", False, id="since another year"),
        pytest.param("2021", "2021/", False, id="cumulated is no year"),
        pytest.param("2022", "2021/", False, id="a year within"),
        pytest.param("2021/", "2022", False, id="a year is not since"),
        pytest.param(None, "2022", True, id="no time asked"),
    ],
)
def test_period(wanted: str | None, held: str | None, fits: bool) -> None:
    assert period_fits(wanted, row(period=held), 2023) == fits


def test_a_target_without_time_is_no_present() -> None:
    assert not period_fits("2023", row(period=None, role="target"), 2023)


@pytest.mark.parametrize(
    ("units", "held", "fits"),
    [
        pytest.param({"case"}, "起", True, id="cases of cases"),
        pytest.param({"person"}, "起", False, id="people of cases"),
        pytest.param({"person"}, "人", True, id="people"),
        pytest.param({"person"}, "人次", True, id="visits are people"),
        pytest.param({"money"}, "起", False, id="money of cases"),
        pytest.param({"money"}, "元", True, id="money"),
        pytest.param({"percent"}, "起", False, id="percent of cases"),
        pytest.param({"percent"}, "%", True, id="percent"),
        pytest.param({"case"}, "%", False, id="cases of percent"),
        pytest.param({"thing"}, "家", True, id="things are houses"),
        pytest.param({"thing"}, "人", True, id="几个 of people"),
        pytest.param({"house"}, "处", True, id="loose counters"),
        pytest.param({"duration"}, "起", False, id="years of cases"),
        pytest.param({"area"}, "平方公里", True, id="area"),
        pytest.param({"storage"}, "台", False, id="storage of machines"),
        pytest.param({"kind"}, "个", False, id="kinds of things"),
        pytest.param({"kind"}, "类", True, id="kinds"),
        pytest.param(set(), "起", True, id="nothing asked"),
        pytest.param({"case"}, None, True, id="no unit printed"),
    ],
)
def test_unit(units: set[str], held: str | None, fits: bool) -> None:
    assert unit_fits(entry(unit=held), asked(units=frozenset(units))) == fits


@pytest.mark.parametrize(("held", "fits"), [("%", True), ("起", False), ("平方公里", True)])
def test_a_share_asked_for_needs_one(held: str, fits: bool) -> None:
    assert unit_fits(entry(unit=held), asked(cues=frozenset({"share"}))) == fits


@pytest.mark.parametrize(
    ("units", "fits"), [(set(), True), ({"percent"}, True), ({"thing"}, True), ({"person"}, False)]
)
def test_a_change_asked_for(units: set[str], fits: bool) -> None:
    made = entry(unit="%", aspect="change", value=-16.7)
    assert unit_fits(made, asked(units=frozenset(units), cues=frozenset({"change"}))) == fits


def test_a_rank_is_of_its_own_kind() -> None:
    assert not unit_fits(entry(unit="名", aspect="rank"), asked(units=frozenset({"person"})))


@pytest.mark.parametrize(
    ("question", "fields", "slot"),
    [
        pytest.param({"places": ("静安",)}, {}, "place", id="another district"),
        pytest.param({"places": ("金山",)}, {"indicator": "金山警情"}, None, id="a place of the figure's name"),
        pytest.param({"wider": ("全市",)}, {}, "place", id="the city is not the district"),
        pytest.param({"wider": ("全市",)}, {"sentence": "居全市第一"}, None, id="the city where it is named"),
        pytest.param({"demands": frozenset({"破获"})}, {}, "indicator", id="solved is not recorded"),
        pytest.param({"demands": frozenset({"破获"})}, {"quote": "侦破盗窃案件12起"}, None, id="solved"),
        pytest.param({"demands": frozenset({"亡"})}, {"indicator": "火灾亡人事故"}, None, id="killed"),
        pytest.param({"demands": frozenset({"立案"})}, {"indicator": "破案数"}, "indicator", id="filed is not solved"),
        pytest.param({"units": frozenset({"person"})}, {}, "unit", id="people asked, cases held"),
        pytest.param({"period": "2021年"}, {}, "period", id="another year"),
        pytest.param({"period": "去年"}, {}, None, id="last year"),
        pytest.param({"period": "2021年和2022年"}, {}, None, id="one of two years"),
        pytest.param({}, {}, None, id="nothing particular"),
    ],
)
def test_refuse(question: dict[str, Any], fields: dict[str, Any], slot: str | None) -> None:
    refusal = refuse(entry(**fields), asked(**question), today=2023)
    assert (refusal.slot if refusal else None) == slot


def test_the_place_is_named_first() -> None:
    question = asked(places=("静安",), units=frozenset({"person"}), period="2018年")
    refusal = refuse(entry(), question, today=2023)
    assert refusal
    assert (refusal.slot, refusal.asked) == ("place", "静安")


def test_the_period_may_be_left_open() -> None:
    assert refuse(entry(), asked(period="2018年"), today=2023, period=False) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("盗窃案件多少没破", "没破", id="what was not done"),
        pytest.param("盗窃案件多少没", "没", id="a question that breaks off"),
    ],
)
def test_what_is_not_done_needs_a_figure_that_says_so(text: str, told: str) -> None:
    refusal = refuse(entry(), asked(text), today=2023)
    assert refusal
    assert (refusal.slot, refusal.asked) == ("indicator", told)
