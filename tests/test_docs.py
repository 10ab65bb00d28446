"""What the README promises is what there is."""

from __future__ import annotations

import argparse
import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.cli import parser
from bot.settings import Settings
from bot.telegram import adminwords, words

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
NAMES = [field.name.upper() for field in fields(Settings)]


def commands() -> dict[str, argparse.ArgumentParser]:
    found = (action.choices for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(next(found))


@pytest.mark.parametrize("command", commands())
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"`python -m bot {command}" in README


@pytest.mark.parametrize("option", sorted({o for c in commands().values() for o in c._option_string_actions}))
def test_every_option_stands_in_the_readme(option: str) -> None:
    # Help is known to all, and `-o` stands for --output.
    assert option in ("-h", "--help", "--output") or option in README


@pytest.mark.parametrize("command", [name for name, _ in (*words.COMMANDS["zh"], *adminwords.ADMIN_COMMANDS["zh"])])
def test_every_telegram_command_stands_in_both_languages(command: str) -> None:
    chinese, _, english = README.partition("## English")
    assert re.search(rf"`/{command}\b", chinese) and re.search(rf"`/{command}\b", english)


@pytest.mark.parametrize("picture", re.findall(r'src="([^"]+)"', README))
def test_every_picture_is_there_and_small(picture: str) -> None:
    assert 0 < (ROOT / picture).stat().st_size < 120_000


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_stands_in_both_places(name: str) -> None:
    chinese, _, english = README.partition("## English")
    assert f"| `{name}` |" in chinese
    assert f"`{name}`" in english
    assert re.search(rf"^(# )?{name}=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)


def test_no_setting_is_promised_that_is_not_there() -> None:
    shown = re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)
    example = re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(shown) == sorted(NAMES) == sorted(example)


@pytest.mark.parametrize(("mark", "lock"), [("run", "requirements.txt"), ("test", "requirements-dev.txt")])
def test_the_two_commands_stand_whole_in_one_line(mark: str, lock: str) -> None:
    block = re.search(rf"^<!-- {mark} -->\n```sh\n(.+)\n```$", README, re.MULTILINE)
    assert block and "--require-hashes" in block[1] and f"-r {lock} " in block[1]


def test_the_sample_conversation_is_what_the_program_answers(assistant: Assistant) -> None:
    block = re.search(r"<!-- sample -->\n```text\n(.+?)\n```", README, re.DOTALL)
    assert block
    for turn in block[1].split("\n\n"):
        question, *shown = turn.splitlines()
        told = assistant.ask(question.removeprefix("问> "), chat="readme").text.splitlines()
        assert [line for line in shown if line not in told] == []
