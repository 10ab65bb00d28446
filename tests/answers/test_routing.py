"""Several reports in one knowledge base: which of them a question is about."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.routing import Router, about
from bot.assistant import Assistant
from bot.facts import Extraction, extract
from bot.knowledge.snapshot import Card, Knowledge, card_of
from bot.question.places import bare_name
from tests.facts.reading import document


def report(title: str, date: str, *paragraphs: str) -> Extraction:
    read = document(*paragraphs, title=title, date=date)
    return extract(read)


def renamed(extraction: Extraction, name: str) -> Extraction:
    """The same facts under an id of its own, as another file would give them."""
    meta = replace(extraction.document.meta, id=name)
    rows = tuple(replace(row, report=name, id=f"{name}{row.id}") for row in extraction.observations)
    return replace(
        extraction, document=replace(extraction.document, meta=meta), observations=rows, statements=(), findings=()
    )


NEW = renamed(report("澄湖区2031年工作总结", "2032年1月5日", "一、工作", "全年整治河道27条，新建公园4个。"), "new")
OLD = renamed(report("澄湖区2029年工作总结", "2030年1月5日", "一、工作", "全年整治河道19条。"), "old")
FAR = renamed(
    report("青山苗族自治州2030年统计公报", "2031年3月1日", "一、综合", "2028年全州常住人口386万人，森林覆盖率61%。"),
    "far",
)
REPORTS = (NEW, FAR, OLD)
ROUTER = Router(tuple(map(card_of, REPORTS)))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        pytest.param("整治了几条河道", "new", id="the newest by default"),
        pytest.param("青山州人口多少", "far", id="by its district"),
        pytest.param("澄湖2029年整治了几条河道", "old", id="by district and year"),
        pytest.param("2029年整治了几条河道", "old", id="by the year of its title"),
        pytest.param("2028年有多少人口", "far", id="by a year that its figures hold for"),
        pytest.param("公报里人口多少", "far", id="by its kind"),
    ],
)
def test_which_report_is_asked(question: str, name: str) -> None:
    assert REPORTS[ROUTER.route(question, None).first].document.meta.id == name


def test_the_talk_goes_on_about_its_report() -> None:
    far, new, old = (REPORTS.index(e) for e in (FAR, NEW, OLD))
    assert ROUTER.route("森林覆盖率呢", far).first == far
    assert ROUTER.route("2029年呢", new).first == old
    assert ROUTER.route("森林覆盖率呢", far).others == ()


@pytest.mark.parametrize(
    ("text", "district", "named"),
    [
        ("澄湖多少", "澄湖区", True),
        ("澄湖区多少", "澄湖区", True),
        ("青山多少", "青山苗族侗族自治州", True),
        ("青山州多少", "青山苗族自治州", True),
        ("多少", "州", False),
        ("多少", None, False),
    ],
)
def test_names_of_districts(text: str, district: str | None, named: bool) -> None:
    metas = (replace(NEW.document.meta, district="别处区"), replace(FAR.document.meta, district=district))
    router = Router([Card(meta, frozenset()) for meta in metas])
    assert (router.route(text, None).first == 1) is named


def test_what_the_newest_lacks_another_report_answers_and_that_is_said() -> None:
    assistant = Assistant(Knowledge((NEW, FAR, OLD)))
    answer = assistant.ask("森林覆盖率是多少")
    assert [row.value for row in answer.observations] == [61]
    assert answer.text.startswith("最新的报告里没有，下面出自另一份报告：")
    assert answer.sources[0].report.id == "far"
    assert assistant.ask("澄湖森林覆盖率是多少").status == "not_found"


# the router looks names and years up; a search through all reports says the same

_DISTRICTS = st.sampled_from(["澄湖区", "澄湖县", "青山苗族自治州", "湖口", "山", None])
_TITLES = st.sampled_from(["2029年统计公报", "2030年政府工作报告", "2031年公报", "工作总结", "法院报告2030年"])
_CARDS = st.builds(
    lambda district, title, date, years: Card(
        replace(NEW.document.meta, district=district, title=title, date=date, issuer=None), years
    ),
    _DISTRICTS,
    _TITLES,
    st.sampled_from(["2030-01-05", "2032", None]),
    st.frozensets(st.integers(2027, 2032), max_size=3),
)
_ASKED = st.lists(
    st.sampled_from(["澄湖", "青山州", "湖口", "2029年", "2030年", "2028年", "公报", "法院", "人口多少"]), max_size=4
).map("".join)


@given(st.lists(_CARDS, min_size=1, max_size=7), _ASKED, st.none() | st.integers(0, 6))
def test_looking_up_is_like_looking_through(cards: list[Card], text: str, spoken: int | None) -> None:
    spoken = None if spoken is None else spoken % len(cards)
    route = Router(cards).route(text, spoken)
    first, others = _through(cards, text, spoken)
    assert (route.first, list(route.others)) == (first, others)


def _through(cards: list[Card], text: str, spoken: int | None) -> tuple[int, list[int]]:
    """The rules of ``Router``, one report after another."""
    every = list(range(len(cards)))
    years = re.findall(r"(?:19|20)\d\d", text)
    named = [
        n for n in every if len(bare_name(cards[n].meta.district)) >= 2 and bare_name(cards[n].meta.district) in text
    ]
    kind = next((kind for kind in ("统计公报", "政府工作报告", "公报", "法院") if kind in text), None)
    chosen = [n for n in named or every if kind and kind in cards[n].meta.title] or named
    titled = [n for year in years for n in chosen or every if about(cards[n]) == year]
    holding = [n for n in chosen or every if cards[n].years & set(map(int, years))]
    if chosen:
        return (titled or holding or chosen)[0], []
    if spoken is not None:
        home = cards[spoken].meta.district
        return ([n for n in titled if cards[n].meta.district == home] or [spoken])[0], []
    first = (titled or holding or every)[0]
    return first, [n for n in every if n != first]
