"""Counters and gauges in Prometheus' text format. Counting is always on and costs nothing; serving is off by default.

No label ever holds a chat, a person or a word of theirs.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_COUNTERS = {
    "bot_updates_total": "Updates taken, by kind.",
    "bot_updates_dropped_total": "Updates not handled, by reason (duplicate, flood, late, unreadable).",
    "bot_answers_total": "Questions answered, by status.",
    "bot_api_calls_total": "Calls of the Bot API, by method and result.",
    "bot_api_retries_total": "Calls made again, by method.",
    "bot_flood_waits_total": "Flood limits (429) obeyed, by method.",
    "bot_handler_errors_total": "Handlers that failed, by error.",
    "bot_poll_failures_total": "Failed attempts to fetch updates, by error.",
    "bot_inline_chosen_total": "Inline results that were sent.",
    "bot_handling_seconds_count": "Updates handled.",
    "bot_handling_seconds_sum": "Seconds spent on handling updates, waiting included.",
}
Labels = tuple[tuple[str, str], ...]


class Metrics:
    """Counters by name and labels; gauges are read when they are asked for."""

    def __init__(self) -> None:
        self._counted: defaultdict[tuple[str, Labels], float] = defaultdict(float)
        self._gauges: dict[str, tuple[str, Callable[[], float]]] = {
            "process_resident_memory_bytes": ("Resident memory in bytes.", resident_bytes),
            "process_cpu_seconds_total": ("User and system CPU time in seconds.", time.process_time),
        }

    def count(self, name: str, by: float = 1, **labels: str) -> None:
        """Add to a counter; an unknown name is a mistake of ours.

        Raises:
            KeyError: there is no counter ``name``.
        """
        _COUNTERS[name]
        self._counted[name, tuple(sorted(labels.items()))] += by

    def value(self, name: str, **labels: str) -> float:
        return self._counted.get((name, tuple(sorted(labels.items()))), 0)

    def gauge(self, name: str, what: str, read: Callable[[], float]) -> None:
        """Show the number that ``read`` returns; a second call of the same name replaces the first."""
        self._gauges[name] = (what, read)

    @contextmanager
    def timed(self) -> Iterator[None]:
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.count("bot_handling_seconds_count")
            self.count("bot_handling_seconds_sum", time.perf_counter() - begun)

    def totals(self) -> Mapping[str, float]:
        """Each counter summed over its labels, for a line in the log."""
        sums: defaultdict[str, float] = defaultdict(float)
        for (name, _), number in self._counted.items():
            sums[name] += number
        return sums

    def text(self) -> str:
        """All of it as Prometheus reads it."""
        return "".join(self._counter_lines()) + "".join(self._gauge_lines())

    def _counter_lines(self) -> Iterator[str]:
        for name, what in _COUNTERS.items():
            yield f"# HELP {name} {what}\n# TYPE {name} counter\n"
            rows = sorted((labels, number) for (of, labels), number in self._counted.items() if of == name)
            for labels, number in rows or [((), 0)]:
                yield f"{name}{_braces(labels)} {number:.10g}\n"

    def _gauge_lines(self) -> Iterator[str]:
        for name, (what, read) in self._gauges.items():
            kind = "counter" if name.endswith("_total") else "gauge"
            yield f"# HELP {name} {what}\n# TYPE {name} {kind}\n{name} {read():.10g}\n"


def resident_bytes() -> float:
    """The resident memory of this process; 0 where the system has no ``/proc``."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _braces(labels: Labels) -> str:
    quoted = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels)
    return f"{{{quoted}}}" if quoted else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


#: The counters of this process.
METRICS = Metrics()
