"""The locks install the same everywhere: pinned, hashed, and bound to no machine's addresses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt")

PIN = re.compile(r"[a-z0-9-]+==[^\s;]+( ; .+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
COMMENT = re.compile(r"    #( via)?( .*)?")
ADDRESS = re.compile(
    r"://|@|\bindex\b|find-links|trusted-host|\bfile:|localhost|\.(com|org|net|io|cn)\b|\d+\.\d+\.\d+\.\d+:"
)


def lines(name: str) -> list[str]:
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


def pins(name: str) -> dict[str, str]:
    found = (line.split()[0].partition("==") for line in lines(name) if "==" in line)
    return {package: version for package, _, version in found}


@pytest.mark.parametrize("name", LOCKS)
def test_nothing_but_pins_hashes_and_comments(name: str) -> None:
    assert [line for line in lines(name) if not any(form.fullmatch(line) for form in (PIN, HASH, COMMENT))] == []


@pytest.mark.parametrize("name", [*LOCKS, "pyproject.toml", "scripts/lock", ".ci/run"])
def test_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").replace("--no-emit-index-url --no-emit-find-links", "")
    text = text.replace("git clone", "").replace("PIP_FIND_LINKS", "").replace('"$@"', "")
    assert ADDRESS.findall(text) == []


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    further: list[list[str]] = [[], extras["dev"], extras["bench"]]
    for name, more in zip(LOCKS, further, strict=True):
        wanted = project["dependencies"] + more
        assert {re.split(r"[^a-z0-9-]", one)[0] for one in wanted} <= pins(name).keys()


@pytest.mark.parametrize("name", LOCKS[1:])
def test_tests_run_on_what_is_shipped(name: str) -> None:
    assert pins(LOCKS[0]).items() <= pins(name).items()
