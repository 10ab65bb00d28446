"""Whether the process lives and whether it serves: for load balancers, systemd and Prometheus."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.service.http import Request, Response
from bot.service.metrics import CONTENT_TYPE, METRICS


class Health:
    """``ready`` while updates are taken; ``touch`` at every sign of life from Telegram."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._touched: float | None = None
        self.ready = False
        METRICS.gauge("bot_ready", "1 while updates are taken.", lambda: float(self.ready))
        METRICS.gauge("bot_telegram_silent_seconds", "Seconds since Telegram last answered.", self.silent)

    def touch(self) -> None:
        self._touched = self._clock()

    def silent(self) -> float:
        """Seconds since Telegram last gave a sign of life; infinite before the first."""
        return float("inf") if self._touched is None else self._clock() - self._touched


class Probes:
    """``/healthz`` (the process answers), ``/readyz`` (updates are taken) and, where wanted, ``/metrics``."""

    def __init__(self, health: Health, metrics: bool) -> None:
        self._health = health
        self._metrics = metrics

    async def __call__(self, request: Request) -> Response:
        if request.path not in {"/healthz", "/readyz", *(["/metrics"] if self._metrics else [])}:
            return Response(404, "not found\n")
        if request.method not in {"GET", "HEAD"}:
            return Response(405, "GET only\n")
        if request.path == "/metrics":
            return Response(200, METRICS.text(), CONTENT_TYPE)
        if request.path == "/readyz" and not self._health.ready:
            return Response(503, "not ready\n")
        return Response(200, "ok\n")
