"""The one who answers: a question from a chat in, an ``Answer`` out."""

from __future__ import annotations

from bot.answer import Answer
from bot.knowledge.snapshot import Knowledge


class Assistant:
    """Answers from one knowledge base and remembers, bounded, the subject of each chat and person."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def ask(self, text: str, *, chat: str = "", user: str | None = None, reply_to: str | None = None) -> Answer:
        """Answer ``text``; turns of one ``chat`` and ``user`` share their subject.

        ``reply_to`` is the ``id`` of an earlier answer whose subject the question continues.
        Never raises on any text.
        """
        raise NotImplementedError

    def open(self, ref: str, *, chat: str = "", user: str | None = None) -> Answer:
        """The answer behind a choice's or a suggestion's ``ref``, without any memory of the talk.

        A ref that this knowledge base does not know gives a kind not_found answer, never an error.
        """
        raise NotImplementedError
