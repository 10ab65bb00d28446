"""Figures as they are printed: quantiles of waits."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from statistics import quantiles


def spread(seconds: Sequence[float]) -> str:
    """Median, 95th and 99th percentile and the longest, in milliseconds."""
    if len(seconds) < 2:
        return "–"
    cuts = quantiles(seconds, n=100, method="inclusive")
    chosen = (cuts[49], cuts[94], cuts[98], max(seconds))
    return "p50 {:.0f} p95 {:.0f} p99 {:.0f} max {:.0f} ms".format(*(each * 1000 for each in chosen))


def load() -> str:
    """What else the machine did: the load average of the last minute, and its processors."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
