from __future__ import annotations

import subprocess
import sys

import pytest

import bot.facts
import bot.report


@pytest.mark.parametrize(
    ("module", "spared"),
    [
        ("bot.facts.model", ["bot.facts.extractor", "bot.facts.observe", "bot.text.quantity", "bot.report.read"]),
        ("bot.report.model", ["bot.report.read", "bot.report.reflow"]),
    ],
)
def test_the_vocabulary_costs_no_grammar(module: str, spared: list[str]) -> None:
    code = f"import sys, {module}; print(*sys.modules, sep='\\n')"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert module in loaded
    assert not set(spared) & set(loaded)


def test_names_that_come_late_are_there() -> None:
    assert callable(bot.facts.extract)
    assert callable(bot.report.read_report)
    assert bot.facts.EXTRACTOR_VERSION


@pytest.mark.parametrize("package", [bot.facts, bot.report])
@pytest.mark.parametrize("name", ["nothing", "Extractor"])
def test_other_names_are_not(package: object, name: str) -> None:
    with pytest.raises(AttributeError, match=name):
        getattr(package, name)
