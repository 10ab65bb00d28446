"""What is counted of questions: how many, what became of them, how long they took. No text but that of questions
that nobody could answer, where the admin wants them kept."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from statistics import quantiles

from bot.answer import Answer
from bot.reply.plain import clean
from bot.service.metrics import METRICS
from bot.state.records import Records, Tally

_LATENCIES = 2000
_KINDS = {"answer": "answered", "clarify": "offered", "not_found": "missing"}


class Counter:
    """Hears every question of a desk (``Desk.heard``)."""

    def __init__(self, records: Records, keeps_unanswered: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._records = records
        self._keeps_unanswered = keeps_unanswered
        self._clock = clock
        self._begun = clock()
        self._latencies: deque[float] = deque(maxlen=_LATENCIES)

    def heard(self, question: str, answer: Answer) -> None:
        METRICS.count("bot_answers_total", status=answer.status)
        if answer.status == "smalltalk":
            return
        self._latencies.append(answer.elapsed_ms)
        became = {_KINDS[answer.status]: 1}
        self._records.add(Tally(asked=1, milliseconds=answer.elapsed_ms, **became))
        if self._keeps_unanswered and answer.status == "not_found":
            self._records.puzzled(" ".join(clean(question).split()), answer.reason or "")

    def latencies(self) -> tuple[float, float, float] | None:
        """The median, the 95th percentile and the longest of the newest questions, in milliseconds."""
        if len(self._latencies) < 2:
            return None
        cuts = quantiles(self._latencies, n=20, method="inclusive")
        return cuts[9], cuts[18], max(self._latencies)

    def running(self) -> float:
        """Seconds since this process began to count."""
        return self._clock() - self._begun
