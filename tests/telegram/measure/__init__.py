"""Measurements of the bot as a process against a Bot API server on loopback; run by hand, not by pytest.

    python -m tests.telegram.measure throughput    # against a bare python-telegram-bot bot, same run
    python -m tests.telegram.measure kill          # kill -9 in the midst of traffic, ten times; --signal TERM
    python -m tests.telegram.measure faults        # random faults for ten minutes, seeded
    python -m tests.telegram.measure limits        # groups on a server that takes twenty messages a minute
    python -m tests.telegram.measure memory        # resident memory over 100,000 updates

What was seen is in ``docs/telegram.md``.
"""
