"""Settings: typed, from the environment and ``.env``; a bad value is refused in words.

Own validation over python-dotenv instead of pydantic-settings: importing the latter alone costs
about 450 ms (measured with ``-X importtime``), half of what ``ask`` has for its first answer.
python-dotenv itself (40 ms) is imported only where there is a ``.env`` to read.

The names, and what each is for, are those of ``.env.example``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from bot.errors import SettingsError

TELEGRAM = "https://api.telegram.org"
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
_T = TypeVar("_T")


@dataclass(frozen=True)
class Secret:
    """A value that no repr, log or traceback shows; ``reveal`` is the only way to it."""

    _value: str = field(repr=False)

    def reveal(self) -> str:
        return self._value

    def __str__(self) -> str:
        return "***"

    def __repr__(self) -> str:
        return "Secret(***)"


class Listen(NamedTuple):
    """Where a server of ours listens."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, lower-case; see ``.env.example`` for what each means."""

    telegram_bot_token: Secret | None = None
    telegram_api_base: str = TELEGRAM
    webhook_url: str | None = None
    webhook_listen: Listen | None = None
    webhook_secret: Secret | None = None
    admin_ids: frozenset[int] = frozenset()
    allowed_chats: frozenset[int] = frozenset()
    knowledge_db: Path = Path("data/knowledge.db")
    state_db: Path = Path("data/state.db")
    reports_dir: Path = Path("data/reports")
    log_level: str = "INFO"
    log_unanswered: bool = False
    metrics_listen: Listen | None = None


def load_settings(env_file: Path = Path(".env")) -> Settings:
    """The settings of this process; ``env_file`` need not exist.

    A real environment variable wins over the file, also when it is empty: empty means "not set",
    so ``TELEGRAM_BOT_TOKEN= python -m bot`` is the terminal chat whatever the file says.

    Raises:
        SettingsError: a value that cannot be used; the sentence names the variable, never a secret.
    """
    return parse_settings({**_read_file(env_file), **os.environ})


def parse_settings(values: Mapping[str, str | None]) -> Settings:
    """Settings out of a mapping of variable names to raw strings; unknown names are ignored."""
    parsed: dict[str, object] = {}
    for name, parse in _PARSERS.items():
        if raw := (values.get(name) or "").strip():
            parsed[name.lower()] = _parsed(name, raw, parse)
    return Settings(**parsed)  # type: ignore[arg-type]


def _parsed(name: str, raw: str, parse: Callable[[str], _T]) -> _T:
    try:
        return parse(raw)
    except ValueError as error:
        # ``from None``: the cause may hold the value, and the value may be the token.
        raise SettingsError(f"设置 {name} 的值不能用：{error}。") from None


def _read_file(path: Path) -> dict[str, str | None]:
    if not path.exists():
        return {}
    from dotenv import dotenv_values

    try:
        text = path.read_text("utf-8-sig")  # Notepad writes a byte order mark
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"读不了设置文件 {path}：它应当是一个 UTF-8 文本文件。") from None
    # No interpolation: a secret may hold a "$".
    return dict(dotenv_values(stream=StringIO(text), interpolate=False))


def _token(raw: str) -> Secret:
    """Telegram's own are ``123456:AA…``; another Bot API server may use simpler ones."""
    if not re.fullmatch(r"[A-Za-z0-9:_-]+", raw):
        raise ValueError("token 里只会有字母、数字和 : _ -，请从 @BotFather 重新复制")
    return Secret(raw)


def _webhook_secret(raw: str) -> Secret:
    """The alphabet and length are those of ``setWebhook``'s secret_token."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", raw):
        raise ValueError("只能用 1–256 个字母、数字、_ 和 -")
    return Secret(raw)


def _url(raw: str) -> str:
    """An http(s) address without its trailing slash; no query, for paths are added to it."""
    try:
        parts = urlsplit(raw)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment or re.search(r"\s", raw):
        raise ValueError("应当是 http:// 或 https:// 开头的地址，例如 http://127.0.0.1:8081")
    return raw.rstrip("/")


def _listen(raw: str) -> Listen:
    host, _, port = raw.rpartition(":")
    host = host.strip("[]")
    if not host or not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise ValueError("应当是 主机:端口，例如 127.0.0.1:8080")
    return Listen(host, int(port))


def _ids(raw: str) -> frozenset[int]:
    """Comma-separated numbers; a group's is negative. The Chinese comma is forgiven."""
    words = [word.strip() for word in raw.replace("，", ",").split(",")]
    if not all(re.fullmatch(r"-?[0-9]{1,18}", word) for word in words if word):
        raise ValueError("应当是用逗号隔开的数字，例如 123456,-1001234567890")
    return frozenset(int(word) for word in words if word)


def _level(raw: str) -> str:
    if raw.upper() not in _LEVELS:
        raise ValueError(f"只能是 {'、'.join(_LEVELS)} 之一")
    return raw.upper()


def _switch(raw: str) -> bool:
    if raw.lower() not in _YES | _NO:
        raise ValueError("只能是 1 或 0（true/false、yes/no、on/off 也可以）")
    return raw.lower() in _YES


def _path(raw: str) -> Path:
    if "\0" in raw:
        raise ValueError("应当是一个路径")
    return Path(raw).expanduser()


_PARSERS: dict[str, Callable[[str], object]] = {
    "TELEGRAM_BOT_TOKEN": _token,
    "TELEGRAM_API_BASE": _url,
    "WEBHOOK_URL": _url,
    "WEBHOOK_LISTEN": _listen,
    "WEBHOOK_SECRET": _webhook_secret,
    "ADMIN_IDS": _ids,
    "ALLOWED_CHATS": _ids,
    "KNOWLEDGE_DB": _path,
    "STATE_DB": _path,
    "REPORTS_DIR": _path,
    "LOG_LEVEL": _level,
    "LOG_UNANSWERED": _switch,
    "METRICS_LISTEN": _listen,
}
