"""What grows with a report's length grows in step with it: told by counting, not by the clock."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.facts import Extraction, ledger, thread
from bot.facts.model import Observation
from bot.report import bare, omission
from bot.report.lines import FileLine
from bot.text import quantity
from tests.facts.reading import extraction

_FEW, _MANY = 200, 800


class Counter:
    """Stands for a function and counts its calls."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> None:
        self._call, self.calls = getattr(module, name), 0
        monkeypatch.setattr(module, name, self)

    def __call__(self, *arguments: object) -> object:
        self.calls += 1
        return self._call(*arguments)


@pytest.mark.parametrize("helper", ["_is_text", "_is_line", "is_caption"])
def test_headings_without_numbers(monkeypatch: pytest.MonkeyPatch, helper: str) -> None:
    text = "\n".join(["标题", *["小标题"] * _MANY, *["表 1 标题"] * _MANY])
    spans = [match.span() for match in re.finditer("[^\n]+", text)]
    counter = Counter(monkeypatch, bare, helper)
    bare.bare_headings(text, spans)
    assert counter.calls <= 4 * len(spans)


def test_captions(monkeypatch: pytest.MonkeyPatch) -> None:
    counter = Counter(monkeypatch, omission, "is_unit_note")
    omission.fold_captions([FileLine("单位：亿元", 0)] * _MANY)
    assert counter.calls <= 5 * _MANY


class _Row:
    """An observation that counts how often it is looked at."""

    def __init__(self, row: Observation) -> None:
        self.row, self.looks = row, 0

    def __getattr__(self, name: str) -> object:
        self.looks += 1
        return getattr(self.row, name)


def test_the_owners_of_figures() -> None:
    (one,) = extraction("查处车辆527辆。", date="").observations
    rows = [_Row(replace(one, span=(n * 10, n * 10 + 8), sentence=(0, 10 * _MANY))) for n in range(_MANY)]
    quotes = ledger._Quotes(0, tuple(rows))  # type: ignore[arg-type]
    for n in range(_MANY):
        (found,) = quotes.around((n * 10 + 3, n * 10 + 5))
        assert found is rows[n]  # type: ignore[comparison-overlap]
    assert sum(row.looks for row in rows) <= 20 * _MANY


def test_an_owner_may_begin_far_before_its_figure() -> None:
    (one,) = extraction("查处车辆527辆。", date="").observations
    outer, inner = (replace(one, span=span, sentence=(0, 60)) for span in ((0, 50), (10, 20)))
    assert ledger._Quotes(0, (inner, outer)).around((30, 40)) == [outer]
    assert ledger._Quotes(0, (outer, inner)).around((12, 15)) == [outer, inner]


def test_changes_are_not_remembered_for_their_successors(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    last = thread.Thread.last

    def seen(self: thread.Thread, wanted: object) -> Observation | None:
        lengths.append(len(self.seen))
        return last(self, wanted)  # type: ignore[arg-type]

    monkeypatch.setattr(thread.Thread, "last", seen)
    found: Extraction = extraction("增长5%" * _FEW, date="")
    assert len(found.observations) == _FEW
    assert max(lengths, default=0) == 0


def test_numbers_look_only_near_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands far before a number is not searched for the word that numbers it."""
    looked: list[int] = []

    class Pattern:
        def search(self, text: str) -> None:
            looked.append(len(text))

    monkeypatch.setattr(quantity, "_NUMBERED_THING", Pattern())
    assert len(quantity.find_quantities("1 件，" * _MANY)) == _MANY
    assert max(looked) <= 10


def test_a_special_number_hides_those_within_it_wherever_it_stands() -> None:
    found = quantity.find_quantities("居第三位，查处5起，居第四位，查处6起，翻两番。")
    assert [(q.value, q.kind) for q in found if q.kind != "word"] == [
        (3.0, "rank"),
        (5.0, "quantity"),
        (4.0, "rank"),
        (6.0, "quantity"),
        (4.0, "quantity"),
    ]
