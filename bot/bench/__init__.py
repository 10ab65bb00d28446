"""The benchmark: made-up reports of any number, questions whose answers are known, and what people would use instead.

Nothing of the program imports this package but ``bot.commands.bench``.
"""
