"""Everything that can go wrong in a way a person should be told about.

BotError                 one clear sentence, shown as it is; exit status 2 on the command line
├── SettingsError        an environment variable or a line of .env cannot be used
├── ReportError          a report file cannot be read
├── KnowledgeError       the knowledge base cannot be read, built or written
├── WordsError           a word list in data/ cannot be used
└── ChartError           a picture cannot be drawn or written
"""


class BotError(Exception):
    """One clear sentence for a person; never a traceback."""


class SettingsError(BotError):
    """A setting is missing or has a value that cannot be used."""


class ReportError(BotError):
    """A report file cannot be read; the sentence names the file and what can be done."""


class KnowledgeError(BotError):
    """The knowledge base cannot be read, built or written."""


class WordsError(BotError):
    """A word list in ``data/`` cannot be used."""


class ChartError(BotError):
    """A picture cannot be drawn or written; the sentence says why."""
