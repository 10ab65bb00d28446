"""``python -m bot``."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from bot.cli import main


def own_python(root: Path) -> str | None:
    """The Python of the folder's ``.venv``, where it is there and another, without the packages, was called."""
    python = root / ".venv" / "bin" / "python"
    lacking = find_spec("sqlmodel") is None and Path(sys.prefix) != root / ".venv"
    return str(python) if lacking and python.is_file() else None


if __name__ == "__main__":
    python = own_python(Path(__file__).resolve().parents[1])
    if python:  # README's first command has been run, and then plain ``python``
        os.execv(python, [python, "-m", "bot", *sys.argv[1:]])
    sys.exit(main())
