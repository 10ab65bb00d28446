"""JSON values and long lists of numbers in one blob: JSON alone spends most of its time on the digits."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Sequence
from typing import Any


def write(values: Any, lists: list[list[int]]) -> bytes:
    """``values`` as JSON, and ``lists`` of numbers from 0 to 2**32 - 1; little-endian on every machine."""
    head = json.dumps([values, [len(numbers) for numbers in lists]], ensure_ascii=False, separators=(",", ":"))
    body = array("I", [number for numbers in lists for number in numbers])
    if sys.byteorder == "big":
        body.byteswap()
    return head.encode() + b"\n" + body.tobytes()


def read(blob: bytes) -> tuple[Any, list[Sequence[int]]]:
    """What ``write`` was given, the lists as arrays. Raises ValueError for anything else."""
    head, _, tail = blob.partition(b"\n")
    values, lengths = json.loads(head)
    body = array("I", tail)
    if sys.byteorder == "big":
        body.byteswap()
    lists, start = list[Sequence[int]](), 0
    for length in lengths:
        lists.append(body[start : start + length])
        start += length
    return values, lists
