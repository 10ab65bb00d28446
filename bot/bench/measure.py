"""Timing questions one by one, and the memory of a process."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, TypeVar

T = TypeVar("T")
Row = dict[str, Any]
#: So many questions are asked whatever time they take.
_LEAST = 20
_QUANTILES = {"p50": 0.5, "p95": 0.95, "p99": 0.99}


def timed(asked: list[T], ask: Callable[[T], bool], seconds: float) -> Row:
    """Ask until the time is over; how many were right, and what one question took.

    ``p50_ms`` and so on are by the clock; ``cpu_p50_ms`` by the processor's, which a loaded machine changes less.
    """
    clock, processor, right = [], [], 0
    end = perf_counter() + seconds
    for number, question in enumerate(asked):
        if number >= _LEAST and perf_counter() > end:
            break
        start, busy = perf_counter(), process_time()
        right += ask(question)
        processor.append(process_time() - busy)
        clock.append(perf_counter() - start)
    row: Row = {"questions": len(clock), "right": round(right / max(1, len(clock)), 4)}
    row |= {f"{name}_ms": _quantile(clock, at) for name, at in _QUANTILES.items()}
    return row | {f"cpu_{name}_ms": _quantile(processor, at) for name, at in _QUANTILES.items()}


def _quantile(seconds: Iterable[float], at: float) -> float | None:
    ordered = sorted(seconds)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * at))] * 1000, 3) if ordered else None


def peak_mb(children: bool = False) -> float | None:
    """The most memory that this process (or the largest of its children) has had; None where nobody tells.

    Linux lets a new process begin with what its parent had had (``ru_maxrss``), but tells its own as well.
    """
    own = Path("/proc/self/status")
    if not children and own.exists():
        told = re.search(r"VmHWM:\s*(\d+) kB", own.read_text())
        return round(int(told[1]) / 1024, 1) if told else None
    try:
        import resource
    except ImportError:  # Windows
        return None
    most = resource.getrusage(resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1)
