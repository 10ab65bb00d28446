"""The command line of the measurements; see the package."""

from __future__ import annotations

import argparse
import asyncio

from tests.telegram.measure import faults, kill, limits, memory, throughput

MEASUREMENTS = {"throughput": throughput, "kill": kill, "faults": faults, "memory": memory, "limits": limits}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.telegram.measure")
    commands = parser.add_subparsers(dest="what", required=True)
    for name, module in MEASUREMENTS.items():
        module.options(commands.add_parser(name, help=(module.__doc__ or "").splitlines()[0]))
    arguments = parser.parse_args()
    asyncio.run(MEASUREMENTS[arguments.what].measure(arguments))
