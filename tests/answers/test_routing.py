"""Several reports in one knowledge base: which of them a question is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.routing import Router
from bot.assistant import Assistant
from bot.facts import Extraction, extract
from bot.knowledge.snapshot import Card, Knowledge, card_of
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
