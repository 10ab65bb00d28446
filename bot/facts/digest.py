"""Ids: short, and the same after every rebuild."""

from __future__ import annotations

import hashlib


def digest(*parts: str) -> str:
    """An id made of ``parts`` (report, section, quote, figure)."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]
