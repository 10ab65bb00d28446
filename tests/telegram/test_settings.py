"""Settings: what is read, what wins, what is refused in which words."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import _PARSERS, TELEGRAM, Listen, Settings, load_settings, parse_settings

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAHfake-token_for-the-tests_0123456789"


@pytest.fixture(autouse=True)
def _no_real_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _PARSERS:
        monkeypatch.delenv(name, raising=False)


def test_nothing_set_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / ".env") == Settings()
    assert Settings().telegram_api_base == TELEGRAM
    assert Settings().knowledge_db == Path("data/knowledge.db")


def test_file_is_read_and_a_real_variable_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text(f'\ufeffTELEGRAM_BOT_TOKEN="{TOKEN}"\nLOG_LEVEL=debug\nKNOWLEDGE_DB=x$HOME.db\n', "utf-8")
    monkeypatch.setenv("LOG_LEVEL", "warning")
    settings = load_settings(file)
    assert settings.telegram_bot_token is not None and settings.telegram_bot_token.reveal() == TOKEN
    assert settings.log_level == "WARNING"
    assert settings.knowledge_db == Path("x$HOME.db")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    assert load_settings(file).telegram_bot_token is None, "an empty real variable switches it off"


def test_values() -> None:
    settings = parse_settings(
        {
            "TELEGRAM_API_BASE": "http://127.0.0.1:8081/",
            "WEBHOOK_LISTEN": "0.0.0.0:8443",
            "METRICS_LISTEN": "[::1]:9100",
            "ADMIN_IDS": "1, 2，3,",
            "ALLOWED_CHATS": "-1001234567890",
            "LOG_UNANSWERED": "Yes",
            "STATE_DB": " ",
        }
    )
    assert settings.telegram_api_base == "http://127.0.0.1:8081"
    assert (settings.webhook_listen, settings.metrics_listen) == (Listen("0.0.0.0", 8443), Listen("::1", 9100))
    assert (settings.admin_ids, settings.allowed_chats) == (frozenset({1, 2, 3}), frozenset({-1001234567890}))
    assert settings.log_unanswered is True
    assert settings.state_db == Path("data/state.db")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "123456789:AAH secret/with#odd signs"),
        ("TELEGRAM_API_BASE", "api.telegram.org"),
        ("TELEGRAM_API_BASE", "http://"),
        ("TELEGRAM_API_BASE", "http://h:99999"),
        ("TELEGRAM_API_BASE", "http://h/?a=b"),
        ("WEBHOOK_URL", "ftp://h"),
        ("WEBHOOK_LISTEN", "8080"),
        ("WEBHOOK_LISTEN", "h:0"),
        ("METRICS_LISTEN", "h:99999"),
        ("WEBHOOK_SECRET", "有空 格"),
        ("ADMIN_IDS", "1;2"),
        ("ALLOWED_CHATS", "@group"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_UNANSWERED", "maybe"),
    ],
)
def test_bad_value_is_one_sentence_that_names_the_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings({name: value})
    sentence = str(caught.value)
    assert name in sentence and "\n" not in sentence
    if name in {"TELEGRAM_BOT_TOKEN", "WEBHOOK_SECRET"}:
        assert value not in sentence and "secret" not in sentence


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    binary = tmp_path / "binary.env"
    binary.write_bytes(b"\xff\xfe\x00LOG")
    for path in (tmp_path, binary):
        with pytest.raises(SettingsError, match=r"读不了设置文件"):
            load_settings(path)


def test_secret_hides_in_every_print() -> None:
    settings = parse_settings({"TELEGRAM_BOT_TOKEN": TOKEN})
    assert TOKEN not in f"{settings} {settings!r} {settings.telegram_bot_token}"


def test_example_file_lists_all_with_working_defaults(tmp_path: Path) -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    assert set(re.findall(r"^(?:# )?([A-Z_]+)=", text, re.MULTILINE)) == set(_PARSERS)
    everything = tmp_path / ".env"
    everything.write_text(re.sub(r"^# (?=[A-Z_]+=)", "", text, flags=re.MULTILINE), "utf-8")
    assert load_settings(everything) == Settings(webhook_listen=Listen("127.0.0.1", 8080))


def test_import_is_light() -> None:
    code = "import sys, bot.settings; print([m for m in ('pydantic', 'dotenv', 'telegram') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
