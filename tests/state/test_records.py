"""Counts by day and unanswered questions: numbers, bounded, nobody's name."""

from __future__ import annotations

from pathlib import Path

from bot.state.records import LONGEST_QUESTION, MOST_UNANSWERED, Tally
from bot.state.store import Store

DAY = 86_400.0


def test_counts_of_the_last_days(tmp_path: Path) -> None:
    now = [DAY * 1000]
    store = Store(tmp_path / "state.db", lambda: now[0])
    store.records.add(Tally(asked=1, answered=1, milliseconds=2.5))
    now[0] += 3 * DAY
    store.records.add(Tally(asked=2, missing=1, offered=1, milliseconds=1.5))
    assert store.records.tally(1) == Tally(2, 0, 1, 1, 1.5)
    assert store.records.tally(7) == Tally(3, 1, 1, 1, 4.0)
    now[0] += 500 * DAY
    store.records.add(Tally(asked=1))
    store.records.flush()
    assert store.records.tally(1000) == Tally(asked=1), "old days go"
    store.close()


def test_counts_outlive_a_restart(tmp_path: Path) -> None:
    for _ in range(2):
        store = Store(tmp_path / "state.db")
        store.records.add(Tally(asked=1))
        store.close()
    assert Store(tmp_path / "state.db").records.tally(30) == Tally(asked=2)


def test_unanswered_once_each_and_bounded() -> None:
    now = [0.0]
    records = Store(now=lambda: now[0]).records
    for number in range(MOST_UNANSWERED + 30):
        now[0] += 1
        records.puzzled(f"问题{number}", "not_understood")
    records.puzzled("问题99", "no_such_period")
    kept = records.unanswered()
    assert len(kept) == MOST_UNANSWERED
    assert (kept[0].question, kept[0].times, kept[0].reason) == ("问题99", 2, "no_such_period")
    assert records.settle(kept[0].row) and not records.settle(kept[0].row)
    records.puzzled("长" * 1000, "")
    assert max(len(each.question) for each in records.unanswered()) == LONGEST_QUESTION
