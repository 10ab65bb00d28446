"""The Telegram bot as a process: its parts put together, and its exit."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast
from zlib import crc32

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import Application, ApplicationBuilder, Defaults
from telegram.request import BaseRequest

from bot.errors import BotError, SettingsError
from bot.logs import set_up_logs
from bot.settings import TELEGRAM, Secret, Settings
from bot.state.store import Store
from bot.telegram import notices
from bot.telegram.admin import Admin
from bot.telegram.backroom import Backroom
from bot.telegram.callbacks import Callbacks
from bot.telegram.commands import Commands
from bot.telegram.cooldown import Cooldown
from bot.telegram.desk import Answering, Desk
from bot.telegram.errands import Errands
from bot.telegram.errors import Errors
from bot.telegram.gate import Gate
from bot.telegram.guest import Guest
from bot.telegram.handlers import Messages
from bot.telegram.handling import Marker
from bot.telegram.inline import Inline
from bot.telegram.intake import Intake
from bot.telegram.limiter import Limiter, Sleep
from bot.telegram.members import Members
from bot.telegram.order import ChatOrder
from bot.telegram.pace import Pace
from bot.telegram.pictures import Pictures
from bot.telegram.receipts import Receipts
from bot.telegram.renewal import Renewal, Reopen
from bot.telegram.tally import Counter
from bot.telegram.transport import open_transport
from bot.telegram.waiting import Waiting
from bot.telegram.webhook import check_webhook

App = Application[Any, Any, Any, Any, Any, Any]

OK, FAILED = 0, 2
# Measured (tests.telegram.measure throughput): CPU for a reply was least with 4 to 8.
_CONNECTIONS = 8
# For presses and inline queries, which are answered in time or not at all.
_SPARE = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """The application with what stands at its doors: ``intake`` for updates, ``receipts`` for what is answered,
    ``waiting`` for what is not, ``errands`` for what goes on when an update is finished; ``beside`` is done as
    long as it runs, and ``admins`` have a menu of their own."""

    app: App
    intake: Intake
    receipts: Receipts
    waiting: Waiting
    errands: Errands
    admins: frozenset[int] = frozenset()
    beside: tuple[Callable[[], Coroutine[Any, Any, None]], ...] = ()


def run_telegram(settings: Settings, assistant: Answering, reopen: Reopen | None = None) -> int:
    """Run the bot until SIGTERM or SIGINT; ``reopen`` makes the assistant anew when its knowledge base has changed.

    Returns 0 after a stop that was asked for, 2 when it cannot start or go on; the reason is one
    sentence on standard error.
    """
    from bot.telegram.serve import serve

    secrets = [s.reveal() for s in (settings.telegram_bot_token, settings.webhook_secret) if s]
    set_up_logs(settings.log_level, secrets)
    store: Store | None = None
    try:
        check_webhook(settings)
        store = Store(settings.state_db)
        renewal = Renewal(assistant, settings.knowledge_db, reopen or (lambda: assistant))
        parts = assemble(settings, cast(Answering, renewal), store)
        parts = replace(parts, beside=(renewal.watch,) if reopen else ())
        return OK if asyncio.run(serve(settings, parts)) else FAILED
    except KeyboardInterrupt:
        return OK
    except BotError as error:
        print(error, file=sys.stderr)
        return FAILED
    finally:
        if store:
            store.close()


def assemble(
    settings: Settings,
    assistant: Answering,
    store: Store,
    request: BaseRequest | None = None,
    pace: Pace | None = None,
    sleep: Sleep = asyncio.sleep,
) -> Parts:
    """All parts, not yet connected; ``request`` replaces HTTP in tests.

    Raises:
        SettingsError: there is no token.
    """
    token, base = _token(settings.telegram_bot_token), settings.telegram_api_base
    pace, queue = Pace() if pace is None else pace, asyncio.Queue[object]()
    receipts, waiting = Receipts(_path_of(settings, "answered")), Waiting(_path_of(settings, "waiting"))
    marker = Marker(receipts)
    intake = Intake(queue, receipts, pace.holds, waiting=waiting)
    builder: Any = ApplicationBuilder().token(token).updater(None).update_queue(queue)
    # PTB puts the token right behind these, without a slash.
    builder = builder.base_url(f"{base}/bot").base_file_url(f"{base}/file/bot")
    builder = builder.request(request or open_transport(base, _CONNECTIONS + _SPARE, marker.leaving))
    builder = builder.get_updates_request(request or open_transport(base, 1))
    builder = builder.rate_limiter(Limiter(_CONNECTIONS, pace, sleep, marker, _SPARE))
    app: App = builder.defaults(_defaults()).concurrent_updates(ChatOrder(intake.finished)).build()
    errands = Errands()
    desk = Desk(assistant, store)
    if isinstance(assistant, Renewal):
        assistant.renewed = desk.renewed
    _register(app, settings, desk, errands)
    return Parts(app, intake, receipts, waiting, errands, settings.admin_ids)


def _register(app: App, settings: Settings, desk: Desk, errands: Errands) -> None:
    admin, cooldown, pictures = Admin(desk, settings.admin_ids), Cooldown(), Pictures(desk)
    counter = Counter(desk.store.records, settings.log_unanswered)
    desk.offers, desk.heard = pictures.offer, counter.heard
    Gate(settings.allowed_chats, desk.store.moved()).register(app)
    Members(desk).register(app)
    Backroom(desk, admin, settings, counter, errands).register(app)
    Messages(desk, Commands(desk, admin, settings.log_unanswered), cooldown, pictures).register(app)
    Callbacks(desk, admin, cooldown, pictures).register(app)
    Inline(desk).register(app)
    Guest(desk).register(app)
    notices.register(app)
    Errors(settings.admin_ids).register(app)


def _path_of(settings: Settings, name: str) -> Path:
    """Beside the state, one for each bot and server: a bot's id is the first half of its token and no secret."""
    assert settings.telegram_bot_token is not None
    bot_id = settings.telegram_bot_token.reveal().partition(":")[0]
    base = settings.telegram_api_base
    server = "" if base == TELEGRAM else f"-{crc32(base.encode()):08x}"
    return settings.state_db.with_name(f"{name}-{bot_id}{server}")


def _token(token: Secret | None) -> str:
    if token is None:
        raise SettingsError("没有设置 TELEGRAM_BOT_TOKEN：请向 @BotFather 要一个，写进环境变量或 .env。")
    return token.reveal()


def _defaults() -> Defaults:
    return Defaults(
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        allow_sending_without_reply=True,
    )
