"""Lines of any stream in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO


def bounded_lines(stream: TextIO, longest: int) -> Iterator[str]:
    """The lines without their ends, each as soon as it is there; the rest of a longer one is dropped.

    What a too long line begins with is given at once: its end may never come.
    """
    while line := stream.readline(longest + 1):
        yield line[:longest].rstrip("\r\n")
        while line and not line.endswith("\n"):
            line = stream.readline(longest)
