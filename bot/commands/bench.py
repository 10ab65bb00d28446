"""``bench``: how fast and how right, beside what people would use instead."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.bench.peers import PEERS
from bot.bench.run import Plan
from bot.bench.run import run as measured
from bot.bench.table import lines
from bot.errors import BotError

_SCALES = {"": 1, "k": 1_000, "m": 1_000_000}


def run(arguments: Namespace) -> int:
    sizes = tuple(size_of(one) for one in arguments.sizes.split(","))
    with TemporaryDirectory() as passing:
        folder = Path(arguments.folder or passing)
        peers = () if arguments.no_peers else tuple(PEERS)
        plan = Plan(sizes, arguments.questions, arguments.seconds, arguments.seed, peers, folder)
        rows = measured(plan)
        for line in lines(rows) if arguments.table else (json.dumps(row, ensure_ascii=False) for row in rows):
            print(line, flush=True)
    return 0


def size_of(text: str) -> int:
    """70, 10k, 1m as a number. Raises BotError."""
    match = re.fullmatch(r"(\d{1,9})([km]?)", text.strip().lower())
    if not match or not int(match[1]):
        raise BotError(f"--sizes 里的“{text}”不是数目：请写成 70,10k,1m 这样")
    return int(match[1]) * _SCALES[match[2]]
